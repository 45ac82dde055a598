/** Finds faults of spelling, grammar and punctuation, and says how to mend each. */
import { type Correction, correctionsBetween } from './corrections.js';
import { defineTask } from './define-task.js';
import { nothing } from './map-reduce.js';
import { proofreadPrompt } from './proofread.prompt.js';
import { readInput } from './read-input.js';
import { sentencesOf } from './sentences.js';
import { plainAnswer } from './tidy-answer.js';

export type { Correction } from './corrections.js';

/** What was found. */
export interface Proofreading {
  /** The text with all corrections made. */
  readonly corrected: string;
  /** In the order of the text. */
  readonly corrections: readonly Correction[];
}

/** Sentences of fewer words are labels and the like. */
const LEAST_WORDS = 3;

/**
 * Corrects a text, sentence by sentence. Only what mends a word, its form, a small word or a mark is taken of what the
 * model says: it may not put anything differently, nor touch numbers and addresses.
 *
 * @throws LocalLLMError `aborted`, `invalid-request` for what is no text, and what the engine throws.
 * @example
 * ```ts
 * import { proofread } from '@local-llm-chat/core/tasks';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const llm = createFakeLLM({ reply: 'She goes to school.' });
 * await llm.load();
 * const { corrections } = await proofread('She go to school.', { model: llm });
 * console.log(corrections[0]?.text, corrections[0]?.replacement); // go goes
 * ```
 */
export const proofread = defineTask<string, object, Proofreading>({
  name: 'Proofreading',
  async prepare(text, _options, desk) {
    if (readInput(text).isBlank) return nothing({ corrected: text, corrections: [] });
    const room = await desk.room(proofreadPrompt(''), 0);
    const sentences = sentencesOf(text).filter(({ text: words }) => words.split(/\s+/).length >= LEAST_WORDS);
    const counts = await desk.count(sentences.map((sentence) => sentence.text));
    // A sentence is said once more in the answer.
    const read = sentences.flatMap((sentence, index) => {
      const tokens = counts[index] ?? 0;
      return tokens * 2 + 32 <= room ? [{ sentence, tokens, messages: proofreadPrompt(sentence.text) }] : [];
    });
    const costs = await Promise.all(read.map(({ messages }) => desk.cost(messages)));
    const answerTokens = read.map(({ tokens }) => Math.ceil(tokens * 1.25) + 16);
    return {
      plan: {
        chunks: read.length,
        calls: read.length,
        promptTokens: costs.reduce((a, b) => a + b, 0),
        answerTokens: answerTokens.reduce((a, b) => a + b, 0),
      },
      async run(show) {
        const corrections: Correction[] = [];
        for (const [index, { sentence, messages }] of read.entries()) {
          const question = { messages, answerTokens: answerTokens[index] ?? 64, stop: ['\n'] };
          const { text: said, isCut } = await desk.ask(question);
          if (!isCut) corrections.push(...correctionsBetween(sentence, plainAnswer(said)));
          desk.chunkDone();
          show(made(text, corrections));
        }
        return made(text, corrections);
      },
    };
  },
});

function made(text: string, corrections: readonly Correction[]): Proofreading {
  let corrected = '';
  let from = 0;
  for (const { start, end, replacement } of corrections) {
    corrected += text.slice(from, start) + replacement;
    from = end;
  }
  return { corrected: corrected + text.slice(from), corrections: [...corrections] };
}
