/** Starts a worker under every Content-Security-Policy that allows one, Trusted Types included. */
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

/**
 * Starts a worker from the script at this address.
 *
 * @param name what the worker finds as `self.name`.
 * @throws what the browser throws where no worker is allowed; a script that cannot be fetched is told by its `onerror`.
 */
export function startWorker(url: string, mode: WorkerMode, name = ''): Worker {
  const crossOrigin = new URL(url, location.href).origin !== location.origin;
  const blob = mode === 'blob' || (mode === 'auto' && crossOrigin);
  const script = blob ? bootstrap(url) : url;
  try {
    return new Worker(trustedScriptUrl(script), { type: 'module', name });
  } finally {
    // The worker has taken its own reference to the blob as soon as it is constructed.
    if (blob) setTimeout(() => URL.revokeObjectURL(script), 60_000);
  }
}

/** A script that is of the page's own origin whatever it imports. */
function bootstrap(url: string): string {
  const source = `import ${JSON.stringify(new URL(url, location.href).href)};`;
  return URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
}
