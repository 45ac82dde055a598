/** Keeps model files on the device: in the origin's private file system, or in memory where that is closed to us. */
import { LocalLLMError } from '../errors.js';
import type { ModelFile } from '../models/model-record.js';
import type { ByteSink } from './download.js';
import { MODEL_FOLDER, modelKey } from './model-key.js';

/** Where model files are kept. */
export interface ModelStore {
  /** A file that is here and whole, or `null`. */
  read(file: ModelFile): Promise<Blob | null>;
  /** Keeps what `fill` writes, if `fill` succeeds; otherwise nothing stays. One writer a file at a time. */
  write(file: ModelFile, fill: (sink: ByteSink) => Promise<unknown>, signal?: AbortSignal): Promise<Blob>;
}

/** Opens the store. Private windows, insecure pages and anything but a worker get one that forgets. */
export async function openModelStore(): Promise<ModelStore> {
  try {
    if (!('createSyncAccessHandle' in FileSystemFileHandle.prototype)) return new MemoryStore();
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(MODEL_FOLDER, { create: true });
    return new FileStore(folder);
  } catch {
    return new MemoryStore();
  }
}

/**
 * Files in the private file system. A note (`<key>.json`) is written when the file is whole, so a
 * file without its note is the rest of something that was cut short.
 */
class FileStore implements ModelStore {
  readonly #folder: FileSystemDirectoryHandle;

  constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  async read(file: ModelFile): Promise<Blob | null> {
    const key = await modelKey(file);
    try {
      const note: unknown = JSON.parse(await (await this.#file(`${key}.json`)).text());
      const blob = await this.#file(key);
      const bytes = typeof note === 'object' && note !== null && 'bytes' in note ? note.bytes : null;
      return blob.size === bytes ? blob : null;
    } catch {
      return null;
    }
  }

  async write(file: ModelFile, fill: (sink: ByteSink) => Promise<unknown>, signal?: AbortSignal): Promise<Blob> {
    const key = await modelKey(file);
    return withLock(`${MODEL_FOLDER}:${key}`, signal, async () => {
      // Another tab may have fetched it while this one waited.
      const present = await this.read(file);
      if (present) return present;
      await this.#remove(`${key}.json`);
      let bytes = 0;
      try {
        await this.#writeFile(key, async (sink) => {
          await fill((chunk) => {
            bytes += chunk.length;
            return sink(chunk);
          });
        });
      } catch (error) {
        await this.#remove(key);
        throw error;
      }
      const note = { url: file.url, bytes, sha256: file.sha256 ?? null, savedAt: new Date().toISOString() };
      await this.#writeFile(`${key}.json`, async (sink) => sink(new TextEncoder().encode(JSON.stringify(note))));
      return this.#file(key);
    });
  }

  async #file(name: string): Promise<File> {
    return (await this.#folder.getFileHandle(name)).getFile();
  }

  async #remove(name: string): Promise<void> {
    await this.#folder.removeEntry(name).catch(() => undefined);
  }

  /** Synchronous handles are by far the fastest way, and the one that every browser has in workers. */
  async #writeFile(name: string, fill: (sink: ByteSink) => Promise<unknown>): Promise<void> {
    const handle = (await this.#folder.getFileHandle(name, { create: true })) as WorkerFileHandle;
    const access = await handle.createSyncAccessHandle();
    try {
      access.truncate(0);
      let at = 0;
      await fill((chunk) => {
        // On a full disk `write` does not throw in every browser: it says how much it took.
        const written = access.write(chunk, { at });
        if (written !== chunk.length) throw new LocalLLMError('quota', 'There is no room left for the model.');
        at += written;
      });
      access.flush();
    } finally {
      access.close();
    }
  }
}

/** What a file handle has in a worker; the DOM's types know only windows. */
interface WorkerFileHandle extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<{
    truncate(size: number): void;
    write(data: Uint8Array<ArrayBuffer>, options: { at: number }): number;
    flush(): void;
    close(): void;
  }>;
}

/** Keeps files for as long as the worker lives. */
class MemoryStore implements ModelStore {
  readonly #blobs = new Map<string, Blob>();

  async read(file: ModelFile): Promise<Blob | null> {
    return this.#blobs.get(await modelKey(file)) ?? null;
  }

  async write(file: ModelFile, fill: (sink: ByteSink) => Promise<unknown>): Promise<Blob> {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    await fill((chunk) => void chunks.push(chunk));
    const blob = new Blob(chunks);
    this.#blobs.set(await modelKey(file), blob);
    return blob;
  }
}

/** Runs `work` alone among all tabs of this origin. */
export async function withLock<T>(name: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work();
  return navigator.locks.request(name, signal ? { signal } : {}, work);
}
