/** How many tokens a text has, roughly: for an engine whose tokenizer cannot be asked. */

/** Rather too many than too few: most tokenizers take more than three bytes at once, of English more than four. */
export function estimateTokens(text: string): number {
  return Math.ceil(new TextEncoder().encode(text).length / 3);
}
