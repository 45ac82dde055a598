/** The engine of this tab, for all its users in turn. */
import { abortedError } from '../errors.js';
import type { GenerateOptions, GenerateRequest, GenerationEvent } from '../generate.js';
import type { LoadedModel } from './adapter.js';
import type { Engine } from './engine.js';
import { type EngineSeat, SeatLostError } from './engine-seat.js';
import type { EngineChoice, EngineState } from './engine-state.js';
import { FairQueue } from './fair-queue.js';

/** An engine that runs in this tab. */
export interface LocalEngine extends Engine {
  /** Ends everything at once: a page that is put away may not get another turn to wait for an unload. */
  terminate(): void;
}

/** What is to be seen of the engine. */
export interface LocalSeatOptions {
  /** Shown in place of the engine's state, until that has got further than a choice. */
  readonly mask?: EngineState | undefined;
  readonly onState: (state: EngineState) => void;
}

/** Runs an engine here, one answer at a time. */
export class LocalSeat implements EngineSeat {
  readonly #engine: LocalEngine;
  readonly #onState: (state: EngineState) => void;
  readonly #unsubscribe: () => void;
  #mask: EngineState | null;
  readonly #queue = new FairQueue();
  readonly #loss = Promise.withResolvers<never>();
  #isLost = false;
  /** What has to be over before the next call: an unload, or the choice of what ran before. */
  #ready: Promise<unknown> = Promise.resolve();
  #unloads = 0;

  constructor(engine: LocalEngine, { mask, onState }: LocalSeatOptions) {
    this.#engine = engine;
    this.#onState = onState;
    this.#mask = mask ?? null;
    this.#unsubscribe = engine.subscribe(() => this.#show());
    // Whoever waits hears of a loss; when nobody waits it is no unhandled rejection.
    this.#loss.promise.catch(() => undefined);
  }

  /** The state as it is to be seen. */
  get shown(): EngineState {
    return this.#mask ?? this.#engine.getSnapshot();
  }

  /** Shows the engine's own state from now on. */
  unmask(): void {
    this.#mask = null;
    if (!this.#isLost) this.#onState(this.shown);
  }

  prepare(signal?: AbortSignal): Promise<EngineChoice> {
    return this.#call(() => this.#engine.prepare(signal));
  }

  select(modelId: string): Promise<EngineChoice> {
    return this.#call(() => this.#engine.select(modelId));
  }

  load(signal?: AbortSignal): Promise<LoadedModel> {
    return this.#call(() => this.#engine.load({ signal }));
  }

  setPaused(paused: boolean): void {
    this.#engine.setPaused(paused);
  }

  async *generate(
    user: string,
    request: GenerateRequest,
    { signal }: GenerateOptions,
  ): AsyncGenerator<GenerationEvent> {
    const leave = await this.#orLoss(this.#queue.enter(user, signal));
    if (leave === null) {
      yield { type: 'finish', reason: 'abort' };
      return;
    }
    // An engine that is ended ends its answers as if they had been stopped; their users must not believe that.
    const isCutOff = () => this.#isLost && !signal?.aborted;
    try {
      await this.#orLoss(this.#ready);
      for await (const event of this.#engine.generate(request, { signal })) {
        if (event.type === 'finish' && event.reason === 'abort' && isCutOff()) throw new SeatLostError();
        yield event;
      }
    } catch (error) {
      throw isCutOff() ? new SeatLostError() : error;
    } finally {
      leave();
    }
  }

  async countTokens(user: string, texts: readonly string[], { signal }: GenerateOptions): Promise<readonly number[]> {
    const leave = await this.#orLoss(this.#queue.enter(user, signal));
    if (leave === null) throw abortedError('Counting');
    try {
      return await this.#call(() => this.#engine.countTokens(texts, { signal }));
    } finally {
      leave();
    }
  }

  /**
   * Goes on with what ran elsewhere until now: the same model, and loaded if that takes no download
   * that nobody has agreed to. Resolves when the load has ended; how it ended is in the state.
   */
  async resume(from: EngineState): Promise<void> {
    const unloads = this.#unloads;
    const choosing = this.#chooseAgain(from);
    this.#ready = choosing.catch(() => undefined);
    try {
      const choice = await choosing;
      const isWanted = unloads === this.#unloads && !this.#isLost;
      if (isWanted && (choice.onDevice || from.status === 'downloading')) await this.#engine.load();
    } catch {
      // The engine's state says what went wrong, and is what everybody sees.
    }
  }

  /** Frees memory; what is called after it waits for it. */
  unload(): Promise<void> {
    this.#unloads += 1;
    const unloading = this.#engine.unload();
    this.#ready = Promise.allSettled([this.#ready, unloading]);
    return unloading;
  }

  /** Ends the seat and its engine, now: all calls fail. */
  lose(): void {
    this.#isLost = true;
    this.#unsubscribe();
    this.#loss.reject(new SeatLostError());
    this.#engine.terminate();
  }

  #show(): void {
    if (this.#mask !== null && isBeforeLoad(this.#engine.getSnapshot())) return;
    this.#mask = null;
    this.#onState(this.shown);
  }

  async #chooseAgain({ choice: before }: EngineState): Promise<EngineChoice> {
    const choice = await this.#engine.prepare();
    if (before === null || (before.model.id === choice.model.id && before.engine === choice.engine)) return choice;
    return this.#engine.select(before.model.id).catch(() => choice);
  }

  async #call<T>(work: () => Promise<T>): Promise<T> {
    await this.#orLoss(this.#ready);
    return this.#orLoss(work());
  }

  /** A loss comes first, also when both have happened: the engine's own end would look like a mere stop. */
  #orLoss<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([this.#loss.promise, promise]);
  }
}

function isBeforeLoad({ status }: EngineState): boolean {
  return status === 'idle' || status === 'checking' || status === 'awaiting-consent';
}
