/**
 * What is noted about a file: a journal of lines that only ever grows, so that whoever is killed in
 * mid-write loses the last line and nothing before it. Pure.
 */

/** What is known of a file on the device. */
export interface FileNote {
  readonly url: string;
  /** Its size when it is whole; `null` while nobody knows. */
  readonly bytes: number | null;
  readonly partBytes: number;
  /** The server's name for this version of the file, where it can be read. */
  readonly etag: string | null;
  /** SHA-256 of the parts that are there. */
  readonly parts: ReadonlyMap<number, string>;
  /** When the data was last written, once the file is whole: another time means that someone else wrote. */
  readonly completeAt: number | null;
  /** The MD5 that it was found to have as a whole, where that was asked for. */
  readonly md5: string | null;
}

/** The first line of a note. */
export type NoteHead = Pick<FileNote, 'url' | 'bytes' | 'partBytes' | 'etag'>;

/** A line after the first. */
export type NoteLine =
  /** The size has become known. */
  | { readonly bytes: number }
  /** A part is there, or (without a hash) is no longer believed to be. */
  | { readonly part: number; readonly sha256: string | null }
  /** The file is whole. */
  | { readonly completeAt: number; readonly md5: string | null };

/** Writes one line, with its end. */
export function writeLine(line: NoteHead | NoteLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** Reads a note; `null` when it is none. A line that was cut short or cannot be understood is passed over. */
export function readNote(text: string): FileNote | null {
  // What follows the last end of line was cut short.
  const [first, ...rest] = text.split('\n').slice(0, -1).map(parse);
  const head = first && readHead(first);
  if (!head) return null;
  let { bytes } = head;
  let completeAt: number | null = null;
  let md5: string | null = null;
  const parts = new Map<number, string>();
  for (const line of rest) {
    if (line === null) continue;
    if (isCount(line['bytes'])) bytes = line['bytes'];
    const { part, sha256 } = line as { part?: unknown; sha256?: unknown };
    if (isCount(part)) {
      if (typeof sha256 === 'string') parts.set(part, sha256);
      else {
        parts.delete(part);
        completeAt = null;
      }
    }
    if (typeof line['completeAt'] === 'number') completeAt = line['completeAt'];
    if (typeof line['md5'] === 'string') md5 = line['md5'];
  }
  return { ...head, bytes, parts, completeAt, md5 };
}

function readHead({ url, bytes, partBytes, etag }: Record<string, unknown>): NoteHead | null {
  if (typeof url !== 'string' || !isCount(partBytes) || partBytes === 0) return null;
  return { url, partBytes, bytes: isCount(bytes) ? bytes : null, etag: typeof etag === 'string' ? etag : null };
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Whether a file is whole and nobody else has written to it since. */
export function isWhole(
  note: FileNote | null,
  data: { readonly size: number; readonly lastModified: number } | null,
): boolean {
  return note !== null && data !== null && note.completeAt === data.lastModified && note.bytes === data.size;
}

/** Bytes of the parts that are there. */
export function notedBytes({ bytes, partBytes, parts, completeAt }: FileNote): number {
  if (completeAt !== null) return bytes ?? 0;
  let sum = 0;
  for (const part of parts.keys()) {
    sum += Math.max(0, Math.min(partBytes, (bytes ?? Number.POSITIVE_INFINITY) - part * partBytes));
  }
  return sum;
}
