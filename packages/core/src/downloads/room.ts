/** Sees to it before the first byte that there is room for the last one. */
import { LocalLLMError } from '../errors.js';
import type { FileTask } from './file-task.js';
import type { Surroundings } from './surroundings.js';

/**
 * Makes room for all files.
 *
 * @throws LocalLLMError `quota`, with `neededBytes` and `freeBytes` in its details.
 */
export async function makeRoom(
  tasks: readonly FileTask[],
  { estimate }: Pick<Surroundings, 'estimate'>,
): Promise<void> {
  let neededBytes = 0;
  for (const task of tasks) neededBytes += await task.missingRoom();
  const freeBytes = await freeRoom(estimate);
  if (freeBytes !== null && neededBytes > freeBytes) throw noRoom(neededBytes, freeBytes);
  try {
    // Browsers do not always tell their real limit; making the files as large as they will be shows it.
    for (const task of tasks) await task.reserve();
  } catch (error) {
    throw isQuotaError(error) ? noRoom(neededBytes, freeBytes) : error;
  }
}

/** The error for a disk that has filled up in the middle of a download. */
export async function quotaError(
  tasks: readonly FileTask[],
  { estimate }: Pick<Surroundings, 'estimate'>,
): Promise<LocalLLMError> {
  let neededBytes = 0;
  for (const { bytes, presentBytes } of tasks) neededBytes += Math.max(0, (bytes ?? 0) - presentBytes);
  return noRoom(neededBytes, await freeRoom(estimate));
}

/** Whether storage has said that it is full. */
export function isQuotaError(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

async function freeRoom(estimate: Surroundings['estimate']): Promise<number | null> {
  const room = await estimate();
  return room && Math.max(0, room.quota - room.usage);
}

function noRoom(neededBytes: number, freeBytes: number | null): LocalLLMError {
  const needed = `The model needs ${megabytes(neededBytes)} MB of storage`;
  // A limit that the estimate hides: its figure would only confuse.
  const isHidden = freeBytes === null || freeBytes >= neededBytes;
  const message = isHidden ? `${needed}, more than there is.` : `${needed}; ${megabytes(freeBytes)} MB are free.`;
  return new LocalLLMError('quota', message, { details: { neededBytes, freeBytes } });
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1e6);
}
