/** Puts a text into other words: another tone, length or reading level. */
import { byPieces } from './by-pieces.js';
import { defineTask } from './define-task.js';
import { type RewriteWish, rewritePrompt } from './rewrite.prompt.js';
import { contentKeys, coverage } from './text-words.js';

export type { RewriteWish, Tone } from './rewrite.prompt.js';

/** An answer that has less of the words of its sentence speaks of something else. */
const LEAST_SHARED = 0.15;

/**
 * Rewrites a text, sentence by sentence. Markdown, code, links and numbers stay as they are; a sentence that the model
 * cannot put into other words without losing one of them stays too.
 *
 * @throws LocalLLMError `aborted`, `invalid-request` for what is no text, and what the engine throws.
 * @example
 * ```ts
 * import { rewrite } from '@local-llm-chat/core/tasks';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const llm = createFakeLLM({ reply: 'Could you please send the invoice?' });
 * await llm.load();
 * console.log(await rewrite('send the invoice now', { model: llm, tone: 'friendly' }));
 * ```
 */
export const rewrite = defineTask<string, RewriteWish, string>({
  name: 'Rewriting',
  prepare: (text, wish, desk) =>
    byPieces(
      text,
      {
        prompt: (piece) => rewritePrompt(piece, wish),
        growth: wish.length === 'longer' ? 2.5 : 1.5,
        unit: 'sentence',
        isStrict: true,
        accept: (piece, answer) =>
          coverage(contentKeys(piece), contentKeys(answer)) >= LEAST_SHARED &&
          (wish.length !== 'shorter' || answer.length <= piece.length),
      },
      desk,
    ),
});
