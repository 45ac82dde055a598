/** Ties a store of core to an element: while the element is in a document, each change updates it. */
import type { ReadableStore } from '@local-llm-chat/core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Watches one store at a time. `onChange` hears of every change, also those that came while the element was away. */
export class StoreController<State> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onChange: ((now: State, before: State | null) => void) | undefined;
  #store: ReadableStore<State> | null = null;
  #seen: State | null = null;
  #unsubscribe: (() => void) | null = null;
  #connected = false;

  constructor(host: ReactiveControllerHost, onChange?: (now: State, before: State | null) => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  /** The state now; `null` while there is no store. */
  get snapshot(): State | null {
    return this.#store?.getSnapshot() ?? null;
  }

  /** Watches another store, or none. */
  watch(store: ReadableStore<State> | null): void {
    if (store === this.#store) return;
    this.#stop();
    this.#store = store;
    this.#seen = null;
    if (this.#connected) this.#start();
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#start();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#stop();
  }

  #start(): void {
    if (this.#store === null || this.#unsubscribe !== null) return;
    this.#unsubscribe = this.#store.subscribe(this.#take);
    this.#take();
  }

  #stop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }

  readonly #take = (): void => {
    const now = this.snapshot;
    const before = this.#seen;
    if (now === null || now === before) return;
    this.#seen = now;
    this.#onChange?.(now, before);
    this.#host.requestUpdate();
  };
}
