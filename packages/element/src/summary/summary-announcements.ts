/** What is said of a summary to people who listen instead of look. */
import { joinSentences } from '../format.js';
import type { Summary } from './summary.js';
import { summaryFailure, summaryTitle } from './summary-words.js';

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
