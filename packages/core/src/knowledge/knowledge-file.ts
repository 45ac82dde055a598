/** An index as a file: what stands in it, and how it is read with care. */
import { LocalLLMError } from '../errors.js';
import type { KeywordPostings } from './keyword-index.js';
import { MOST_CHARACTERS_OF_HEADING, MOST_CHARACTERS_OF_TEXT, MOST_CHARACTERS_OF_URL } from './limits.js';
import type { VectorTable } from './vectors.js';

export const FORMAT = 'local-llm-chat-knowledge';
export const VERSION = 1;

/** A page of an index. */
export interface IndexedPage {
  readonly url: string;
  readonly title: string;
  readonly language?: string;
  /** SHA-256 of its title, language and text, in hex: the same means that nothing has to be done again. */
  readonly hash?: string;
}

/** A chunk of an index. */
export interface IndexedChunk {
  /** Its page's number. */
  readonly page: number;
  readonly path: readonly string[];
  readonly text: string;
}

/** An index as it is served, as JSON; compressed with gzip or not. */
export interface KnowledgeFile {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly pages: readonly IndexedPage[];
  readonly chunks: readonly IndexedChunk[];
  readonly keywords: KeywordPostings;
  readonly vectors?: VectorTable;
}

/**
 * Reads the bytes of an index.
 *
 * @throws LocalLLMError `integrity` when they are none, or of another version.
 */
export async function readKnowledgeFile(bytes: Uint8Array<ArrayBuffer>, url: string): Promise<KnowledgeFile> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(await unpacked(bytes)));
  } catch (cause) {
    throw broken(url, 'is no index of knowledge', cause);
  }
  return checkKnowledgeFile(value, url);
}

/** @throws LocalLLMError `integrity`. */
export function checkKnowledgeFile(value: unknown, url: string): KnowledgeFile {
  if (!isRecord(value) || value['format'] !== FORMAT) throw broken(url, 'is no index of knowledge');
  if (value['version'] !== VERSION) {
    throw broken(url, `is an index of version ${String(value['version'])}, and this code reads ${VERSION}`);
  }
  const { pages, chunks, keywords, vectors } = value;
  const isWhole =
    Array.isArray(pages) &&
    pages.every(isPage) &&
    Array.isArray(chunks) &&
    chunks.every((chunk) => isChunk(chunk, pages.length)) &&
    isRecord(keywords) &&
    (vectors === undefined || isVectorTable(vectors, chunks.length));
  if (!isWhole) throw broken(url, 'is damaged');
  return value as unknown as KnowledgeFile;
}

function isPage(page: unknown): boolean {
  return (
    isRecord(page) && isText(page['url'], MOST_CHARACTERS_OF_URL) && isText(page['title'], MOST_CHARACTERS_OF_HEADING)
  );
}

function isText(value: unknown, most: number): boolean {
  return typeof value === 'string' && value.length <= most;
}

function isChunk(chunk: unknown, pages: number): boolean {
  if (!isRecord(chunk)) return false;
  const { page, path, text } = chunk;
  return (
    Number.isInteger(page) &&
    (page as number) >= 0 &&
    (page as number) < pages &&
    isText(text, MOST_CHARACTERS_OF_TEXT) &&
    Array.isArray(path) &&
    path.every((heading) => isText(heading, MOST_CHARACTERS_OF_HEADING))
  );
}

function isVectorTable(table: unknown, chunks: number): boolean {
  if (!isRecord(table)) return false;
  const { model, dimensions, data } = table;
  if (typeof model !== 'string' || typeof data !== 'string' || !Number.isInteger(dimensions)) return false;
  if ((dimensions as number) < 1) return false;
  const padding = data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0;
  return (data.length / 4) * 3 - padding === chunks * (dimensions as number) && /^[\w+/]*={0,2}$/.test(data);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Hosts that do not compress serve what the command has compressed; others say so in a header, and the browser does it. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function broken(url: string, what: string, cause?: unknown): LocalLLMError {
  return new LocalLLMError('integrity', `${url} ${what}.`, {
    hint: 'Make the index anew with `npx @local-llm-chat/indexer`, with the version that this page has.',
    cause,
    details: { url },
  });
}
