/** What keeps files on the device, or in memory where that is closed to us. */

/** A file that is being written, by nobody else at the same time. */
export interface OpenFile {
  readonly size: number;
  /** Sets the size; what is new is zeros. Throws like {@link write}. */
  resize(bytes: number): void;
  /** Throws a `QuotaExceededError` when there is no room. */
  write(bytes: Uint8Array<ArrayBuffer>, at: number): void;
  /** The bytes from `at` on, fewer than `length` at the end of the file. */
  read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Begins the file's note anew. */
  startNote(line: string): void;
  /** Adds a line to the file's note. */
  addToNote(line: string): void;
  /** Sees to it that the data survives a loss of power. */
  flush(): void;
  /** Ends the writing of the data; the note can still be added to. */
  closeData(): void;
  close(): void;
}

/** Where files are kept. */
export interface FileStore {
  /** A file's note, as text; `null` when there is none. */
  readNote(key: string): Promise<string | null>;
  /** A file's data, whole or not; `null` when there is none. */
  read(key: string): Promise<File | null>;
  /** Opens a file for writing, an empty one when there is none. */
  open(key: string): Promise<OpenFile>;
  /** Deletes a file and its note. */
  remove(key: string): Promise<void>;
  /** The notes about models, by their keys. */
  readModelNotes(): Promise<ReadonlyMap<string, string>>;
  writeModelNote(key: string, text: string): Promise<void>;
}
