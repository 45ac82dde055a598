/** The worker file of the PDF reader. */
import { toWire } from '../errors.js';
import type { PdfAnswer, PdfOrder } from './pdf-messages.js';
import { readPdf } from './read-pdf.js';

// pdf.js, which thinks that this is its own worker, talks to the page over the usual way: ours is a port apart.
self.onmessage = async ({ data, ports: [port] }: MessageEvent<PdfOrder>) => {
  if (port === undefined) return;
  const tell = (answer: PdfAnswer) => port.postMessage(answer);
  const { file, characterMaps } = data;
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const onPage = (done: number, total: number) => tell({ type: 'pages', done, total });
    const { text, pages } = await readPdf(bytes, { characterMaps, onPage });
    tell({ type: 'text', text, pages });
  } catch (error) {
    tell({ type: 'failure', error: toWire(error) });
  }
};
