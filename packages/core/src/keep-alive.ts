/** Keeps a handle of the file system from being collected while it is at work. */

const atWork = new Set<object>();

/**
 * Runs `use` with a handle that stays referenced until it is done. In Chromium 156 a handle that is garbage collected
 * in the middle of `createSyncAccessHandle()` takes the answer with it: the promise never settles.
 */
export async function keepAlive<Handle extends object, Result>(
  handle: Handle,
  use: (handle: Handle) => Promise<Result>,
): Promise<Result> {
  atWork.add(handle);
  try {
    return await use(handle);
  } finally {
    atWork.delete(handle);
  }
}
