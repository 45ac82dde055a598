/** Translates a text. */
import { byPieces } from './by-pieces.js';
import { defineTask } from './define-task.js';
import { type TranslateWish, translatePrompt } from './translate.prompt.js';

export type { TranslateWish } from './translate.prompt.js';

/**
 * Translates a text, paragraph by paragraph. Markdown, code, links and numbers stay as they are.
 *
 * @throws LocalLLMError `aborted`, `invalid-request` for what is no text, and what the engine throws.
 * @example
 * ```ts
 * import { translate } from '@local-llm-chat/core/tasks';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const llm = createFakeLLM({ reply: 'La panadería abre a las siete.' });
 * await llm.load();
 * console.log(await translate('The bakery opens at seven.', { model: llm, from: 'en', to: 'es' }));
 * ```
 */
export const translate = defineTask<string, TranslateWish, string>({
  name: 'Translating',
  prepare: (text, wish, desk) =>
    byPieces(
      text,
      {
        prompt: (piece) => translatePrompt(piece, wish),
        unit: 'paragraph',
        isStrict: false,
        // A word of another script takes several tokens in the vocabulary of a small model.
        growth: 3,
      },
      desk,
    ),
});
