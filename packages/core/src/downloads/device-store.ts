/** Keeps files in the origin's private file system, by synchronous handles: only workers have them. */
import { keepAlive } from '../keep-alive.js';
import type { FileStore, OpenFile } from './file-store.js';
import { MemoryStore } from './memory-store.js';
import { fileIn, noteName, openFolders, removeIfThere, type StoreFolders, textsIn } from './store-folders.js';

/** Opens the store. Private windows, insecure pages and anything but a worker get one that forgets. */
export async function openFileStore(): Promise<FileStore> {
  try {
    if (!('createSyncAccessHandle' in FileSystemFileHandle.prototype)) return new MemoryStore();
    const store = new DeviceStore(await openFolders(true));
    // Some private windows have everything but the right to write.
    const probe = `probe-${crypto.randomUUID()}`;
    (await store.open(probe)).close();
    await store.remove(probe);
    return store;
  } catch {
    return new MemoryStore();
  }
}

/** Synchronous handles are by far the fastest way, and the one that every browser has in workers. */
class DeviceStore implements FileStore {
  readonly #folders: StoreFolders;

  constructor(folders: StoreFolders) {
    this.#folders = folders;
  }

  async readNote(key: string): Promise<string | null> {
    return (await fileIn(this.#folders.files, noteName(key)))?.text() ?? null;
  }

  read(key: string): Promise<File | null> {
    return fileIn(this.#folders.files, key);
  }

  async open(key: string): Promise<OpenFile> {
    const data = await openHandle(this.#folders.files, key);
    try {
      return new DeviceFile(data, await openHandle(this.#folders.files, noteName(key)));
    } catch (error) {
      data.close();
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await removeIfThere(this.#folders.files, noteName(key));
    await removeIfThere(this.#folders.files, key);
  }

  readModelNotes(): Promise<ReadonlyMap<string, string>> {
    return textsIn(this.#folders.models, '.json');
  }

  async writeModelNote(key: string, text: string): Promise<void> {
    const handle = await openHandle(this.#folders.models, `${key}.json`);
    try {
      handle.truncate(0);
      append(handle, text);
    } finally {
      handle.close();
    }
  }
}

/** What a file handle has in a worker; the DOM's types know only windows. */
interface SyncHandle {
  getSize(): number;
  truncate(size: number): void;
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(data: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  flush(): void;
  close(): void;
}

interface WorkerFileHandle extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<SyncHandle>;
}

async function openHandle(folder: FileSystemDirectoryHandle, name: string): Promise<SyncHandle> {
  const handle = (await folder.getFileHandle(name, { create: true })) as WorkerFileHandle;
  return keepAlive(handle, () => handle.createSyncAccessHandle());
}

function append(handle: SyncHandle, text: string): void {
  writeAll(handle, new TextEncoder().encode(text), handle.getSize());
}

/** On a full disk `write` does not throw in every browser: it says how much it took, or a negative number. */
function writeAll(handle: SyncHandle, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  if (handle.write(bytes, { at }) !== bytes.length) {
    throw new DOMException('The file took fewer bytes than it was given.', 'QuotaExceededError');
  }
}

class DeviceFile implements OpenFile {
  readonly #data: SyncHandle;
  readonly #note: SyncHandle;

  constructor(data: SyncHandle, note: SyncHandle) {
    this.#data = data;
    this.#note = note;
  }

  get size(): number {
    return this.#data.getSize();
  }

  resize(bytes: number): void {
    this.#data.truncate(bytes);
  }

  write(bytes: Uint8Array<ArrayBuffer>, at: number): void {
    writeAll(this.#data, bytes, at);
  }

  async read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, this.#data.read(bytes, { at }));
  }

  startNote(line: string): void {
    this.#note.truncate(0);
    append(this.#note, line);
  }

  addToNote(line: string): void {
    append(this.#note, line);
  }

  flush(): void {
    this.#data.flush();
  }

  closeData(): void {
    this.#data.close();
  }

  close(): void {
    // Closing twice is allowed.
    this.#data.close();
    // Not flushed: a note that a loss of power takes away costs a look at the data, no more.
    this.#note.close();
  }
}
