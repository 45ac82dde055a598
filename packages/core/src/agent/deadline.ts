/** A time limit that stands still while a person is asked. */

/** Fires its signal once the time is used up. */
export class Deadline {
  readonly #controller = new AbortController();
  #left: number;
  #startedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number) {
    this.#left = milliseconds;
    this.resume();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  pause(): void {
    if (this.#timer === undefined) return;
    this.#left -= performance.now() - this.#startedAt;
    this.stop();
  }

  resume(): void {
    if (this.#timer !== undefined || this.signal.aborted) return;
    this.#startedAt = performance.now();
    this.#timer = setTimeout(() => this.#controller.abort(), Math.max(0, this.#left));
  }

  /** No more time is counted, and none is used up. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
