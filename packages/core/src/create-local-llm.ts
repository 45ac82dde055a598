/** Puts the parts together: the only file that knows all of them. */
import type { ChatOptions } from './chat/chat-options.js';
import { ChatSession } from './chat/chat-session.js';
import { loadAnswering } from './chat/lazy-answering.js';
import type { LoadedModel } from './engine/adapter.js';
import type { Engine, EngineLoadOptions } from './engine/engine.js';
import type { EngineChoice, EngineState } from './engine/engine-state.js';
import { lazyEngine } from './engine/lazy-engine.js';
import type { EngineSharing } from './engine/shared-engine.js';
import type { CountTokens, Generate } from './generate.js';
import type { ModelEngine } from './models/model-record.js';
import type { ModelChoice } from './models/resolve-model.js';
import type { WorkerMode } from './start-worker.js';
import type { ReadableStore } from './store.js';

/** Settings of {@link createLocalLLM}. All may be left out. */
export interface LocalLLMOptions {
  /** Which model. Default: one that suits the device, from the catalogue. */
  readonly model?: ModelChoice | undefined;
  /** `auto` (default) takes the GPU where it can do the work, else the CPU. */
  readonly engine?: 'auto' | ModelEngine | undefined;
  /** Tokens that prompt and answer may have together. Default: the model's length, at most 4,096. */
  readonly contextWindow?: number | undefined;
  /** How the worker's script is loaded; see {@link WorkerMode}. Default: `auto`. */
  readonly workerMode?: WorkerMode | undefined;
  /**
   * Who shares one loaded model: all tabs of the site (`site`, the default), the elements of this
   * page (`tab`), or nobody (`none`).
   */
  readonly share?: EngineSharing | undefined;
  /** The folder of the engine files (`engine-*.js`, `*.wasm`), when they are not beside this package's others. */
  readonly enginesUrl?: string | undefined;
}

/** A private language model in this browser. */
export interface LocalLLM extends ReadableStore<EngineState> {
  /**
   * Chooses engine and model and looks whether the model is on the device. Downloads no model.
   *
   * @throws LocalLLMError `unsupported` when nothing can run here, `invalid-model` for a bad setting.
   */
  prepare(options?: { signal?: AbortSignal }): Promise<EngineChoice>;
  /**
   * Makes the model ready, downloading it if need be: call it only when the visitor agrees. While a
   * load runs, further calls share it.
   *
   * @throws LocalLLMError with the `code` of what went wrong; `aborted` when the signal fired.
   */
  load(options?: EngineLoadOptions): Promise<LoadedModel>;
  /**
   * Takes another model: the id of one of the choice's `alternatives`. `load` then makes it ready.
   *
   * @throws LocalLLMError `invalid-model` when there is no such alternative.
   */
  select(modelId: string): Promise<EngineChoice>;
  /** Holds a download back, or lets it go on where it was. Does nothing when none runs. */
  setPaused(paused: boolean): void;
  /** Generates an answer. Requests wait for one another. Throws `not-loaded` before a load. */
  readonly generate: Generate;
  /**
   * Counts tokens with the tokenizer of the loaded model: exactly, as far as the engine can be asked. The
   * chat template, which adds some to every message, is not counted. Requests and counts wait for one another.
   *
   * @throws LocalLLMError `not-loaded` before a load, `aborted` when the signal fired.
   *
   * @example
   * ```ts
   * import { createFakeLLM } from '@local-llm-chat/core/testing';
   *
   * const llm = createFakeLLM();
   * await llm.load();
   * const [tokens = 0] = await llm.countTokens(['Is this too long?']);
   * console.log(tokens < llm.contextWindow);
   * ```
   */
  readonly countTokens: CountTokens;
  /** Tokens that prompt and answer may have together; 0 while no model is loaded. */
  readonly contextWindow: number;
  /** Whether `logprobs` of a request are answered also when its answer has a `format`. */
  readonly givesLogprobs: boolean;
  /** Starts a conversation. */
  createChat(options?: ChatOptions): ChatSession;
  /** Stops everything and frees memory and GPU. The files stay; `load` works again. */
  unload(): Promise<void>;
}

/**
 * Makes a model that runs in this browser. Nothing is fetched until {@link LocalLLM.load}.
 *
 * @example
 * ```ts
 * import { createLocalLLM } from '@local-llm-chat/core';
 *
 * const llm = createLocalLLM({ model: 'smollm2-135m' });
 * await llm.load({ onProgress: (progress) => console.log(progress) });
 * const chat = llm.createChat();
 * await chat.send('Name three rivers.');
 * ```
 */
export function createLocalLLM(options: LocalLLMOptions = {}): LocalLLM {
  const key = sharingKey(options);
  return createLLM(lazyEngine(async () => (await import('./browser-engine.js')).browserEngine(options, key)));
}

/** Equal for two elements or tabs that want the same of an engine. */
function sharingKey({ model, engine, contextWindow, workerMode, enginesUrl }: LocalLLMOptions): string {
  const isAddress = typeof model === 'string' && (model.includes('/') || /\.(gguf|json)$/.test(model));
  // Pages in two folders may mean the same file by two relative addresses, or two files by the same one.
  const wanted = isAddress && URL.canParse(model, document.baseURI) ? new URL(model, document.baseURI).href : model;
  return JSON.stringify([wanted, engine, contextWindow, workerMode, enginesUrl]);
}

/** The same over another engine; tests and stories give fakes. */
export function createLLM(engine: Engine): LocalLLM {
  return {
    getSnapshot: engine.getSnapshot,
    subscribe: engine.subscribe,
    prepare: (options) => engine.prepare(options?.signal),
    async load(options) {
      // With the model, so that a conversation needs no network once that is there. What fails is fetched again then.
      const answering = loadAnswering().catch(() => null);
      const loaded = await engine.load(options);
      await answering;
      return loaded;
    },
    select: (modelId) => engine.select(modelId),
    setPaused: (paused) => engine.setPaused(paused),
    generate: engine.generate,
    countTokens: engine.countTokens,
    get givesLogprobs() {
      return engine.getSnapshot().choice?.engine === 'wllama';
    },
    get contextWindow() {
      return engine.getSnapshot().loaded?.contextWindow ?? 0;
    },
    createChat: (options) => {
      const contextWindow = () => engine.getSnapshot().loaded?.contextWindow ?? 4096;
      const modelName = () => engine.getSnapshot().choice?.model.name;
      return new ChatSession({ generate: engine.generate, contextWindow, modelName }, options);
    },
    unload: () => engine.unload(),
  };
}
