/** An engine that answers from a script: for tests, stories and demos. It keeps every promise of a real one. */
import {
  contextWindowFor,
  type DownloadHold,
  type EngineAdapter,
  type LoadedModel,
  type LoadOptions,
} from '../engine/adapter.js';
import type { PauseGate } from '../engine/pause-gate.js';
import { abortedError, LocalLLMError, throwIfAborted } from '../errors.js';
import { type Generate, type GenerateRequest, type GenerationEvent, maxTokensFor } from '../generate.js';
import type { ModelRecord } from '../models/model-record.js';
import { fakeVector, type Synonyms } from './fake-vectors.js';

/** What a fake engine does. Times in milliseconds. */
export interface FakeScript {
  /**
   * The answer, or a function that makes it, and sees the `format` that is asked for. Default: repeats the
   * question. What is none of the `choices` asked for becomes the first of them; JSON is left as it is.
   */
  readonly reply?: string | ((request: GenerateRequest) => string);
  /** The log-probability of each token, for who asks for `logprobs`. Default: such an engine cannot tell. */
  readonly logprob?: number | ((token: string) => number);
  /** Default: as fast as possible. */
  readonly tokensPerSecond?: number;
  /** How long the prefill takes. Default 0. */
  readonly prefillMs?: number;
  /** How long the download takes; 0 (default) takes the model to be on the device. */
  readonly downloadMs?: number | ((model: ModelRecord) => number);
  /** How long loading into memory takes. Default 0. */
  readonly loadMs?: number;
  /** The device cannot run this engine. */
  readonly unsupported?: LocalLLMError;
  /** The load fails, after the download: always, or for some models. */
  readonly failLoad?: LocalLLMError | ((model: ModelRecord) => LocalLLMError | null);
  /** How large the download turns out to be, in bytes. Default: as the model's record says. */
  readonly realBytes?: number;
  /** What the download waits for, from its middle on, e.g. `offline`. */
  readonly hold?: DownloadHold;
  /** Words that a model of embeddings takes for the same, e.g. `[['chair', 'seat']]`. */
  readonly synonyms?: Synonyms;
  /** The answer fails after this many tokens. */
  readonly failAfterTokens?: { readonly tokens: number; readonly error: LocalLLMError };
}

/** Makes an engine of a script. */
export function createFakeAdapter(script: FakeScript = {}): EngineAdapter {
  let loaded: LoadedModel | null = null;
  let dimensions: number | null = null;
  let running: AbortController | null = null;

  async function* generate(
    request: GenerateRequest,
    { signal }: { signal?: AbortSignal | undefined } = {},
  ): AsyncGenerator<GenerationEvent> {
    if (loaded === null) throw new LocalLLMError('not-loaded', 'No model is loaded.');
    if (running !== null) throw new LocalLLMError('busy', 'Another answer is being generated.');
    const own = new AbortController();
    running = own;
    const stop = signal ? AbortSignal.any([signal, own.signal]) : own.signal;
    try {
      yield* answer(request, stop, loaded.contextWindow);
    } finally {
      if (running === own) running = null;
    }
  }

  async function* answer(
    request: GenerateRequest,
    stop: AbortSignal,
    contextWindow: number,
  ): AsyncGenerator<GenerationEvent> {
    const promptTokens = tokensIn(request.messages.map((message) => message.content).join(' '));
    if (promptTokens >= contextWindow) {
      throw new LocalLLMError('context-overflow', `The prompt has ${promptTokens} tokens; ${contextWindow} fit.`);
    }
    yield { type: 'generation-start' };
    const startedAt = performance.now();
    await wait(script.prefillMs ?? 0, stop);
    if (!stop.aborted) yield { type: 'prefill-progress', processedTokens: promptTokens, totalTokens: promptTokens };
    const tokens = tokenize(replyTo(request));
    const limit = Math.min(tokens.length, maxTokensFor(request.maxTokens, contextWindow));
    let count = 0;
    let firstAt = startedAt;
    while (count < limit && !stop.aborted) {
      if (script.failAfterTokens?.tokens === count) throw script.failAfterTokens.error;
      if (script.tokensPerSecond) await wait(1000 / script.tokensPerSecond, stop);
      if (stop.aborted) break;
      if (count === 0) firstAt = performance.now();
      const text = tokens[count] ?? '';
      yield { type: 'text-delta', text };
      const { logprob } = script;
      if (request.logprobs && logprob !== undefined) {
        yield { type: 'logprobs', tokens: [{ text, logprob: typeof logprob === 'number' ? logprob : logprob(text) }] };
      }
      count += 1;
    }
    const decodeMs = performance.now() - firstAt;
    yield {
      type: 'usage',
      usage: {
        promptTokens,
        cachedTokens: 0,
        completionTokens: count,
        timeToFirstTokenMs: firstAt - startedAt,
        decodeTokensPerSecond: count > 1 && decodeMs > 0 ? ((count - 1) * 1000) / decodeMs : 0,
      },
    };
    yield { type: 'finish', reason: stop.aborted ? 'abort' : count < tokens.length ? 'length' : 'stop' };
  }

  function replyTo(request: GenerateRequest): string {
    const last = request.messages.at(-1);
    const begun = last?.role === 'assistant' ? last.content : '';
    const question = request.messages.findLast(({ role }) => role === 'user')?.content ?? '';
    const { reply = `You said: ${question}` } = script;
    let text = typeof reply === 'string' ? reply : reply(request);
    if (request.format?.type === 'choice') text = chosen(text, request.format.choices);
    for (const stop of request.stop ?? []) text = text.split(stop)[0] ?? '';
    return text.startsWith(begun) ? text.slice(begun.length) : text;
  }

  async function load(
    model: ModelRecord,
    { signal, onProgress, contextWindow, gate, agreedBytes }: LoadOptions = {},
  ): Promise<LoadedModel> {
    running?.abort();
    loaded = null;
    throwIfAborted(signal, 'Loading');
    const total = script.realBytes ?? model.bytes;
    const { downloadMs: ms = 0 } = script;
    const downloadMs = typeof ms === 'function' ? ms(model) : ms;
    if (downloadMs > 0 && total !== null && agreedBytes !== undefined && total > agreedBytes) {
      throw new LocalLLMError('consent-needed', `The download has ${total} bytes.`, { details: { bytes: total } });
    }
    for (let step = 0; downloadMs > 0 && step <= 100; step += 1) {
      const loadedBytes = Math.round(((total ?? 1e8) * step) / 100);
      const tell = (hold?: DownloadHold) =>
        onProgress?.({ type: 'download-progress', loadedBytes, totalBytes: total, ...(hold ? { hold } : {}) });
      tell();
      if (step === 50 && script.hold) {
        tell(script.hold);
        await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
      }
      if (gate?.isClosed) {
        tell('paused');
        await openedOrAborted(gate, signal);
      }
      await wait(downloadMs / 100, signal);
      throwIfAborted(signal, 'Loading');
    }
    onProgress?.({ type: 'load-progress', fraction: null });
    await wait(script.loadMs ?? 0, signal);
    throwIfAborted(signal, 'Loading');
    const failure = typeof script.failLoad === 'function' ? script.failLoad(model) : script.failLoad;
    if (failure) throw failure;
    dimensions = model.embedding?.dimensions ?? null;
    loaded = { contextWindow: contextWindowFor(model, contextWindow), threads: 1, device: 'cpu' };
    return loaded;
  }

  return {
    id: 'fake',
    runsIn: 'page',
    async availability() {
      return script.unsupported ? { available: false, error: script.unsupported } : { available: true };
    },
    load,
    generate: generate satisfies Generate,
    async countTokens(texts, options) {
      throwIfAborted(options?.signal, 'Counting');
      if (loaded === null) throw new LocalLLMError('not-loaded', 'No model is loaded.');
      if (running !== null) throw new LocalLLMError('busy', 'An answer is being generated.');
      return texts.map(tokensIn);
    },
    async embed(texts, options) {
      throwIfAborted(options?.signal, 'Embedding');
      if (loaded === null) throw new LocalLLMError('not-loaded', 'No model is loaded.');
      const length = dimensions;
      if (length === null) throw new LocalLLMError('unsupported', 'The model that is loaded makes no embeddings.');
      return texts.map((text) => fakeVector(text, length, script.synonyms ?? []));
    },
    async unload() {
      running?.abort(abortedError('The engine'));
      loaded = null;
    },
  };
}

function chosen(text: string, choices: readonly string[]): string {
  return choices.includes(text) ? text : (choices[0] ?? '');
}

/** Words with the white space that follows them: near enough to a tokenizer for a script. */
function tokenize(text: string): string[] {
  return text.match(/\s*\S+\s*|\s+/g) ?? [];
}

function tokensIn(text: string): number {
  return tokenize(text).length;
}

async function openedOrAborted(gate: PauseGate, signal: AbortSignal | undefined): Promise<void> {
  const aborted = new Promise<void>((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([gate.opened, aborted]);
}

/** Waits, or until the signal fires; 0 still lets other tasks run, as a real engine does. */
function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
}
