/**
 * Tells when a worker or a tab has died. What crashes, is closed or never starts answers nothing,
 * and calls to it would wait for ever. It therefore holds a Web Lock for as long as it lives, and
 * whoever gets that lock after it knows that it is gone. No heartbeat, no false alarm.
 */

/** What lifelines need of `navigator.locks`. */
export type Locks = Pick<LockManager, 'request' | 'query'>;

/** Web Locks exist only in secure contexts; elsewhere a death goes unnoticed, as it would without us. */
export function findLocks(): Locks | null {
  return typeof navigator !== 'undefined' && 'locks' in navigator ? navigator.locks : null;
}

/** The lock of a worker of this name. */
export function workerLife(name: string): string {
  return `local-llm-chat:worker:${name}`;
}

/** The living side: holds the lock until this realm ends or the signal fires. Resolves once it is held. */
export function announceLife(lock: string, locks: Locks | null, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (locks === null || signal?.aborted) return resolve();
    const end = new Promise<void>((release) => {
      signal?.addEventListener('abort', () => release(), { once: true });
    });
    const hold = () => {
      resolve();
      return end;
    };
    // A refusal (a sandboxed frame) is as good as no locks at all.
    locks.request(lock, hold).catch(() => resolve());
  });
}

/** The other side: calls `onDeath` once the holder of the lock is gone. Start it after the holder has answered. */
export function watchLife(lock: string, locks: Locks | null, onDeath: () => void, signal: AbortSignal): void {
  locks?.request(lock, { signal }, onDeath).catch(() => {
    // Only the end of the watch rejects here, and then nobody wants to know.
  });
}
