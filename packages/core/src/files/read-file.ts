/** Reads the text out of a file, on the device. */
import { toLocalLLMError } from '../errors.js';
import { decodeText } from './decode-text.js';
import { unreadable } from './file-failure.js';
import { type FileKind, kindOf, mediaTypeOf } from './file-kinds.js';
import { startPace } from './pace.js';
import type { PdfOptions } from './pdf-text.js';
import { readBytes } from './read-bytes.js';
import { tidyLongText } from './tidy-text.js';

/** How much of a file has been read. */
export interface FileProgress {
  readonly done: number;
  readonly total: number;
  readonly unit: 'pages' | 'bytes';
}

/** Settings of {@link readFile}. All may be left out. */
export interface ReadFileOptions extends PdfOptions {
  /** Default: the name of the `File`. */
  readonly name?: string | undefined;
  /** Default: the type of the `File` or `Blob`. */
  readonly mediaType?: string | undefined;
  /** Stops the reading: it rejects with an error of code `aborted`. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: FileProgress) => void) | undefined;
  /** The largest file that is read, in bytes. Default: 100 MB for a PDF, 20 MB for everything else. */
  readonly maxBytes?: number | undefined;
}

/** A file as text: what a `FilePart` of a message needs besides its `id` and `source`. */
export interface FileText {
  readonly name: string;
  /** The MIME type of the file, e.g. `application/pdf`. */
  readonly mediaType: string;
  /** The size of the file in bytes. */
  readonly bytes: number;
  /** What a model reads of it. */
  readonly text: string;
  /** Pages that the file has, where it has pages. */
  readonly pages?: number;
}

/**
 * The text in a file: plain text, source code, Markdown, HTML, CSV or PDF. Nothing leaves the device. The readers of
 * HTML, CSV and PDF are fetched from your own site when the first such file is read.
 *
 * - HTML becomes text with headings, lists, tables and links as Markdown; what readers do not see is left out.
 * - Tables become rows of `cell | cell`, in groups that each begin with the header.
 * - Pages of a PDF begin with `[page 3]`; lines are joined to paragraphs, columns are read one after the other.
 *
 * @throws LocalLLMError of code `file-unreadable`; `details.reason` is a {@link FileProblem}. `aborted` after the
 *   signal. `worker-failed` where the PDF reader cannot be started.
 *
 * @example
 * ```ts
 * import { readFile } from '@local-llm-chat/core/files';
 *
 * const input = document.querySelector('input') as HTMLInputElement;
 * input.onchange = async () => {
 *   const [file] = input.files ?? [];
 *   if (!file) return;
 *   const { name, text, pages } = await readFile(file, { onProgress: ({ done, total, unit }) => console.log(done, total, unit) });
 *   console.log(name, pages, text);
 * };
 * ```
 */
export async function readFile(file: Blob, options: ReadFileOptions = {}): Promise<FileText> {
  const name = options.name ?? ('name' in file && typeof file.name === 'string' ? file.name : '');
  const given = options.mediaType ?? file.type;
  const kind = kindOf(name, given);
  if (kind === null) throw unreadable('unknown-kind');
  if (file.size === 0) throw unreadable('empty');
  const limitBytes = options.maxBytes ?? (kind === 'pdf' ? 100e6 : 20e6);
  if (file.size > limitBytes) throw unreadable('too-large', { limitBytes });
  const about = { name, mediaType: mediaTypeOf(kind, given), bytes: file.size };
  try {
    if (kind === 'pdf') {
      const { pdfToText } = await import('./pdf-text.js');
      return { ...about, ...(await pdfToText(file, options)) };
    }
    return { ...about, text: await readText(file, kind, options) };
  } catch (error) {
    throw toLocalLLMError(error);
  }
}

async function readText(file: Blob, kind: Exclude<FileKind, 'pdf'>, options: ReadFileOptions): Promise<string> {
  const { signal, onProgress = () => undefined } = options;
  const pace = startPace(signal);
  const total = file.size;
  const bytes = await readBytes(file, signal);
  const report = (share: number) => onProgress({ done: Math.round(share * total), total, unit: 'bytes' });
  const text = await toText(kind, bytes, pace, report);
  const tidy = await tidyLongText(text, pace);
  if (tidy.trim() === '') throw unreadable(kind === 'html' ? 'no-text' : 'empty');
  report(1);
  return tidy;
}

async function toText(
  kind: Exclude<FileKind, 'pdf'>,
  bytes: Uint8Array,
  pace: () => Promise<void>,
  report: (share: number) => void,
): Promise<string> {
  if (kind === 'html') {
    const { htmlEncoding, htmlToText } = await import('./html-text.js');
    const html = await decodeText(bytes, pace, htmlEncoding);
    return htmlToText(html, pace, (done) => report(done / html.length));
  }
  const text = await decodeText(bytes, pace, xmlEncoding);
  if (kind === 'text') return text;
  const { csvToText } = await import('./csv-text.js');
  return csvToText(text, pace, (done) => report(done / text.length));
}

/** The encoding that XML says it has. */
function xmlEncoding(start: string): string | undefined {
  return /^<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i.exec(start)?.[1];
}
