/// <reference path="../../core/src/files/pdf-worker-module.d.ts" />
/** A thread that reads one PDF file, by the reader that visitors have. */
import { openAsBlob } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { isLocalLLMError } from '../../core/src/errors.js';
import { readPdf } from '../../core/src/files/read-pdf.js';
import { bringNewerJavaScript } from './newer-javascript.js';
import type { PdfAnswer, PdfOrder } from './pdf-messages.js';

const tell = (answer: PdfAnswer) => parentPort?.postMessage(answer);

/** The tables of characters, where `fetch` finds them: it reads no files. */
async function addressOfMaps(): Promise<string> {
  const core = dirname(createRequire(import.meta.url).resolve('@local-llm-chat/core/package.json'));
  return URL.createObjectURL(await openAsBlob(join(core, 'dist/files-pdf-maps.bin')));
}

async function read({ bytes }: PdfOrder): Promise<void> {
  try {
    const characterMaps = await addressOfMaps();
    const { texts, title } = await readPdf(bytes, { characterMaps, onPage: () => tell({ type: 'alive' }) });
    tell({ type: 'text', texts, title });
  } catch (error) {
    const reason = isLocalLLMError(error) ? error.details['reason'] : null;
    const message = error instanceof Error ? error.message : String(error);
    tell({ type: 'failure', reason: typeof reason === 'string' ? reason : null, message });
  }
}

bringNewerJavaScript();
await read(workerData as PdfOrder);
