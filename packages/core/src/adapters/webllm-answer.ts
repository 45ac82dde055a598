/** One answer of web-llm: its stream pulled, and brought to rest whatever happens. */
import type { ChatCompletionChunk, ChatCompletionMessageParam, MLCEngine } from '@mlc-ai/web-llm';
import type { MlcConfig } from '../downloads/mlc-files.js';
import type { LoadedModel } from '../engine/adapter.js';
import { answerGrammar } from '../engine/answer-grammar.js';
import {
  type FinishReason,
  type GenerateRequest,
  type GenerationEvent,
  maxTokensFor,
  type OutputFormat,
  type Usage,
} from '../generate.js';
import { HeldText } from './held-text.js';

/** A model that is ready. */
export interface Ready {
  readonly engine: MLCEngine;
  /** A model of embeddings, which answers nothing. */
  readonly embeds: boolean;
  readonly config: MlcConfig;
  readonly loaded: LoadedModel;
}

/** web-llm locks its model until a stream has been read to its end or returned: {@link Answer.end} makes sure. */
export class Answer {
  readonly #ready: Ready;
  readonly #request: GenerateRequest;
  #stream: AsyncIterator<ChatCompletionChunk> | null = null;
  #step: Promise<unknown> = Promise.resolve();
  #stopped = false;
  #ended = false;

  constructor(ready: Ready, request: GenerateRequest) {
    this.#ready = ready;
    this.#request = request;
  }

  /** Ends the answer after the token under way. */
  stop(): void {
    this.#stopped = true;
    void this.#ready.engine.interruptGenerate();
  }

  /** Stops, and resolves when the engine is free for another request. */
  async end(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.stop();
    await this.#step.catch(() => undefined);
    await this.#stream?.return?.().catch(() => undefined);
  }

  async *events(): AsyncGenerator<GenerationEvent> {
    const { engine, config, loaded } = this.#ready;
    yield { type: 'generation-start' };
    const text = new HeldText([...(this.#request.stop ?? []), ...config.stop]);
    const startedAt = performance.now();
    let firstTextAt: number | null = null;
    let reason: FinishReason = 'stop';
    let usage: Usage | null = null;
    if (!this.#stopped) {
      const chunks = await engine.chat.completions.create(completionRequest(this.#request, config, loaded));
      this.#stream = chunks[Symbol.asyncIterator]();
    }
    for (let chunk = await this.#next(); chunk !== null; chunk = await this.#next()) {
      const choice = chunk.choices[0];
      // Nobody wants to see the token that was under way when they stopped.
      const shown = this.#stopped ? '' : text.push(choice?.delta.content ?? '');
      const tokens = this.#stopped ? [] : (choice?.logprobs?.content ?? []);
      if (choice?.delta.content) firstTextAt ??= performance.now();
      if (shown !== '') yield { type: 'text-delta', text: shown };
      if (tokens.length > 0) {
        yield { type: 'logprobs', tokens: tokens.map(({ token, logprob }) => ({ text: token, logprob })) };
      }
      if (choice?.finish_reason === 'length') reason = 'length';
      if (chunk.usage) usage = usageOf(chunk.usage, (firstTextAt ?? performance.now()) - startedAt);
    }
    if (!this.#stopped) {
      // An answer cut off within a character ends in a replacement for it.
      const rest = text.finish((await engine.getMessage()).replace(/\uFFFD+$/, ''));
      if (rest !== '') yield { type: 'text-delta', text: rest };
    }
    if (usage !== null) yield { type: 'usage', usage };
    yield { type: 'finish', reason: this.#stopped ? 'abort' : text.stopped ? 'stop' : reason };
  }

  async #next(): Promise<ChatCompletionChunk | null> {
    const stream = this.#stream;
    if (stream === null || this.#ended) return null;
    const step = stream.next();
    this.#step = step;
    const { done, value } = await step;
    // web-llm forgets an interrupt that came before its prefill began.
    if (this.#stopped) void this.#ready.engine.interruptGenerate();
    return done ? null : value;
  }
}

/** web-llm's templates always open a new answer, so the model is asked in words to go on with its last one. */
const GO_ON = 'Continue your last answer exactly where it ends. Repeat nothing of it and add no introduction.';

function completionRequest(request: GenerateRequest, config: MlcConfig, { contextWindow }: LoadedModel) {
  return {
    messages: (request.messages.at(-1)?.role === 'assistant'
      ? [...request.messages, { role: 'user', content: GO_ON } as const]
      : request.messages
    ).map(message),
    max_tokens: maxTokensFor(request.maxTokens, contextWindow),
    ...samplingOf(request, config),
    ...(request.format === undefined ? {} : { response_format: responseFormat(request.format) }),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.stop === undefined ? {} : { stop: [...request.stop] }),
    stream: true,
    stream_options: { include_usage: true },
  } as const;
}

/**
 * web-llm tells probabilities after the grammar has masked them and the temperature has bent them. At a
 * temperature of 1 they are the model's own, and with the likeliest token alone to choose from, an answer
 * is as greedy as at 0.
 */
function samplingOf({ temperature, topP, logprobs, format }: GenerateRequest, config: MlcConfig) {
  const wanted = temperature ?? config.temperature ?? 0.7;
  const sampling = { temperature: wanted, top_p: topP ?? config.topP ?? 0.95 };
  if (!logprobs || format !== undefined || (wanted !== 0 && wanted !== 1)) return sampling;
  return { ...(wanted === 0 ? { temperature: 1, top_p: LIKELIEST_ALONE } : sampling), logprobs: true, top_logprobs: 1 };
}

/** web-llm takes nothing smaller. */
const LIKELIEST_ALONE = 1e-5;

/** Never its schema: what web-llm does not know of one it ignores, and it lets white space go on for ever. */
function responseFormat(format: OutputFormat) {
  return { type: 'grammar', grammar: answerGrammar(format) } as const;
}

/**
 * web-llm fills its templates with `String.replace`, for which `$` has a meaning. Answers stay as they
 * are: they must equal what was generated, or the KV cache is not used again.
 */
function message({ role, content }: GenerateRequest['messages'][number]): ChatCompletionMessageParam {
  return role === 'assistant' ? { role, content } : { role, content: content.replaceAll('$', '$$$$') };
}

function usageOf(usage: NonNullable<ChatCompletionChunk['usage']>, timeToFirstTokenMs: number): Usage {
  const speed = usage.extra.decode_tokens_per_s;
  return {
    promptTokens: usage.prompt_tokens,
    // web-llm counts only the tokens that it had to read anew.
    cachedTokens: 0,
    completionTokens: usage.completion_tokens,
    timeToFirstTokenMs,
    // Not a number when nothing was decoded.
    decodeTokensPerSecond: usage.completion_tokens > 1 && Number.isFinite(speed) ? speed : 0,
  };
}
