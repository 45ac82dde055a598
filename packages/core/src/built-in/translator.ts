/** `Translator` of the browser's built-in AI, over a model of ours. */
import type { LocalLLM } from '../create-local-llm.js';
import { translate } from '../tasks/translate.js';
import {
  type Availability,
  availabilityOf,
  BuiltInSession,
  type CreateOptions,
  loadFor,
  type RequestOptions,
} from './built-in-model.js';

/** Between which languages, as BCP 47 tags. */
export interface TranslatorOptions extends CreateOptions {
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
}

/** Makes the object that stands for the class. */
export function createTranslator(llm: LocalLLM) {
  return {
    /** Whether a translator can be made here. What a model knows of languages it does not say: any pair counts. */
    async availability({ sourceLanguage, targetLanguage }: TranslatorOptions): Promise<Availability> {
      check(sourceLanguage);
      check(targetLanguage);
      return availabilityOf(llm);
    },
    /** Makes the model ready, and a translator. */
    async create(options: TranslatorOptions): Promise<Translator> {
      check(options.sourceLanguage);
      check(options.targetLanguage);
      await loadFor(llm, options);
      return new Translator(llm, options);
    },
  };
}

/** As the specification has it: a RangeError for what is no language tag. */
function check(tag: string): void {
  Intl.getCanonicalLocales(tag);
}

/** What `Translator.create()` gives. */
export class Translator extends BuiltInSession {
  readonly sourceLanguage: string;
  readonly targetLanguage: string;

  constructor(llm: LocalLLM, { sourceLanguage, targetLanguage }: TranslatorOptions) {
    super(llm);
    this.sourceLanguage = sourceLanguage;
    this.targetLanguage = targetLanguage;
  }

  translate(input: string, options: RequestOptions = {}): Promise<string> {
    return this.run((signal) => this.#start(input, signal), options);
  }

  translateStreaming(input: string, options: RequestOptions = {}): ReadableStream<string> {
    // Segments are put in their places: what stands after them is still in the other language.
    return this.streamWhole((signal) => this.#start(input, signal), options);
  }

  measureInputUsage(input: string, options: RequestOptions = {}): Promise<number> {
    return this.measure([input], options);
  }

  #start(input: string, signal: AbortSignal) {
    return translate(input, { model: this.llm, from: this.sourceLanguage, to: this.targetLanguage, signal });
  }
}
