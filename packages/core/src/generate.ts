/** The one function type that runs through the whole stack, from engine to chat. */

/** One turn of a prompt, as a model sees it. */
export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What to generate. Plain data: it crosses to the worker. */
export interface GenerateRequest {
  /**
   * The conversation so far. `system` only first. The last one is from the `user`; or from the
   * `assistant`, and then that answer is continued where it ends.
   */
  readonly messages: readonly PromptMessage[];
  /** The most tokens the answer may have. Default: half the context window, at most 1,024. */
  readonly maxTokens?: number;
  /** 0 is greedy and repeatable; higher is more varied. Default: the model's own, else 0.7. */
  readonly temperature?: number;
  /** Nucleus sampling, above 0 and up to 1. Default: the model's own, else 0.95. */
  readonly topP?: number;
  /** Makes sampling repeatable on one device. */
  readonly seed?: number;
  /** The answer ends before any of these. */
  readonly stop?: readonly string[];
}

/** Why an answer ended: by itself, at a token limit, or because it was stopped. */
export type FinishReason = 'stop' | 'length' | 'abort';

/** What an answer cost. Times in milliseconds, measured in the engine. */
export interface Usage {
  /** Tokens in the prompt, those reused from the KV cache included where the engine says so. */
  readonly promptTokens: number;
  /** Tokens of the prompt that were reused from the KV cache instead of being prefilled. */
  readonly cachedTokens: number;
  /** Tokens generated. */
  readonly completionTokens: number;
  /** Time to first token: from the start of the prefill to the first text. */
  readonly timeToFirstTokenMs: number;
  /** Tokens per second of the decode, the prefill left out. 0 when fewer than two tokens came. */
  readonly decodeTokensPerSecond: number;
}

/**
 * What happens while an answer is generated, always in this order: one `generation-start` (the
 * request left the queue), any number of `prefill-progress`, any number of `text-delta`, at most one
 * `usage`, exactly one `finish`. A request stopped in the queue has only its `finish`.
 */
export type GenerationEvent =
  | { readonly type: 'generation-start' }
  | { readonly type: 'prefill-progress'; readonly processedTokens: number; readonly totalTokens: number }
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'finish'; readonly reason: FinishReason };

/** The answer's token limit, by the rule of {@link GenerateRequest.maxTokens}. */
export function maxTokensFor(wish: number | undefined, contextWindow: number): number {
  return Math.min(wish ?? 1024, wish === undefined ? Math.floor(contextWindow / 2) : contextWindow);
}

/** How to stop. */
export interface GenerateOptions {
  /** Ends the answer: the stream closes with `finish` of reason `abort` and does not throw. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Generates an answer. Engine adapter, host, client and agent are all one of these.
 *
 * Throws a `LocalLLMError` from the iterator when it fails. Stopping is no failure. Leaving the loop
 * early (`break`) stops the engine too.
 */
export type Generate = (request: GenerateRequest, options?: GenerateOptions) => AsyncIterable<GenerationEvent>;

/**
 * Runs a {@link Generate} to its end and returns the whole text.
 *
 * @example
 * ```ts
 * import { collectText } from '@local-llm-chat/core';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const llm = createFakeLLM({ reply: 'Hello!' });
 * await llm.load();
 * console.log(await collectText(llm.generate({ messages: [{ role: 'user', content: 'Hi' }] })));
 * ```
 */
export async function collectText(events: AsyncIterable<GenerationEvent>): Promise<string> {
  let text = '';
  for await (const event of events) if (event.type === 'text-delta') text += event.text;
  return text;
}
