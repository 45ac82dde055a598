/** Reads the text of all pages of a PDF file: the only file that knows pdf.js. */
import { getDocument, type PDFDocumentProxy, type PDFPageProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { WorkerMessageHandler } from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { isLocalLLMError } from '../errors.js';
import { CharacterMaps } from './character-maps.js';
import { unreadable } from './file-failure.js';
import { formRuns } from './form-values.js';
import { joinPages, pageTexts } from './join-pages.js';
import { multiply, placeOf } from './matrix.js';
import { nextTurn } from './pace.js';
import { layOut, type TextRun } from './page-layout.js';
import { tidyText } from './tidy-text.js';

/** Letters as they are drawn, joined to ligatures or to their neighbours: models know the plain ones. */
const PRESENTATION_FORMS = /[\uFB00-\uFDFF\uFE70-\uFEFC]+/g;

/** See {@link readPdf}. */
export interface PdfReaderOptions {
  /** The address of the tables of characters; see `character-maps.ts`. */
  readonly characterMaps: string;
  readonly onPage?: (done: number, total: number) => void;
  /** No file with more text is read to its end. Default: more than any book has. */
  readonly charactersMost?: number;
}

/** What a file says. */
export interface PdfText {
  /** Of all pages, each after a line with its number. */
  readonly text: string;
  /** Of each page, `''` where it has none. */
  readonly texts: readonly string[];
  readonly pages: number;
  /** As the file names it; may be empty. */
  readonly title: string;
}

/** Reads a file. Is itself the worker: pdf.js starts none from here. */
export async function readPdf(
  data: Uint8Array,
  { characterMaps, onPage, charactersMost = 20_000_000 }: PdfReaderOptions,
): Promise<PdfText> {
  Object.assign(globalThis, { pdfjsWorker: { WorkerMessageHandler } });
  const maps = new CharacterMaps(characterMaps);
  const loading = getDocument({
    data,
    BinaryDataFactory: class {
      fetch = ({ kind, filename }: { kind: string; filename: string }) => maps.read(kind, filename);
    },
    cMapPacked: true,
    useWorkerFetch: false,
    useWasm: false,
    useSystemFonts: true,
    disableFontFace: true,
    fontExtraProperties: false,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await loading.promise;
    const pages = await readPages(document, charactersMost, onPage);
    if (maps.failure !== null) throw maps.failure;
    return { ...pages, title: await titleOf(document) };
  } catch (error) {
    // Without its tables a file is read wrongly, if at all.
    throw maps.failure ?? (isLocalLLMError(error) ? error : pdfFailure(error));
  } finally {
    // Ends what is under way as well. Nobody needs to wait for that: the worker ends after this file.
    loading.destroy().catch(() => undefined);
  }
}

async function readPages(
  document: PDFDocumentProxy,
  charactersMost: number,
  onPage: PdfReaderOptions['onPage'] = () => undefined,
): Promise<Omit<PdfText, 'title'>> {
  const total = document.numPages;
  const pages: string[][] = [];
  let room = charactersMost;
  let failure: unknown = null;
  for (let number = 1; number <= total; number += 1) {
    onPage(number - 1, total);
    // A worker that never comes to rest is ended two seconds late.
    await nextTurn();
    try {
      const page = await document.getPage(number);
      const runs = [
        ...(await readRuns(page, room)),
        ...formRuns(await annotationsOf(page), page.getViewport({ scale: 1 }).transform),
      ];
      page.cleanup();
      room -= runs.reduce((sum, { text }) => sum + text.length, 0);
      pages.push(layOut(runs));
    } catch (error) {
      // The other pages may be whole.
      if (isLocalLLMError(error)) throw error;
      failure = error;
      pages.push([]);
    }
  }
  onPage(total, total);
  const texts = pageTexts(pages).map((text) =>
    tidyText(text.replace(PRESENTATION_FORMS, (form) => form.normalize('NFKC'))).trim(),
  );
  const text = joinPages(texts);
  if (text !== '') return { text, texts, pages: total };
  throw failure === null ? unreadable('no-text') : unreadable('broken', { cause: failure });
}

/** Nothing where there is none, or where what is said of the file is damaged. */
async function titleOf(document: PDFDocumentProxy): Promise<string> {
  const { info } = await document.getMetadata().catch(() => ({ info: {} }));
  const title: unknown = 'Title' in info ? info.Title : '';
  return typeof title === 'string' ? title.replace(/\s+/g, ' ').trim() : '';
}

/** Damaged ones are no reason to lose the text. */
function annotationsOf(page: PDFPageProxy): ReturnType<PDFPageProxy['getAnnotations']> {
  return page.getAnnotations().catch(() => []);
}

/** The pieces of text on a page, from its upper left corner, as it is shown. */
async function readRuns(page: PDFPageProxy, room: number): Promise<TextRun[]> {
  const { transform: view } = page.getViewport({ scale: 1 });
  const runs: TextRun[] = [];
  let left = room;
  const reader = page.streamTextContent().getReader();
  let blankBefore = false;
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    for (const item of step.value.items) {
      if (!('str' in item)) continue;
      if (item.str.trim() === '') {
        blankBefore ||= item.str !== '';
        continue;
      }
      left -= item.str.length;
      if (left < 0) throw unreadable('too-large', { message: 'There is too much text in this file.' });
      const at = multiply(view, item.transform);
      const { vertical = false } = step.value.styles[item.fontName] ?? {};
      runs.push({ text: item.str, rightToLeft: item.dir === 'rtl', blankBefore, ...placeOf(at, item, vertical) });
      blankBefore = false;
    }
  }
  return runs;
}

function pdfFailure(error: unknown) {
  const name = error instanceof Error ? error.name : '';
  return unreadable(name === 'PasswordException' ? 'encrypted' : 'broken', { cause: error });
}
