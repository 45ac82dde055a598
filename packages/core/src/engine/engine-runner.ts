/** Brings an engine from "which one?" to "ready": choice, consent, load, step-down and recovery, with the state of it all. */
import {
  abortedError,
  endsEngine,
  isLocalLLMError,
  LocalLLMError,
  throwIfAborted,
  toLocalLLMError,
} from '../errors.js';
import type { CountTokens, Generate, GenerateRequest, GenerationEvent } from '../generate.js';
import { createStore } from '../store.js';
import type { LoadedModel, LoadProgress } from './adapter.js';
import type { EngineClient } from './client.js';
import type { Engine, EngineLoadOptions } from './engine.js';
import {
  type ChoiceReason,
  type EngineChoice,
  type EngineState,
  initialEngineState,
  reduceEngine,
} from './engine-state.js';
import { choiceOf, nextRung, orderRungs, type Rung, rungsBelow, stepsDown, withBytes } from './ladder.js';
import { PauseGate } from './pause-gate.js';
import { reportProgress } from './report-progress.js';
import type { RunnerDependencies } from './runner-dependencies.js';

/** A load that several callers may wait for. */
interface SharedLoad {
  readonly promise: Promise<LoadedModel>;
  readonly abort: AbortController;
  waiting: number;
}

/** A size within this share of what the visitor was shown is what they agreed to. */
const AGREED_TOLERANCE = 1.01;

/** An engine that keeps dying within this time is not started again by itself. */
const RECOVERY_WINDOW_MS = 300_000;
const RECOVERIES = 3;

/** One engine in this tab. */
export class EngineRunner implements Engine {
  readonly #store = createStore(initialEngineState, reduceEngine);
  readonly #dependencies: RunnerDependencies;
  /** Every candidate there is. */
  #rungs: readonly Rung[] = [];
  /** Those that have not failed. */
  #open: readonly Rung[] = [];
  #current: Rung | null = null;
  #client: EngineClient | null = null;
  #loadingClient: EngineClient | null = null;
  #isPaused = false;
  readonly #gate = new PauseGate();
  #preparing: Promise<EngineChoice> | null = null;
  #loading: SharedLoad | null = null;
  #working = 0;
  /** When the engine died with work under way, by `now()`. */
  #deaths: readonly number[] = [];

  constructor(dependencies: RunnerDependencies) {
    this.#dependencies = dependencies;
  }

  readonly getSnapshot = (): EngineState => this.#store.getSnapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);

  prepare(signal?: AbortSignal): Promise<EngineChoice> {
    this.#preparing ??= this.#prepare(signal).finally(() => {
      this.#preparing = null;
    });
    return this.#preparing;
  }

  async select(modelId: string): Promise<EngineChoice> {
    await this.prepare();
    const known = this.#rungs.find(({ model }) => model.id === modelId);
    if (known === undefined) {
      throw new LocalLLMError('invalid-model', `"${modelId}" is none of the models that can be chosen here.`);
    }
    const { choice, loaded } = this.getSnapshot();
    if (choice?.model.id === modelId && loaded !== null) return choice;
    await this.#stop();
    this.#open = this.#rungs;
    const rung = await this.#look({ ...known, reason: { code: 'picked', message: `${known.model.name} was picked.` } });
    return this.#take(rung, []);
  }

  async load({ signal, onProgress }: EngineLoadOptions = {}): Promise<LoadedModel> {
    // A load that all have called off ends before the next begins.
    while (this.#loading?.abort.signal.aborted) await this.#loading.promise.catch(() => undefined);
    throwIfAborted(signal, 'Loading');
    const { loaded } = this.getSnapshot();
    if (loaded !== null && this.#client !== null) return loaded;
    this.#loading ??= this.#startLoading();
    const loading = this.#loading;
    const stopReporting = onProgress && this.subscribe(() => reportProgress(this.getSnapshot(), onProgress));
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

  setPaused(paused: boolean): void {
    this.#isPaused = paused;
    if (paused) this.#gate.close();
    else this.#gate.open();
    this.#loadingClient?.setPaused(paused);
  }

  readonly generate: Generate = (request, options) => this.#generate(request, options?.signal);

  async unload(): Promise<void> {
    await this.#stop();
    this.#store.dispatch({ type: 'unload-finish' });
    // Where storage is closed to us, a model is gone with its worker.
    if (this.getSnapshot().status === 'awaiting-consent') await this.#refresh();
  }

  /** Ends everything at once, for a page that gets no other turn. This runner is of no use after that. */
  terminate(): void {
    this.#loading?.abort.abort();
    this.#loadingClient?.terminate();
    this.#client?.terminate();
    this.#client = null;
  }

  async #stop(): Promise<void> {
    this.#loading?.abort.abort();
    await this.#loading?.promise.catch(() => undefined);
    const client = this.#client;
    this.#client = null;
    await client?.close();
  }

  async #prepare(signal: AbortSignal | undefined): Promise<EngineChoice> {
    const { choice, status } = this.getSnapshot();
    if (choice !== null && this.#current !== null) {
      if (status !== 'awaiting-consent' && status !== 'failed') return choice;
      return (await this.#refresh()) ?? choice;
    }
    this.#store.dispatch({ type: 'check-start' });
    try {
      throwIfAborted(signal, 'The check');
      const { candidates, passedOver } = await this.#dependencies.findCandidates(signal);
      const rungs = await Promise.all(candidates.map((candidate) => this.#look({ ...candidate, lastUsedAt: null })));
      throwIfAborted(signal, 'The check');
      this.#rungs = orderRungs(rungs);
      this.#open = this.#rungs;
      const [first] = this.#rungs;
      if (first === undefined) {
        throw new LocalLLMError('unsupported', passedOver.at(-1)?.message ?? 'No engine can run a model here.', {
          details: { reasons: passedOver.map((reason) => reason.code).join(' ') },
        });
      }
      return this.#take(await this.#measured(first, signal), passedOver);
    } catch (error) {
      throw this.#failed(error);
    }
  }

  /** Looks again what is on the device: by hand, by the browser or in another tab it may have gone, or come. */
  async #refresh(): Promise<EngineChoice | null> {
    const { choice } = this.getSnapshot();
    if (choice === null || this.#current === null) return choice;
    const rungs = await Promise.all(this.#rungs.map((rung) => this.#look(rung)));
    const current = await this.#look(this.#current);
    // Something else was chosen meanwhile, with what was known then.
    if (this.getSnapshot().choice !== choice) return this.getSnapshot().choice;
    const offers = [choice, ...choice.alternatives];
    const isHere = ({ model }: Rung) => offers.find((offer) => offer.model.id === model.id)?.onDevice;
    const changed = [current, ...rungs].some((rung) => isHere(rung) !== (rung.lastUsedAt !== null));
    if (!changed) return choice;
    this.#rungs = rungs;
    return this.#take(current, choice.reasons.slice(0, -1));
  }

  async #look(rung: Rung): Promise<Rung> {
    const found = await this.#dependencies.findOnDevice(rung.model);
    return { ...rung, lastUsedAt: found?.lastUsedAt ?? null };
  }

  /** Replaces a size that is not known for certain by the real one, where it can be had. */
  async #measured(rung: Rung, signal: AbortSignal | undefined): Promise<Rung> {
    const { model, lastUsedAt } = rung;
    if (lastUsedAt !== null || (model.bytes !== null && model.bytesAre === 'exact')) return rung;
    const bytes = await this.#dependencies.measure?.(model, signal);
    return bytes == null ? rung : withBytes(rung, bytes);
  }

  #take(rung: Rung, reasons: readonly ChoiceReason[]): EngineChoice {
    this.#learn(rung);
    const choice = choiceOf(rung, this.#rungs, reasons);
    this.#store.dispatch({ type: 'choice-made', choice });
    return choice;
  }

  /** Keeps what is now known of a candidate. */
  #learn(rung: Rung): void {
    const learnt = (other: Rung) => (other.engine === rung.engine && other.model.id === rung.model.id ? rung : other);
    this.#current = rung;
    this.#rungs = this.#rungs.map(learnt);
    this.#open = this.#open.map(learnt);
  }

  #startLoading(): SharedLoad {
    const abort = new AbortController();
    const promise = this.#load(abort.signal).finally(() => {
      this.#loading = null;
    });
    promise.catch(() => undefined);
    return { promise, abort, waiting: 0 };
  }

  async #load(signal: AbortSignal): Promise<LoadedModel> {
    const shown = this.getSnapshot().choice;
    this.#isPaused = false;
    this.#gate.open();
    try {
      await this.prepare(signal);
      const agreedBytes = this.#agree(shown);
      return await this.#descend(agreedBytes, signal);
    } catch (thrown) {
      const error = signal.aborted ? abortedError('Loading') : toLocalLLMError(thrown, 'load-failed');
      // A question to the visitor is no failure: the choice that is shown asks it.
      throw this.getSnapshot().status === 'awaiting-consent' ? error : this.#failed(error);
    }
  }

  /** The bytes that the visitor agreed to by asking for the load, or an error when there is more to it. */
  #agree(shown: EngineChoice | null): number {
    const rung = this.#current;
    if (rung === null) throw new LocalLLMError('not-loaded', 'No model was chosen.');
    if (rung.lastUsedAt !== null) return 0;
    if (shown?.onDevice && shown.model.id === rung.model.id) {
      throw new LocalLLMError('consent-needed', `${rung.model.name} is no longer on this device.`);
    }
    this.#dependencies.persist?.();
    return rung.model.bytes ?? Number.POSITIVE_INFINITY;
  }

  /** Loads the choice, or what is below it on the ladder. */
  async #descend(agreedBytes: number, signal: AbortSignal): Promise<LoadedModel> {
    for (;;) {
      const rung = this.#current;
      if (rung === null) throw new LocalLLMError('not-loaded', 'No model was chosen.');
      this.#store.dispatch({ type: 'load-start' });
      try {
        return await this.#loadRung(rung, agreedBytes, signal);
      } catch (thrown) {
        throwIfAborted(signal, 'Loading');
        const error = toLocalLLMError(thrown, 'load-failed');
        const { bytes } = error.details;
        if (error.code === 'consent-needed' && typeof bytes === 'number') {
          this.#take(withBytes(rung, bytes), this.getSnapshot().choice?.reasons.slice(0, -1) ?? []);
        }
        if (!stepsDown(error) || !(await this.#stepDown(error, agreedBytes))) throw error;
      }
    }
  }

  /** Takes what is below the present model. False when there is nothing, or when the visitor has to be asked. */
  async #stepDown(error: LocalLLMError, agreedBytes: number): Promise<boolean> {
    const failed = this.#current;
    if (failed === null) return false;
    // What was here when the page was opened may have been deleted since, and is then a download.
    const below = await Promise.all(rungsBelow(this.#open, failed, error).map((rung) => this.#look(rung)));
    const next = nextRung(below, agreedBytes);
    if (next === null) return false;
    this.#open = below;
    const reason: ChoiceReason = { code: 'load-failed', message: `${failed.model.name}: ${error.message}` };
    this.#take(next.rung, [...(this.getSnapshot().choice?.reasons ?? []), reason]);
    return !next.needsConsent;
  }

  async #loadRung(rung: Rung, agreedBytes: number, signal: AbortSignal): Promise<LoadedModel> {
    const { engine, model } = rung;
    throwIfAborted(signal, 'Loading');
    const options = {
      signal,
      contextWindow: this.#dependencies.contextWindow,
      // What is on the device needs no consent; a part of it that has to be mended has been agreed to.
      ...(rung.lastUsedAt === null && Number.isFinite(agreedBytes)
        ? { agreedBytes: agreedBytes * AGREED_TOLERANCE }
        : {}),
      onProgress: (progress: LoadProgress) =>
        this.#store.dispatch({ type: 'load-advance', progress, atMs: this.#dependencies.now() }),
    };
    const handed = await this.#dependencies.bring?.(model, { ...options, gate: this.#gate });
    // Fetched only now: a page on which nobody starts a model does without it.
    const { EngineClient } = await import('./client.js');
    const connection = await this.#dependencies.connect(engine);
    throwIfAborted(signal, 'Loading');
    const client = new EngineClient({
      ...connection,
      onDeath: (error) => this.#died(client, error),
    });
    this.#loadingClient = client;
    if (this.#isPaused) client.setPaused(true);
    try {
      const loaded = await client.load(model, { ...options, ...(handed ? { handed } : {}) });
      this.#client = client;
      this.#store.dispatch({ type: 'load-finish', loaded });
      this.#learn({ ...rung, lastUsedAt: Date.now() });
      return loaded;
    } catch (error) {
      // A host whose load failed or was cut short is never used again: engines do not clean up.
      client.terminate();
      throw error;
    } finally {
      this.#loadingClient = null;
    }
  }

  readonly countTokens: CountTokens = (texts, options) =>
    this.ask(options?.signal, (client) => client.countTokens(texts, options));

  /** Asks the engine something, and wakes it up if it has died. */
  async ask<T>(signal: AbortSignal | undefined, question: (client: EngineClient) => Promise<T>): Promise<T> {
    const client = await this.#awake(signal);
    return question(client).catch((error: unknown) => this.#ended(client, error));
  }

  async *#generate(request: GenerateRequest, signal: AbortSignal | undefined): AsyncGenerator<GenerationEvent> {
    const client = await this.#awake(signal).catch((failure: unknown) => {
      if (signal?.aborted) return null;
      throw failure;
    });
    if (client === null) {
      yield { type: 'finish', reason: 'abort' };
      return;
    }
    this.#working += 1;
    this.#store.dispatch({ type: 'work-start' });
    try {
      yield* client.generate(request, { signal });
    } catch (error) {
      this.#ended(client, error);
    } finally {
      this.#working -= 1;
      if (this.#working === 0) this.#store.dispatch({ type: 'work-finish' });
    }
  }

  /** An engine that has died comes back with the next request: the model is still on the device. */
  async #awake(signal: AbortSignal | undefined): Promise<EngineClient> {
    const { error, choice } = this.getSnapshot();
    const isAsleep = this.#client === null && (this.#loading !== null || (error !== null && choice?.onDevice));
    if (isAsleep) await this.load({ signal });
    if (this.#client === null) throw new LocalLLMError('not-loaded', 'No model is loaded.');
    return this.#client;
  }

  /** An engine that lost its memory or device still takes commands, but has nothing to answer with. */
  #ended(client: EngineClient, error: unknown): never {
    if (isLocalLLMError(error) && endsEngine(error)) {
      client.terminate();
      this.#died(client, error);
    }
    throw error;
  }

  #died(client: EngineClient, error: LocalLLMError): void {
    // A death during a load reaches the state through the load.
    if (this.#client !== client) return;
    this.#client = null;
    this.#store.dispatch({ type: 'engine-fail', error });
    // Somebody waits for an answer and will want to go on; an idle engine can wait for the next request.
    if (this.#working > 0) void this.#recover(error);
  }

  /** Starts again by itself: the same model once, then what is below it, and then no more. */
  async #recover(error: LocalLLMError): Promise<void> {
    const now = this.#dependencies.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < RECOVERY_WINDOW_MS), now];
    if (this.#deaths.length > RECOVERIES) return;
    if (this.#deaths.length > 1 && stepsDown(error)) {
      const below = await this.#stepDown(error, 0);
      if (!below && this.getSnapshot().status === 'awaiting-consent') return;
    }
    // How it ends is in the state.
    await this.load().catch(() => undefined);
  }

  #failed(thrown: unknown): LocalLLMError {
    const error = toLocalLLMError(thrown, 'load-failed');
    this.#store.dispatch(error.code === 'aborted' ? { type: 'load-cancel' } : { type: 'engine-fail', error });
    return error;
  }
}
