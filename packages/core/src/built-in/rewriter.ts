/** `Rewriter` of the browser's built-in AI, over a model of ours. */
import type { LocalLLM } from '../create-local-llm.js';
import { type RewriteWish, rewrite } from '../tasks/rewrite.js';
import {
  type Availability,
  availabilityOf,
  BuiltInSession,
  type CreateOptions,
  loadFor,
  type RequestOptions,
} from './built-in-model.js';
import { plainMarkdown } from './plain-markdown.js';

/** How texts are to be. */
export interface RewriterOptions extends CreateOptions {
  readonly tone?: 'as-is' | 'more-formal' | 'more-casual';
  readonly format?: 'as-is' | 'plain-text' | 'markdown';
  readonly length?: 'as-is' | 'shorter' | 'longer';
  readonly sharedContext?: string;
  readonly expectedInputLanguages?: readonly string[];
  readonly expectedContextLanguages?: readonly string[];
  readonly outputLanguage?: string;
}

/** Makes the object that stands for the class. */
export function createRewriter(llm: LocalLLM) {
  return {
    /** Whether a rewriter can be made here. */
    availability: (_options: RewriterOptions = {}): Promise<Availability> => availabilityOf(llm),
    /** Makes the model ready, and a rewriter. */
    async create(options: RewriterOptions = {}): Promise<Rewriter> {
      await loadFor(llm, options);
      return new Rewriter(llm, options);
    },
  };
}

/** What `Rewriter.create()` gives. */
export class Rewriter extends BuiltInSession {
  readonly tone: NonNullable<RewriterOptions['tone']>;
  readonly format: NonNullable<RewriterOptions['format']>;
  readonly length: NonNullable<RewriterOptions['length']>;
  readonly sharedContext: string;
  readonly expectedInputLanguages: readonly string[] | null;
  readonly expectedContextLanguages: readonly string[] | null;
  readonly outputLanguage: string | null;

  constructor(llm: LocalLLM, options: RewriterOptions) {
    super(llm);
    this.tone = options.tone ?? 'as-is';
    this.format = options.format ?? 'as-is';
    this.length = options.length ?? 'as-is';
    this.sharedContext = options.sharedContext ?? '';
    this.expectedInputLanguages = options.expectedInputLanguages ?? null;
    this.expectedContextLanguages = options.expectedContextLanguages ?? null;
    this.outputLanguage = options.outputLanguage ?? null;
  }

  rewrite(input: string, options: RequestOptions = {}): Promise<string> {
    return this.run(async (signal) => this.#finished(await this.#start(input, options, signal)), options);
  }

  rewriteStreaming(input: string, options: RequestOptions = {}): ReadableStream<string> {
    return this.streamWhole((signal) => this.rewrite(input, { ...options, signal }), options);
  }

  measureInputUsage(input: string, options: RequestOptions = {}): Promise<number> {
    return this.measure([input, this.sharedContext, options.context ?? ''], options);
  }

  #start(input: string, { context = '' }: RequestOptions, signal: AbortSignal) {
    const known = [this.sharedContext, context].filter((part) => part.trim() !== '').join(' ');
    const language = this.outputLanguage === null ? '' : `Write in the language ${this.outputLanguage}.`;
    const instruction = [known, language].filter((part) => part !== '').join(' ');
    const wish: RewriteWish = {
      ...(this.tone === 'as-is' ? {} : { tone: this.tone === 'more-formal' ? 'formal' : 'friendly' }),
      ...(this.length === 'as-is' ? {} : { length: this.length }),
      ...(instruction === '' ? {} : { instruction }),
    };
    return rewrite(input, { ...wish, model: this.llm, signal });
  }

  #finished(text: string): string {
    return this.format === 'plain-text' ? plainMarkdown(text) : text;
  }
}
