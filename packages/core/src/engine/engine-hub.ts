/** All users of one engine in this tab: who keeps it alive, and what they ask while it moves between tabs. */
import type { GenerateOptions, GenerateRequest, GenerationEvent } from '../generate.js';
import { orAborted } from '../or-aborted.js';
import type { ReadableStore } from '../store.js';
import { EnginePlace, type EnginePlaceOptions, type Need } from './engine-place.js';
import { type EngineSeat, SeatLostError } from './engine-seat.js';
import type { EngineState } from './engine-state.js';

/** One engine for a tab. */
export class EngineHub implements ReadableStore<EngineState> {
  readonly #place: EnginePlace;
  readonly #users = new Set<object>();
  /** Listeners and calls: while there are any, this tab keeps its line to the others. */
  #interests = 0;

  constructor(options: Omit<EnginePlaceOptions, 'isUsed' | 'isWatched'>) {
    this.#place = new EnginePlace({
      ...options,
      isUsed: () => this.#users.size > 0,
      isWatched: () => this.#interests > 0,
    });
  }

  getSnapshot(): EngineState {
    return this.#place.getSnapshot();
  }

  subscribe(listener: () => void): () => void {
    const unsubscribe = this.#place.subscribe(listener);
    const loseInterest = this.#takeInterest();
    return () => {
      unsubscribe();
      loseInterest();
    };
  }

  /** Asks the engine, wherever it is; asks again when it has moved meanwhile. */
  async ask<T>(
    need: Need,
    what: string,
    signal: AbortSignal | undefined,
    work: (seat: EngineSeat) => Promise<T>,
  ): Promise<T> {
    const loseInterest = this.#takeInterest();
    try {
      for (;;) {
        const seat = await orAborted(this.#place.seat(need), what, signal);
        try {
          return await orAborted(work(seat), what, signal);
        } catch (error) {
          if (!(error instanceof SeatLostError)) throw error;
        }
      }
    } finally {
      loseInterest();
    }
  }

  /** An answer. One that has not begun when its engine moves begins there; one that has fails. */
  async *generate(
    user: string,
    need: Need,
    request: GenerateRequest,
    options: GenerateOptions,
  ): AsyncGenerator<GenerationEvent> {
    const loseInterest = this.#takeInterest();
    let hasBegun = false;
    let hasEnded = false;
    try {
      while (!hasEnded) {
        try {
          const seat = await orAborted(this.#place.seat(need), 'The answer', options.signal);
          for await (const event of seat.generate(user, request, options)) {
            hasBegun = true;
            yield event;
          }
          hasEnded = true;
        } catch (error) {
          if (hasBegun) throw error;
          hasEnded = options.signal?.aborted === true;
          if (!hasEnded && !(error instanceof SeatLostError)) throw error;
          if (hasEnded) yield { type: 'finish', reason: 'abort' };
        }
      }
    } finally {
      loseInterest();
    }
  }

  setPaused(paused: boolean): void {
    this.#place.setPaused(paused);
  }

  /** Whether this user keeps the engine alive. */
  isUsedBy(user: object): boolean {
    return this.#users.has(user);
  }

  use(user: object): void {
    this.#users.add(user);
    if (this.#users.size === 1) this.#place.useChanged();
  }

  /** Ends a use; with the last one of all tabs, the engine's memory is freed. */
  async release(user: object): Promise<void> {
    if (!this.#users.delete(user) || this.#users.size > 0) return;
    this.#place.useChanged();
    await this.#place.retire();
  }

  #takeInterest(): () => void {
    this.#interests += 1;
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      this.#interests -= 1;
      if (this.#interests === 0) this.#place.rest();
    };
  }
}
