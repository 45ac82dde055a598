/** What is on this device: lists models, deletes one of them or all, and says how much room there is. */
import { LocalLLMError } from '../errors.js';
import type { ModelEngine, ModelRecord } from '../models/model-record.js';
import { isWhole, notedBytes, readNote } from './file-note.js';
import { namedFiles } from './model-files.js';
import { fileKey, modelKey, modelLock } from './model-key.js';
import { type ModelNote, ownKeys, readModelNote } from './model-note.js';
import { fileIn, noteName, openFolders, removeIfThere, type StoreFolders, textsIn } from './store-folders.js';
import { lockManager } from './web-locks.js';

/** A model of which files are on this device. Plain data. */
export interface CachedModel {
  /** The `id` of its record. */
  readonly id: string;
  readonly name: string;
  readonly engine: ModelEngine;
  /** Bytes of it that are here. */
  readonly bytes: number;
  /** Whether nothing is missing; a download that was cut short is not complete, and goes on from there. */
  readonly complete: boolean;
  /** When it was last loaded, or its download last begun: milliseconds since 1970. */
  readonly lastUsedAt: number;
}

/** How much room there is. Bytes; `null` where the browser does not tell. */
export interface StorageReport {
  /** What has been downloaded of all models. */
  readonly modelBytes: number;
  /** What this site takes up in all. */
  readonly usedBytes: number | null;
  /** What this site may take up in all. */
  readonly quotaBytes: number | null;
  /** Whether the browser has promised not to clear it by itself. */
  readonly persisted: boolean | null;
}

/** Whether the model is on this device, whole, and when it was last used. Never throws. */
export async function findOnDevice(model: ModelRecord): Promise<{ readonly lastUsedAt: number } | null> {
  try {
    const folders = await openFolders(false);
    const file = await fileIn(folders.models, `${await modelKey(model.id)}.json`);
    const note = file && readModelNote(await file.text());
    if (!note?.files || note.engine !== model.engine) return null;
    // The record may name other files than it did when the note was written.
    const named = await Promise.all(namedFiles(model).map(fileKey));
    if (!named.every((key) => note.keys.includes(key))) return null;
    const present = await Promise.all(
      note.files.map(async ({ key, bytes, modifiedAt }) => {
        const data = await fileIn(folders.files, key);
        if (data?.size === bytes && data.lastModified === modifiedAt) return true;
        // Mended for another model that has it too.
        return (await stateOf(key, folders)).whole;
      }),
    );
    return present.every(Boolean) ? { lastUsedAt: note.lastUsedAt } : null;
  } catch {
    return null;
  }
}

/**
 * Lists the models on this device, the last used first; downloads that were cut short are among them.
 *
 * @example
 * ```ts
 * import { listCachedModels } from '@local-llm-chat/core';
 *
 * for (const { name, bytes } of await listCachedModels()) console.log(name, bytes / 1e6, 'MB');
 * ```
 */
export async function listCachedModels(): Promise<readonly CachedModel[]> {
  const folders = await foldersIfAny();
  if (folders === null) return [];
  const models = await Promise.all(
    (await notesIn(folders)).map(async ({ id, name, engine, keys, files, lastUsedAt }) => {
      const states = await Promise.all(keys.map((key) => stateOf(key, folders)));
      const bytes = states.reduce((sum, state) => sum + state.bytes, 0);
      return { id, name, engine, bytes, complete: files !== null && states.every(({ whole }) => whole), lastUsedAt };
    }),
  );
  return models.sort((a, b) => b.lastUsedAt - a.lastUsedAt);
}

/**
 * Deletes one model and only that; files that another model shares stay. A model that is not here is
 * as good as deleted.
 *
 * @throws LocalLLMError `busy` while a tab uses it.
 *
 * @example
 * ```ts
 * import { deleteCachedModel, listCachedModels } from '@local-llm-chat/core';
 *
 * const [oldest] = (await listCachedModels()).toReversed();
 * if (oldest) await deleteCachedModel(oldest.id);
 * ```
 */
export async function deleteCachedModel(id: string): Promise<void> {
  const folders = await foldersIfAny();
  if (folders === null) return;
  await alone(id, async () => {
    const own = ownKeys(id, await notesIn(folders));
    // The note goes last: what is left of a deletion that was cut short can be deleted again.
    for (const key of own) await removeFile(key, folders);
    await removeIfThere(folders.models, `${await modelKey(id)}.json`);
  });
}

/**
 * Deletes all models, and what is left of downloads that nobody remembers.
 *
 * @throws LocalLLMError `busy` when a tab uses one of them; the others are deleted then.
 *
 * @example
 * ```ts
 * import { deleteAllCachedModels } from '@local-llm-chat/core';
 *
 * await deleteAllCachedModels();
 * ```
 */
export async function deleteAllCachedModels(): Promise<void> {
  const folders = await foldersIfAny();
  if (folders === null) return;
  let busy: unknown = null;
  for (const { id } of await notesIn(folders)) {
    await deleteCachedModel(id).catch((error: unknown) => {
      busy = error;
    });
  }
  const kept = new Set((await notesIn(folders)).flatMap(({ keys }) => keys));
  for await (const name of folders.files.keys()) {
    // One that is being written is refused, and needed.
    if (!kept.has(name.replace(/\.jsonl$/, ''))) await folders.files.removeEntry(name).catch(() => undefined);
  }
  if (busy !== null) throw busy;
}

/**
 * Says what models take up and how much room there is.
 *
 * @example
 * ```ts
 * import { storageReport } from '@local-llm-chat/core';
 *
 * const { modelBytes, usedBytes, quotaBytes } = await storageReport();
 * if (usedBytes !== null && quotaBytes !== null) console.log(modelBytes, 'of', quotaBytes - usedBytes);
 * ```
 */
export async function storageReport(): Promise<StorageReport> {
  const storage = globalThis.navigator?.storage as StorageManager | undefined;
  const [folders, estimate, persisted] = await Promise.all([
    foldersIfAny(),
    storage?.estimate?.().catch(() => null),
    storage?.persisted?.().catch(() => null),
  ]);
  const keys = folders ? new Set((await notesIn(folders)).flatMap((note) => note.keys)) : [];
  const states = await Promise.all([...keys].map((key) => stateOf(key, folders as StoreFolders)));
  return {
    modelBytes: states.reduce((sum, { bytes }) => sum + bytes, 0),
    usedBytes: estimate?.usage ?? null,
    quotaBytes: estimate?.quota ?? null,
    persisted: persisted ?? null,
  };
}

/** Asks the browser not to clear this site's storage by itself. Returns whether it has promised; never throws. */
export async function requestPersistence(): Promise<boolean> {
  try {
    return await navigator.storage.persist();
  } catch {
    return false;
  }
}

/** The folders, or `null` where there are none: nothing was ever kept, or nothing can be. */
async function foldersIfAny(): Promise<StoreFolders | null> {
  return openFolders(false).catch(() => null);
}

async function notesIn({ models }: StoreFolders): Promise<readonly ModelNote[]> {
  return [...(await textsIn(models, '.json')).values()].flatMap((text) => readModelNote(text) ?? []);
}

/** How much of a file is here. */
async function stateOf(key: string, { files }: StoreFolders): Promise<{ bytes: number; whole: boolean }> {
  const [data, noteFile] = await Promise.all([fileIn(files, key), fileIn(files, noteName(key))]);
  const note = data && noteFile && readNote(await noteFile.text());
  return note ? { bytes: notedBytes(note), whole: isWhole(note, data) } : { bytes: 0, whole: false };
}

async function removeFile(key: string, { files }: StoreFolders): Promise<void> {
  await removeIfThere(files, noteName(key));
  await removeIfThere(files, key);
}

/** Runs `work` while nobody uses the model; refuses when somebody does. */
async function alone(id: string, work: () => Promise<void>): Promise<void> {
  const locks = lockManager();
  if (locks === undefined) return work();
  await locks.request(await modelLock(id), { ifAvailable: true }, (lock) => {
    if (lock !== null) return work();
    throw new LocalLLMError('busy', 'This model is in use.', {
      hint: 'Unload it, and close the other tabs of this site that use it, then delete it.',
      details: { id },
    });
  });
}
