/** How full the context window is: what a meter shows. */

/** What a request uses of the context window. Tokens are estimated on the safe side, better after each answer. */
export interface ContextUse {
  /** Tokens that prompt and answer may have together. */
  readonly windowTokens: number;
  /** Tokens of the window that are kept free for the answer. */
  readonly answerTokens: number;
  /** Tokens of the prompt: system prompt, turns and files, as far as they fit. */
  readonly promptTokens: number;
  /** How many of the oldest messages are left out, because the window has no room for what they say. */
  readonly omittedMessages: number;
  /** Files that the model does not see whole: how much of each it does, 0 (nothing) to 1. */
  readonly cutFiles: readonly { readonly id: string; readonly keptShare: number }[];
}

/** Before anything is known. */
export const initialContextUse: ContextUse = {
  windowTokens: 0,
  answerTokens: 0,
  promptTokens: 0,
  omittedMessages: 0,
  cutFiles: [],
};
