/** Reads what a file or an address has, by its kind. */
import { extname } from 'node:path';
import { type FoundPage, skip } from './found-page.js';
import { type HtmlPage, readHtml } from './html-page.js';
import { readMarkdown } from './markdown-page.js';
import { PdfUnreadable, readPdfFile } from './pdf-page.js';

const MARKDOWN = new Set(['.md', '.markdown', '.mdx']);
const HTML = new Set(['.html', '.htm', '.xhtml']);
const TEXT = new Set(['.txt', '.text']);
const TEXTS: ReadonlySet<string> = new Set([...MARKDOWN, ...HTML, ...TEXT]);
export const PDF = '.pdf';

/** Endings of files that are read. */
export const READ_ENDINGS: ReadonlySet<string> = new Set([...TEXTS, PDF]);

/** What to read, and what is known of it. */
export interface PageSource {
  /** Its file or address, for messages. */
  readonly source: string;
  /** Where readers find it. */
  readonly url: string;
  /** `.md`, `.html` …: its kind. */
  readonly ending: string;
  readonly bytes: Uint8Array;
  /** Of pages that name none. */
  readonly language?: string | undefined;
  /** Resolves the address that a page says is its own; null keeps `url`. */
  readonly canonical?: (address: string) => string | null;
}

/** Reads it, or says why not. A PDF file has a page for each of its own, so that what is found is opened there. */
export async function readPages(source: PageSource, signal?: AbortSignal): Promise<readonly FoundPage[]> {
  return source.ending === PDF ? readPdfPages(source, signal) : [readPage(source)];
}

async function readPdfPages(
  { source, url, bytes, language }: PageSource,
  signal: AbortSignal | undefined,
): Promise<readonly FoundPage[]> {
  try {
    const { title, pages } = await readPdfFile(bytes, signal);
    return pages.map(({ number, text }) => ({
      source,
      page: {
        url: `${url}#page=${number}`,
        title: title || nameOf(source),
        text,
        ...(language === undefined ? {} : { language }),
      },
    }));
  } catch (error) {
    if (!(error instanceof PdfUnreadable)) throw error;
    return [skip(source, 'unreadable', error.message)];
  }
}

/** Reads a page of text, or says why not. */
export function readPage({ source, url, ending, bytes, language, canonical }: PageSource): FoundPage {
  if (!TEXTS.has(ending)) return skip(source, 'kind', ending);
  const text = decode(bytes, HTML.has(ending));
  if (text === null) return skip(source, 'unreadable', 'it is no text');
  const page: HtmlPage = MARKDOWN.has(ending)
    ? readMarkdown(text, ending === '.mdx')
    : HTML.has(ending)
      ? readHtml(text)
      : { title: '', text, language: null, canonical: null, isNoindex: false };
  if (page.isNoindex) return skip(source, 'noindex');
  if (!/[\p{L}\p{N}]/u.test(page.text)) return skip(source, 'empty');
  const tag = page.language ?? language;
  const address = page.canonical === null ? null : (canonical?.(page.canonical) ?? null);
  return {
    source,
    page: {
      url: address ?? url,
      title: page.title || nameOf(source),
      text: page.text,
      ...(tag === undefined ? {} : { language: tag }),
    },
  };
}

/** UTF-8, or what an HTML page says it is; null for what is no text. */
function decode(bytes: Uint8Array, isHtml: boolean): string | null {
  const named = isHtml ? charsetOf(bytes) : null;
  try {
    const text = new TextDecoder(named ?? 'utf-8', { fatal: named === null }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

function charsetOf(bytes: Uint8Array): string | null {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const label = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(start)?.[1];
  if (label === undefined) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/** `getting-started.md` is "getting started". */
function nameOf(source: string): string {
  const name = source.split(/[/\\]/).findLast((part) => part !== '') ?? source;
  return name.slice(0, name.length - extname(name).length).replace(/[-_]+/g, ' ');
}
