/** Holds work back and lets it go on: what a visitor's "Pause" is to a download. */

/** Open or closed. Whoever works behind it stops while it is closed and loses nothing. */
export class PauseGate {
  #closing = new AbortController();
  #opening = Promise.withResolvers<void>();

  constructor() {
    this.#opening.resolve();
  }

  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Fires when the gate closes; there is another one each time it has opened. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Resolves while the gate is open, at once or when it opens. */
  get opened(): Promise<void> {
    return this.#opening.promise;
  }

  close(): void {
    if (this.isClosed) return;
    this.#opening = Promise.withResolvers();
    this.#closing.abort();
  }

  open(): void {
    if (!this.isClosed) return;
    this.#closing = new AbortController();
    this.#opening.resolve();
  }
}
