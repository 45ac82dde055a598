/** Finds the words and phrases that a text is about. */

import { beginningOf } from './beginning.js';
import { defineTask } from './define-task.js';
import { jsonSoFar, textsOf } from './json-answer.js';
import { keyPhrases } from './key-phrases.js';
import { keywordsPrompt } from './keywords.prompt.js';
import { nothing } from './map-reduce.js';
import { readInput } from './read-input.js';

/** How many are wanted. */
export interface KeywordsOptions {
  /** The most keywords. Default 8. */
  readonly most?: number;
}

/** So many phrases are offered for each that is wanted. */
const OFFERED = 3;

/**
 * Finds what a text is about, the most important first. Every keyword stands in the text: phrases are found by how
 * often and where they stand, and the model chooses among them; it can say nothing else.
 *
 * @throws LocalLLMError `aborted`, `invalid-request` for what is no text, and what the engine throws.
 * @example
 * ```ts
 * import { keywords } from '@local-llm-chat/core/tasks';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const llm = createFakeLLM({ reply: '["sourdough"]' });
 * await llm.load();
 * console.log(await keywords('Sourdough needs time. Good sourdough needs good flour.', { model: llm, most: 2 }));
 * ```
 */
export const keywords = defineTask<string, KeywordsOptions, readonly string[]>({
  name: 'Finding keywords',
  async prepare(text, { most = 8 }, desk) {
    if (readInput(text).isBlank) return nothing([]);
    const phrases = keyPhrases(text, most * OFFERED);
    if (phrases.length <= 1) return nothing(phrases);
    const wanted = Math.min(most, phrases.length);
    const answerTokens = (await desk.count([JSON.stringify(phrases)]))[0] ?? 256;
    const prompt = (part: string) => keywordsPrompt(part, wanted);
    const messages = prompt(await beginningOf(text, prompt, answerTokens, desk));
    return {
      plan: { chunks: 1, calls: 1, promptTokens: await desk.cost(messages), answerTokens },
      async run(show) {
        const schema = { type: 'array', items: { enum: phrases }, minItems: wanted, maxItems: wanted };
        const chosen = (answer: string) => textsOf(jsonSoFar(answer)).filter((one) => phrases.includes(one));
        const { text: answer } = await desk.ask({
          messages,
          answerTokens,
          format: { type: 'json', schema },
          onText: (growing) => show(chosen(growing)),
        });
        desk.chunkDone();
        // What was chosen twice makes room for the next.
        return [...new Set([...chosen(answer), ...phrases])].slice(0, wanted);
      },
    };
  },
});
