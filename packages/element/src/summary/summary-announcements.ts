/** What is said of a summary to people who listen instead of look. */
import type { EngineState } from '@local-llm-chat/core';
import { joinSentences } from '../format.js';
import type { Texts } from '../texts.js';
import type { Summary } from './summary.js';
import { summaryFailure, summaryTitle } from './summary-words.js';

/** A download is told of where it starts, stands still and goes on: not with each percent. */
export function loadAnnouncement(now: EngineState, before: EngineState | null, { t }: Texts): string | null {
  const hold = now.download?.hold ?? null;
  const was = before?.download?.hold ?? null;
  if (now.status === 'downloading' && before?.status !== 'downloading') return t('announce.downloading');
  if (hold === 'paused' && was !== 'paused') return t('announce.paused');
  if (hold === 'offline' && was !== 'offline') return t('announce.offline');
  if (now.download && hold === null && (was === 'paused' || was === 'offline')) return t('announce.goes-on');
  return null;
}

/** What a new stage is told with; `null` for nothing, as where a button that was pressed says it. */
export function stageAnnouncement(summary: Summary): string | null {
  const { stage, language, progress, isCut } = summary;
  const { t, locale } = language.texts;
  switch (stage) {
    case 'queued':
      return summaryTitle(summary);
    case 'reading':
      return progress !== null && progress.chunks > 1
        ? t('summary.parts', { parts: progress.chunks })
        : t('summary.reading');
    case 'done':
      return isCut ? null : t('summary.done');
    case 'failed': {
      const { cause, action } = summaryFailure(summary);
      return joinSentences(action === null ? [cause] : [cause, action], locale);
    }
    default:
      return null;
  }
}
