/** Notices when the other side has gone silent, without taking one's own sleep for it. */

/** What is watched, and how patiently. */
export interface WatchdogOptions {
  /** How often to ask for a sign of life, in milliseconds. */
  readonly intervalMs: number;
  /** How much silence is too much, in milliseconds; looked up at every tick. */
  readonly limitMs: () => number;
  /** Asks for a sign of life. */
  readonly ask: () => void;
  /** Called once; the watch is over then. */
  readonly onSilence: () => void;
}

/**
 * Counts silence in ticks of its own timer, not by the clock: a page that was frozen, or a laptop
 * that slept, missed its own ticks as well and blames nobody for that time.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  #timer: ReturnType<typeof setInterval> | null = null;
  #silentMs = 0;

  constructor(options: WatchdogOptions) {
    this.#options = options;
  }

  /** Starts the watch; does nothing while it runs. */
  start(): void {
    if (this.#timer !== null) return;
    this.#silentMs = 0;
    this.#timer = setInterval(() => this.#tick(), this.#options.intervalMs);
    this.#options.ask();
  }

  /** The other side has said something. */
  hear(): void {
    this.#silentMs = 0;
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #tick(): void {
    this.#silentMs += this.#options.intervalMs;
    if (this.#silentMs < this.#options.limitMs()) {
      this.#options.ask();
    } else {
      this.stop();
      this.#options.onSilence();
    }
  }
}
