/** Brings an engine from "which one?" to "ready": choice, consent, load, step-down and recovery, with the state of it all. */
import {
  abortedError,
  endsEngine,
  isDeviceReason,
  isLocalLLMError,
  LocalLLMError,
  throwIfAborted,
  toLocalLLMError,
} from '../errors.js';
import type { Generate, GenerateRequest, GenerationEvent } from '../generate.js';
import type { ModelRecord } from '../models/model-record.js';
import { createStore, type ReadableStore } from '../store.js';
import type { EngineAssets } from '../wire.js';
import type { EngineId, LoadedModel, LoadProgress } from './adapter.js';
import type { EngineClient, HostConnection } from './client.js';
import {
  type ChoiceReason,
  type EngineChoice,
  type EngineState,
  initialEngineState,
  reduceEngine,
} from './engine-state.js';

/** An engine and model that may work here, best first in a list of them. */
export interface Candidate {
  readonly engine: EngineId;
  readonly model: ModelRecord;
  readonly reason: ChoiceReason;
}

/** The candidates, and why others are none. */
export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly passedOver: readonly ChoiceReason[];
}

/** What a runner needs of the world. */
export interface RunnerDependencies {
  findCandidates(signal: AbortSignal | undefined): Promise<Candidates>;
  isOnDevice(model: ModelRecord): Promise<boolean>;
  connect(engine: EngineId): Promise<{ connection: HostConnection; assets: EngineAssets }>;
  readonly contextWindow: number | undefined;
  readonly now: () => number;
}

/** How to call off a check or a load, and hear of its progress. */
export interface RunnerLoadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

/** A load that several callers may wait for. */
interface SharedLoad {
  readonly promise: Promise<LoadedModel>;
  readonly abort: AbortController;
  waiting: number;
}

/** One engine over its whole life. Errors are thrown to the caller and kept in the state. */
export class EngineRunner implements ReadableStore<EngineState> {
  readonly #store = createStore(initialEngineState, reduceEngine);
  readonly #dependencies: RunnerDependencies;
  #candidates: Candidate[] = [];
  #client: EngineClient | null = null;
  #preparing: Promise<EngineChoice> | null = null;
  #loading: SharedLoad | null = null;
  #working = 0;

  constructor(dependencies: RunnerDependencies) {
    this.#dependencies = dependencies;
  }

  readonly getSnapshot = (): EngineState => this.#store.getSnapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);

  /** Chooses engine and model and sees what is on the device. Downloads nothing. */
  prepare(signal?: AbortSignal): Promise<EngineChoice> {
    const { choice } = this.getSnapshot();
    if (choice !== null) return Promise.resolve(choice);
    this.#preparing ??= this.#prepare(signal).finally(() => {
      this.#preparing = null;
    });
    return this.#preparing;
  }

  /** Makes a model ready; calls while one is under way share it, and it ends when all have called off. */
  async load({ signal, onProgress }: RunnerLoadOptions = {}): Promise<LoadedModel> {
    throwIfAborted(signal, 'Loading');
    const { loaded } = this.getSnapshot();
    if (loaded !== null && this.#client !== null) return loaded;
    this.#loading ??= this.#startLoading();
    const loading = this.#loading;
    const stopReporting = onProgress && this.subscribe(() => report(this.getSnapshot(), onProgress));
    loading.waiting += 1;
    const calledOff = Promise.withResolvers<never>();
    calledOff.promise.catch(() => undefined);
    const callOff = () => {
      loading.waiting -= 1;
      if (loading.waiting === 0) loading.abort.abort();
      else calledOff.reject(abortedError('Loading'));
    };
    signal?.addEventListener('abort', callOff, { once: true });
    try {
      return await Promise.race([loading.promise, calledOff.promise]);
    } finally {
      signal?.removeEventListener('abort', callOff);
      stopReporting?.();
    }
  }

  readonly generate: Generate = (request, options) => this.#generate(request, options?.signal);

  /** Stops everything and frees memory; the files stay on the device. */
  async unload(): Promise<void> {
    this.#loading?.abort.abort();
    await this.#loading?.promise.catch(() => undefined);
    const client = this.#client;
    this.#client = null;
    await client?.close();
    this.#store.dispatch({ type: 'unload-finish' });
  }

  async #prepare(signal: AbortSignal | undefined): Promise<EngineChoice> {
    this.#store.dispatch({ type: 'check-start' });
    try {
      throwIfAborted(signal, 'The check');
      const { candidates, passedOver } = await this.#dependencies.findCandidates(signal);
      this.#candidates = [...candidates];
      return await this.#choose(passedOver);
    } catch (error) {
      throw this.#failed(error);
    }
  }

  /** Takes the next candidate. */
  async #choose(reasons: readonly ChoiceReason[]): Promise<EngineChoice> {
    const next = this.#candidates.shift();
    if (next === undefined) {
      throw new LocalLLMError('unsupported', reasons.at(-1)?.message ?? 'No engine can run a model here.', {
        details: { reasons: reasons.map((reason) => reason.code).join(' ') },
      });
    }
    const onDevice = await this.#dependencies.isOnDevice(next.model);
    const choice: EngineChoice = {
      engine: next.engine,
      model: next.model,
      onDevice,
      reasons: [...reasons, next.reason],
    };
    this.#store.dispatch({ type: 'choice-made', choice });
    return choice;
  }

  #startLoading(): SharedLoad {
    const abort = new AbortController();
    const promise = this.#load(abort.signal).finally(() => {
      this.#loading = null;
    });
    promise.catch(() => undefined);
    return { promise, abort, waiting: 0 };
  }

  /** Loads the choice; when the device is not up to it, the next candidate. */
  async #load(signal: AbortSignal): Promise<LoadedModel> {
    let choice = await this.prepare(signal);
    const consentedBytes = choice.onDevice ? 0 : (choice.model.bytes ?? Number.POSITIVE_INFINITY);
    for (;;) {
      this.#store.dispatch({ type: 'load-start' });
      try {
        return await this.#loadChoice(choice, signal);
      } catch (thrown) {
        const error = signal.aborted ? abortedError('Loading') : toLocalLLMError(thrown, 'load-failed');
        if (!isDeviceReason(error) || this.#candidates.length === 0) throw this.#failed(error);
        const reason: ChoiceReason = { code: 'load-failed', message: `${choice.model.name}: ${error.message}` };
        choice = await this.#choose([...choice.reasons, reason]);
        // Nobody agreed to a larger download than the one that they were shown.
        if (!choice.onDevice && (choice.model.bytes ?? Number.POSITIVE_INFINITY) > consentedBytes) throw error;
      }
    }
  }

  async #loadChoice(choice: EngineChoice, signal: AbortSignal): Promise<LoadedModel> {
    throwIfAborted(signal, 'Loading');
    // Fetched only now: a page on which nobody starts a model does without it.
    const { EngineClient } = await import('./client.js');
    const connection = await this.#dependencies.connect(choice.engine);
    throwIfAborted(signal, 'Loading');
    const client = new EngineClient({
      ...connection,
      onDeath: (error) => this.#died(client, error),
    });
    try {
      const loaded = await client.load(choice.model, {
        signal,
        contextWindow: this.#dependencies.contextWindow,
        onProgress: (progress) =>
          this.#store.dispatch({ type: 'load-advance', progress, atMs: this.#dependencies.now() }),
      });
      this.#client = client;
      this.#store.dispatch({ type: 'load-finish', loaded });
      return loaded;
    } catch (error) {
      // A host whose load failed or was cut short is never used again: engines do not clean up.
      client.terminate();
      throw error;
    }
  }

  async *#generate(request: GenerateRequest, signal: AbortSignal | undefined): AsyncGenerator<GenerationEvent> {
    // An engine that has died comes back with the next request: the model is still on the device.
    if (this.getSnapshot().error !== null && this.getSnapshot().choice?.onDevice) await this.load({ signal });
    const client = this.#client;
    if (client === null) throw new LocalLLMError('not-loaded', 'No model is loaded.');
    this.#working += 1;
    this.#store.dispatch({ type: 'work-start' });
    try {
      yield* client.generate(request, { signal });
    } catch (error) {
      // An engine that lost its memory or device still takes commands, but has nothing to answer with.
      if (isLocalLLMError(error) && endsEngine(error)) {
        client.terminate();
        this.#died(client, error);
      }
      throw error;
    } finally {
      this.#working -= 1;
      if (this.#working === 0) this.#store.dispatch({ type: 'work-finish' });
    }
  }

  #died(client: EngineClient, error: LocalLLMError): void {
    // A death during a load reaches the state through the load.
    if (this.#client !== client) return;
    this.#client = null;
    this.#store.dispatch({ type: 'engine-fail', error });
  }

  #failed(thrown: unknown): LocalLLMError {
    const error = toLocalLLMError(thrown, 'load-failed');
    this.#store.dispatch(error.code === 'aborted' ? { type: 'load-cancel' } : { type: 'engine-fail', error });
    return error;
  }
}

/** Tells a load's caller what the state says, in the words of an adapter. */
function report(state: EngineState, onProgress: (progress: LoadProgress) => void): void {
  if (state.status === 'downloading' && state.download) {
    const { loadedBytes, totalBytes } = state.download;
    onProgress({ type: 'download-progress', loadedBytes, totalBytes });
  } else if (state.status === 'loading') {
    onProgress({ type: 'load-progress', fraction: state.loadFraction });
  }
}
