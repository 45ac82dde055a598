/** Vectors of texts from llama.cpp, one text at a time: of several at once wllama gives the first one's alone. */
import type { Wllama } from '@wllama/wllama/esm/index.js';
import { LocalLLMError, throwIfAborted } from '../errors.js';
import { longestThatFits, tidyForEmbedding } from './fit-text.js';
import { errorOf, wellFormed } from './wllama-answer.js';

/** Makes the vectors of one model. */
export class WllamaEmbedder {
  readonly #wllama: Wllama;
  readonly #crash: Promise<never>;
  readonly #contextWindow: number;

  constructor(wllama: Wllama, crash: Promise<never>, contextWindow: number) {
    this.#wllama = wllama;
    this.#crash = crash;
    this.#contextWindow = contextWindow;
  }

  async embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (const text of texts) {
      throwIfAborted(signal, 'Embedding');
      vectors.push(await this.#embed(wellFormed(tidyForEmbedding(text, this.#contextWindow))));
    }
    return vectors;
  }

  async #embed(text: string): Promise<Float32Array> {
    const whole = await this.#ask(text);
    if (typeof whole !== 'number') return whole;
    const beginning = await longestThatFits(text, this.#contextWindow, (part) => this.#count(part));
    const answer = await this.#ask(beginning);
    if (typeof answer !== 'number') return answer;
    throw new LocalLLMError('context-overflow', 'The text is longer than the model can read at once.');
  }

  /** llama-server refuses what is too long before it reads any of it, and says how many tokens it has: so it is made so. */
  async #count(text: string): Promise<number> {
    // Each of these letters is a token, whatever stands before.
    const answer = await this.#ask(`${text}${' a'.repeat(this.#contextWindow)}`);
    return typeof answer === 'number' ? answer - this.#contextWindow : 0;
  }

  /** The vector, or the tokens of a text that was refused because it has too many. */
  async #ask(text: string): Promise<Float32Array | number> {
    try {
      const answer = await Promise.race([this.#wllama.createEmbedding({ input: text }), this.#crash]);
      // A text only for who asks for base64.
      return Float32Array.from((answer.data[0]?.embedding ?? []) as readonly number[]);
    } catch (error) {
      const tokens = /input \((\d+) tokens\) is too large/.exec(error instanceof Error ? error.message : '')?.[1];
      if (tokens !== undefined) return Number(tokens);
      throw errorOf(error);
    }
  }
}
