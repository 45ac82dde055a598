/** Says what two texts have in common and where they differ. */
import { comparePrompt } from './compare.prompt.js';
import { defineTask, type TaskRun } from './define-task.js';
import { withKnownNumbers } from './known-numbers.js';
import { nothing } from './map-reduce.js';
import { type Matches, matchSentences } from './match-sentences.js';
import { readInput } from './read-input.js';
import type { Span } from './sentences.js';
import type { TaskOptions, TaskPlan } from './task-model.js';
import { plainAnswer, wholeSentences } from './tidy-answer.js';

/** Two sentences that belong together. */
export interface Pair {
  readonly a: Span;
  readonly b: Span;
}

/** How two texts stand to each other. Every sentence of both is in exactly one of the lists. */
export interface Comparison {
  /** What is different, in one or two sentences; empty when nothing is. */
  readonly summary: string;
  /** What both say, perhaps in other words. */
  readonly both: readonly Pair[];
  /** What both speak of, with another number or name. */
  readonly changed: readonly Pair[];
  readonly onlyA: readonly Span[];
  readonly onlyB: readonly Span[];
}

const ANSWER_TOKENS = 96;

const task = defineTask<{ readonly a: string; readonly b: string }, object, Comparison>({
  name: 'Comparing',
  async prepare({ a, b }, _options, desk) {
    const matches = matchSentences(readInput(a).isBlank ? '' : a, readInput(b).isBlank ? '' : b);
    const lines = linesOf(matches);
    const room = await desk.room(comparePrompt(''), ANSWER_TOKENS);
    const counts = await desk.count(lines);
    const shown: string[] = [];
    let used = 0;
    for (const [index, line] of lines.entries()) {
      used += (counts[index] ?? 0) + 2;
      if (used > room) break;
      shown.push(line);
    }
    if (shown.length === 0) return nothing({ ...matches, summary: '' });
    const messages = comparePrompt(shown.join('\n'));
    return {
      plan: { chunks: 1, calls: 1, promptTokens: await desk.cost(messages), answerTokens: ANSWER_TOKENS },
      async run(show) {
        show({ ...matches, summary: '' });
        const { text, isCut } = await desk.ask({
          messages,
          answerTokens: ANSWER_TOKENS,
          onText: (growing) => show({ ...matches, summary: plainAnswer(growing) }),
        });
        desk.chunkDone();
        const said = isCut ? wholeSentences(plainAnswer(text)) : plainAnswer(text);
        return { ...matches, summary: withKnownNumbers(said, shown.join('\n')) };
      },
    };
  },
});

/** What differs, a line each, what changed first. */
function linesOf({ changed, onlyA, onlyB }: Matches): string[] {
  return [
    ...changed.map(({ a, b }) => `First: ${a.text} Second: ${b.text}`),
    ...onlyA.map(({ text }) => `Only in the first: ${text}`),
    ...onlyB.map(({ text }) => `Only in the second: ${text}`),
  ];
}

/**
 * Compares two texts sentence by sentence. What is the same and what is not is found by their words; the model only says
 * it, so that nothing is in the lists that is not in the texts.
 *
 * @throws LocalLLMError `aborted`, `invalid-request` for what is no text, and what the engine throws.
 * @example
 * ```ts
 * import { compare } from '@local-llm-chat/core/tasks';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const llm = createFakeLLM({ reply: 'The price is 40 euros instead of 30.' });
 * await llm.load();
 * const { changed } = await compare('The ticket costs 30 euros.', 'The ticket costs 40 euros.', { model: llm });
 * console.log(changed.length); // 1
 * ```
 */
export function compare(a: string, b: string, options: TaskOptions): TaskRun<Comparison> {
  return task({ a, b }, options);
}

/** What a run would cost. Asks the model nothing. */
compare.plan = (a: string, b: string, options: TaskOptions): Promise<TaskPlan> => task.plan({ a, b }, options);
