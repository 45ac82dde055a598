/** What is given along with a message: files while they are read, long texts, the page and what is selected there. */
import type { FilePart, LocalLLMError } from '@local-llm-chat/core';
import type { FileProgress, ReadFileOptions } from '@local-llm-chat/core/files';
import { LocalLLMError as Failure, isLocalLLMError } from '@local-llm-chat/core/page';

/** So many can be sent with one message. */
export const MOST_FILES = 20;

/** One of them. Never changed in place. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  /** The size of the original in bytes. */
  readonly bytes: number;
  readonly source: FilePart['source'];
  /** A text that was pasted, which can still go into the field. */
  readonly isPasted: boolean;
  readonly progress: FileProgress | null;
  /** Why it cannot be read. */
  readonly error: LocalLLMError | null;
  /** What is sent; `null` until it is read. */
  readonly part: FilePart | null;
  /** Tells whether the same one is there already. */
  readonly mark: string;
}

/** A text to give along. */
export interface GivenText {
  readonly name: string;
  readonly text: string;
  readonly source: FilePart['source'];
  readonly isPasted?: boolean;
}

/** Where the reader of PDF files comes from. */
type PdfPlaces = Pick<ReadFileOptions, 'enginesUrl' | 'workerMode'>;

/** What came of adding something. */
export type Added = 'added' | 'twice' | 'too-many';

/** Keeps them, and reads one file after the other. */
export class Attachments {
  readonly #onChange: (read: Attachment | null) => void;
  readonly #places: () => PdfPlaces;
  readonly #readings = new Map<string, AbortController>();
  #all: readonly Attachment[] = [];
  #lastReading: Promise<void> = Promise.resolve();

  /** @param onChange is told of the one that has just been read, with or without success. */
  constructor(onChange: (read: Attachment | null) => void, places: () => PdfPlaces) {
    this.#onChange = onChange;
    this.#places = places;
  }

  get all(): readonly Attachment[] {
    return this.#all;
  }

  /** What can be sent now. */
  get files(): readonly FilePart[] {
    return this.#all.flatMap(({ part }) => part ?? []);
  }

  get isReading(): boolean {
    return this.#readings.size > 0;
  }

  addFile(file: File): Added {
    const mark = `${file.name} ${file.size} ${file.lastModified}`;
    const attachment = { ...newAttachment(file.name, file.size, mark), part: null };
    const added = this.#add(attachment);
    if (added === 'added') this.#read(file, attachment);
    return added;
  }

  addText({ name, text, source, isPasted = false }: GivenText): Added {
    const bytes = new TextEncoder().encode(text).length;
    const base = { ...newAttachment(name, bytes, `${source} ${text}`), source, isPasted };
    return this.#add({
      ...base,
      part: { type: 'file', id: base.id, name, mediaType: 'text/plain', bytes, text, source },
    });
  }

  /** Replaces all by files that were read before. What is still being read belongs to another draft, and stops. */
  restore(files: readonly FilePart[]): void {
    const before = this.#all;
    this.clear();
    this.#all = files.map((part) => {
      const known = before.find((attachment) => attachment.part === part);
      if (known !== undefined) return known;
      const { id, name, bytes, source, text } = part;
      return { ...newAttachment(name, bytes, `${source} ${text}`), id, source, part };
    });
  }

  /** Takes one away; what reads it stops. */
  remove(id: string): void {
    this.#readings.get(id)?.abort();
    this.#readings.delete(id);
    this.#all = this.#all.filter((attachment) => attachment.id !== id);
    this.#onChange(null);
  }

  /** Forgets all of them. */
  clear(): void {
    for (const reading of this.#readings.values()) reading.abort();
    this.#readings.clear();
    this.#all = [];
  }

  #add(attachment: Attachment): Added {
    if (this.#all.some(({ mark, error }) => mark === attachment.mark && error === null)) return 'twice';
    if (this.#all.length >= MOST_FILES) return 'too-many';
    this.#all = [...this.#all, attachment];
    this.#onChange(null);
    return 'added';
  }

  #read(file: File, { id }: Attachment): void {
    const reading = new AbortController();
    this.#readings.set(id, reading);
    // One after the other: several large files at once would hold up the page and fill its memory.
    this.#lastReading = this.#lastReading.then(async () => {
      if (reading.signal.aborted) return;
      const result = await this.#readNow(file, id, reading.signal);
      if (reading.signal.aborted) return;
      this.#readings.delete(id);
      this.#change(id, { ...result, progress: null });
      this.#onChange(this.#all.find((attachment) => attachment.id === id) ?? null);
    });
  }

  async #readNow(file: File, id: string, signal: AbortSignal): Promise<Pick<Attachment, 'part' | 'error'>> {
    try {
      const { readFile } = await import('@local-llm-chat/core/files');
      const onProgress = (progress: FileProgress) => {
        if (this.#change(id, { progress })) this.#onChange(null);
      };
      const read = await readFile(file, { ...this.#places(), signal, onProgress });
      return { part: { type: 'file', id, source: 'file', ...read }, error: null };
    } catch (error) {
      // What is no error of ours comes of fetching the reader.
      const failure = isLocalLLMError(error)
        ? error
        : new Failure('network', 'The reader could not be fetched.', { cause: error });
      return { part: null, error: failure };
    }
  }

  #change(id: string, change: Partial<Attachment>): boolean {
    const isThere = this.#all.some((attachment) => attachment.id === id);
    this.#all = this.#all.map((attachment) => (attachment.id === id ? { ...attachment, ...change } : attachment));
    return isThere;
  }
}

function newAttachment(name: string, bytes: number, mark: string): Attachment {
  const id = crypto.getRandomValues(new Uint32Array(3)).join('-');
  return { id, name, bytes, source: 'file', isPasted: false, progress: null, error: null, part: null, mark };
}
