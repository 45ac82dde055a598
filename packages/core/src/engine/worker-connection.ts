/** Starts an engine's worker, and tells of its death. */
import { LocalLLMError } from '../errors.js';
import { startWorker, type WorkerMode } from '../start-worker.js';
import type { HostConnection } from './client.js';
import { findLocks, watchLife, workerLife } from './lifeline.js';

/** Starts a worker and returns the connection to it. */
export function connectWorker(url: string, mode: WorkerMode): HostConnection {
  const name = crypto.getRandomValues(new Uint32Array(4)).join('-');
  const death = Promise.withResolvers<LocalLLMError>();
  const watch = new AbortController();
  let worker: Worker;
  try {
    worker = startWorker(url, mode, name);
  } catch (error) {
    throw workerFailed(url, error);
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

function workerFailed(url: string, cause: unknown): LocalLLMError {
  const why = typeof cause === 'string' ? `: ${cause}` : '';
  return new LocalLLMError('worker-failed', `The engine worker could not be started from ${url}${why}.`, { cause });
}
