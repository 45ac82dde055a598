/** A run's model: each request is counted, and none writes more than is left. */
import type { Generate, GenerateRequest, GenerationEvent, Usage } from '../generate.js';
import type { Budget } from './budget.js';

/** Below this an answer would be cut off before it says anything. */
const FEWEST_TOKENS = 4;

/** What a request came to. */
export interface ModelText {
  readonly text: string;
  /** It was cut off: by its limit, by the budget or by a stop. */
  readonly isCut: boolean;
}

/** Asks the model for one run. */
export class MeteredModel {
  readonly #generate: Generate;
  readonly #budget: Budget;
  readonly #signal: AbortSignal;
  #usage: Usage | null = null;
  #completionTokens = 0;

  constructor(generate: Generate, budget: Budget, signal: AbortSignal) {
    this.#generate = generate;
    this.#budget = budget;
    this.#signal = signal;
  }

  get isSpent(): boolean {
    return this.#budget.tokensLeft < FEWEST_TOKENS;
  }

  /** Of the last request, with the tokens that all have written together; `null` when none told. */
  get usage(): Usage | null {
    return this.#usage === null ? null : { ...this.#usage, completionTokens: this.#completionTokens };
  }

  /** The events of one request, which are counted as they come. */
  async *events(request: GenerateRequest): AsyncGenerator<GenerationEvent> {
    const maxTokens = Math.max(1, Math.min(request.maxTokens ?? Number.POSITIVE_INFINITY, this.#budget.tokensLeft));
    let pieces = 0;
    let told: Usage | null = null;
    try {
      for await (const event of this.#generate({ ...request, maxTokens }, { signal: this.#signal })) {
        if (event.type === 'text-delta') pieces += 1;
        if (event.type === 'usage') told = event.usage;
        yield event;
      }
    } finally {
      // An engine that is stopped may not say what it wrote: a piece has one token at least.
      const written = Math.max(told?.completionTokens ?? 0, pieces);
      this.#budget.wrote(written);
      this.#completionTokens += written;
      this.#usage = told ?? this.#usage;
    }
  }

  async text(request: GenerateRequest): Promise<ModelText> {
    let text = '';
    let isCut = true;
    for await (const event of this.events({ temperature: 0, ...request })) {
      if (event.type === 'text-delta') text += event.text;
      if (event.type === 'finish') isCut = event.reason !== 'stop';
    }
    return { text, isCut };
  }
}
