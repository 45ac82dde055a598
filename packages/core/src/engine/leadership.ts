/** Which tab runs the engine for all: the one that holds a Web Lock, of which there is only one. */
import type { Locks } from './lifeline.js';

/** The lock, held. */
export interface Lease {
  /** Resolves when another tab has taken the lock by force. */
  readonly lost: Promise<void>;
  release(): void;
}

/** The ways to the lock of one engine. */
export class Leadership {
  readonly #locks: Locks;
  readonly #name: string;

  constructor(locks: Locks, name: string) {
    this.#locks = locks;
    this.#name = name;
  }

  /** Whether any tab leads now. */
  async isLed(): Promise<boolean> {
    const { held = [] } = await this.#locks.query();
    return held.some(({ name }) => name === this.#name);
  }

  /** The lease if nobody has it. */
  tryLead(): Promise<Lease | null> {
    return this.#request({ ifAvailable: true });
  }

  /** Waits until the tabs before this one are gone; `null` when the signal fires first. */
  async waitToLead(signal: AbortSignal): Promise<Lease | null> {
    const lease = await this.#request({ signal }).catch((error) => {
      if (signal.aborted) return null;
      throw error;
    });
    if (!signal.aborted) return lease;
    lease?.release();
    return null;
  }

  /** Who leads now, as the browser names its pages. */
  async holder(): Promise<string | undefined> {
    const { held = [] } = await this.#locks.query();
    return held.find(({ name }) => name === this.#name)?.clientId;
  }

  /**
   * Takes the lock from a page that does not answer; `null` when it is no longer that one that
   * leads, or when another tab is taking it at this moment.
   */
  seize(silent: string | undefined): Promise<Lease | null> {
    const challenge = async (lock: Lock | null): Promise<Lease | null> => {
      const isStillLed = lock !== null && (await this.holder()) === silent;
      return isStillLed ? this.#request({ steal: true }) : null;
    };
    return this.#locks.request(`${this.#name}:challenge`, { ifAvailable: true }, challenge);
  }

  #request(options: LockOptions): Promise<Lease | null> {
    return new Promise((resolve, reject) => {
      const lost = Promise.withResolvers<void>();
      const held = Promise.withResolvers<void>();
      const hold = (lock: Lock | null): Promise<void> | undefined => {
        resolve(lock && { lost: lost.promise, release: () => held.resolve() });
        return lock ? held.promise : undefined;
      };
      this.#locks.request(this.#name, options, hold).catch((error) => {
        // Once it was held this means that it was taken away; before, that it was refused.
        lost.resolve();
        reject(error);
      });
    });
  }
}
