/** `Summarizer`, `Translator`, `Rewriter` and `LanguageDetector` as the browser's built-in AI has them, over a model of ours. */
import type { LocalLLM } from '../create-local-llm.js';
import { createLanguageDetector } from './language-detector.js';
import { createRewriter } from './rewriter.js';
import { createSummarizer } from './summarizer.js';
import { createTranslator } from './translator.js';

/** The names that the browser would have on `window`. */
export interface BuiltIn {
  readonly Summarizer: ReturnType<typeof createSummarizer>;
  readonly Translator: ReturnType<typeof createTranslator>;
  readonly Rewriter: ReturnType<typeof createRewriter>;
  readonly LanguageDetector: ReturnType<typeof createLanguageDetector>;
}

/**
 * Makes the task objects of the browser's built-in AI over a model of ours, so that code that was written for those
 * runs in every browser.
 *
 * @example
 * ```ts
 * import { createBuiltIn } from '@local-llm-chat/core/built-in';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const { Summarizer } = createBuiltIn(createFakeLLM({ reply: 'The bakery opens at seven.' }));
 * if ((await Summarizer.availability()) !== 'unavailable') {
 *   const summarizer = await Summarizer.create({ type: 'tldr', length: 'short' });
 *   console.log(await summarizer.summarize('Our bakery on Mill Street opens at seven …'));
 * }
 * ```
 */
export function createBuiltIn(llm: LocalLLM): BuiltIn {
  return {
    Summarizer: createSummarizer(llm),
    Translator: createTranslator(llm),
    Rewriter: createRewriter(llm),
    LanguageDetector: createLanguageDetector(llm),
  };
}

/**
 * Puts those of them on a global object that the browser lacks; what the browser has stays.
 *
 * @returns the names that were put there.
 */
export function installBuiltIn(llm: LocalLLM, target: object = globalThis): readonly (keyof BuiltIn)[] {
  const missing = Object.entries(createBuiltIn(llm)).filter(([name]) => !(name in target));
  for (const [name, value] of missing) {
    Object.defineProperty(target, name, { value, configurable: true, writable: true });
  }
  return missing.map(([name]) => name as keyof BuiltIn);
}
