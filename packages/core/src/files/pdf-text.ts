/** The page's side of reading PDF files: one worker for each file, which is ended with it whatever it does. */
import { abortedError, fromWire, LocalLLMError, throwIfAborted } from '../errors.js';
import { startWorker, type WorkerMode } from '../start-worker.js';
import { unreadable } from './file-failure.js';
import { pdfFiles } from './pdf-files.js';
import type { PdfAnswer, PdfOrder } from './pdf-messages.js';

/** Where the reader of PDF files comes from. */
export interface PdfOptions {
  /** A folder with the files of this package's `dist`, as for the engines. Default: where the bundler put them. */
  readonly enginesUrl?: string | undefined;
  /** How the worker is started; see {@link WorkerMode}. Default: `auto`. */
  readonly workerMode?: WorkerMode | undefined;
}

interface PdfReading extends PdfOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: { done: number; total: number; unit: 'pages' }) => void) | undefined;
}

/** Nobody waits longer for a sign of life. A page takes some milliseconds, a slow start some seconds. */
const SILENCE_MS = 60_000;

/** The text of a PDF file, and how many pages it has. */
export async function pdfToText(file: Blob, options: PdfReading): Promise<{ text: string; pages: number }> {
  const { signal } = options;
  throwIfAborted(signal, 'Reading the file');
  const { worker: url, characterMaps } = pdfFiles(options.enginesUrl);
  const worker = tryStart(url, options.workerMode ?? 'auto');
  let silence: ReturnType<typeof setTimeout> | undefined;
  const end = Promise.withResolvers<{ text: string; pages: number }>();
  const alive = () => {
    clearTimeout(silence);
    silence = setTimeout(() => end.reject(unreadable('broken', { message: 'The file takes too long.' })), SILENCE_MS);
  };
  const stop = () => end.reject(abortedError('Reading the file'));
  signal?.addEventListener('abort', stop, { once: true });
  worker.onerror = (event) => {
    event.preventDefault();
    end.reject(failed(url, event.message));
  };
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<PdfAnswer>) => {
    alive();
    if (data.type === 'pages') options.onProgress?.({ done: data.done, total: data.total, unit: 'pages' });
    else if (data.type === 'text') end.resolve({ text: data.text, pages: data.pages });
    else end.reject(fromWire(data.error));
  };
  try {
    alive();
    worker.postMessage({ file, characterMaps } satisfies PdfOrder, [port2]);
    return await end.promise;
  } finally {
    // Even a file that keeps the reader busy for ever ends here.
    worker.terminate();
    port1.close();
    clearTimeout(silence);
    signal?.removeEventListener('abort', stop);
  }
}

function tryStart(url: string, mode: WorkerMode): Worker {
  try {
    return startWorker(url, mode);
  } catch (error) {
    throw failed(url, error);
  }
}

function failed(url: string, cause: unknown): LocalLLMError {
  const why = typeof cause === 'string' && cause !== '' ? `: ${cause}` : '';
  return new LocalLLMError('worker-failed', `The PDF reader could not be started from ${url}${why}.`, { cause });
}
