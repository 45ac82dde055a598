/** llama.cpp in WebAssembly on the CPU: runs any GGUF model in any current browser. */
import { Wllama } from '@wllama/wllama/esm/index.js';
import { openFileStore } from '../downloads/device-store.js';
import type { FileStore } from '../downloads/file-store.js';
import { loadModel } from '../downloads/load-model.js';
import {
  type Availability,
  contextWindowFor,
  type EngineAdapter,
  type LoadedModel,
  type LoadOptions,
} from '../engine/adapter.js';
import { LocalLLMError, throwIfAborted, toLocalLLMError } from '../errors.js';
import type { GenerateOptions, GenerateRequest, GenerationEvent } from '../generate.js';
import type { GgufModel, ModelRecord } from '../models/model-record.js';
import { takesPlainUrls, trustOwnBlobs } from '../trusted-types.js';
import type { EngineAssets } from '../wire.js';
import { assertWebAssemblyAllowed } from './webassembly-allowed.js';
import { ChunkStream, complete } from './wllama-answer.js';
import { WllamaEmbedder } from './wllama-embedder.js';
import { takeHanded, type WllamaFiles } from './wllama-handed.js';
import { WllamaTokenCounter } from './wllama-token-counter.js';

/** Makes the engine. `assets`: `wasm`, and for browsers without JSPI `compatWorker` and `compatWasm`. */
export function createAdapter(assets: EngineAssets): EngineAdapter {
  return new WllamaAdapter(assets);
}

/** A long prompt is cut into pieces of this many tokens; between two of them it can be stopped. */
const BATCH_TOKENS = 128;

/** A load of a phone's slowest storage ends well within this; one that does not has failed without saying so. */
const LOAD_DEADLINE_MS = 180_000;

class WllamaAdapter implements EngineAdapter {
  readonly id = 'wllama';
  readonly runsIn = 'worker';
  readonly #assets: EngineAssets;
  #threadsAllowed: boolean | null = null;
  #store: FileStore | null = null;
  #release: () => void = () => undefined;
  #wllama: Wllama | null = null;
  /** Rejects when wllama's own worker dies, of which its calls never hear. */
  #crash: Promise<never> = new Promise(() => {});
  #loaded: LoadedModel | null = null;
  #counter: WllamaTokenCounter | null = null;
  /** Of a model of embeddings, which does nothing else. */
  #embedder: WllamaEmbedder | null = null;
  #running: { readonly abort: AbortController; readonly ended: Promise<unknown> } | null = null;

  constructor(assets: EngineAssets) {
    this.#assets = assets;
  }

  async availability(model: ModelRecord): Promise<Availability> {
    if (model.engine !== 'wllama') {
      return { available: false, error: new LocalLLMError('unsupported', `${model.name} is not a GGUF model.`) };
    }
    if (typeof WebAssembly !== 'object') {
      return { available: false, error: new LocalLLMError('unsupported', 'This browser has no WebAssembly.') };
    }
    return { available: true };
  }

  async load(model: ModelRecord, options: LoadOptions = {}): Promise<LoadedModel> {
    if (model.engine !== 'wllama') throw new LocalLLMError('unsupported', `${model.name} is not a GGUF model.`);
    const { signal } = options;
    await this.unload();
    throwIfAborted(signal, 'Loading');
    assertWebAssemblyAllowed();
    const loaded = await this.#loadFrom(model, options);
    // `loadModel` of wllama cannot be stopped once begun. Whoever gave up meanwhile gets nothing half done.
    if (signal?.aborted) await this.unload();
    throwIfAborted(signal, 'Loading');
    return loaded;
  }

  readonly generate = (request: GenerateRequest, options?: GenerateOptions): AsyncGenerator<GenerationEvent> =>
    this.#generate(request, options?.signal);

  async countTokens(texts: readonly string[], { signal }: GenerateOptions = {}): Promise<readonly number[]> {
    const counter = this.#counter;
    if (counter === null) throw this.#cannot('count');
    return this.#alone(signal, (stop) => counter.count(texts, stop));
  }

  async embed(texts: readonly string[], { signal }: GenerateOptions = {}): Promise<readonly Float32Array[]> {
    const embedder = this.#embedder;
    if (embedder === null) throw this.#cannot('embed');
    return this.#alone(signal, (stop) => embedder.embed(texts, stop));
  }

  async unload(): Promise<void> {
    this.#running?.abort.abort();
    await this.#running?.ended;
    const wllama = this.#wllama;
    this.#wllama = null;
    this.#loaded = null;
    this.#counter = null;
    this.#embedder = null;
    await wllama?.exit().catch(() => undefined);
    this.#release();
    this.#release = () => undefined;
  }

  /** From what was brought, else from the device and the network. */
  async #loadFrom(model: GgufModel, options: LoadOptions): Promise<LoadedModel> {
    if (options.handed !== undefined) return this.#start(model, [...options.handed.model], options);
    this.#store ??= await openFileStore();
    const { loaded, release } = await loadModel(model, this.#store, options, ({ files }) =>
      this.#start(model, [...files.values()], options),
    );
    this.#release = release;
    return loaded;
  }

  /** Makes the model ready from its files. */
  async #start(model: GgufModel, files: File[], options: LoadOptions): Promise<LoadedModel> {
    throwIfAborted(options.signal, 'Loading');
    options.onProgress?.({ type: 'load-progress', fraction: null });
    if (options.handed === undefined) await assertReachable(this.#assets['wasm'] ?? '');
    const contextWindow = contextWindowFor(model, options.contextWindow);
    const embeds = model.task === 'embedding';
    // For a question's few tokens threads wait for one another more than they compute: beside a chat at work, on two
    // cores, two of them took ten times as long as one.
    const mayStartThreads = this.#mayStartThreads();
    const threads = mayStartThreads && !embeds ? threadsFor(navigator.hardwareConcurrency) : 1;
    const crash = Promise.withResolvers<never>();
    crash.promise.catch(() => undefined);
    const wllama = this.#create(options.handed ? takeHanded(options.handed) : this.#served(), crash.reject);
    const late = () => crash.reject(new LocalLLMError('timeout', 'The model did not load in time.'));
    const timer = setTimeout(late, LOAD_DEADLINE_MS);
    try {
      await Promise.race([
        crash.promise,
        wllama.loadModel(files, {
          n_ctx: contextWindow,
          // Such a model sees all of a text at once.
          n_batch: embeds ? contextWindow : BATCH_TOKENS,
          ...(embeds ? { n_ubatch: contextWindow, embeddings: true } : {}),
          n_threads: threads,
          // One conversation at a time; the CPU does the work even where wllama could try WebGPU.
          n_parallel: 1,
          n_gpu_layers: 0,
          ...(model.chatTemplate === undefined ? {} : { chat_template: model.chatTemplate }),
        }),
      ]);
      assertLoaded(wllama, model);
    } catch (error) {
      void wllama.exit().catch(() => undefined);
      throw toLocalLLMError(error, 'load-failed');
    } finally {
      clearTimeout(timer);
    }
    this.#wllama = wllama;
    this.#crash = crash.promise;
    if (embeds) this.#embedder = new WllamaEmbedder(wllama, crash.promise, contextWindow);
    else this.#counter = new WllamaTokenCounter(wllama, crash.promise);
    this.#loaded = { contextWindow, threads: wllama.isMultithread() ? wllama.getNumThreads() : 1, device: 'cpu' };
    return this.#loaded;
  }

  async *#generate(request: GenerateRequest, signal: AbortSignal | undefined): AsyncGenerator<GenerationEvent> {
    const wllama = this.#wllama;
    const loaded = this.#loaded;
    if (wllama === null || loaded === null || this.#embedder !== null) throw this.#cannot('answer');
    if (this.#running !== null) throw new LocalLLMError('busy', 'Another answer is being generated.');
    if (signal?.aborted) {
      yield { type: 'finish', reason: 'abort' };
      return;
    }
    const abort = new AbortController();
    const last = request.messages.at(-1);
    const stream = new ChunkStream(last?.role === 'assistant' ? last.content : '');
    const either = signal ? AbortSignal.any([signal, abort.signal]) : abort.signal;
    const run = complete(request, { wllama, loaded, abortSignal: either, crash: this.#crash }, stream);
    this.#running = { abort, ended: run };
    try {
      yield { type: 'generation-start' };
      yield* stream.events();
    } finally {
      // Left early or not, wllama must have come to rest before it takes another request.
      abort.abort();
      await run;
      this.#running = null;
    }
  }

  /** Runs something that can be called off, beside nothing else. */
  async #alone<T>(signal: AbortSignal | undefined, work: (stop: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#running !== null) throw new LocalLLMError('busy', 'An answer is being generated.');
    const abort = new AbortController();
    const working = work(signal ? AbortSignal.any([signal, abort.signal]) : abort.signal);
    this.#running = { abort, ended: working.catch(() => undefined) };
    try {
      return await working;
    } finally {
      this.#running = null;
    }
  }

  #cannot(what: string): LocalLLMError {
    if (this.#loaded === null) return new LocalLLMError('not-loaded', 'No model is loaded.');
    return new LocalLLMError('unsupported', `The model that is loaded cannot ${what}.`);
  }

  /** Asked once: what it does about a refusal must be done once. */
  #mayStartThreads(): boolean {
    this.#threadsAllowed ??= mayStartThreads();
    return this.#threadsAllowed;
  }

  #served(): WllamaFiles {
    const { wasm = '', compatWorker, compatWasm } = this.#assets;
    return { wasm, compat: compatWorker && compatWasm ? { worker: compatWorker, wasm: compatWasm } : null };
  }

  #create({ wasm, compat }: WllamaFiles, onCrash: (error: LocalLLMError) => void): Wllama {
    const quiet = () => undefined;
    // wllama reports the death of its own worker only here, as an event among its log lines.
    const error = (message: unknown) => {
      if (!(message instanceof Event)) return;
      onCrash(new LocalLLMError('engine-crashed', 'The engine has stopped unexpectedly.', { cause: message }));
    };
    const wllama = new Wllama(
      { default: wasm },
      {
        suppressNativeLog: true,
        logger: { debug: quiet, log: quiet, warn: quiet, error },
        // We keep the files ourselves; wllama's own cache insists on storage that may be closed to us.
        cacheManager: {} as never,
      },
    );
    // Never its default, which fetches code from a third party.
    wllama.setCompat(compat);
    return wllama;
  }
}

/**
 * Whether llama.cpp can start threads. A worker from a blob inherits the page's Trusted Types, of
 * which wllama knows nothing; its own worker can be helped, but not the threads started within that.
 */
function mayStartThreads(): boolean {
  if (takesPlainUrls()) return true;
  trustOwnBlobs();
  return false;
}

/**
 * Half of the cores, because llama.cpp's threads wait for one another, spinning, and one that shares
 * its core holds up all of them. On two cores both are worth it: with the chat open and nothing else,
 * two threads were 1.6 times as fast as one. (With other heavy programs they were far slower.)
 */
function threadsFor(cores = 1): number {
  return Math.min(cores, 8, Math.max(2, Math.floor(cores / 2)));
}

/**
 * wllama does not notice a missing file: it would wait for ever. Asked for as wllama will ask, so that
 * without a network the answer of the HTTP cache or of a service worker counts.
 */
async function assertReachable(url: string): Promise<void> {
  const response = await fetch(url).catch(() => null);
  await response?.body?.cancel().catch(() => undefined);
  if (response?.ok) return;
  throw new LocalLLMError('worker-failed', `The engine's WebAssembly could not be fetched from ${url}.`, {
    hint: 'Check that this file is served, and that the connect-src of the worker’s Content-Security-Policy allows it.',
    details: { url, status: response?.status ?? 0 },
  });
}

/** wllama also resolves for a file that it could not read. */
function assertLoaded(wllama: Wllama, model: ModelRecord): void {
  const info = wllama.getLoadedContextInfo() as { success?: boolean; n_vocab: number };
  if (info.success === true && info.n_vocab > 0) return;
  throw new LocalLLMError('load-failed', `${model.name} could not be read.`, {
    hint: 'The file may be damaged, of a kind that llama.cpp does not know, or too large for this device’s memory.',
  });
}
