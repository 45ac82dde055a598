/** One file on its way to the device: which parts are there, who fetches which, and whether they are right. */
import { LocalLLMError } from '../errors.js';
import type { FileNote } from './file-note.js';
import type { FileStore, OpenFile } from './file-store.js';
import { lookUp, NotedFile } from './noted-file.js';
import { PartBuffers, type PartMemory } from './part-buffers.js';
import { firstRun, partBytesFor, partCount, partRange, partsPerRun } from './part-plan.js';
import { damaged, type WantedFile } from './wanted-file.js';
import { partHash, WholeHash } from './whole-hash.js';

/** How often a part of the wrong hash is fetched again; the same for a small file, and for one that changes. */
const MAX_REPEATS = 3;

/** Parts of one request where order matters: little is left to hash when the last one has come. */
const ORDERLY_PARTS = 2;

/** Up to this size a file of the wrong hash is fetched again at once. */
const SMALL_FILE_BYTES = 32 * 2 ** 20;

/** What one request brings. */
export interface Run {
  readonly task: FileTask;
  /** A run of an older version brings nothing that is of use: the file was started over. */
  readonly version: number;
  readonly first: number;
  readonly last: number;
  /** The bytes to ask for, `to` being the byte after the last one or `null` for the end; `null` for the plain file. */
  readonly asked: { readonly from: number; readonly to: number | null } | null;
}

/** Where a file is kept, and what it is collected in. */
interface Place {
  readonly store: FileStore;
  readonly key: string;
  readonly memory: PartMemory;
}

export class FileTask {
  readonly wanted: WantedFile;
  /** Parts that have come in part. */
  readonly begun: PartBuffers;
  readonly #memory: PartMemory;
  readonly #file: NotedFile;
  /** SHA-256 of the parts that are there. */
  readonly #parts = new Map<number, string>();
  readonly #claimed = new Set<number>();
  readonly #wrong = new Map<number, number>();
  /** For files of which only the hash of the whole was published. */
  #whole: WholeHash | null = null;
  readonly #partBytes: number;
  #bytes: number | null;
  #keptBytes = 0;
  #etag: string | null = null;
  #sameSource = false;
  /** Whether the server sends parts of this file; `null` until its first answer. */
  #hasRanges: boolean | null = null;
  #repeats = 0;
  #data: File | null = null;
  /** Rises when the file is started over. */
  version = 0;

  private constructor(wanted: WantedFile, place: Place, note: FileNote | null) {
    this.wanted = wanted;
    this.#memory = place.memory;
    this.begun = new PartBuffers(place.memory);
    this.#bytes = wanted.bytes ?? note?.bytes ?? null;
    this.#partBytes = wanted.parts?.bytes ?? note?.partBytes ?? partBytesFor(this.#bytes);
    this.#etag = note?.etag ?? null;
    this.#sameSource = note?.url === wanted.url;
    this.#file = new NotedFile(place.store, place.key, note?.partBytes === this.#partBytes);
  }

  /** Sees what is there of a file, and hashes it again, part by part: whatever was noted. */
  static async begin(wanted: WantedFile, place: Place, signal: AbortSignal): Promise<FileTask> {
    const { note, data } = await lookUp(wanted, place.key, place.store);
    const task = new FileTask(wanted, place, note);
    const { parts, sha256, md5 } = wanted;
    const kind = sha256 === undefined ? 'md5' : 'sha256';
    if (parts === undefined && (sha256 ?? md5) !== undefined) task.#whole = await WholeHash.create(kind);
    if (note !== null && data !== null) await task.#inspect(note, signal);
    else task.#file.dropNote();
    return task;
  }

  /** Bytes of the file, or `null` while nobody knows. */
  get bytes(): number | null {
    return this.#bytes;
  }

  get partBytes(): number {
    return this.#partBytes;
  }

  /** The file, once it is whole and verified. */
  get data(): File | null {
    return this.#data;
  }

  /** Bytes that have arrived and are of use. */
  get presentBytes(): number {
    return this.#data?.size ?? this.#keptBytes + this.begun.bytes;
  }

  /** Whether requests for it are under way. */
  get isClaimed(): boolean {
    return this.#claimed.size > 0;
  }

  /** Whether every part is there. */
  get hasAllParts(): boolean {
    return this.#bytes !== null && this.#parts.size === partCount(this.#bytes, this.#partBytes);
  }

  hasPart(part: number): boolean {
    return this.#parts.has(part);
  }

  range(part: number): { from: number; to: number } {
    return partRange(part, this.#partBytes, this.#bytes);
  }

  /** Makes room for the whole file, so that a lack of it shows before the download and not at its end. */
  async reserve(): Promise<void> {
    if (this.#data !== null || this.#bytes === null) return;
    const file = await this.#file.open();
    if (file.size !== this.#bytes) file.resize(this.#bytes);
    // Few files are written at the same time; the others need no handle until then.
    this.close();
  }

  /** Bytes by which the file will grow. */
  async missingRoom(): Promise<number> {
    if (this.#data !== null) return 0;
    return Math.max(0, (this.#bytes ?? 0) - (await this.#file.size()));
  }

  /**
   * Takes the next parts that nobody fetches; `null` when there are none just now.
   *
   * @param rangesAreSure whether the server is known to send parts, so that several may be asked for
   *   at once before this file's first answer.
   */
  claim(connections: number, rangesAreSure: boolean): Run | null {
    if (this.#data !== null || this.hasAllParts) return null;
    const bytes = this.#bytes;
    const isAlone = !(this.#hasRanges ?? rangesAreSure) || bytes === null;
    if (isAlone && this.isClaimed) return null;
    if (this.#hasRanges === false) {
      this.begun.clear();
      // With a range all the same: it keeps servers from compressing, which would hide the length.
      return this.#take(0, bytes === null ? 0 : partCount(bytes, this.#partBytes) - 1, { from: 0, to: bytes });
    }
    if (bytes === null) {
      let first = 0;
      while (this.#parts.has(first)) first += 1;
      // The first answer tells how long the file is, if pages may read that; else its end must be found.
      return this.#take(
        first,
        first + (first === 0 ? 1 : partsPerRun(Number.POSITIVE_INFINITY, this.#partBytes, 1)) - 1,
      );
    }
    const count = partCount(bytes, this.#partBytes);
    const isWanted = (part: number) => !this.#parts.has(part) && !this.#claimed.has(part);
    const share = partsPerRun(bytes - this.presentBytes, this.#partBytes, connections);
    // A hash of the whole takes the parts in order: they should come about in order.
    const run = firstRun(count, isWanted, this.#whole === null ? share : Math.min(share, ORDERLY_PARTS));
    if (run === null) return null;
    const isAll = run.first === 0 && run.last === count - 1 && this.begun.bytesOf(0) === 0;
    return isAll ? this.#take(run.first, run.last, null) : this.#take(run.first, run.last);
  }

  /**
   * Hears how the server has answered a run that asked for a part.
   *
   * @returns whether the answer is of use: a whole file is not while others fetch parts of it.
   */
  learnRanges({ first, last }: Run, sent: boolean): boolean {
    if (sent) this.#hasRanges ??= true;
    else this.#hasRanges = false;
    if (sent) return true;
    if (this.#claimed.size > last - first + 1) return false;
    this.begun.clear();
    return true;
  }

  release({ version, first, last }: Run): void {
    if (version !== this.version) return;
    for (let part = first; part <= last; part += 1) this.#claimed.delete(part);
  }

  /** The server has told, or shown, how long the file is. */
  async learnSize(bytes: number): Promise<void> {
    if (this.#bytes === bytes) return;
    if (this.wanted.bytes !== null) throw damaged(this.wanted, `it has ${bytes} bytes instead of ${this.#bytes}`);
    // Nobody has said how long it must be, so the server has another file now.
    if (this.#bytes !== null) await this.#startAgain();
    this.#bytes = bytes;
    this.#file.note({ bytes });
  }

  /** Hears the server's name for the version that it sends; starts over when it is another than before. */
  async learnVersion(etag: string | null): Promise<void> {
    const changed = etag !== null && this.#etag !== null && etag !== this.#etag && this.#sameSource;
    // Parts of which the hashes were published are the same whatever a server calls them.
    if (changed && this.wanted.parts === undefined) await this.#startAgain();
    this.#etag = etag ?? this.#etag;
    this.#sameSource = true;
    await this.#startNote();
  }

  /**
   * Keeps a part, if it is the right one.
   *
   * @returns false when it must be fetched again, or is of a version that nobody wants any more.
   * @throws LocalLLMError `integrity` when it was wrong too often.
   */
  async keep(part: number, bytes: Uint8Array<ArrayBuffer>, version: number): Promise<boolean> {
    const sha256 = await partHash(bytes);
    if (version !== this.version) return false;
    this.begun.drop(part);
    const expected = this.#expected(part);
    if (expected !== undefined && expected !== sha256) {
      const times = (this.#wrong.get(part) ?? 0) + 1;
      this.#wrong.set(part, times);
      if (times > MAX_REPEATS) throw damaged(this.wanted, `the SHA-256 of its part ${part + 1} differs`);
      return false;
    }
    const file = await this.#file.open();
    if (version !== this.version) return false;
    file.write(bytes, part * this.#partBytes);
    this.#file.note({ part, sha256 });
    this.#file.flushSometimes(bytes.length);
    this.#add(part, sha256);
    if (part === this.#whole?.next) this.#whole.update(bytes);
    else await this.#hashOn(file);
    this.#memory.giveBack(bytes);
    return true;
  }

  /**
   * Verifies the file as a whole and notes that it is complete.
   *
   * @returns false when it was wrong and must be fetched again.
   * @throws LocalLLMError `integrity` when it was wrong and is too large, or was so too often.
   */
  async finish(signal: AbortSignal): Promise<boolean> {
    const file = await this.#file.open();
    const bytes = this.#bytes ?? 0;
    if (file.size !== bytes) file.resize(bytes);
    const wrong = await this.#wrongHash(file, bytes, signal);
    if (wrong !== null) {
      await this.#startOver();
      this.#repeats += 1;
      if (bytes <= SMALL_FILE_BYTES && this.#repeats < MAX_REPEATS) return false;
      await this.#file.remove();
      throw damaged(this.wanted, `its ${wrong} differs`);
    }
    await this.#startNote();
    const data = await this.#file.finish();
    if (data === null) throw new LocalLLMError('load-failed', `${this.wanted.name} has gone from the device.`);
    if (this.wanted.bytes === null) this.#file.note({ bytes });
    this.#file.note({ completeAt: data.lastModified, md5: this.wanted.md5 ?? null });
    this.close();
    this.#data = data;
    return true;
  }

  /** Lets go of the file; what is there stays. */
  close(): void {
    this.#file.close();
  }

  /** Gives back the room that was made for parts which have not come. */
  async giveBack(): Promise<void> {
    if (this.#data !== null) return;
    this.begun.clear();
    const end = Math.max(0, ...[...this.#parts.keys()].map((part) => this.range(part).to));
    if (end === 0) return this.#file.remove();
    if (end < (await this.#file.size())) (await this.#file.open()).resize(end);
    this.close();
  }

  /** Forgets everything that has come. */
  async #startOver(): Promise<void> {
    this.version += 1;
    this.#parts.clear();
    this.#claimed.clear();
    this.begun.clear();
    this.#keptBytes = 0;
    this.#whole?.reset();
    this.#etag = null;
    this.#bytes = this.wanted.bytes;
    this.#file.dropNote();
    (await this.#file.open()).resize(0);
  }

  async #startAgain(): Promise<void> {
    this.#repeats += 1;
    if (this.#repeats > MAX_REPEATS) throw damaged(this.wanted, 'it changes while it is downloaded');
    await this.#startOver();
  }

  async #startNote(): Promise<void> {
    const { url } = this.wanted;
    const head = { url, bytes: this.#bytes, partBytes: this.#partBytes, etag: this.#etag };
    await this.#file.startNote(head, this.#parts);
  }

  #add(part: number, sha256: string): void {
    const { from, to } = this.range(part);
    this.#parts.set(part, sha256);
    this.#keptBytes += to - from;
  }

  #take(first: number, last: number, asked: { from: number; to: number | null } | null | undefined = undefined): Run {
    for (let part = first; part <= last; part += 1) this.#claimed.add(part);
    const needed = { from: this.range(first).from + this.begun.bytesOf(first), to: this.range(last).to };
    return { task: this, version: this.version, first, last, asked: asked === undefined ? needed : asked };
  }

  /** The hash that a part must have, where somebody has published it. */
  #expected(part: number): string | undefined {
    const { parts, sha256 } = this.wanted;
    const isAll = this.#bytes !== null && this.#bytes <= this.#partBytes;
    return parts?.sha256[part] ?? (isAll ? sha256 : undefined);
  }

  /** Takes over the parts of an earlier download that are still what they were. */
  async #inspect(note: FileNote, signal: AbortSignal): Promise<void> {
    const file = await this.#file.open();
    try {
      // Noted for parts of another size: all of it may be right all the same.
      const same = note.partBytes === this.#partBytes;
      const candidates = same ? [...note.parts.keys()] : [...Array(partCount(file.size, this.#partBytes)).keys()];
      for (const part of candidates) {
        signal.throwIfAborted();
        const { from, to } = this.range(part);
        const expected = this.#expected(part) ?? (same ? note.parts.get(part) : undefined);
        const bytes = expected === undefined || from >= to || to > file.size ? null : await file.read(from, to - from);
        const sha256 = bytes === null ? null : await partHash(bytes);
        if (sha256 !== null && sha256 === expected) this.#add(part, sha256);
        else this.#file.note({ part, sha256: null });
      }
    } finally {
      this.close();
    }
  }

  /** Takes the next part into the hash of the whole, if it is there. */
  async #hashOn(file: OpenFile): Promise<void> {
    const { version } = this;
    const part = this.#whole?.next;
    if (part === undefined || !this.#parts.has(part)) return;
    const { from, to } = this.range(part);
    const bytes = await file.read(from, to - from);
    if (version === this.version && part === this.#whole?.next) this.#whole.update(bytes);
  }

  /** The name of the hash that is wrong, or `null`. */
  async #wrongHash(file: OpenFile, bytes: number, signal: AbortSignal): Promise<string | null> {
    const { sha256, md5 } = this.wanted;
    // One part that had the right hash is the whole.
    if (this.#whole === null || (sha256 !== undefined && bytes > 0 && bytes <= this.#partBytes)) return null;
    while (this.#whole.next < partCount(bytes, this.#partBytes)) {
      signal.throwIfAborted();
      await this.#hashOn(file);
    }
    const { kind } = this.#whole;
    const isRight = this.#whole.digest() === (sha256 ?? md5);
    this.#whole.reset();
    return isRight ? null : kind === 'md5' ? 'MD5' : 'SHA-256';
  }
}
