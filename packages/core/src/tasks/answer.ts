/** Answers a question about a text, with the sentences that say so, or says that the text does not. */
import { LocalLLMError } from '../errors.js';
import { NO_PASSAGE, type PassageText, passagePrompt } from './answer-from-knowledge.prompt.js';
import { type Chunk, splitText } from './chunks.js';
import { defineTask, type TaskRun } from './define-task.js';
import type { Desk } from './desk.js';
import { nothing } from './map-reduce.js';
import { passagesFor } from './passages.js';
import { readEach } from './read-each.js';
import { readInput } from './read-input.js';
import type { Span } from './sentences.js';
import type { TaskOptions, TaskPlan } from './task-model.js';

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
    const room = Math.min(PASSAGE_TOKENS, await desk.room(passagePrompt(NO_PASSAGE, question), ANSWER_TOKENS));
    const chunks = await splitText(text, {
      maxTokens: room,
      countTokens: desk.model.countTokens,
      ...(desk.signal ? { signal: desk.signal } : {}),
    });
    const passages = passagesFor(question, chunks, mostChunks).map(({ chunk }) => chunk);
    if (passages.length === 0) return nothing({ notFound: true });
    const costs = await Promise.all(passages.map((chunk) => desk.cost(passagePrompt(passageOf(chunk), question))));
    return {
      plan: {
        chunks: passages.length,
        calls: passages.length,
        promptTokens: costs.reduce((a, b) => a + b, 0),
        answerTokens: passages.length * ANSWER_TOKENS,
      },
      run: () => read({ question, text }, passages, desk),
    };
  },
});

async function read({ question, text }: Input, chunks: readonly Chunk[], desk: Desk): Promise<TextAnswer> {
  const found = await readEach({ question, passages: chunks.map(passageOf), whole: text, desk });
  if (found === null) return { notFound: true };
  const said = found.flat();
  const quotes = said.flatMap(({ place, quotes: sentences }) => {
    const chunk = chunks[place];
    return chunk === undefined ? [] : sentences.map((sentence) => spanOf(sentence, chunk));
  });
  return { answer: said.map((statement) => statement.text).join(' '), quotes };
}

function passageOf({ headings, text }: Chunk): PassageText {
  return { title: '', path: headings, text };
}

/** Where a sentence of a chunk stands in the text. */
function spanOf(quote: string, chunk: Chunk): Span {
  const start = chunk.start + chunk.text.indexOf(quote);
  return { text: quote, start, end: start + quote.length };
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
