/** Turns a conversation into a prompt that fits the context window. */
import type { PromptMessage } from '../generate.js';
import { type ChatMessage, messageText } from '../messages.js';

/** A prompt, and how many of the oldest messages did not fit. */
export interface FittedPrompt {
  readonly messages: readonly PromptMessage[];
  readonly omittedMessages: number;
}

/**
 * Tokens that a text may need, estimated on the safe side: no engine counts tokens ahead of a
 * request. English takes about four UTF-8 bytes a token and other scripts about three, so two and a
 * half leaves room for code and rare words; eight more are for the template around a turn.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(new TextEncoder().encode(text).length / 2.5) + 8;
}

/**
 * Builds the prompt for the last user message. When it would not fit, whole turns are left out from
 * the oldest on; the system prompt, the last user message and what follows it always stay.
 *
 * Answers go back exactly as they came: an engine reuses its KV cache only for the same bytes.
 *
 * @param budget tokens that the prompt may use.
 */
export function fitPrompt(
  messages: readonly ChatMessage[],
  { system, budget }: { system: string; budget: number },
): FittedPrompt {
  const turns = messages
    .map((message) => ({ role: message.role, content: messageText(message) }))
    // An answer that failed or was stopped before its first word says nothing to the model.
    .filter((turn) => turn.content !== '');
  let left = budget - (system === '' ? 0 : estimateTokens(system));
  const question = turns.findLastIndex(({ role }) => role === 'user');
  let first = turns.length;
  while (first > 0) {
    const turn = turns[first - 1];
    if (turn === undefined) break;
    left -= estimateTokens(turn.content);
    if (left < 0 && first <= question) break;
    first -= 1;
  }
  // A conversation starts with its user: an answer whose question was left out goes too.
  while (turns[first]?.role === 'assistant') first += 1;
  const kept: PromptMessage[] = mergeNeighbours(turns.slice(first));
  if (system !== '') kept.unshift({ role: 'system', content: system });
  return { messages: kept, omittedMessages: first };
}

/** Chat templates refuse two turns of one role in a row, which a failed answer leaves behind. */
function mergeNeighbours(turns: readonly PromptMessage[]): PromptMessage[] {
  const merged: PromptMessage[] = [];
  for (const turn of turns) {
    const last = merged.at(-1);
    if (last?.role === turn.role)
      merged[merged.length - 1] = { ...last, content: `${last.content}\n\n${turn.content}` };
    else merged.push(turn);
  }
  return merged;
}
