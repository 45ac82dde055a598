/** Waiting that a signal ends, whatever becomes of what was waited for. */
import { abortedError } from './errors.js';

/**
 * Resolves or rejects as the promise does, but rejects with `aborted` as soon as the signal fires; what was waited for
 * goes on.
 *
 * @param what as the subject of the error's sentence, e.g. `The download`.
 */
export function orAborted<T>(promise: Promise<T>, what: string, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(abortedError(what));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
