/** What is going on with a summary, and what went wrong, in words. */
import type { ErrorCode } from '@local-llm-chat/core';
import { failureText } from '../failure-text.js';
import { sizeText } from '../size-text.js';
import type { Summary } from './summary.js';

/** The name of what is going on. */
export function summaryTitle(summary: Summary): string {
  const { stage, engine, language } = summary;
  const { t } = language.texts;
  const { status, choice } = engine.state;
  const model = choice?.model.name ?? '';
  switch (stage) {
    case 'waiting':
      return t('checking.text');
    case 'starting':
      if (status === 'downloading') return t('download.title', { model });
      return status === 'loading' ? t('loading.title', { model }) : t('summary.reading');
    case 'queued':
      return t('summary.queued');
    case 'reading':
      return readingTitle(summary);
    case 'failed':
      return summaryFailure(summary).cause;
    default:
      return t('summary.title');
  }
}

function readingTitle({ progress, text, language }: Summary): string {
  const { t } = language.texts;
  const { chunks = 1, chunksDone = 0 } = progress ?? {};
  if (chunks > 1 && chunksDone < chunks) return t('summary.part', { part: chunksDone + 1, parts: chunks });
  return t(text === '' ? 'summary.reading' : 'summary.writing');
}

/** What the button costs, what is in the way of it, or why it is there again. */
export function offerNotes({ engine, isOffline, needsDownload, notice, language }: Summary): readonly string[] {
  const { texts } = language;
  const { t } = texts;
  const model = engine.state.choice?.model;
  if (model === undefined) return [];
  if (isOffline) return [t('summary.offline')];
  const cost = model.bytes === null ? t('summary.once-unknown') : t('summary.once', { size: sizeText(model, texts) });
  return [...(notice ? [t(notice)] : []), ...(needsDownload ? [cost] : []), t('summary.promise')];
}

/** Of a summary: what they say in a chat speaks of messages and conversations. */
const OF_THE_SUMMARY: readonly ErrorCode[] = [
  'context-overflow',
  'engine-crashed',
  'file-unreadable',
  'invalid-output',
  'not-loaded',
];

/** What failed and what to do about it; `null` where the button beside it says that. */
export function summaryFailure({ error, language }: Summary): {
  readonly cause: string;
  readonly action: string | null;
} {
  const { texts } = language;
  const code = error?.code ?? 'unknown';
  if (code === 'invalid-request') return { cause: texts.t('summary.no-article'), action: null };
  if (OF_THE_SUMMARY.includes(code)) {
    return { cause: texts.t('summary.failed'), action: texts.t('error.unknown.action') };
  }
  return failureText(error, texts);
}
