/** Puts the parts together: the only file that knows all of them. */
import { type ChatOptions, ChatSession } from './chat/chat-session.js';
import { isOnDevice } from './downloads/on-device.js';
import type { LoadedModel } from './engine/adapter.js';
import { EngineRunner, type RunnerDependencies, type RunnerLoadOptions } from './engine/engine-runner.js';
import type { EngineChoice, EngineState } from './engine/engine-state.js';
import type { WorkerMode } from './engine/worker-connection.js';
import { LocalLLMError } from './errors.js';
import type { Generate } from './generate.js';
import { chooseModels } from './models/choose-model.js';
import { NO_GPU, probeGpu } from './models/device.js';
import type { ModelEngine } from './models/model-record.js';
import { type ModelChoice, resolveModel } from './models/resolve-model.js';
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
  load(options?: RunnerLoadOptions): Promise<LoadedModel>;
  /** Generates an answer. Requests wait for one another. Throws `not-loaded` before a load. */
  readonly generate: Generate;
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
  return createLLM({
    async findCandidates(signal) {
      const models = await resolveModel(options.model, document.baseURI, signal);
      const engine = options.engine ?? 'auto';
      const named = options.model !== undefined && options.model !== '';
      // A GPU that nobody needs is not woken up for the question.
      const gpu = models.some((model) => model.engine === 'webllm') ? await probeGpu() : NO_GPU;
      return chooseModels({ models, engine, named }, gpu);
    },
    isOnDevice,
    async connect(engine) {
      if (engine === 'fake') throw new LocalLLMError('unsupported', 'The fake engine is for tests alone.');
      // With the rest of what only a load needs: see EngineRunner.
      const [{ engineFiles }, { connectWorker }] = await Promise.all([
        import('./engine-files.js'),
        import('./engine/worker-connection.js'),
      ]);
      const folder = options.enginesUrl && new URL(options.enginesUrl, document.baseURI).href;
      const { worker, assets } = engineFiles(engine, folder);
      return { connection: connectWorker(worker, options.workerMode ?? 'auto'), assets };
    },
    contextWindow: options.contextWindow,
    now: () => performance.now(),
  });
}

/** The same over other dependencies; tests and stories give fakes. */
export function createLLM(dependencies: RunnerDependencies): LocalLLM {
  const runner = new EngineRunner(dependencies);
  return {
    getSnapshot: runner.getSnapshot,
    subscribe: runner.subscribe,
    prepare: (options) => runner.prepare(options?.signal),
    load: (options) => runner.load(options),
    generate: runner.generate,
    createChat: (options) => {
      const contextWindow = () => runner.getSnapshot().loaded?.contextWindow ?? 4096;
      return new ChatSession({ generate: runner.generate, contextWindow }, options);
    },
    unload: () => runner.unload(),
  };
}
