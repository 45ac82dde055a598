/** How full the context window is: what a meter shows. */
import { type ChatMessage, messageFiles, messageText } from '../messages.js';

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

/** English takes about four UTF-8 bytes a token and other scripts about three; this leaves room for code and rare words. */
export const TOKENS_PER_BYTE = 0.4;
/** For the template around a turn. */
export const TURN_TOKENS = 8;

/** For what templates say of themselves when there is no system prompt, as "You are a helpful assistant". */
export const NO_SYSTEM_TOKENS = 24;

/** The length of a text in UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** About what a prompt needs, before there is what makes one: as if all of it fitted. */
export function roughTokens(system: string, messages: readonly ChatMessage[]): number {
  const texts = messages.flatMap((message) => [messageText(message), ...messageFiles(message).map(({ text }) => text)]);
  const tokens = (text: string) => (text === '' ? 0 : Math.ceil(byteLength(text) * TOKENS_PER_BYTE) + TURN_TOKENS);
  return texts.reduce((sum, text) => sum + tokens(text), system === '' ? NO_SYSTEM_TOKENS : tokens(system));
}
