/** Loads a model from its files, and mends them when that fails and they may be the reason. */
import type { LoadOptions } from '../engine/adapter.js';
import { abortedError, isLocalLLMError, type LocalLLMError, throwIfAborted } from '../errors.js';
import type { ModelRecord } from '../models/model-record.js';
import { distrustModel, type FetchedModel, fetchModel } from './fetch-model.js';
import type { FileStore } from './file-store.js';
import { modelLock } from './model-key.js';
import { shareLock } from './web-locks.js';

/** A model in use: nobody deletes its files until it is let go. */
export interface ModelInUse<T> {
  readonly loaded: T;
  /** Call it when the model is unloaded. */
  readonly release: () => void;
}

/**
 * Fetches what is missing of a model and loads it. Files that were on the device before and do not
 * load are looked through; if damage is found, it is mended and the model loaded once more.
 *
 * @param load makes the model ready from its files; throws a LocalLLMError.
 */
export async function loadModel<T>(
  model: ModelRecord,
  store: FileStore,
  { signal, gate, agreedBytes, onProgress }: Pick<LoadOptions, 'signal' | 'gate' | 'agreedBytes' | 'onProgress'>,
  load: (files: FetchedModel) => Promise<T>,
): Promise<ModelInUse<T>> {
  throwIfAborted(signal, 'Loading');
  const release = await shareLock(await modelLock(model.id), signal);
  const bring = (suspect: boolean) => fetchModel(model, store, { signal, gate, agreedBytes, onProgress, suspect });
  try {
    const files = await bring(false);
    try {
      return { loaded: await load(files), release };
    } catch (error) {
      if (signal?.aborted || !filesMayExplain(error)) throw error;
      // What has just been fetched was verified as it came.
      const mended = files.fetched ? null : await bring(true);
      if (mended?.fetched) return { loaded: await load(mended), release };
      throw error;
    }
  } catch (error) {
    release();
    if (signal?.aborted) throw abortedError('Loading');
    if (filesMayExplain(error)) await distrustModel(model, store);
    throw error;
  }
}

/** Whether damaged or outdated files on the device may be the reason. */
function filesMayExplain(error: unknown): error is LocalLLMError {
  return isLocalLLMError(error) && (error.code === 'load-failed' || error.code === 'integrity');
}
