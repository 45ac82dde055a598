/** Keeps files for as long as the worker lives: for private windows and insecure pages. */
import type { FileStore, OpenFile } from './file-store.js';

interface Entry {
  note: string | null;
  size: number;
  /** Pieces by where they begin. As blobs, so that the browser may move them out of memory. */
  readonly pieces: Map<number, Blob>;
  changedAt: number;
}

export class MemoryStore implements FileStore {
  readonly #entries = new Map<string, Entry>();
  readonly #models = new Map<string, string>();

  async readNote(key: string): Promise<string | null> {
    return this.#entries.get(key)?.note ?? null;
  }

  async read(key: string): Promise<File | null> {
    const entry = this.#entries.get(key);
    return entry ? fileOf(entry, key) : null;
  }

  async open(key: string): Promise<OpenFile> {
    const entry = this.#entries.get(key) ?? { note: null, size: 0, pieces: new Map(), changedAt: Date.now() };
    this.#entries.set(key, entry);
    return new MemoryFile(entry);
  }

  async remove(key: string): Promise<void> {
    this.#entries.delete(key);
  }

  async readModelNotes(): Promise<ReadonlyMap<string, string>> {
    return this.#models;
  }

  async writeModelNote(key: string, text: string): Promise<void> {
    this.#models.set(key, text);
  }
}

function fileOf({ pieces, size, changedAt }: Entry, name: string): File {
  const parts: Blob[] = [];
  let end = 0;
  for (const [at, piece] of [...pieces].sort(([a], [b]) => a - b)) {
    // Holes read as zeros, as they do in a file system.
    if (at > end) parts.push(new Blob([new Uint8Array(at - end)]));
    parts.push(piece);
    end = at + piece.size;
  }
  if (size > end) parts.push(new Blob([new Uint8Array(size - end)]));
  return new File(parts, name, { lastModified: changedAt });
}

/** Takes whole pieces: whoever writes again at a place writes a piece of the same length. */
class MemoryFile implements OpenFile {
  readonly #entry: Entry;

  constructor(entry: Entry) {
    this.#entry = entry;
  }

  get size(): number {
    return this.#entry.size;
  }

  resize(bytes: number): void {
    for (const [at, piece] of this.#entry.pieces) {
      if (at >= bytes) this.#entry.pieces.delete(at);
      else if (at + piece.size > bytes) this.#entry.pieces.set(at, piece.slice(0, bytes - at));
    }
    this.#entry.size = bytes;
  }

  write(bytes: Uint8Array<ArrayBuffer>, at: number): void {
    this.#entry.pieces.set(at, new Blob([bytes]));
    this.#entry.size = Math.max(this.#entry.size, at + bytes.length);
    this.#entry.changedAt = Date.now();
  }

  async read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const slice = fileOf(this.#entry, '').slice(at, at + length);
    return new Uint8Array(await slice.arrayBuffer());
  }

  startNote(line: string): void {
    this.#entry.note = line;
  }

  addToNote(line: string): void {
    this.#entry.note = (this.#entry.note ?? '') + line;
  }

  flush(): void {}

  closeData(): void {}

  close(): void {}
}
