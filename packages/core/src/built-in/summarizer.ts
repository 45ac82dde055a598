/** `Summarizer` of the browser's built-in AI, over a model of ours. */
import type { LocalLLM } from '../create-local-llm.js';
import { type SummaryFormat, type SummaryWish, summarize } from '../tasks/summarize.js';
import {
  type Availability,
  availabilityOf,
  BuiltInSession,
  type CreateOptions,
  loadFor,
  type RequestOptions,
} from './built-in-model.js';
import { plainMarkdown } from './plain-markdown.js';

/** What a summarizer is to make. */
export interface SummarizerOptions extends CreateOptions {
  readonly type?: 'tldr' | 'teaser' | 'key-points' | 'headline';
  readonly format?: 'plain-text' | 'markdown';
  readonly length?: 'short' | 'medium' | 'long';
  readonly sharedContext?: string;
  readonly expectedInputLanguages?: readonly string[];
  readonly expectedContextLanguages?: readonly string[];
  readonly outputLanguage?: string;
}

const FORMATS: Record<NonNullable<SummarizerOptions['type']>, SummaryFormat> = {
  'key-points': 'bullets',
  tldr: 'paragraph',
  teaser: 'paragraph',
  headline: 'headline',
};

/** Makes the object that stands for the class. */
export function createSummarizer(llm: LocalLLM) {
  return {
    /** Whether a summarizer can be made here. */
    availability: (_options: SummarizerOptions = {}): Promise<Availability> => availabilityOf(llm),
    /** Makes the model ready, and a summarizer. */
    async create(options: SummarizerOptions = {}): Promise<Summarizer> {
      await loadFor(llm, options);
      return new Summarizer(llm, options);
    },
  };
}

/** What `Summarizer.create()` gives. */
export class Summarizer extends BuiltInSession {
  readonly type: NonNullable<SummarizerOptions['type']>;
  readonly format: NonNullable<SummarizerOptions['format']>;
  readonly length: NonNullable<SummarizerOptions['length']>;
  readonly sharedContext: string;
  readonly expectedInputLanguages: readonly string[] | null;
  readonly expectedContextLanguages: readonly string[] | null;
  readonly outputLanguage: string | null;

  constructor(llm: LocalLLM, options: SummarizerOptions) {
    super(llm);
    this.type = options.type ?? 'key-points';
    this.format = options.format ?? 'markdown';
    this.length = options.length ?? 'short';
    this.sharedContext = options.sharedContext ?? '';
    this.expectedInputLanguages = options.expectedInputLanguages ?? null;
    this.expectedContextLanguages = options.expectedContextLanguages ?? null;
    this.outputLanguage = options.outputLanguage ?? null;
  }

  summarize(input: string, options: RequestOptions = {}): Promise<string> {
    return this.run(async (signal) => this.#finished(await this.#start(input, options, signal)), options);
  }

  summarizeStreaming(input: string, options: RequestOptions = {}): ReadableStream<string> {
    // Lists come as a whole: their marks are made of what the model says.
    return this.type === 'key-points'
      ? this.streamWhole((signal) => this.summarize(input, { ...options, signal }), options)
      : this.stream((signal) => this.#start(input, options, signal), options);
  }

  measureInputUsage(input: string, options: RequestOptions = {}): Promise<number> {
    return this.measure([input, this.sharedContext, options.context ?? ''], options);
  }

  #start(input: string, { context = '' }: RequestOptions, signal: AbortSignal) {
    const focus = [this.sharedContext, context].filter((part) => part.trim() !== '').join('; ');
    const wish: SummaryWish = {
      format: FORMATS[this.type],
      length: this.length,
      ...(focus === '' ? {} : { focus }),
      ...(this.outputLanguage === null ? {} : { language: this.outputLanguage }),
    };
    return summarize(input, { ...wish, model: this.llm, signal });
  }

  #finished(summary: string): string {
    return this.format === 'plain-text' ? plainMarkdown(summary) : summary;
  }
}
