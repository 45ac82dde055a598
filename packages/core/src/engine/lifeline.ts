/**
 * Tells when a worker has died. A worker that crashes, is closed or never starts answers nothing,
 * and calls to it would wait for ever. It therefore holds a Web Lock for as long as it lives, and
 * whoever gets that lock after it knows that it is gone. No heartbeat, no false alarm.
 */

const PREFIX = 'local-llm-chat:worker:';

/** Worker side: holds the lock of this name until the worker ends. Resolves once it is held. */
export function announceLife(name: string): Promise<void> {
  return new Promise((resolve) => {
    // Web Locks exist only in secure contexts; elsewhere a death goes unnoticed, as it would without us.
    if (name === '' || !('locks' in navigator)) return resolve();
    void navigator.locks.request(PREFIX + name, () => {
      resolve();
      return new Promise<never>(() => {});
    });
  });
}

/** Page side: calls `onDeath` once the holder of the lock is gone. Start it after the worker has answered. */
export function watchLife(name: string, onDeath: () => void, signal: AbortSignal): void {
  if (!('locks' in navigator)) return;
  navigator.locks.request(PREFIX + name, { signal }, onDeath).catch(() => {
    // Only the end of the watch rejects here, and then nobody wants to know.
  });
}
