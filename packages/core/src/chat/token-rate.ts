/** How many tokens a text needs: estimated on the safe side, and better the more answers have been counted. */
import type { PromptMessage, Usage } from '../generate.js';
import { byteLength, NO_SYSTEM_TOKENS, TOKENS_PER_BYTE, TURN_TOKENS } from './context-use.js';

/** Texts differ: the next one may need more tokens than those that were counted. */
const MARGIN = 1.1;
/** In shorter prompts the template weighs more than the text. */
const LEAST_BYTES = 400;

/** No engine counts tokens ahead of a request. What each one reports afterwards is what is learned from. */
export class TokenRate {
  #tokensPerByte = TOKENS_PER_BYTE;

  get tokensPerByte(): number {
    return this.#tokensPerByte;
  }

  /** Takes in what the engine counted. More than expected is believed at once, less by half. */
  learn(messages: readonly PromptMessage[], { promptTokens, cachedTokens }: Usage): void {
    const bytes = messages.reduce((sum, { content }) => sum + byteLength(content), 0);
    if (bytes < LEAST_BYTES) return;
    const frame = TURN_TOKENS * messages.length + (messages[0]?.role === 'system' ? 0 : NO_SYSTEM_TOKENS);
    const counted = ((promptTokens - frame) / bytes) * MARGIN;
    // An engine may not count what it has in its cache, which begins with what it has answered.
    const isWhole = cachedTokens > 0 || !messages.some(({ role }) => role === 'assistant');
    if (counted > this.#tokensPerByte) this.#tokensPerByte = counted;
    else if (isWhole) this.#tokensPerByte = (this.#tokensPerByte + Math.max(counted, TOKENS_PER_BYTE / 4)) / 2;
  }

  /** The prompt was longer than estimated: nobody says by how much. */
  raise(): void {
    this.#tokensPerByte *= 1.5;
  }
}
