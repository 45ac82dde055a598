/** What is on this device: lists models, deletes one of them or all, and says how much room there is. */
import { LocalLLMError } from '../errors.js';
import type { GgufModel, MlcModel, ModelEngine, ModelRecord } from '../models/model-record.js';
import { mlcCache } from './mlc-cache.js';
import { MODEL_FOLDER, modelKey } from './model-key.js';

/** A model of which files are on this device. Plain data. */
export interface CachedModel {
  /** The `id` of its record. */
  readonly id: string;
  readonly name: string;
  readonly engine: ModelEngine;
  /** Bytes that it takes up. */
  readonly bytes: number;
  /** Whether nothing is missing; a download that was cut short is not complete, and goes on from there. */
  readonly complete: boolean;
  /** When it was last loaded, or its download last went on: milliseconds since 1970. */
  readonly lastUsedAt: number;
}

/** How much room there is. Bytes; `null` where the browser does not tell. */
export interface StorageReport {
  /** What our models take up. */
  readonly modelBytes: number;
  /** What this site takes up in all. */
  readonly usedBytes: number | null;
  /** What this site may take up in all. */
  readonly quotaBytes: number | null;
  /** Whether the browser has promised not to clear it by itself. */
  readonly persisted: boolean | null;
}

/** Whether the model is on this device, whole, and when it was last used. */
export async function findOnDevice(model: ModelRecord): Promise<{ readonly lastUsedAt: number } | null> {
  try {
    return (await (model.engine === 'wllama' ? hasFiles(model) : hasMlcModel(model))) ? { lastUsedAt: 0 } : null;
  } catch {
    return null;
  }
}

/** Lists the models on this device, the last used first. */
export async function listCachedModels(): Promise<readonly CachedModel[]> {
  throw new LocalLLMError('unsupported', 'To be written.');
}

/**
 * Deletes one model and only that; files that another model shares stay.
 *
 * @throws LocalLLMError `busy` while a tab uses it.
 */
export async function deleteCachedModel(_id: string): Promise<void> {
  throw new LocalLLMError('unsupported', 'To be written.');
}

/** Says what models take up and how much room there is. */
export async function storageReport(): Promise<StorageReport> {
  throw new LocalLLMError('unsupported', 'To be written.');
}

async function hasFiles(model: GgufModel): Promise<boolean> {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(MODEL_FOLDER);
  for (const file of model.files) {
    // The note beside a file is written last: it is there only when the file is whole.
    await folder.getFileHandle(`${await modelKey(file)}.json`);
  }
  return true;
}

async function hasMlcModel(model: MlcModel): Promise<boolean> {
  const notes = await caches.open(mlcCache.notes);
  return (await notes.match(mlcCache.noteUrl(model))) !== undefined;
}
