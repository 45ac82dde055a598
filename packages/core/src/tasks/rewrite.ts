/** Puts a text into other words: another tone, length or reading level. */
import { bySegments } from './by-segments.js';
import { defineTask } from './define-task.js';
import { type RewriteWish, rewritePrompt } from './rewrite.prompt.js';
import { contentKeys, coverage } from './text-words.js';

export type { RewriteWish, Tone } from './rewrite.prompt.js';

/** An answer that has less of the words of its segment speaks of something else. */
const LEAST_SHARED = 0.15;

/**
 * Rewrites a text, paragraph by paragraph. Markdown, code, links and numbers stay as they are: what the model has lost of
 * them is put back. A paragraph for which it says something else stays as it was.
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
    bySegments(
      text,
      {
        prompt: (segment) => rewritePrompt(segment, wish),
        growth: wish.length === 'longer' ? 2.5 : 1.5,
        mostLost: 1,
        accept: (segment, answer) =>
          coverage(contentKeys(segment), contentKeys(answer)) >= LEAST_SHARED &&
          (wish.length !== 'shorter' || answer.length <= segment.length),
      },
      desk,
    ),
});
