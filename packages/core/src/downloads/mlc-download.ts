/** Brings a model in MLC format into the caches that web-llm reads: verified, with exact progress, and free to stop. */
import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { LoadProgress } from '../engine/adapter.js';
import { abortedError, LocalLLMError, throwIfAborted, toLocalLLMError } from '../errors.js';
import type { MlcModel } from '../models/model-record.js';
import { type ByteSink, downloadFile } from './download.js';
import { magicCheck } from './magic.js';
import { mlcCache } from './mlc-cache.js';
import {
  configFile,
  libraryFile,
  type MlcConfig,
  type MlcFile,
  readConfig,
  readWeightsList,
  tokenizerFile,
  weightsListFile,
} from './mlc-files.js';
import { withLock } from './model-store.js';

/** Files in flight at once: hubs give each connection only a share of what the line could carry. */
const LANES = 4;

/** How to call off a download, and hear of it. */
export interface MlcDownloadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

/**
 * Makes sure that every file of the model is in its cache, and returns the model's configuration.
 * A model that is complete costs no request and tells no progress. Weights that an earlier download
 * left behind are verified and kept; everything else is fetched again.
 *
 * @throws LocalLLMError `network`, `http`, `integrity`, `quota`, `invalid-model`, `unsupported` or `aborted`.
 */
export async function fetchMlcModel(model: MlcModel, options: MlcDownloadOptions = {}): Promise<MlcConfig> {
  const { signal } = options;
  if (!('caches' in globalThis)) {
    throw new LocalLLMError('unsupported', 'This page has no storage for models.', {
      hint: 'Serve the page over HTTPS (or from localhost), and not in a sandboxed frame.',
    });
  }
  try {
    // One tab downloads; the others wait, and then find everything there.
    return await withLock(`${mlcCache.notes}:${model.url}`, signal, async () => {
      return (await readComplete(model)) ?? (await download(model, options));
    });
  } catch (error) {
    throw signal?.aborted ? abortedError('The download') : toLocalLLMError(error, 'load-failed');
  }
}

/**
 * Takes the model for incomplete from now on, because it did not load: the next attempt verifies the
 * weights that are there and fetches the rest again.
 */
export async function distrustMlcModel(model: MlcModel): Promise<void> {
  await (await caches.open(mlcCache.notes)).delete(mlcCache.noteUrl(model));
}

/** The configuration of a model of which nothing is missing, else `null`. */
async function readComplete(model: MlcModel): Promise<MlcConfig | null> {
  const notes = await caches.open(mlcCache.notes);
  if ((await notes.match(mlcCache.noteUrl(model))) === undefined) return null;
  try {
    const list = weightsListFile(model);
    const config = readConfig(configFile(model), await readJson(configFile(model)));
    const shards = readWeightsList(model, list, await readJson(list));
    const [weights, libraries] = await Promise.all([keysOf(mlcCache.model), keysOf(mlcCache.library)]);
    const complete =
      libraries.has(libraryFile(model).key) &&
      [tokenizerFile(model, config), ...shards].every((file) => weights.has(file.key));
    return complete ? config : null;
  } catch {
    // Unreadable, or deleted by someone else: as good as absent.
    return null;
  }
}

async function download(model: MlcModel, { signal, onProgress }: MlcDownloadOptions): Promise<MlcConfig> {
  await distrustMlcModel(model);
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const tally = new Tally(onProgress);
  const about = [configFile(model), weightsListFile(model)] as const;
  await Promise.all(about.map((file) => fetchInto(file, either, tally)));
  const config = readConfig(about[0], await readJson(about[0]));
  const shards = readWeightsList(model, about[1], await readJson(about[1]));
  // The small ones first: what is wrong with a site shows in them, and their sizes complete the total.
  const queue = [libraryFile(model), tokenizerFile(model, config), ...shards];
  for (const file of queue) tally.expect(file, file.bytes);
  tally.begin();
  await assertRoom(shards);
  let failure: unknown = null;
  const lane = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      if (!(await keepVerified(file, either, tally))) await fetchInto(file, either, tally);
    }
  };
  const lanes = Array.from({ length: LANES }, async () => {
    await lane().catch((error: unknown) => {
      // The others are stopped by the first failure; theirs say nothing.
      failure ??= error;
      stop.abort();
    });
  });
  await Promise.all(lanes);
  if (failure !== null) throw failure;
  throwIfAborted(signal, 'The download');
  const note = { model: model.id, bytes: tally.total, savedAt: new Date().toISOString() };
  await (await caches.open(mlcCache.notes)).put(mlcCache.noteUrl(model), Response.json(note));
  return config;
}

/** Streams a file into its cache. Until it is whole and verified, the cache does not have it. */
async function fetchInto(file: MlcFile, signal: AbortSignal, tally: Tally): Promise<void> {
  const cache = await caches.open(file.cache);
  await cache.delete(file.key);
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
  const headers = file.bytes === null ? {} : { 'content-length': String(file.bytes) };
  const stored = cache.put(file.key, new Response(readable, { headers }));
  // Heard below; a failed download makes it fail too, and then it is not the reason.
  stored.catch(() => undefined);
  const writer = writable.getWriter();
  writer.closed.catch(() => undefined);
  const check = checkOf(file);
  try {
    await downloadFile(
      { url: file.url, bytes: file.bytes },
      async (chunk) => {
        check.take(chunk);
        // A full disk ends the stream from the other side: its reason is the one to tell.
        await writer.write(chunk).catch(() => stored);
      },
      {
        signal,
        onSize: (bytes) => tally.expect(file, bytes),
        onBytes: (bytes) => tally.add(file, bytes),
      },
    );
    check.finish();
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    await stored.catch(() => undefined);
    throw error;
  }
  await writer.close().catch(() => undefined);
  await stored;
  tally.settle(file);
}

/** Takes weights from an earlier download if they are what the list says; other files are fetched anew. */
async function keepVerified(file: MlcFile, signal: AbortSignal, tally: Tally): Promise<boolean> {
  if (file.bytes === null || file.md5 === undefined) return false;
  const cached = await (await caches.open(file.cache)).match(file.key);
  if (cached?.body == null) return false;
  const check = checkOf(file);
  const reader = cached.body.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      throwIfAborted(signal, 'The download');
      check.take(piece.value);
    }
    check.finish();
  } catch {
    throwIfAborted(signal, 'The download');
    return false;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  tally.add(file, file.bytes);
  return true;
}

/** Looks at a file's bytes as they pass; throws `integrity` as soon as they are not the published ones. */
function checkOf(file: MlcFile): { take: ByteSink; finish(): void } {
  const hash = file.md5 === undefined ? null : md5.create();
  const checkMagic = magicCheck(file.magic ?? [], () => damaged(file, 'it is of another kind'));
  let length = 0;
  return {
    take(chunk) {
      checkMagic(chunk);
      length += chunk.length;
      hash?.update(chunk);
    },
    finish() {
      if (file.bytes !== null && length !== file.bytes) throw damaged(file, `it has ${length} bytes`);
      if (hash !== null && bytesToHex(hash.digest()) !== file.md5) throw damaged(file, 'its MD5 differs');
    },
  };
}

function damaged(file: MlcFile, how: string): LocalLLMError {
  const details = { url: file.url };
  return new LocalLLMError('integrity', `${file.name} is not the file that was published: ${how}.`, { details });
}

async function readJson(file: MlcFile): Promise<unknown> {
  const response = await (await caches.open(file.cache)).match(file.key);
  const text = (await response?.text()) ?? '';
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LocalLLMError('integrity', `${file.name} is not JSON.`, {
      hint: 'Check that the file exists at its address: some servers answer with a web page when it does not.',
      cause: error,
      details: { url: file.url },
    });
  }
}

async function keysOf(cache: string): Promise<ReadonlySet<string>> {
  return new Set((await (await caches.open(cache)).keys()).map(({ url }) => url));
}

/** Tells of a full disk before a large download, not at its end. */
async function assertRoom(shards: readonly MlcFile[]): Promise<void> {
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  if (quota === undefined || usage === undefined) return;
  const present = await keysOf(mlcCache.model);
  const needed = shards.reduce((sum, { key, bytes }) => sum + (present.has(key) ? 0 : (bytes ?? 0)), 0);
  if (needed <= quota - usage) return;
  throw new LocalLLMError(
    'quota',
    `The model needs ${megabytes(needed)} MB; ${megabytes(quota - usage)} MB are free.`,
    {
      details: { neededBytes: needed, freeBytes: Math.max(0, quota - usage) },
    },
  );
}

function megabytes(bytes: number): number {
  return Math.max(0, Math.round(bytes / 1e6));
}

/** Adds up the bytes of all files, and tells of them once it knows which files there are. */
class Tally {
  readonly #onProgress: ((progress: LoadProgress) => void) | undefined;
  readonly #files = new Map<string, { loaded: number; total: number | null }>();
  #begun = false;

  constructor(onProgress: ((progress: LoadProgress) => void) | undefined) {
    this.#onProgress = onProgress;
  }

  /** Bytes of all files, or `null` while not every size is known. */
  get total(): number | null {
    let sum = 0;
    for (const { total } of this.#files.values()) {
      if (total === null) return null;
      sum += total;
    }
    return sum;
  }

  /** All files are expected now. */
  begin(): void {
    this.#begun = true;
    this.#report();
  }

  expect(file: MlcFile, total: number | null): void {
    this.#files.set(file.key, { loaded: this.#files.get(file.key)?.loaded ?? 0, total });
  }

  add(file: MlcFile, bytes: number): void {
    const before = this.#files.get(file.key) ?? { loaded: 0, total: null };
    this.#files.set(file.key, { ...before, loaded: before.loaded + bytes });
    this.#report();
  }

  /** The file is whole: its size is what came, whatever a header said. */
  settle(file: MlcFile): void {
    const loaded = this.#files.get(file.key)?.loaded ?? 0;
    this.#files.set(file.key, { loaded, total: loaded });
    this.#report();
  }

  #report(): void {
    if (!this.#begun) return;
    let loadedBytes = 0;
    for (const { loaded } of this.#files.values()) loadedBytes += loaded;
    this.#onProgress?.({ type: 'download-progress', loadedBytes, totalBytes: this.total });
  }
}
