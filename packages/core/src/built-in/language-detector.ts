/** `LanguageDetector` of the browser's built-in AI. It needs no model: languages are told by their letters. */
import type { LocalLLM } from '../create-local-llm.js';
import { type Availability, BuiltInSession, type CreateOptions, type RequestOptions } from './built-in-model.js';

/** Which languages are expected, as BCP 47 tags. */
export interface LanguageDetectorOptions extends CreateOptions {
  readonly expectedInputLanguages?: readonly string[];
}

/** A language that a text may be in. */
export interface LanguageDetectionResult {
  /** A BCP 47 tag; `und` when it cannot be told. */
  readonly detectedLanguage: string;
  /** From 0 to 1; all of a list together are 1. */
  readonly confidence: number;
}

/** Makes the object that stands for the class. */
export function createLanguageDetector(llm: LocalLLM) {
  return {
    availability: async (_options: LanguageDetectorOptions = {}): Promise<Availability> => 'available',
    async create(options: LanguageDetectorOptions = {}): Promise<LanguageDetector> {
      options.signal?.throwIfAborted();
      return new LanguageDetector(llm, options);
    },
  };
}

/** What `LanguageDetector.create()` gives. */
export class LanguageDetector extends BuiltInSession {
  readonly expectedInputLanguages: readonly string[] | null;

  constructor(llm: LocalLLM, { expectedInputLanguages = [] }: LanguageDetectorOptions) {
    super(llm);
    this.expectedInputLanguages = expectedInputLanguages.length > 0 ? expectedInputLanguages : null;
  }

  /** Not the tokens of a model, as none is asked. */
  override get inputQuota(): number {
    return Number.POSITIVE_INFINITY;
  }

  /** The likeliest languages, the best first; the last one is always `und`. */
  detect(input: string, options: RequestOptions = {}): Promise<readonly LanguageDetectionResult[]> {
    return this.run(async () => {
      const { detectLanguages } = await import('./detect-languages.js');
      return detectLanguages(input, this.expectedInputLanguages);
    }, options);
  }

  async measureInputUsage(_input: string): Promise<number> {
    return 0;
  }
}
