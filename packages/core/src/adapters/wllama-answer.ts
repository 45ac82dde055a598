/** One answer of wllama: the request in the words of llama-server, and what it says as our events. */
import type { ChatCompletionChunk, Wllama } from '@wllama/wllama/esm/index.js';
import type { LoadedModel } from '../engine/adapter.js';
import { answerGrammar } from '../engine/answer-grammar.js';
import { LocalLLMError, toLocalLLMError } from '../errors.js';
import {
  type FinishReason,
  type GenerateRequest,
  type GenerationEvent,
  maxTokensFor,
  type TokenLogprob,
  type Usage,
} from '../generate.js';

/** What answers, and how to end it. */
export interface Answering {
  readonly wllama: Wllama;
  readonly loaded: LoadedModel;
  readonly abortSignal: AbortSignal;
  /** Rejects when wllama's own worker dies, of which its calls never hear. */
  readonly crash: Promise<never>;
}

/** Runs one completion; everything it has to say goes to the stream, and it never rejects. */
export async function complete(request: GenerateRequest, answering: Answering, stream: ChunkStream): Promise<void> {
  const { wllama, loaded, abortSignal, crash } = answering;
  try {
    const completion = wllama.createChatCompletion({
      messages: request.messages.map(({ role, content }) => ({ role, content: wellFormed(content) })),
      max_tokens: maxTokensFor(request.maxTokens, loaded.contextWindow),
      ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
      ...(request.topP === undefined ? {} : { top_p: request.topP }),
      ...(request.seed === undefined ? {} : { seed: request.seed }),
      ...(request.stop === undefined ? {} : { stop: [...request.stop] }),
      stream: true,
      abortSignal,
      onData: (chunk) => stream.push(chunk),
      // Fields of llama-server that wllama passes on without naming them in its types.
      ...{ cache_prompt: true, return_progress: true, stream_options: { include_usage: true } },
      ...(request.format === undefined ? {} : { grammar: answerGrammar(request.format) }),
      ...(request.logprobs ? { logprobs: true, top_logprobs: 1 } : {}),
    });
    await Promise.race([completion, crash]);
    stream.end();
  } catch (error) {
    const rest = request.logprobs && isException(error) ? restWithoutLogprobs(request, stream) : null;
    if (abortSignal.aborted) stream.end('abort');
    else if (rest === 'nothing') stream.end();
    else if (rest === null) stream.fail(errorOf(error));
    else await complete(rest, answering, stream);
  }
}

/**
 * llama-server cannot tell of probabilities where the likeliest token is a part of a character: it
 * fails over the broken text. What is left of such an answer comes without them.
 */
function restWithoutLogprobs(request: GenerateRequest, stream: ChunkStream): GenerateRequest | 'nothing' | null {
  const { shown } = stream;
  const { messages, format } = request;
  if (shown === '') return { ...request, logprobs: false };
  // A grammar begins anew: of JSON there is none for the rest.
  if (format?.type === 'json') return null;
  const choices = format?.choices
    .filter((choice) => choice.startsWith(shown))
    .map((choice) => choice.slice(shown.length));
  if (choices?.includes('')) return 'nothing';
  const last = messages.at(-1);
  const content = (last?.role === 'assistant' ? last.content : '') + shown;
  stream.expectEcho(content);
  return {
    ...request,
    messages: [...(last?.role === 'assistant' ? messages.slice(0, -1) : messages), { role: 'assistant', content }],
    logprobs: false,
    ...(choices === undefined ? {} : { format: { type: 'choice', choices } }),
  };
}

/** Half a character breaks llama-server's JSON, and with it the request. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** wllama's chunks as our events, with the waiting in between. */
export class ChunkStream {
  readonly #events: GenerationEvent[] = [];
  #ended = false;
  #error: LocalLLMError | null = null;
  #wake: () => void = () => undefined;
  #finish: FinishReason = 'stop';
  #usage: Usage | null = null;
  #startedAt = performance.now();
  #firstTextAt: number | null = null;
  #echo: string;
  #shown = '';

  /** @param echo the beginning of an answer that goes on: llama.cpp says it once more. */
  constructor(echo: string) {
    this.#echo = echo;
  }

  /** All text so far. */
  get shown(): string {
    return this.#shown;
  }

  /** The answer goes on in another completion, which begins with saying this once more. */
  expectEcho(echo: string): void {
    this.#echo = echo;
  }

  push(chunk: ChatCompletionChunk): void {
    const { prompt_progress: progress, timings } = chunk as ChunkExtras;
    if (progress) {
      this.#events.push({ type: 'prefill-progress', processedTokens: progress.processed, totalTokens: progress.total });
    }
    const choice = chunk.choices[0];
    const content = choice?.delta?.content;
    const text = typeof content === 'string' ? this.#withoutEcho(content) : '';
    if (text !== '') {
      this.#firstTextAt ??= performance.now();
      this.#shown += text;
      this.#events.push({ type: 'text-delta', text });
    }
    const tokens =
      choice?.logprobs?.content?.map(({ token, logprob }): TokenLogprob => ({ text: token, logprob })) ?? [];
    if (tokens.length > 0) this.#events.push({ type: 'logprobs', tokens });
    if (choice?.finish_reason === 'length') this.#finish = 'length';
    if (timings) this.#usage = this.#usageOf(timings);
    this.#wake();
  }

  end(finish: FinishReason = this.#finish): void {
    if (this.#usage) this.#events.push({ type: 'usage', usage: this.#usage });
    this.#events.push({ type: 'finish', reason: finish });
    this.#ended = true;
    this.#wake();
  }

  fail(error: LocalLLMError): void {
    this.#error = error;
    this.#ended = true;
    this.#wake();
  }

  async *events(): AsyncGenerator<GenerationEvent> {
    for (;;) {
      yield* this.#events.splice(0);
      if (this.#events.length > 0) continue;
      if (this.#error) throw this.#error;
      if (this.#ended) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #withoutEcho(text: string): string {
    const echo = this.#echo;
    this.#echo = echo.startsWith(text) ? echo.slice(text.length) : '';
    if (echo.startsWith(text)) return '';
    return text.startsWith(echo) ? text.slice(echo.length) : text;
  }

  #usageOf(timings: Timings): Usage {
    return {
      promptTokens: timings.prompt_n + (timings.cache_n ?? 0),
      cachedTokens: timings.cache_n ?? 0,
      completionTokens: timings.predicted_n,
      timeToFirstTokenMs: (this.#firstTextAt ?? performance.now()) - this.#startedAt,
      decodeTokensPerSecond: timings.predicted_n > 1 ? timings.predicted_per_second : 0,
    };
  }
}

/** Fields of llama-server's chunks that wllama's types leave out. */
interface ChunkExtras {
  readonly prompt_progress?: { readonly total: number; readonly processed: number };
  readonly timings?: Timings;
}

interface Timings {
  readonly prompt_n: number;
  readonly cache_n?: number;
  readonly predicted_n: number;
  readonly predicted_per_second: number;
}

/** llama.cpp threw something: all that wllama makes of it is a buffer of a nonsensical length. */
function isException(error: unknown): boolean {
  return /Invalid typed array length/i.test(toLocalLLMError(error).message);
}

/** What wllama throws, in our words. */
export function errorOf(error: unknown): LocalLLMError {
  const known = toLocalLLMError(error);
  if (/exceeds the available context size/i.test(known.message)) {
    return new LocalLLMError('context-overflow', 'The text is longer than the model can read at once.', {
      cause: error,
    });
  }
  if (/ABORT|crashed/i.test(known.message)) {
    return new LocalLLMError('engine-crashed', 'The engine has stopped unexpectedly.', { cause: error });
  }
  return known;
}
