/** Counts the tokens of places in a text, in few calls and each place once. */
import { LocalLLMError, throwIfAborted } from '../errors.js';
import type { TextSpan } from './text-span.js';

/** Counts the tokens of many texts at once, as `LocalLLM.countTokens` does. */
export type CountTextTokens = (
  texts: readonly string[],
  options?: { signal?: AbortSignal },
) => Promise<readonly number[]>;

/** What one call may have: small enough to stop between two of them, large enough that there are few. */
const BATCH_LENGTH = 500_000;
const BATCH_TEXTS = 20_000;

/** The counts of one text. */
export class RangeCounts {
  readonly #source: string;
  readonly #countTokens: CountTextTokens;
  readonly #signal: AbortSignal | undefined;
  readonly #known = new Map<string, number>();

  constructor(source: string, countTokens: CountTextTokens, signal: AbortSignal | undefined) {
    this.#source = source;
    this.#countTokens = countTokens;
    this.#signal = signal;
  }

  /** The tokens of each place, in order. */
  async count(ranges: readonly TextSpan[]): Promise<number[]> {
    const unknown = ranges.filter((range) => !this.#known.has(keyOf(range)));
    for (let from = 0; from < unknown.length; ) {
      let to = from;
      for (let length = 0; to < unknown.length && to - from < BATCH_TEXTS; to += 1) {
        const { start, end } = unknown[to] as TextSpan;
        length += end - start;
        if (length > BATCH_LENGTH && to > from) break;
      }
      await this.#countBatch(unknown.slice(from, to));
      from = to;
    }
    return ranges.map((range) => this.#known.get(keyOf(range)) ?? 0);
  }

  async #countBatch(ranges: readonly TextSpan[]): Promise<void> {
    throwIfAborted(this.#signal, 'Splitting the text');
    const texts = ranges.map(({ start, end }) => this.#source.slice(start, end));
    const counts = await this.#countTokens(texts, this.#signal === undefined ? {} : { signal: this.#signal });
    throwIfAborted(this.#signal, 'Splitting the text');
    ranges.forEach((range, index) => {
      const tokens = counts[index];
      if (tokens === undefined || !(tokens >= 0)) {
        throw new LocalLLMError('invalid-request', '`countTokens` did not count every text.', {
          hint: 'Let it return one number for each text, in order.',
        });
      }
      this.#known.set(keyOf(range), tokens);
    });
  }
}

function keyOf({ start, end }: TextSpan): string {
  return `${start}:${end}`;
}
