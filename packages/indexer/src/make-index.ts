/** Makes one index of all pages that were found, and says what became of each. */
import {
  countUnembedded,
  type EmbeddingModel,
  type KnowledgeFile,
  KnowledgeIndex,
  type OnEmbedded,
} from '@local-llm-chat/core/knowledge';
import type { FoundPage, SkippedPage } from './found-page.js';

/** See {@link makeIndex}. */
export interface MakeOptions {
  /** The index of before: what it has vectors of is not embedded again. */
  readonly previous?: KnowledgeFile | null;
  /** Makes a vector of each passage too. */
  readonly embedding?: EmbeddingModel;
  readonly signal?: AbortSignal;
  /** Called with each page or file that was looked at. */
  readonly onFound?: (found: FoundPage) => void;
  /** Called with passages done of all, as they are embedded; first with those that were known. */
  readonly onEmbedded?: OnEmbedded;
}

/** An index, and what it was made of. */
export interface MadeIndex {
  readonly file: KnowledgeFile;
  readonly pages: number;
  readonly chunks: number;
  readonly skipped: readonly SkippedPage[];
  /** Passages that were embedded now, and whose vectors are those of before; null without a model. */
  readonly embedded: { readonly now: number; readonly before: number } | null;
  /** Addresses of pages that were not in the index of before, whose text has changed since, and that are gone. */
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Pages with the most text, the longest first, for whoever must save. */
  readonly largest: readonly { readonly url: string; readonly characters: number }[];
}

const LARGEST = 5;

/**
 * Makes it.
 *
 * @example
 * import { makeIndex, pagesInFolder } from '@local-llm-chat/indexer';
 *
 * const { file, pages } = await makeIndex(pagesInFolder('docs'));
 * console.log(pages, JSON.stringify(file).length);
 */
export async function makeIndex(found: AsyncIterable<FoundPage>, options: MakeOptions = {}): Promise<MadeIndex> {
  const { previous = null, embedding, signal, onFound, onEmbedded } = options;
  const pages: Extract<FoundPage, { page: unknown }>[] = [];
  const skipped: SkippedPage[] = [];
  const taken = new Set<string>();
  for await (const one of found) {
    signal?.throwIfAborted();
    onFound?.(one);
    if ('skipped' in one) skipped.push(one.skipped);
    else if (taken.has(one.page.url)) skipped.push({ source: one.source, reason: 'duplicate', detail: one.page.url });
    else {
      taken.add(one.page.url);
      pages.push(one);
    }
  }
  const index = await KnowledgeIndex.build(
    pages.map(({ page }) => page),
    {
      ...(embedding === undefined ? {} : { embedding }),
      ...(previous === null ? {} : { previous }),
      ...(onEmbedded === undefined ? {} : { onProgress: onEmbedded }),
      ...(signal === undefined ? {} : { signal }),
    },
  );
  const file = index.toJSON();
  const embedded = embedding === undefined ? null : countUnembedded(file, embedding.id, previous ?? undefined);
  const before = new Map(previous?.pages.map(({ url, hash }) => [url, hash]));
  const now = new Set(file.pages.map(({ url }) => url));
  return {
    file,
    pages: file.pages.length,
    chunks: file.chunks.length,
    skipped,
    embedded: embedded && { now: embedded.missing, before: embedded.known },
    added: file.pages.filter(({ url }) => !before.has(url)).map(({ url }) => url),
    changed: file.pages.filter(({ url, hash }) => before.has(url) && before.get(url) !== hash).map(({ url }) => url),
    removed: [...before.keys()].filter((url) => !now.has(url)),
    largest: pages
      .map(({ page }) => ({ url: page.url, characters: page.text.length }))
      .sort((a, b) => b.characters - a.characters)
      .slice(0, LARGEST),
  };
}
