/** Summarises a text of any length. */
import { defineTask } from './define-task.js';
import { grounded } from './grounded.js';
import { jsonSoFar, textsOf } from './json-answer.js';
import { withKnownNumbers } from './known-numbers.js';
import { mapReduce } from './map-reduce.js';
import { sentencesOf } from './sentences.js';
import { joinedSummaryPrompt, POINTS, type SummaryWish, summaryPrompt, summaryTokens } from './summarize.prompt.js';
import { plainAnswer, wholeSentences, withoutRepeats } from './tidy-answer.js';
import { isWrittenIn } from './written-in.js';

export type { SummaryFormat, SummaryLength, SummaryWish } from './summarize.prompt.js';

/**
 * Summarises a text. A text longer than the context window is read in chunks, whose summaries are summarised.
 *
 * A paragraph is held to the text: a sentence that nothing in the text supports, or with a number that is nowhere in it, is
 * left out, and where little is left the most central sentences of the text are added as they are.
 *
 * @returns the summary: one paragraph, a Markdown list for `bullets`, one line for `headline` and `tldr`. Empty for a
 *   text without a word.
 * @throws LocalLLMError `aborted` when the signal fires; `invalid-request` for what is no text; `context-overflow` when
 *   the instructions alone fill the window; and what the engine throws.
 * @example
 * ```ts
 * import { summarize } from '@local-llm-chat/core/tasks';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const llm = createFakeLLM({ reply: 'The bakery opens at seven.' });
 * await llm.load();
 * const run = summarize('Our bakery on Mill Street opens at seven …', { model: llm, length: 'short' });
 * for await (const soFar of run) console.log(soFar);
 * console.log(await run);
 * ```
 */
export const summarize = defineTask({
  name: 'Summarising',
  prepare: mapReduce<SummaryWish, string, string, string>({
    answerTokens: (wish, window) => Math.min(summaryTokens(wish), Math.floor(window / 3)),
    prompt: summaryPrompt,
    format: (wish) => (wish.format === 'bullets' ? listFormat(wish) : undefined),
    read: (answer, { chunk, isCut }, wish) => held(read(answer, isCut, wish), chunk.text, wish),
    reduce: {
      write: (part) => part,
      prompt: joinedSummaryPrompt,
      read: (answer, parts, wish) => held(read(answer, false, wish), parts.join('\n'), wish),
    },
    combine: ([summary = '']) => summary,
    show: (parts, growing, wish) =>
      [...parts, asLongAsWanted(read(growing, false, wish), wish)].filter((part) => part !== '').join('\n\n'),
  }),
});

const MEASURES = {
  short: { least: 1, leastInDoubt: 1, most: 2, central: 0 },
  medium: { least: 3, leastInDoubt: 5, most: 5, central: 1 },
  long: { least: 6, leastInDoubt: 9, most: 10, central: 2 },
} as const;

/** What the source supports of a summary, and what it lacks. In two languages only numbers can be compared. */
function held(summary: string, source: string, wish: SummaryWish): string {
  const { format = 'paragraph', length = 'medium', focus, language } = wish;
  const known = withKnownNumbers(summary, source);
  if (focus !== undefined || (language !== undefined && !isWrittenIn(source, language))) return known;
  if (format === 'paragraph') {
    const sentences = sentencesOf(known).map(({ text }) => text);
    return grounded(sentences, source, MEASURES[length]).join(' ');
  }
  if (format !== 'bullets') return known;
  const points = known.split('\n').map((line) => line.slice(2));
  const { least, most } = POINTS[length];
  return grounded(
    points.filter((point) => point !== ''),
    source,
    { least, leastInDoubt: least, most, central: 0 },
  )
    .map((point) => `- ${point}`)
    .join('\n');
}

/** What is shown while it grows has no sentence that will surely go. */
function asLongAsWanted(summary: string, { format = 'paragraph', length = 'medium' }: SummaryWish): string {
  if (format !== 'paragraph') return summary;
  const last = sentencesOf(summary)[MEASURES[length].most - 1];
  return last === undefined ? summary : summary.slice(0, last.end);
}

/** Small models may never end a point. */
const LONGEST_POINT = 160;

function listFormat({ length = 'medium' }: SummaryWish) {
  const { least, most } = POINTS[length];
  return {
    type: 'json',
    schema: { type: 'array', items: { type: 'string', maxLength: LONGEST_POINT }, minItems: least, maxItems: most },
  } as const;
}

function read(answer: string, isCut: boolean, { format = 'paragraph' }: SummaryWish): string {
  if (format === 'bullets') {
    return textsOf(jsonSoFar(answer))
      .map((point) => `- ${point.length < LONGEST_POINT ? point : wholeSentences(point)}`)
      .join('\n');
  }
  const text = withoutRepeats(plainAnswer(answer)).replaceAll(/^(?:[-*#]+|\d+\.) +/gm, '');
  if (format === 'headline') return text.split('\n')[0]?.trim() ?? '';
  if (format === 'tldr') return sentencesOf(text)[0]?.text ?? '';
  return isCut ? wholeSentences(text) : text;
}
