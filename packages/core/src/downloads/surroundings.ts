/** What a download needs of the world: the network, time and chance, so that tests can have their own. */

export interface Surroundings {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds since 1970. */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
  /** Resolves after this many milliseconds, or as soon as the signal fires. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** False only when the device is known to be offline. */
  isOnline(): boolean;
  /** Resolves when the device may be online again, or as soon as the signal fires. */
  whenOnline(signal: AbortSignal): Promise<void>;
  /** Free and used bytes; `null` where the browser does not tell. */
  estimate(): Promise<{ readonly quota: number; readonly usage: number } | null>;
  /** Without a byte for this long, in milliseconds, a connection is taken for dead. */
  readonly stallMs: number;
}

/** The real world. */
export const realSurroundings: Surroundings = {
  fetch: (url, init) => fetch(url, init),
  now: () => Date.now(),
  random: () => Math.random(),
  wait,
  isOnline,
  async whenOnline(signal) {
    const heard = new AbortController();
    const hear = () => heard.abort();
    globalThis.addEventListener('online', hear, { once: true });
    const either = AbortSignal.any([signal, heard.signal]);
    // Not every browser tells its workers of the event.
    while (!either.aborted && !isOnline()) await wait(5000, either);
    globalThis.removeEventListener('online', hear);
  },
  async estimate() {
    const { quota, usage } = (await globalThis.navigator?.storage?.estimate?.().catch(() => null)) ?? {};
    return quota === undefined || usage === undefined ? null : { quota, usage };
  },
  stallMs: 20_000,
};

/** Only a clear "no" counts. */
function isOnline(): boolean {
  return globalThis.navigator?.onLine !== false;
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
