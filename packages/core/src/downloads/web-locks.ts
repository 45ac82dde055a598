/** Locks among all tabs of a site. Where there are none (pages without HTTPS) everyone is alone. */

/** Runs `work` while nobody else has any of the locks. */
export async function withLocks<T>(
  names: readonly string[],
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const locks = lockManager();
  if (locks === undefined) return work();
  // Everybody asks in the same order, so that no two wait for one another.
  const [first, ...rest] = [...new Set(names)].sort();
  if (first === undefined) return work();
  return orAlone(work, (granted) =>
    locks.request(first, signal ? { signal } : {}, () => {
      granted();
      return withLocks(rest, signal, work);
    }),
  );
}

/** Some frames have locks that they may not use; nobody shares anything with them. */
async function orAlone<T>(work: () => Promise<T>, request: (granted: () => void) => Promise<T>): Promise<T> {
  let isGranted = false;
  try {
    return await request(() => {
      isGranted = true;
    });
  } catch (error) {
    if (!isGranted && error instanceof DOMException && error.name === 'SecurityError') return work();
    throw error;
  }
}

/** Shares a lock until the returned function is called, or the tab or worker ends. */
export async function shareLock(name: string, signal: AbortSignal | undefined): Promise<() => void> {
  const locks = lockManager();
  if (locks === undefined) return () => undefined;
  const held = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const hold = async () => {
    held.resolve();
    await released.promise;
  };
  const options = { mode: 'shared', ...(signal ? { signal } : {}) } as const;
  orAlone(hold, (granted) =>
    locks.request(name, options, () => {
      granted();
      return hold();
    }),
  ).catch(held.reject);
  await held.promise;
  return released.resolve;
}

/** The browser's locks, where it has them. */
export function lockManager(): LockManager | undefined {
  return (globalThis.navigator as Navigator | undefined)?.locks as LockManager | undefined;
}
