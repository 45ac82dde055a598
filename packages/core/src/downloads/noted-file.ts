/** A file on the device together with what is noted about it. */
import { type FileNote, isWhole, type NoteHead, type NoteLine, readNote, writeLine } from './file-note.js';
import type { FileStore, OpenFile } from './file-store.js';
import type { WantedFile } from './wanted-file.js';

/** A file that is on the device, whole and untouched since it was verified; else `null`. */
export async function findWhole(wanted: WantedFile, key: string, store: FileStore): Promise<File | null> {
  const { note, data } = await lookUp(wanted, key, store);
  return note !== null && isWhole(note, data) && isFor(wanted, note) ? data : null;
}

/** What is there of a file, and what is noted of it, if that is about the file that is wanted. */
export async function lookUp(
  wanted: WantedFile,
  key: string,
  store: FileStore,
): Promise<{ note: FileNote | null; data: File | null }> {
  const [text, data] = await Promise.all([store.readNote(key), store.read(key)]);
  const note = text === null ? null : readNote(text);
  const isOther = wanted.bytes !== null && note?.bytes != null && note.bytes !== wanted.bytes;
  return { note: isOther ? null : note, data };
}

/** Whether what was noted of a file is what is now wanted of it: the same URL may have another file today. */
function isFor({ sha256, md5, parts }: WantedFile, note: FileNote): boolean {
  if (sha256 !== undefined) return true;
  if (parts !== undefined) return parts.sha256.every((hash, part) => note.parts.get(part) === hash);
  return md5 === undefined || md5 === note.md5;
}

/** What has not been flushed yet is flushed at the end, where it can no longer hide behind the network. */
const FLUSH_BYTES = 16 * 2 ** 20;

/** Opens the file when it is needed, and once for all who write parts of it. */
export class NotedFile {
  readonly #store: FileStore;
  readonly #key: string;
  #file: OpenFile | null = null;
  #opening: Promise<OpenFile> | null = null;
  #hasNote: boolean;
  #unflushed = 0;

  /** @param hasNote whether the note that is there is right as far as it goes. */
  constructor(store: FileStore, key: string, hasNote: boolean) {
    this.#store = store;
    this.#key = key;
    this.#hasNote = hasNote;
  }

  /** Bytes that it takes up now. */
  async size(): Promise<number> {
    return (await this.#store.read(this.#key))?.size ?? 0;
  }

  open(): Promise<OpenFile> {
    if (this.#file !== null) return Promise.resolve(this.#file);
    // Several connections may ask at the same time: a second handle would be refused.
    this.#opening ??= this.#store.open(this.#key).then((file) => {
      this.#file = file;
      return file;
    });
    return this.#opening;
  }

  /** Begins the note, unless it is begun. */
  async startNote(head: NoteHead, parts: ReadonlyMap<number, string>): Promise<void> {
    const file = await this.open();
    if (this.#hasNote) return;
    this.#hasNote = true;
    file.startNote(writeLine(head));
    for (const [part, sha256] of parts) file.addToNote(writeLine({ part, sha256 }));
  }

  /** What the note says is no longer so. */
  dropNote(): void {
    this.#hasNote = false;
  }

  /** Adds to the note, if it is begun: what is known before is in its first line. */
  note(line: NoteLine): void {
    if (this.#hasNote) this.#file?.addToNote(writeLine(line));
  }

  /** Hears of written bytes, and sees to it now and then that they survive a loss of power. */
  flushSometimes(bytes: number): void {
    this.#unflushed += bytes;
    if (this.#unflushed < FLUSH_BYTES) return;
    this.#unflushed = 0;
    this.#file?.flush();
  }

  /** Ends the writing. Returns the file as readers see it. */
  async finish(): Promise<File | null> {
    const file = await this.open();
    file.flush();
    file.closeData();
    return this.#store.read(this.#key);
  }

  /** Lets go of the file; what is there stays. */
  close(): void {
    this.#file?.close();
    this.#file = null;
    this.#opening = null;
  }

  async remove(): Promise<void> {
    this.close();
    await this.#store.remove(this.#key);
  }
}
