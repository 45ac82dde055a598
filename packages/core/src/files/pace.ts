/** Long work in short steps: the page stays alive, and a cancelled reading ends soon. */
import { throwIfAborted } from '../errors.js';

/** Work of this many milliseconds is not felt. */
const STEP_MS = 12;

/** Call it between two steps. Rejects with an error of code `aborted` when the signal has fired. */
export type Pace = () => Promise<void>;

/** Lets the page take its turn whenever a step's time is over. */
export function startPace(signal: AbortSignal | undefined): Pace {
  let begin = performance.now();
  return async () => {
    throwIfAborted(signal, 'Reading the file');
    if (performance.now() - begin < STEP_MS) return;
    await nextTurn();
    begin = performance.now();
    throwIfAborted(signal, 'Reading the file');
  };
}

/**
 * Lets everything else that waits take its turn. A timer would wait for a second in a tab that nobody looks at; a
 * message does not.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Pieces of at most this length, in characters or bytes: the longest step between two looks at the clock. */
export const PIECE = 32 * 1024;
