/** The knowledge of a site: its index, fetched when it is needed, and searched. */
import { LocalLLMError } from '../errors.js';
import { orAborted } from '../or-aborted.js';
import type { EmbeddingModel } from './embedding-model.js';
import { checkKnowledgeFile, type KnowledgeFile, readKnowledgeFile } from './knowledge-file.js';
import { KnowledgeIndex, type SearchOptions, type SearchResult } from './knowledge-index.js';
import type { KnowledgePage } from './page.js';

/** Settings of {@link createKnowledge}. */
export interface KnowledgeOptions {
  /** Where the index is, or the index itself. Without one it is empty, for pages that are {@link Knowledge.add}ed. */
  readonly index?: string | URL | KnowledgeFile;
  /** Embeds questions, if the index has vectors of this very model. Where it fails, words alone decide. */
  readonly embedding?: EmbeddingModel;
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch;
}

/** How a search was done. */
export type Ranking = 'keywords' | 'hybrid';

/** What a search found. */
export interface SearchAnswer {
  readonly results: readonly SearchResult[];
  readonly ranking: Ranking;
}

/** See {@link createKnowledge}. */
export interface Knowledge {
  /** Fetches the index, once. Searches do it by themselves. */
  load(options?: { readonly signal?: AbortSignal }): Promise<KnowledgeIndex>;
  /** The best passages for a question or some words; none for a text without any. */
  search(query: string, options?: SearchOptions & { readonly signal?: AbortSignal }): Promise<readonly SearchResult[]>;
  /** The same, and how it was done. */
  find(query: string, options?: SearchOptions & { readonly signal?: AbortSignal }): Promise<SearchAnswer>;
  /** Adds a page for as long as this lives: the one that is open, a file that was dropped. */
  add(page: KnowledgePage): Promise<void>;
  /** Forgets a page. */
  remove(url: string): Promise<void>;
}

/**
 * Knowledge to search in.
 *
 * @example
 * import { createKnowledge } from '@local-llm-chat/core/knowledge';
 *
 * const knowledge = createKnowledge();
 * await knowledge.add({ url: '/prices', title: 'Prices', text: '# Prices\n\nA chair costs 40 euros.' });
 * const [best] = await knowledge.search('What does a chair cost?');
 * console.log(best?.text, best?.href);
 */
export function createKnowledge(options: KnowledgeOptions = {}): Knowledge {
  const { index: source, embedding, fetch = globalThis.fetch } = options;
  let loading: Promise<KnowledgeIndex> | null = null;

  const load: Knowledge['load'] = ({ signal } = {}) => {
    loading ??= open(source, fetch).catch((error: unknown) => {
      // The next one who asks tries again.
      loading = null;
      throw error;
    });
    // Others may wait for the same.
    return orAborted(loading, 'The search', signal);
  };

  const find: Knowledge['find'] = async (query, { signal, ...where } = {}) => {
    const index = await load(signal === undefined ? {} : { signal });
    const usesVectors = embedding !== undefined && index.embeddingModel === embedding.id && query.trim() !== '';
    const vector = usesVectors ? await embedQuery(embedding, query, index.embeddingDimensions, signal) : null;
    return { results: index.search(query, where, vector), ranking: vector === null ? 'keywords' : 'hybrid' };
  };

  return {
    load,
    find,
    search: async (query, where) => (await find(query, where)).results,
    add: async (page) => (await load()).add(page),
    remove: async (url) => (await load()).remove(url),
  };
}

async function open(source: KnowledgeOptions['index'], fetch: typeof globalThis.fetch): Promise<KnowledgeIndex> {
  if (source === undefined) return KnowledgeIndex.empty();
  if (typeof source === 'object' && !(source instanceof URL)) {
    return KnowledgeIndex.load(checkKnowledgeFile(source, 'The index'));
  }
  const url = String(source);
  let response: Response;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    response = await fetch(url);
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new LocalLLMError('network', `The index ${url} could not be fetched.`, { cause, details: { url } });
  }
  if (!response.ok) {
    throw new LocalLLMError('http', `The server answered ${response.status} for the index ${url}.`, {
      hint: 'Check that `npx @local-llm-chat/indexer` has written it where the site serves it.',
      details: { url, status: response.status },
    });
  }
  const file = await readKnowledgeFile(bytes, url);
  try {
    return KnowledgeIndex.load(file);
  } catch (cause) {
    throw new LocalLLMError('integrity', `${url} is damaged.`, {
      hint: 'Make the index anew with `npx @local-llm-chat/indexer`.',
      cause,
      details: { url },
    });
  }
}

/** Null where the model cannot say: words alone are better than no answer. */
async function embedQuery(
  embedding: EmbeddingModel,
  query: string,
  dimensions: number | null,
  signal: AbortSignal | undefined,
): Promise<ArrayLike<number> | null> {
  try {
    const [vector] = await embedding.embed([query], { kind: 'query', ...(signal === undefined ? {} : { signal }) });
    // Of another model with this name it may have another length.
    return vector?.length === dimensions ? vector : null;
  } catch (error) {
    if (signal?.aborted) throw error;
    return null;
  }
}
