/** Answers a question about a text, with the sentences that say so, or says that the text does not. */
import { LocalLLMError } from '../errors.js';
import { answerPrompt } from './answer.prompt.js';
import { splitText } from './chunks.js';
import { defineTask, type TaskRun } from './define-task.js';
import type { Desk } from './desk.js';
import { nothing } from './map-reduce.js';
import { passagesFor, questionWords } from './passages.js';
import { readInput } from './read-input.js';
import { isRefusal } from './refusal.js';
import type { Span } from './sentences.js';
import { sentenceFor, supportFor } from './support.js';
import type { TaskOptions, TaskPlan } from './task-model.js';
import { plainAnswer, wholeSentences } from './tidy-answer.js';

/** What came of a question. */
export type TextAnswer =
  | {
      readonly answer: string;
      /** The sentences that support it: each is `text.slice(start, end)` of the source, letter by letter. */
      readonly quotes: readonly Span[];
    }
  | { readonly notFound: true };

/** How a question is answered. */
export interface AnswerOptions {
  /** The most parts of a long text that are read: those that have most to do with the question. Default 3. */
  readonly mostChunks?: number;
}

const ANSWER_TOKENS = 64;
/** Small models lose their way in long texts: they answer from few, short passages. */
const PASSAGE_TOKENS = 384;

interface Input {
  readonly question: string;
  readonly text: string;
}

const task = defineTask<Input, AnswerOptions, TextAnswer>({
  name: 'Answering',
  async prepare({ question, text }, { mostChunks = 3 }, desk) {
    if (question.trim() === '') throw new LocalLLMError('invalid-request', 'There is no question.');
    if (readInput(text).isBlank) return nothing({ notFound: true });
    const room = Math.min(PASSAGE_TOKENS, await desk.room(answerPrompt('', question), ANSWER_TOKENS));
    const chunks = await splitText(text, {
      maxTokens: room,
      countTokens: desk.model.countTokens,
      ...(desk.signal ? { signal: desk.signal } : {}),
    });
    const passages = passagesFor(question, chunks, mostChunks);
    if (passages.length === 0) return nothing({ notFound: true });
    const prompts = passages.map(({ chunk }) => answerPrompt(chunk.text.trim(), question));
    const costs = await Promise.all(prompts.map((prompt) => desk.cost(prompt)));
    return {
      plan: {
        chunks: passages.length,
        calls: passages.length,
        promptTokens: costs.reduce((a, b) => a + b, 0),
        answerTokens: passages.length * ANSWER_TOKENS,
      },
      run: () => read({ question, text }, passages, prompts, desk),
    };
  },
});

async function read(
  { question, text }: Input,
  passages: ReturnType<typeof passagesFor>,
  prompts: readonly ReturnType<typeof answerPrompt>[],
  desk: Desk,
): Promise<TextAnswer> {
  const words = questionWords(question, text);
  let best: { readonly answer: string; readonly quotes: readonly Span[]; readonly strength: number } | null = null;
  for (const [index, { chunk }] of passages.entries()) {
    const { text: said, isCut } = await desk.ask({
      messages: prompts[index] ?? [],
      answerTokens: ANSWER_TOKENS,
      stop: ['\n\n'],
    });
    desk.chunkDone();
    const answer = isCut ? wholeSentences(plainAnswer(said)) : plainAnswer(said);
    if (isRefusal(answer)) continue;
    const support = answer === '' ? null : supportFor(answer, chunk, words, question);
    // Small models say little that a text supports; but a sentence that speaks of all that was asked answers by itself.
    const found = support === null ? sentenceFor(chunk, words, question) : { answer, ...support };
    if (found !== null && (best === null || found.strength > best.strength)) best = found;
  }
  return best === null ? { notFound: true } : { answer: best.answer, quotes: best.quotes };
}

/**
 * Answers a question about a text. Of a text longer than the context window the parts are read that have most to do
 * with the question. What no sentence of the text supports is not said: it becomes `notFound`.
 *
 * @throws LocalLLMError `invalid-request` for an empty question or what is no text; `aborted`; and what the engine throws.
 * @example
 * ```ts
 * import { answer } from '@local-llm-chat/core/tasks';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const llm = createFakeLLM({ reply: 'It opens at seven.' });
 * await llm.load();
 * const text = 'The bakery is on Mill Street. It opens at seven. On Sundays it is closed.';
 * const found = await answer('When does the bakery open?', text, { model: llm });
 * if ('quotes' in found) console.log(found.answer, found.quotes[0]?.text); // … 'It opens at seven.'
 * ```
 */
export function answer(question: string, text: string, options: AnswerOptions & TaskOptions): TaskRun<TextAnswer> {
  return task({ question, text }, options);
}

/** What a run would cost. Asks the model nothing. */
answer.plan = (question: string, text: string, options: AnswerOptions & TaskOptions): Promise<TaskPlan> =>
  task.plan({ question, text }, options);
