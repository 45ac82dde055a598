/** Gives each caller a handle of its own to one engine that elements and tabs share. */
import { abortedError } from '../errors.js';
import type { CountTokens, GenerateOptions, GenerateRequest, GenerationEvent } from '../generate.js';
import type { LoadedModel } from './adapter.js';
import type { Engine, EngineLoadOptions } from './engine.js';
import { EngineHub } from './engine-hub.js';
import type { Need, PlaceDeadlines } from './engine-place.js';
import type { EngineChoice, EngineState } from './engine-state.js';
import type { LocalEngine } from './local-seat.js';
import { reportProgress } from './report-progress.js';
import { browserWorld, type TabWorld } from './tab-line.js';

/** Who shares one engine: all tabs of the site, the elements of this tab, or nobody. */
export type EngineSharing = 'site' | 'tab' | 'none';

/** What is shared, and with whom. */
export interface SharedEngineOptions {
  /** Equal keys share one engine: all settings that make a difference, as any text. */
  readonly key: string;
  /** Makes the engine of this tab. Called when this tab has to run it, and again each time that it comes back to that. */
  readonly create: () => LocalEngine;
  readonly share: EngineSharing;
}

/** The hubs of one page. */
export class EngineHubs {
  readonly #hubs = new Map<string, EngineHub>();
  readonly #findWorld: () => TabWorld | null;
  readonly #deadlines: Partial<PlaceDeadlines> | undefined;

  constructor(findWorld: () => TabWorld | null, deadlines?: Partial<PlaceDeadlines>) {
    this.#findWorld = findWorld;
    this.#deadlines = deadlines;
  }

  /** A new handle; see {@link sharedEngine}. */
  handle({ key, create, share }: SharedEngineOptions): Engine {
    if (share === 'none') return create();
    const name = `${share} ${key}`;
    const hub =
      this.#hubs.get(name) ??
      new EngineHub({ key, create, world: share === 'site' ? this.#findWorld() : null, deadlines: this.#deadlines });
    this.#hubs.set(name, hub);
    return new EngineHandle(hub);
  }
}

const hubs = new EngineHubs(browserWorld);

/**
 * A handle to the engine of this key. It uses the engine from `load` until `unload`; with the last
 * use in all tabs, worker and memory are freed. Its `unload` stops its own answers alone.
 */
export function sharedEngine(options: SharedEngineOptions): Engine {
  return hubs.handle(options);
}

let lastHandle = 0;

class EngineHandle implements Engine {
  readonly #hub: EngineHub;
  readonly #user: string;
  /** Fires when this handle is unloaded. */
  #end = new AbortController();
  #loads = 0;
  #hasLoaded = false;

  constructor(hub: EngineHub) {
    this.#hub = hub;
    lastHandle += 1;
    this.#user = String(lastHandle);
  }

  readonly getSnapshot = (): EngineState => this.#hub.getSnapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.#hub.subscribe(listener);

  prepare(signal?: AbortSignal): Promise<EngineChoice> {
    return this.#hub.ask('look', 'The check', signal, (seat) => seat.prepare(signal));
  }

  select(modelId: string): Promise<EngineChoice> {
    return this.#hub.ask('look', 'The choice', undefined, (seat) => seat.select(modelId));
  }

  async load({ signal, onProgress }: EngineLoadOptions = {}): Promise<LoadedModel> {
    if (signal?.aborted) throw abortedError('Loading');
    const end = this.#end;
    const stop = signal ? AbortSignal.any([signal, end.signal]) : end.signal;
    const stopReporting = onProgress && this.subscribe(() => reportProgress(this.getSnapshot(), onProgress));
    this.#hub.use(this);
    this.#loads += 1;
    try {
      const loaded = await this.#hub.ask('load', 'Loading', stop, (seat) => seat.load(stop));
      if (this.#end === end) this.#hasLoaded = true;
      return loaded;
    } finally {
      stopReporting?.();
      this.#loads -= 1;
      // Called off, and it was what the use began with. After a failure the use goes on: so does the
      // engine's state, which says what failed and takes the next try.
      if (stop.aborted && this.#loads === 0 && !this.#hasLoaded) await this.#hub.release(this);
    }
  }

  setPaused(paused: boolean): void {
    this.#hub.setPaused(paused);
  }

  readonly generate = (request: GenerateRequest, options?: GenerateOptions): AsyncIterable<GenerationEvent> =>
    this.#generate(request, options?.signal);

  readonly countTokens: CountTokens = (texts, { signal } = {}) => {
    const stop = signal ? AbortSignal.any([signal, this.#end.signal]) : this.#end.signal;
    return this.#hub.ask(this.#need(), 'Counting', stop, (seat) =>
      seat.countTokens(this.#user, texts, { signal: stop }),
    );
  };

  async unload(): Promise<void> {
    this.#end.abort();
    this.#end = new AbortController();
    this.#hasLoaded = false;
    await this.#hub.release(this);
  }

  async *#generate(request: GenerateRequest, signal: AbortSignal | undefined): AsyncGenerator<GenerationEvent> {
    const stop = signal ? AbortSignal.any([signal, this.#end.signal]) : this.#end.signal;
    yield* this.#hub.generate(this.#user, this.#need(), request, { signal: stop });
  }

  /** Who finds the engine ready, because another one loaded it, uses it just as well. */
  #need(): Need {
    if (this.#hub.getSnapshot().loaded !== null) this.#hub.use(this);
    return this.#hub.isUsedBy(this) ? 'load' : 'look';
  }
}
