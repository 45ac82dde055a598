/** The one function type that runs through the whole stack, from engine to chat. */
import type { AgentEvent } from './agent-event.js';
import type { KnowledgeEvent } from './knowledge-event.js';

/** One turn of a prompt, as a model sees it. */
export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
  /** What the user has typed themselves, where `content` has texts of files or pages as well. Engines do not read it. */
  readonly ownText?: string;
}

/** A JSON Schema as plain data. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * What an answer must look like. The engine's sampling allows nothing else, whatever the model would
 * like to say; say it in the prompt as well, for a model that is forced answers worse than one that agrees.
 *
 * - `json`: JSON that matches the schema, with properties in the schema's order. Enforced are `type`,
 *   `properties`, `required`, `items`, `prefixItems`, `enum`, `const`, `anyOf`, `oneOf` whose schemas exclude
 *   one another, `$ref` within the schema, records by `additionalProperties`, lengths of lists and texts up
 *   to 1,000, bounds of numbers, and the formats `date`, `time`, `date-time` and `uuid`. A schema with
 *   anything else that a value could break (`pattern`, `not`, `uniqueItems` …) is refused with
 *   `invalid-request`, for no engine could keep to it. Properties that are not named are never written.
 * - `choice`: exactly one of these texts.
 *
 * An answer that ends for another reason than `stop` is cut off: at the token limit (`length`) JSON may
 * lack its end. Leave room with `maxTokens`, and bound lists and texts in the schema.
 *
 * @example
 * ```ts
 * import { collectText, type OutputFormat } from '@local-llm-chat/core';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const format: OutputFormat = { type: 'choice', choices: ['yes', 'no'] };
 * const llm = createFakeLLM({ reply: 'yes' });
 * await llm.load();
 * const messages = [{ role: 'user' as const, content: 'Is water wet? Answer yes or no.' }];
 * console.log(await collectText(llm.generate({ messages, format })));
 * ```
 */
export type OutputFormat =
  | {
      readonly type: 'json';
      readonly schema: JsonSchema;
      /** Said before the JSON and behind it, exactly: what some models were trained to put around it. */
      readonly before?: string;
      readonly after?: string;
    }
  | { readonly type: 'choice'; readonly choices: readonly string[] };

/**
 * In which words a model was trained to call tools. `hermes`: `<tool_call>` tags with JSON in them (Hermes, Qwen2.5,
 * Qwen3). `llama-3`: JSON with `parameters` (Llama 3.1 and 3.2).
 */
export type ToolCallFormat = 'hermes' | 'llama-3';

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
  /** What the answer must look like. Not for an answer that is continued. */
  readonly format?: OutputFormat;
  /** Asks for `logprobs` events: how likely the model thought what it said. Not every engine can tell. */
  readonly logprobs?: boolean;
}

/** A token of an answer. */
export interface TokenLogprob {
  readonly text: string;
  /** The natural logarithm of its probability, as the model saw it: before sampling and `format`. */
  readonly logprob: number;
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
 *
 * Who asks for `logprobs` has them among the `text-delta`, those of the same tokens near one another.
 * llama.cpp tells them, but from a character on that takes several tokens, such as an emoji, it may tell
 * no more. web-llm tells them at a temperature of 0 or 1 and without a `format`: what it knows otherwise
 * is not what the model thought.
 *
 * An agent tells of its work besides, see {@link AgentEvent}, and so does what answers from documents, see
 * {@link KnowledgeEvent}. Pass over what you do not know.
 */
export type GenerationEvent =
  | { readonly type: 'generation-start' }
  | { readonly type: 'prefill-progress'; readonly processedTokens: number; readonly totalTokens: number }
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'logprobs'; readonly tokens: readonly TokenLogprob[] }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'finish'; readonly reason: FinishReason }
  | AgentEvent
  | KnowledgeEvent;

/** The answer's token limit, by the rule of {@link GenerateRequest.maxTokens}. */
export function maxTokensFor(wish: number | undefined, contextWindow: number): number {
  return Math.min(wish ?? 1024, wish === undefined ? Math.floor(contextWindow / 2) : contextWindow);
}

/**
 * How many tokens each text has, by the tokenizer of the loaded model and without its chat template.
 * Waits its turn like a request.
 *
 * Throws a `LocalLLMError`: `not-loaded` before a load, `aborted` when the signal fires.
 */
export type CountTokens = (
  texts: readonly string[],
  options?: { readonly signal?: AbortSignal | undefined },
) => Promise<readonly number[]>;

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
