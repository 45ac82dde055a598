/** Brings all files of a model onto the device, and keeps the note about it. */
import { isLocalLLMError, LocalLLMError } from '../errors.js';
import type { MlcModel, ModelRecord } from '../models/model-record.js';
import { type FetchOptions, fetchFiles } from './fetch-files.js';
import { readNote } from './file-note.js';
import type { FileStore } from './file-store.js';
import type { MlcConfig } from './mlc-files.js';
import { namedFiles, namesAllFiles, readMlcFolder } from './model-files.js';
import { fileKey, MODEL_FOLDER, modelKey } from './model-key.js';
import { type ModelNote, ownKeys, readModelNote } from './model-note.js';
import { ProgressEcho } from './progress-echo.js';
import { isPinned, type WantedFile } from './wanted-file.js';
import { withLocks } from './web-locks.js';

/** A model that is on the device. */
export interface FetchedModel {
  /** By their URLs. For GGUF in the order of the record. */
  readonly files: ReadonlyMap<string, File>;
  /** Of a folder in MLC format. */
  readonly config: MlcConfig | null;
  /** Whether anything had to be fetched. */
  readonly fetched: boolean;
}

/** Files up to this size that nobody has published a hash for are fetched again when a model does not load. */
const SMALL_FILE_BYTES = 32 * 2 ** 20;

/**
 * Makes sure that every file of the model is on the device. A model that is there costs no request
 * and tells no progress.
 *
 * @throws LocalLLMError `network`, `http`, `integrity`, `quota`, `invalid-model` or `aborted`.
 */
export async function fetchModel(model: ModelRecord, store: FileStore, options: FetchOptions): Promise<FetchedModel> {
  const key = await modelKey(model.id);
  const echo = new ProgressEcho(key, (progress) => options.onProgress?.(progress));
  const shared = { ...options, onProgress: echo.tell };
  try {
    return await (model.engine === 'wllama' ? fetchNamed(model, store, shared) : fetchMlc(model, store, shared));
  } catch (error) {
    // The lists themselves may be what is outdated or damaged.
    if (isLocalLLMError(error) && error.code === 'integrity') await distrustModel(model, store);
    throw error;
  } finally {
    echo.close();
  }
}

/**
 * Lets go of the files that cannot be verified, because the model does not load: the next attempt
 * fetches them again. Large ones stay: that they are at fault is too unlikely.
 */
export async function distrustModel(model: ModelRecord, store: FileStore): Promise<void> {
  const note = readModelNote((await store.readModelNotes()).get(await modelKey(model.id)) ?? '');
  const keys = new Set(
    await Promise.all(
      namedFiles(model)
        .filter((file) => !isPinned(file))
        .map(fileKey),
    ),
  );
  if (model.engine === 'webllm' && !namesAllFiles(model)) {
    // All that the folder's own list does not vouch for.
    for (const key of note?.keys ?? []) if (await isUnverified(key, store)) keys.add(key);
  }
  for (const key of keys) {
    const size = (await store.read(key))?.size ?? 0;
    // Another tab may be reading it, and then it stays.
    if (size <= SMALL_FILE_BYTES) await store.remove(key).catch(() => undefined);
  }
}

async function isUnverified(key: string, store: FileStore): Promise<boolean> {
  const note = readNote((await store.readNote(key)) ?? '');
  return key.startsWith('url-') && note !== null && note.md5 === null;
}

async function fetchMlc(model: MlcModel, store: FileStore, options: FetchOptions): Promise<FetchedModel> {
  // What is known beforehand comes in one go; else the folder's own lists come first, which are small.
  const known = namesAllFiles(model) ? await fetchAll(model, namedFiles(model), store, options) : null;
  const lists =
    known ?? (await fetchPlain(namedFiles(model).slice(0, 2), store, { ...options, onProgress: undefined }));
  const readText = async ({ url }: WantedFile) => (await lists.files.get(url)?.text()) ?? '';
  const { config, files } = await readMlcFolder(model, readText);
  if (known === null) return { ...(await fetchAll(model, files, store, options)), config };
  const missing = files.find(({ url }) => !known.files.has(url));
  if (missing === undefined) return { ...known, config };
  throw new LocalLLMError('invalid-model', `The record of ${model.name} does not list ${missing.name}.`, {
    hint: 'Write the list of files again, for example with `local-llm-manifest`.',
    details: { url: missing.url },
  });
}

async function fetchNamed(model: ModelRecord, store: FileStore, options: FetchOptions): Promise<FetchedModel> {
  return fetchAll(model, namedFiles(model), store, options);
}

/** Fetches all files of a model, and notes what it has. */
async function fetchAll(
  model: ModelRecord,
  wanted: readonly WantedFile[],
  store: FileStore,
  options: FetchOptions,
): Promise<FetchedModel> {
  const keys = await Promise.all(wanted.map(fileKey));
  await noteModel(model, keys, null, store);
  const fetched = await fetchPlain(wanted, store, options);
  await noteModel(model, keys, [...fetched.files.values()], store);
  return fetched;
}

async function fetchPlain(
  wanted: readonly WantedFile[],
  store: FileStore,
  options: FetchOptions,
): Promise<FetchedModel> {
  const { files, fetched } = await fetchFiles(wanted, store, options);
  return { files: new Map(wanted.map(({ url }, index) => [url, files[index] as File])), config: null, fetched };
}

/**
 * Notes what a model has, and that it was used.
 *
 * @param files `null` before they are there.
 */
async function noteModel(
  { id, name, engine }: ModelRecord,
  keys: readonly string[],
  files: readonly File[] | null,
  store: FileStore,
): Promise<void> {
  const key = await modelKey(id);
  // Two tabs may load the same model at the same time.
  await withLocks([`${MODEL_FOLDER}:notes`], undefined, async () => {
    const notes = new Map<string, ModelNote>();
    for (const [place, text] of await store.readModelNotes()) {
      const note = readModelNote(text);
      if (note !== null) notes.set(place, note);
    }
    const before = notes.get(key);
    const isNew = before === undefined || keys.some((file) => !before.keys.includes(file));
    // Already noted, and nothing to add before the files have been looked at.
    if (files === null && !isNew) return;
    const now = Date.now();
    const note: ModelNote = {
      id,
      name,
      engine,
      // Files of an earlier version stay until those of this one are there.
      keys: files === null ? [...new Set([...(before?.keys ?? []), ...keys])] : keys,
      files: files?.map(({ size, lastModified }, index) => noted(keys[index], size, lastModified)) ?? null,
      savedAt: (isNew ? undefined : before?.savedAt) ?? now,
      lastUsedAt: now,
    };
    await store.writeModelNote(key, JSON.stringify(note));
    if (files === null) return;
    for (const old of ownKeys(id, [...notes.values()])) {
      if (!keys.includes(old)) await store.remove(old).catch(() => undefined);
    }
  });
}

function noted(key = '', bytes: number, modifiedAt: number): { key: string; bytes: number; modifiedAt: number } {
  return { key, bytes, modifiedAt };
}
