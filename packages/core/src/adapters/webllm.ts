/** web-llm on WebGPU: the fastest engine where there is a GPU for it. */
import { MLCEngine } from '@mlc-ai/web-llm';
import { openFileStore } from '../downloads/device-store.js';
import type { FetchedModel } from '../downloads/fetch-model.js';
import type { FileStore } from '../downloads/file-store.js';
import { loadModel } from '../downloads/load-model.js';
import {
  type Availability,
  contextWindowFor,
  type EngineAdapter,
  type LoadedModel,
  type LoadOptions,
  type LoadProgress,
} from '../engine/adapter.js';
import { abortedError, endsEngine, LocalLLMError, throwIfAborted } from '../errors.js';
import type { GenerateOptions, GenerateRequest, GenerationEvent } from '../generate.js';
import type { MlcModel, ModelRecord } from '../models/model-record.js';
import { assertWebAssemblyAllowed } from './webassembly-allowed.js';
import { Answer, type Ready } from './webllm-answer.js';
import { serveToWebllm, webllmRecord } from './webllm-caches.js';
import { embedTexts } from './webllm-embedder.js';
import { generateError, loadError } from './webllm-errors.js';
import { gpuAvailability } from './webllm-gpu.js';
import { countTokens } from './webllm-tokens.js';

/** Makes the engine. It needs no assets: web-llm's own WebAssembly is inside its code. */
export function createAdapter(): EngineAdapter {
  return new WebLLMAdapter();
}

class WebLLMAdapter implements EngineAdapter {
  readonly id = 'webllm';
  readonly runsIn = 'worker';
  #store: FileStore | null = null;
  #ready: Ready | null = null;
  #release: () => void = () => undefined;
  #lost: LocalLLMError | null = null;
  #loading: { readonly abort: AbortController; readonly ended: Promise<unknown> } | null = null;
  #answer: Answer | null = null;
  #embedding: { readonly abort: AbortController; readonly ended: Promise<unknown> } | null = null;

  availability(model: ModelRecord): Promise<Availability> {
    return gpuAvailability(model);
  }

  async load(model: ModelRecord, options: LoadOptions = {}): Promise<LoadedModel> {
    if (model.engine !== 'webllm') throw new LocalLLMError('unsupported', `${model.name} is not in MLC format.`);
    const abort = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, abort.signal]) : abort.signal;
    const ready = this.unload().then(async () => {
      throwIfAborted(signal, 'Loading');
      assertWebAssemblyAllowed();
      this.#store ??= await openFileStore();
      const started = { ...options, signal };
      const { loaded, release } = await loadModel(model, this.#store, started, (files) => start(model, files, started));
      this.#ready = loaded;
      this.#release = release;
      return loaded;
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

  async countTokens(texts: readonly string[], { signal }: GenerateOptions = {}): Promise<readonly number[]> {
    const ready = this.#ready;
    if (ready === null) throw this.#lost ?? new LocalLLMError('not-loaded', 'No model is loaded.');
    if (this.#answer !== null) throw new LocalLLMError('busy', 'An answer is being generated.');
    throwIfAborted(signal, 'Counting');
    return countTokens(ready.engine, texts);
  }

  async embed(texts: readonly string[], { signal }: GenerateOptions = {}): Promise<readonly Float32Array[]> {
    const ready = this.#ready;
    if (ready === null) throw this.#lost ?? new LocalLLMError('not-loaded', 'No model is loaded.');
    if (!ready.embeds) throw new LocalLLMError('unsupported', 'The model that is loaded makes no embeddings.');
    if (this.#embedding !== null) throw new LocalLLMError('busy', 'Other texts are being embedded.');
    const abort = new AbortController();
    const stop = signal ? AbortSignal.any([signal, abort.signal]) : abort.signal;
    const embedding = embedTexts(ready.engine, texts, ready.loaded.contextWindow, stop);
    this.#embedding = { abort, ended: embedding.catch(() => undefined) };
    try {
      return await embedding;
    } catch (error) {
      if (stop.aborted) throw abortedError('Embedding');
      throw await this.#failed(ready, error);
    } finally {
      this.#embedding = null;
    }
  }

  async unload(): Promise<void> {
    this.#loading?.abort.abort();
    await this.#loading?.ended;
    this.#embedding?.abort.abort();
    await this.#embedding?.ended;
    const ready = this.#ready;
    this.#ready = null;
    this.#lost = null;
    // web-llm does not wait for its own streams: they must be at rest before their memory goes.
    await this.#answer?.end();
    this.#answer = null;
    await ready?.engine.unload().catch(() => undefined);
    this.#release();
    this.#release = () => undefined;
  }

  async *#generate(request: GenerateRequest, signal: AbortSignal | undefined): AsyncGenerator<GenerationEvent> {
    const ready = this.#ready;
    if (ready === null) throw this.#lost ?? new LocalLLMError('not-loaded', 'No model is loaded.');
    if (ready.embeds) throw new LocalLLMError('unsupported', 'The model that is loaded makes embeddings alone.');
    if (this.#answer !== null) throw new LocalLLMError('busy', 'Another answer is being generated.');
    if (signal?.aborted) {
      yield { type: 'finish', reason: 'abort' };
      return;
    }
    const answer = new Answer(ready, request);
    this.#answer = answer;
    const stop = () => answer.stop();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      yield* answer.events();
    } catch (error) {
      throw await this.#failed(ready, error);
    } finally {
      signal?.removeEventListener('abort', stop);
      // A stream that is left in mid-answer would keep the model locked for ever.
      await answer.end();
      if (this.#answer === answer) this.#answer = null;
    }
  }

  async #failed(ready: Ready, thrown: unknown): Promise<LocalLLMError> {
    const error = generateError(thrown, await isLoaded(ready));
    if (endsEngine(error) && this.#ready === ready) {
      this.#ready = null;
      this.#lost = error;
    }
    return error;
  }
}

/** Makes the model ready from its files. */
async function start(
  model: MlcModel,
  { files, config }: FetchedModel,
  options: LoadOptions & { readonly signal: AbortSignal },
): Promise<Ready> {
  const { signal, onProgress } = options;
  throwIfAborted(signal, 'Loading');
  if (config === null) throw new LocalLLMError('invalid-model', `${model.name} is not in MLC format.`);
  onProgress?.({ type: 'load-progress', fraction: null });
  const wish = contextWindowFor(model, options.contextWindow);
  const contextWindow = config.contextWindow === null ? wish : Math.min(wish, config.contextWindow);
  const embeds = model.task === 'embedding';
  const engine = new MLCEngine({
    appConfig: { model_list: [webllmRecord(model)], cacheBackend: 'cache' },
    logLevel: 'SILENT',
    initProgressCallback(report) {
      const progress = loadProgress(report);
      if (progress !== null) onProgress?.(progress);
    },
  });
  serveToWebllm(model, files);
  try {
    // A model that slides its window has a size of its own, and one of embeddings has that of its library: web-llm
    // refuses a second one.
    const hasSize = config.contextWindow === null || embeds;
    await engine.reload(model.id, hasSize ? {} : { context_window_size: contextWindow });
    // A load that was cut short resolves all the same, with nothing loaded: then this throws.
    if (embeds) await engine.embeddings.create({ input: 'a' });
    else await engine.getMessage();
  } catch (thrown) {
    await engine.unload().catch(() => undefined);
    throwIfAborted(signal, 'Loading');
    throw loadError(thrown);
  } finally {
    // What is on the GPU needs no files any more; and nothing is fetched later either.
    serveToWebllm(model, null);
  }
  if (signal.aborted) {
    // web-llm cannot be stopped on the way from the files to the GPU. Whoever gave up gets nothing half done.
    await engine.unload().catch(() => undefined);
    throw abortedError('Loading');
  }
  return { engine, config, embeds, loaded: { contextWindow, threads: 0, device: 'gpu' } };
}

/** The share of weights in a load's time; the rest is for compiling shaders. */
const WEIGHTS_SHARE = 0.8;

/** web-llm tells its phases only in English. */
function loadProgress({ text, progress }: { text: string; progress: number }): LoadProgress | null {
  if (text.startsWith('Loading model from cache')) return { type: 'load-progress', fraction: progress * WEIGHTS_SHARE };
  if (!text.startsWith('Loading GPU shader')) return null;
  return { type: 'load-progress', fraction: WEIGHTS_SHARE + progress * (1 - WEIGHTS_SHARE) };
}

async function isLoaded({ engine, embeds }: Ready): Promise<boolean> {
  // web-llm unloads a lost device in tasks of its own, which may not have run yet.
  await new Promise((resolve) => setTimeout(resolve));
  const sign = embeds ? engine.embeddings.create({ input: 'a' }) : engine.getMessage();
  return sign.then(
    () => true,
    () => false,
  );
}
