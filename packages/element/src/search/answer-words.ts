/** What is going on with an answer, and what went wrong, in words. */
import type { ErrorCode } from '@local-llm-chat/core';
import type { KnowledgeAnswer } from '@local-llm-chat/core/knowledge';
import { failureText } from '../failure-text.js';
import { joinSentences } from '../format.js';
import { citationsOf as citationsOfSources } from '../knowledge/source-link.js';
import { type Citations, withoutMarks } from '../markdown/citations.js';
import { sizeText } from '../size-text.js';
import type { Texts } from '../texts.js';
import type { Answer } from './answer.js';

/** The name of what is going on. */
export function answerTitle(answer: Answer): string {
  const { stage, engine, result, search } = answer;
  const { t } = search.language.texts;
  const { status, choice } = engine.state;
  const model = choice?.model.name ?? '';
  switch (stage) {
    case 'waiting':
      return t('checking.text');
    case 'starting':
      if (status === 'downloading') return t('download.title', { model });
      return status === 'loading' ? t('loading.title', { model }) : t('knowledge.searching');
    case 'queued':
      return t('search.queued');
    case 'reading':
      return result?.status === 'reading'
        ? t('knowledge.reading', { count: result.sources.length })
        : t('knowledge.searching');
    case 'failed':
      return answerFailure(answer).cause;
    default:
      return result?.status === 'not-found' ? t('knowledge.not-found') : t('search.answer-title');
  }
}

/** What the button costs, what is in the way of it, or why it is there again. */
export function answerNotes({ engine, isOffline, needsDownload, notice, search }: Answer): readonly string[] {
  const { texts } = search.language;
  const { t } = texts;
  const model = engine.state.choice?.model;
  if (model === undefined) return [];
  if (isOffline) return [t('search.answer-offline')];
  const cost = model.bytes === null ? t('search.once-unknown') : t('search.once', { size: sizeText(model, texts) });
  return [...(notice ? [t(notice)] : []), ...(needsDownload ? [cost] : []), t('search.promise')];
}

/** What a new stage is told with; `null` for nothing. */
export function answerAnnouncement(answer: Answer): string | null {
  const { stage, search, result } = answer;
  const { t, locale } = search.language.texts;
  switch (stage) {
    case 'queued':
    case 'reading':
      return answerTitle(answer);
    case 'done':
      if (result === null || result.status === 'not-found') return t('knowledge.not-found');
      return joinSentences(
        [withoutNumbers(result.answer), t('knowledge.count', { count: result.sources.length })],
        locale,
      );
    case 'failed': {
      const { cause, action } = answerFailure(answer);
      return joinSentences([cause, action], locale);
    }
    default:
      return null;
  }
}

/** Said aloud, the numbers of sources are noise. */
function withoutNumbers(answer: string): string {
  return withoutMarks(answer).trim();
}

/** Of the answer: what they say in a chat speaks of messages and conversations. */
const OF_THE_ANSWER: readonly ErrorCode[] = [
  'context-overflow',
  'engine-crashed',
  'invalid-output',
  'invalid-request',
  'not-loaded',
];

/** What failed and what to do about it. */
export function answerFailure({ error, search }: Answer): { readonly cause: string; readonly action: string } {
  const { texts } = search.language;
  if (error !== null && OF_THE_ANSWER.includes(error.code)) {
    return { cause: texts.t('search.answer-failed'), action: texts.t('error.unknown.action') };
  }
  return failureText(error, texts);
}

/** What the marks in an answer stand for, in words. */
export function citationsOf({ sources }: KnowledgeAnswer, texts: Texts): Citations {
  return citationsOfSources(sources, texts);
}
