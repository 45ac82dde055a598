/** Explains a text of any length in plain words. */
import { defineTask } from './define-task.js';
import { type ExplainWish, explainPrompt, joinedExplanationPrompt } from './explain.prompt.js';
import { withKnownNumbers } from './known-numbers.js';
import { mapReduce } from './map-reduce.js';
import { plainAnswer, wholeSentences, withoutRepeats } from './tidy-answer.js';

export type { ExplainWish } from './explain.prompt.js';

/** About eight sentences, in languages other than English half as many. */
const ANSWER_TOKENS = 320;

/**
 * Explains a text in plain words. A text longer than the context window is read in chunks, whose explanations are made
 * one. A sentence with a number that is nowhere in the text is left out.
 *
 * @returns the explanation; empty for a text without a word.
 * @throws LocalLLMError `aborted` when the signal fires; `invalid-request` for what is no text; `context-overflow` when
 *   the instructions alone fill the window; and what the engine throws.
 * @example
 * ```ts
 * import { explain } from '@local-llm-chat/core/tasks';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const llm = createFakeLLM({ reply: 'You get your money back if you ask within 14 days.' });
 * await llm.load();
 * console.log(await explain('The right of withdrawal lapses after 14 days.', { model: llm }));
 * ```
 */
export const explain = defineTask({
  name: 'Explaining',
  prepare: mapReduce<ExplainWish, string, string, string>({
    answerTokens: (_wish, window) => Math.min(ANSWER_TOKENS, Math.floor(window / 3)),
    prompt: explainPrompt,
    read: (answer, { chunk, isCut }) => withKnownNumbers(read(answer, isCut), chunk.text),
    reduce: {
      write: (part) => part,
      prompt: joinedExplanationPrompt,
      read: (answer, parts) => withKnownNumbers(read(answer, false), parts.join('\n')),
    },
    combine: ([explanation = '']) => explanation,
    show: (parts, growing) => [...parts, read(growing, false)].filter((part) => part !== '').join('\n\n'),
  }),
});

function read(answer: string, isCut: boolean): string {
  const text = withoutRepeats(plainAnswer(answer));
  return isCut ? wholeSentences(text) : text;
}
