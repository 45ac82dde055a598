/** Reads the bytes of a file, and stops at once when it is told to. */
import { abortedError, throwIfAborted } from '../errors.js';
import { unreadable } from './file-failure.js';

/** All bytes of the file. */
export async function readBytes(
  file: Blob,
  signal: AbortSignal | undefined,
  onBytes: (done: number) => void = () => undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  throwIfAborted(signal, 'Reading the file');
  const bytes = new Uint8Array(file.size);
  const reader = file.stream().getReader();
  // A file on a network drive may keep its reader waiting for long: it is let go.
  const stop = () => void reader.cancel().catch(() => undefined);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    let filled = 0;
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      bytes.set(step.value, filled);
      filled += step.value.length;
      onBytes(filled);
    }
    throwIfAborted(signal, 'Reading the file');
    return filled === bytes.length ? bytes : bytes.subarray(0, filled);
  } catch (cause) {
    if (signal?.aborted) throw abortedError('Reading the file');
    throw unreadable('broken', {
      message: 'The file cannot be read any more: it was moved, changed or deleted.',
      cause,
    });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
