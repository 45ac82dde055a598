/** What a PDF file says, page by page, so that an answer can be opened where it stands. */
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PdfAnswer, PdfOrder } from './pdf-messages.js';

/** What was read. */
export interface PdfText {
  /** As the file names it; may be empty. */
  readonly title: string;
  /** Those that have text, by their number, from 1. */
  readonly pages: readonly { readonly number: number; readonly text: string }[];
}

/** Why a file was not read. */
export class PdfUnreadable extends Error {}

// The same path from `src` and from `dist`: it runs from what was built.
const THREAD = new URL('../dist/pdf-thread.js', import.meta.url);
/** Nobody waits longer for a sign of life. */
const SILENCE_MS = 60_000;
const REASONS: Readonly<Record<string, string>> = {
  encrypted: 'asks for a password',
  'no-text': 'pictures alone, without text: recognise it first (OCR)',
  broken: 'damaged, or no PDF',
  'too-large': 'too much text',
};

/** @throws PdfUnreadable with the reason; what `signal` has. */
export async function readPdfFile(bytes: Uint8Array, signal?: AbortSignal): Promise<PdfText> {
  const answer = await ask({ bytes }, signal);
  if (answer.type !== 'text') throw new PdfUnreadable(REASONS[answer.reason ?? ''] ?? answer.message);
  const pages = answer.texts.map((text, index) => ({ number: index + 1, text }));
  return { title: answer.title, pages: pages.filter(({ text }) => text !== '') };
}

/** In a thread of its own, which is ended whatever a file makes it do. */
function ask(order: PdfOrder, signal: AbortSignal | undefined): Promise<Exclude<PdfAnswer, { type: 'alive' }>> {
  return new Promise((resolve, reject) => {
    // pdf.js complains of what it would need to draw.
    const worker = new Worker(fileURLToPath(THREAD), { workerData: order, stdout: true, stderr: true });
    let silence: ReturnType<typeof setTimeout> | undefined;
    const end = (settle: () => void) => {
      clearTimeout(silence);
      signal?.removeEventListener('abort', stop);
      settle();
      void worker.terminate();
    };
    const fail = (error: unknown) => end(() => reject(error));
    const stop = () => fail(signal?.reason);
    const alive = () => {
      clearTimeout(silence);
      silence = setTimeout(() => fail(new PdfUnreadable('it takes too long')), SILENCE_MS);
    };
    worker.on('message', (answer: PdfAnswer) => {
      if (answer.type === 'alive') alive();
      else end(() => resolve(answer));
    });
    worker.on('error', (error: unknown) => fail(new PdfUnreadable(error instanceof Error ? error.message : 'broken')));
    worker.on('exit', () => fail(new PdfUnreadable('broken')));
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    else alive();
  });
}
