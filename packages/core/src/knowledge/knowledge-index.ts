/** An index in memory: made from pages or read from a file, searched, and written as a file. */

import { toHex } from '../hex.js';
import { type ChunkOptions, chunkPage } from './chunk-page.js';
import { embedChunks, type OnEmbedded } from './embed-chunks.js';
import type { EmbeddingModel } from './embedding-model.js';
import { fuse, type Scored } from './fuse.js';
import { type ChunkWords, KeywordIndex } from './keyword-index.js';
import { FORMAT, type IndexedChunk, type IndexedPage, type KnowledgeFile, VERSION } from './knowledge-file.js';
import { MOST_CHARACTERS_OF_HEADING } from './limits.js';
import type { KnowledgePage } from './page.js';
import { passageUrl } from './text-fragment.js';
import { Vectors } from './vectors.js';

/** What is searched for, and where. */
export interface SearchOptions {
  /** Default: 5. */
  readonly limit?: number;
  /** The most passages of one page: one that says the same over and over does not hide the others. Default: no limit. */
  readonly mostOfPage?: number;
  /** Only pages whose address, or its path, begins so, e.g. `/guides/`; and the visitor's files. */
  readonly path?: string;
  /** Only pages in this language, as a BCP 47 tag: `pt` finds `pt-BR`, and pages that name none. */
  readonly language?: string;
}

/** A passage that was found. */
export interface SearchResult {
  /** The number of its chunk, for this index. */
  readonly id: number;
  /** Its page. */
  readonly url: string;
  /** Its page, opened at the passage where the browser can. */
  readonly href: string;
  readonly title: string;
  /** The headings above it, from the outermost. */
  readonly path: readonly string[];
  readonly text: string;
  /**
   * The words by which it was found, the rarest first, as they are compared: in lower case, without accents; for
   * `excerptOf`. None where its meaning was found, or where it was not searched for.
   */
  readonly terms: readonly string[];
  /** Comparable within one search alone. More is better. */
  readonly score: number;
}

/** See {@link KnowledgeIndex.build}. */
export interface BuildOptions extends ChunkOptions {
  /** Makes vectors too. */
  readonly embedding?: EmbeddingModel;
  /** An index of before: what has not changed in it is not embedded again. */
  readonly previous?: KnowledgeFile;
  /** Called with chunks done of all, as they are embedded; first with those that need not be. */
  readonly onProgress?: OnEmbedded;
  readonly signal?: AbortSignal;
}

const LIMIT = 5;

/** See the file. */
export class KnowledgeIndex {
  readonly #pages: IndexedPage[];
  readonly #chunks: (IndexedChunk | null)[];
  readonly #keywords: KeywordIndex;
  readonly #vectors: Vectors | null;
  /** Pages by their address, each with the numbers of its chunks, which follow one another. */
  readonly #ranges = new Map<string, { readonly page: number; readonly start: number; readonly end: number }>();

  private constructor(
    pages: readonly IndexedPage[],
    chunks: readonly IndexedChunk[],
    keywords: KeywordIndex,
    vectors: Vectors | null,
  ) {
    this.#pages = [...pages];
    this.#chunks = [...chunks];
    this.#keywords = keywords;
    this.#vectors = vectors;
    this.#findRanges();
  }

  /** Without pages: {@link add} them. */
  static empty(): KnowledgeIndex {
    return new KnowledgeIndex([], [], KeywordIndex.empty(), null);
  }

  /** @param file as `readKnowledgeFile` has checked it. */
  static load({ pages, chunks, keywords, vectors }: KnowledgeFile): KnowledgeIndex {
    const table = vectors === undefined ? null : Vectors.load(vectors);
    return new KnowledgeIndex(pages, chunks, KeywordIndex.load(keywords), table);
  }

  /** Makes an index of pages. Two pages of one address are one: the last. */
  static async build(pages: readonly KnowledgePage[], options: BuildOptions = {}): Promise<KnowledgeIndex> {
    const { embedding, previous, onProgress, signal, maxWeight } = options;
    const index = KnowledgeIndex.empty();
    for (const page of pages) {
      signal?.throwIfAborted();
      const hash = await hashOf(page);
      index.add(page, { ...(maxWeight === undefined ? {} : { maxWeight }), ...(hash === null ? {} : { hash }) });
    }
    if (embedding === undefined) return index;
    const file = index.toJSON();
    const vectors = await embedChunks(file, embedding, { previous, onProgress, signal });
    return KnowledgeIndex.load({ ...file, vectors: vectors.toJSON() });
  }

  get pages(): readonly IndexedPage[] {
    return [...this.#ranges.values()].sort((a, b) => a.page - b.page).flatMap(({ page }) => this.#pages[page] ?? []);
  }

  get chunkCount(): number {
    return this.#chunks.filter((chunk) => chunk !== null).length;
  }

  /** The model whose vectors it has, or null. */
  get embeddingModel(): string | null {
    return this.#vectors?.model ?? null;
  }

  /** How many numbers its vectors have, or null. */
  get embeddingDimensions(): number | null {
    return this.#vectors?.dimensions ?? null;
  }

  /** Adds a page, or puts it in the place of the one with its address. It is found by its words alone. */
  add(page: KnowledgePage, options: ChunkOptions & { readonly hash?: string } = {}): void {
    this.remove(page.url);
    const { url, language } = page;
    const title = page.title.slice(0, MOST_CHARACTERS_OF_HEADING);
    const number = this.#pages.length;
    this.#pages.push({
      url,
      title,
      ...(language === undefined ? {} : { language }),
      ...(options.hash === undefined ? {} : { hash: options.hash }),
    });
    const first = this.#chunks.length;
    for (const chunk of chunkPage(page, options)) this.#chunks.push({ page: number, ...chunk });
    const added = this.#chunks.slice(first) as IndexedChunk[];
    if (added.length > 0) this.#ranges.set(url, { page: number, start: first, end: this.#chunks.length });
    this.#keywords.add(added.map((chunk, index) => wordsOf(first + index, chunk, title)));
  }

  /** Forgets a page; nothing happens where there is none. */
  remove(url: string): void {
    const range = this.#ranges.get(url);
    if (range === undefined) return;
    this.#ranges.delete(url);
    const removed = this.#chunks.slice(range.start, range.end) as IndexedChunk[];
    this.#keywords.remove(removed.map(({ text }, index) => ({ id: range.start + index, text })));
    this.#chunks.fill(null, range.start, range.end);
  }

  /**
   * The best passages, the best first.
   *
   * @param vector of the query, by {@link embeddingModel}; without one, words alone decide.
   */
  search(query: string, options: SearchOptions = {}, vector: ArrayLike<number> | null = null): SearchResult[] {
    const { limit = LIMIT, mostOfPage = Number.POSITIVE_INFINITY } = options;
    const wants = this.#filter(options);
    const keywords = this.#keywords.find(query, wants);
    const hits =
      vector === null || this.#vectors === null ? keywords : fuse(keywords, this.#vectors.cosines(vector, wants));
    const words = this.#keywords.telling(keywords);
    return this.#best(hits, limit, mostOfPage).flatMap(({ id, score }) => this.#result(id, score, words.get(id)) ?? []);
  }

  /** The first, of no page too many. */
  #best(hits: readonly Scored[], limit: number, mostOfPage: number): readonly Scored[] {
    const counts = new Map<number | undefined, number>();
    const best: Scored[] = [];
    for (const hit of hits) {
      if (best.length >= limit) break;
      const page = this.#chunks[hit.id]?.page;
      const count = (counts.get(page) ?? 0) + 1;
      counts.set(page, count);
      if (count <= mostOfPage) best.push(hit);
    }
    return best;
  }

  /** The passages before and after one, on its page, that are there. */
  neighbours(id: number): { readonly before: SearchResult | null; readonly after: SearchResult | null } {
    const page = this.#chunks[id]?.page;
    const beside = (other: number) => (this.#chunks[other]?.page === page ? this.#result(other, 0) : null);
    return { before: beside(id - 1), after: beside(id + 1) };
  }

  /** As a file has it. What was removed is not in it. */
  toJSON(): KnowledgeFile {
    const kept = this.#chunks.flatMap((chunk, id) => (chunk === null ? [] : [{ chunk, id }]));
    const numbers = new Map([...new Set(kept.map(({ chunk }) => chunk.page))].map((page, index) => [page, index]));
    const pages = [...numbers.keys()].flatMap((page) => this.#pages[page] ?? []);
    const chunks = kept.map(({ chunk }) => ({ ...chunk, page: numbers.get(chunk.page) ?? 0 }));
    let keywords = this.#keywords;
    if (kept.length !== this.#chunks.length) {
      keywords = KeywordIndex.empty();
      keywords.add(chunks.map((chunk, id) => wordsOf(id, chunk, pages[chunk.page]?.title ?? '')));
    }
    const vectors = this.#vectors?.pick(kept.map(({ id }) => id)) ?? null;
    return {
      format: FORMAT,
      version: VERSION,
      pages,
      chunks,
      keywords: keywords.toJSON(),
      ...(vectors === null ? {} : { vectors: vectors.toJSON() }),
    };
  }

  /** Chunks of a page follow one another: in a file that says otherwise, the rest of a page cannot be removed. */
  #findRanges(): void {
    this.#chunks.forEach((chunk, id) => {
      const url = chunk === null ? undefined : this.#pages[chunk.page]?.url;
      if (chunk === null || url === undefined) return;
      const range = this.#ranges.get(url);
      if (range === undefined) this.#ranges.set(url, { page: chunk.page, start: id, end: id + 1 });
      else if (range.end === id) this.#ranges.set(url, { ...range, end: id + 1 });
    });
  }

  #result(id: number, score: number, terms: readonly string[] = []): SearchResult | null {
    const chunk = this.#chunks[id];
    const page = chunk ? this.#pages[chunk.page] : undefined;
    if (!chunk || page === undefined) return null;
    const { path, text } = chunk;
    return { id, url: page.url, href: passageUrl(page.url, text), title: page.title, path, text, terms, score };
  }

  #filter({ path, language }: SearchOptions): (id: number) => boolean {
    const pages = this.#pages.map((page) => isUnder(page.url, path) && isIn(page.language, language));
    return (id) => {
      const chunk = this.#chunks[id];
      return chunk ? pages[chunk.page] === true : false;
    };
  }
}

/** Most pages begin with their title as a heading: it counts once. */
function wordsOf(id: number, { path, text }: IndexedChunk, title: string): ChunkWords {
  return { id, title, headings: path.filter((heading) => heading !== title).join('\n'), text };
}

/** A file of the visitor is under no path of a site: who adds one wants it found. */
function isUnder(url: string, path: string | undefined): boolean {
  if (path === undefined || url.startsWith(path) || /^file:(?!\/)/.test(url)) return true;
  try {
    return new URL(url).pathname.startsWith(path);
  } catch {
    return false;
  }
}

function isIn(language: string | undefined, wanted: string | undefined): boolean {
  if (wanted === undefined || language === undefined) return true;
  const [tag, prefix] = [language.toLowerCase(), wanted.toLowerCase()];
  return tag === prefix || tag.startsWith(`${prefix}-`);
}

/** Null where there is no SHA-256: on pages that are not served safely. */
async function hashOf({ title, language = '', text }: KnowledgePage): Promise<string | null> {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) return null;
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(`${title}\n${language}\n${text}`));
  return toHex(digest);
}
