/** What `@local-llm-chat/core/built-in` offers: the browser's built-in AI, in every browser. */
export { type BuiltIn, createBuiltIn, installBuiltIn } from './built-in/built-in.js';
export type { Availability, CreateOptions, Monitor, RequestOptions } from './built-in/built-in-model.js';
export type {
  LanguageDetectionResult,
  LanguageDetector,
  LanguageDetectorOptions,
} from './built-in/language-detector.js';
export type { Rewriter, RewriterOptions } from './built-in/rewriter.js';
export type { Summarizer, SummarizerOptions } from './built-in/summarizer.js';
export type { Translator, TranslatorOptions } from './built-in/translator.js';
