/** Starts the engine worker under every Content-Security-Policy that allows one, Trusted Types included. */
import { LocalLLMError } from '../errors.js';
import type { HostConnection } from './client.js';
import { findLocks, watchLife, workerLife } from './lifeline.js';
import { trustedScriptUrl } from './trusted-types.js';

/**
 * How the worker's script is loaded.
 * - `file`: from its own URL. The worker then obeys the policy in that file's own response headers,
 *   not the page's: send one.
 * - `blob`: a blob that imports the file. The worker then obeys the page's policy. For hosts that
 *   cannot send headers, and for a script on another origin.
 * - `auto`: `file` on the page's own origin, else `blob`.
 */
export type WorkerMode = 'auto' | 'file' | 'blob';

/** Starts a worker and returns the connection to it. */
export function connectWorker(url: string, mode: WorkerMode): HostConnection {
  const name = crypto.getRandomValues(new Uint32Array(4)).join('-');
  const crossOrigin = new URL(url, location.href).origin !== location.origin;
  const blob = mode === 'blob' || (mode === 'auto' && crossOrigin);
  const script = blob ? bootstrap(url) : url;
  const death = Promise.withResolvers<LocalLLMError>();
  const watch = new AbortController();
  let worker: Worker;
  try {
    worker = new Worker(trustedScriptUrl(script), { type: 'module', name });
  } catch (error) {
    throw workerFailed(url, error);
  } finally {
    // The worker has taken its own reference to the blob as soon as it is constructed.
    if (blob) setTimeout(() => URL.revokeObjectURL(script), 60_000);
  }
  worker.onerror = (event) => {
    event.preventDefault();
    death.resolve(workerFailed(url, event.message || undefined));
  };
  worker.addEventListener(
    'message',
    () => {
      // The first answer: from now on its lock tells of its end.
      const gone = () => death.resolve(new LocalLLMError('engine-crashed', 'The engine has stopped unexpectedly.'));
      watchLife(workerLife(name), findLocks(), gone, watch.signal);
    },
    { once: true },
  );
  return {
    endpoint: worker,
    terminate() {
      watch.abort();
      worker.terminate();
    },
    onDeath: (listener) => void death.promise.then(listener),
  };
}

/** A script that is of the page's own origin whatever it imports. */
function bootstrap(url: string): string {
  const source = `import ${JSON.stringify(new URL(url, location.href).href)};`;
  return URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
}

function workerFailed(url: string, cause: unknown): LocalLLMError {
  const why = typeof cause === 'string' ? `: ${cause}` : '';
  return new LocalLLMError('worker-failed', `The engine worker could not be started from ${url}${why}.`, { cause });
}
