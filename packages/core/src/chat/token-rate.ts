/** How many tokens a text needs: estimated on the safe side, and better the more answers have been counted. */
import type { PromptMessage, Usage } from '../generate.js';

/** English takes about four UTF-8 bytes a token and other scripts about three; this leaves room for code and rare words. */
const FIRST_GUESS = 0.4;
/** For the template around a turn. */
export const TURN_TOKENS = 8;
/** Texts differ: the next one may need more tokens than those that were counted. */
const MARGIN = 1.1;
/** In shorter prompts the template weighs more than the text. */
const LEAST_BYTES = 400;

/** The length of a text in UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** No engine counts tokens ahead of a request. What each one reports afterwards is what is learned from. */
export class TokenRate {
  #tokensPerByte = FIRST_GUESS;

  get tokensPerByte(): number {
    return this.#tokensPerByte;
  }

  /** Takes in what the engine counted. More than expected is believed at once, less by half. */
  learn(messages: readonly PromptMessage[], { promptTokens, cachedTokens }: Usage): void {
    const bytes = messages.reduce((sum, { content }) => sum + byteLength(content), 0);
    if (bytes < LEAST_BYTES) return;
    const counted = ((promptTokens - TURN_TOKENS * messages.length) / bytes) * MARGIN;
    // An engine may not count what it has in its cache, which begins with what it has answered.
    const isWhole = cachedTokens > 0 || !messages.some(({ role }) => role === 'assistant');
    if (counted > this.#tokensPerByte) this.#tokensPerByte = counted;
    else if (isWhole) this.#tokensPerByte = (this.#tokensPerByte + Math.max(counted, FIRST_GUESS / 4)) / 2;
  }

  /** The prompt was longer than estimated: nobody says by how much. */
  raise(): void {
    this.#tokensPerByte *= 1.5;
  }
}
