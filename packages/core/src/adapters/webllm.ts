/** web-llm on WebGPU: the fastest engine where there is a GPU for it. The only file that knows web-llm. */
import { type ChatCompletionChunk, type ChatCompletionMessageParam, MLCEngine } from '@mlc-ai/web-llm';
import { mlcCache } from '../downloads/mlc-cache.js';
import { distrustMlcModel, fetchMlcModel } from '../downloads/mlc-download.js';
import type { MlcConfig } from '../downloads/mlc-files.js';
import {
  type Availability,
  contextWindowFor,
  type EngineAdapter,
  type LoadedModel,
  type LoadOptions,
  type LoadProgress,
  maxTokensFor,
} from '../engine/adapter.js';
import { abortedError, LocalLLMError, throwIfAborted } from '../errors.js';
import type { FinishReason, GenerateOptions, GenerateRequest, GenerationEvent, Usage } from '../generate.js';
import type { MlcModel, ModelRecord } from '../models/model-record.js';
import { HeldText } from './held-text.js';
import { assertWebAssemblyAllowed } from './webassembly-allowed.js';
import { cacheMayExplain, generateError, loadError } from './webllm-errors.js';
import { gpuAvailability } from './webllm-gpu.js';

/** Makes the engine. It needs no assets: web-llm's own WebAssembly is inside its code. */
export function createAdapter(): EngineAdapter {
  return new WebLLMAdapter();
}

/** A model that is ready. */
interface Ready {
  readonly engine: MLCEngine;
  readonly config: MlcConfig;
  readonly loaded: LoadedModel;
}

class WebLLMAdapter implements EngineAdapter {
  readonly id = 'webllm';
  readonly runsIn = 'worker';
  #ready: Ready | null = null;
  #lost: LocalLLMError | null = null;
  #loading: { readonly abort: AbortController; readonly ended: Promise<unknown> } | null = null;
  #run: Run | null = null;

  availability(model: ModelRecord): Promise<Availability> {
    return gpuAvailability(model);
  }

  async load(model: ModelRecord, options: LoadOptions = {}): Promise<LoadedModel> {
    if (model.engine !== 'webllm') throw new LocalLLMError('unsupported', `${model.name} is not in MLC format.`);
    const abort = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, abort.signal]) : abort.signal;
    const ready = this.unload().then(async () => {
      this.#ready = await prepare(model, { ...options, signal });
      return this.#ready;
    });
    // Known from the first moment on, so that an `unload` right after this call ends it.
    const loading = { abort, ended: ready.catch(() => undefined) };
    this.#loading = loading;
    try {
      return (await ready).loaded;
    } finally {
      if (this.#loading === loading) this.#loading = null;
    }
  }

  readonly generate = (request: GenerateRequest, options?: GenerateOptions): AsyncGenerator<GenerationEvent> =>
    this.#generate(request, options?.signal);

  async unload(): Promise<void> {
    this.#loading?.abort.abort();
    await this.#loading?.ended;
    const ready = this.#ready;
    this.#ready = null;
    this.#lost = null;
    // web-llm does not wait for its own streams: they must be at rest before their memory goes.
    await this.#run?.end();
    this.#run = null;
    await ready?.engine.unload().catch(() => undefined);
  }

  async *#generate(request: GenerateRequest, signal: AbortSignal | undefined): AsyncGenerator<GenerationEvent> {
    const ready = this.#ready;
    if (ready === null) throw this.#lost ?? new LocalLLMError('not-loaded', 'No model is loaded.');
    if (this.#run !== null) throw new LocalLLMError('busy', 'Another answer is being generated.');
    if (signal?.aborted) {
      yield { type: 'finish', reason: 'abort' };
      return;
    }
    const run = new Run(ready, request);
    this.#run = run;
    const stop = () => run.stop();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      yield* run.events();
    } catch (error) {
      throw await this.#failed(ready, error);
    } finally {
      signal?.removeEventListener('abort', stop);
      // A stream that is left in mid-answer would keep the model locked for ever.
      await run.end();
      if (this.#run === run) this.#run = null;
    }
  }

  async #failed(ready: Ready, thrown: unknown): Promise<LocalLLMError> {
    const error = generateError(thrown, await isLoaded(ready.engine));
    if (error.code === 'device-lost' || error.code === 'out-of-memory' || error.code === 'engine-crashed') {
      if (this.#ready === ready) {
        this.#ready = null;
        this.#lost = error;
      }
    }
    return error;
  }
}

/** Downloads what is missing and makes the model ready. */
async function prepare(model: MlcModel, options: LoadOptions & { readonly signal: AbortSignal }): Promise<Ready> {
  const { signal, onProgress } = options;
  throwIfAborted(signal, 'Loading');
  assertWebAssemblyAllowed();
  const config = await fetchMlcModel(model, { signal, onProgress });
  throwIfAborted(signal, 'Loading');
  onProgress?.({ type: 'load-progress', fraction: null });
  const wish = contextWindowFor(model, options.contextWindow);
  const contextWindow = config.contextWindow === null ? wish : Math.min(wish, config.contextWindow);
  const engine = new MLCEngine({
    appConfig: {
      model_list: [{ model: mlcCache.folderUrl(model), model_id: model.id, model_lib: mlcCache.libraryUrl(model) }],
      cacheBackend: 'cache',
    },
    logLevel: 'SILENT',
    initProgressCallback(report) {
      const progress = loadProgress(report);
      if (progress !== null) onProgress?.(progress);
    },
  });
  try {
    // A model that slides its window has a size of its own, and web-llm refuses a second one.
    await engine.reload(model.id, config.contextWindow === null ? {} : { context_window_size: contextWindow });
    // A load that was cut short resolves all the same, with nothing loaded: then this throws.
    await engine.getMessage();
  } catch (thrown) {
    await engine.unload().catch(() => undefined);
    throwIfAborted(signal, 'Loading');
    const error = loadError(thrown);
    if (cacheMayExplain(error)) await distrustMlcModel(model);
    throw error;
  }
  if (signal.aborted) {
    // web-llm cannot be stopped on the way from the cache to the GPU. Whoever gave up gets nothing half done.
    await engine.unload().catch(() => undefined);
    throw abortedError('Loading');
  }
  return { engine, config, loaded: { contextWindow, threads: 0, device: 'gpu' } };
}

/** The share of weights in a load's time; the rest is for compiling shaders. */
const WEIGHTS_SHARE = 0.8;

/** web-llm tells its phases only in English. */
function loadProgress({ text, progress }: { text: string; progress: number }): LoadProgress | null {
  if (text.startsWith('Loading model from cache')) return { type: 'load-progress', fraction: progress * WEIGHTS_SHARE };
  if (!text.startsWith('Loading GPU shader')) return null;
  return { type: 'load-progress', fraction: WEIGHTS_SHARE + progress * (1 - WEIGHTS_SHARE) };
}

async function isLoaded(engine: MLCEngine): Promise<boolean> {
  // web-llm unloads a lost device in tasks of its own, which may not have run yet.
  await new Promise((resolve) => setTimeout(resolve));
  return engine.getMessage().then(
    () => true,
    () => false,
  );
}

/** One answer: pulls web-llm's stream, and brings it to rest whatever happens. */
class Run {
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
      if (choice?.delta.content) firstTextAt ??= performance.now();
      if (shown !== '') yield { type: 'text-delta', text: shown };
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

function completionRequest(request: GenerateRequest, config: MlcConfig, { contextWindow }: LoadedModel) {
  return {
    messages: request.messages.map(message),
    max_tokens: maxTokensFor(request.maxTokens, contextWindow),
    temperature: request.temperature ?? config.temperature ?? 0.7,
    top_p: request.topP ?? config.topP ?? 0.95,
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.stop === undefined ? {} : { stop: [...request.stop] }),
    stream: true,
    stream_options: { include_usage: true },
  } as const;
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
