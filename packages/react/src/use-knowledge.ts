/** The documents of a site for as long as a component lives: fetched when they are searched. */
import { isLocalLLMError, LocalLLMError } from '@local-llm-chat/core';
import {
  createKnowledge,
  type Knowledge,
  type KnowledgeOptions,
  type SearchOptions,
  type SearchResult,
} from '@local-llm-chat/core/knowledge';
import { useCallback, useState } from 'react';
import { useLifetime } from './use-lifetime.js';
import { useStore } from './use-store.js';

/** What is known of a search, for a component to draw. */
export interface KnowledgeState {
  /** `idle`: nothing was asked of the index yet, or is any more. `failed`: it could not be fetched; the next search tries again. */
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  /** Why it failed. */
  readonly error: LocalLLMError | null;
  /** What was searched for last; empty for nothing. */
  readonly query: string;
  /** What the last search has found, the best first. That of the one before stays until then. */
  readonly results: readonly SearchResult[];
}

/** What {@link useKnowledge} returns. The functions stay the same from render to render. */
export interface UseKnowledgeResult extends KnowledgeState {
  /**
   * The documents, for `answerFromKnowledge`, for `<LocalLLMSearch knowledge={knowledge} />`, or to add pages to. What
   * shows them counts their addresses from the page that is open, and not from where the index lies.
   */
  readonly knowledge: Knowledge;
  /** Fetches the index ahead of the first search. Resolves to whether it is here; never rejects. */
  readonly load: () => Promise<boolean>;
  /**
   * Searches, and puts what was found into `results`; an empty text finds nothing. Another search takes its place.
   * Resolves to what was found, to nothing where it failed or was overtaken; never rejects.
   */
  readonly search: (query: string, options?: SearchOptions) => Promise<readonly SearchResult[]>;
}

/**
 * Documents to search in, made with this component. Another `index`, or an `embedding` of another id, makes others; an
 * index that is an object has to be the same one from render to render. Nothing is fetched before the first search.
 *
 * @example
 * ```tsx
 * import { useKnowledge } from '@local-llm-chat/react';
 *
 * export function Search() {
 *   const { search, results, status } = useKnowledge({ index: '/llm-index.json' });
 *   return (
 *     <>
 *       <input type="search" aria-label="Search" onChange={({ target }) => search(target.value)} />
 *       {status === 'failed' && <p>The search could not be loaded.</p>}
 *       <ul>
 *         {results.map(({ id, title, href }) => (
 *           <li key={id}>
 *             <a href={href}>{title}</a>
 *           </li>
 *         ))}
 *       </ul>
 *     </>
 *   );
 * }
 * ```
 */
export function useKnowledge(options: KnowledgeOptions = {}): UseKnowledgeResult {
  const [made, setMade] = useState(() => ({ options, searcher: new Searcher(options) }));
  let current = made;
  if (!isSame(made.options, options)) {
    current = { options, searcher: new Searcher(options) };
    setMade(current);
  }
  const { searcher } = current;
  useLifetime(searcher, end);
  const load = useCallback(() => searcher.load(), [searcher]);
  const search = useCallback((query: string, where?: SearchOptions) => searcher.search(query, where), [searcher]);
  return { ...useStore(searcher), knowledge: searcher.knowledge, load, search };
}

function isSame(before: KnowledgeOptions, now: KnowledgeOptions): boolean {
  return address(before.index) === address(now.index) && before.embedding?.id === now.embedding?.id;
}

function address(index: KnowledgeOptions['index']): unknown {
  return index instanceof URL ? index.href : index;
}

const BEFORE: KnowledgeState = { status: 'idle', error: null, query: '', results: [] };

/** Searches one index, one text at a time, and tells how that goes. */
class Searcher {
  readonly knowledge: Knowledge;
  readonly #listeners = new Set<() => void>();
  #state = BEFORE;
  #running: AbortController | null = null;

  constructor(options: KnowledgeOptions) {
    this.knowledge = createKnowledge(options);
  }

  getSnapshot(): KnowledgeState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async load(): Promise<boolean> {
    if (this.#state.status !== 'ready') this.#set({ status: 'loading', error: null });
    try {
      await this.knowledge.load();
      this.#set({ status: 'ready', error: null });
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  async search(query: string, where: SearchOptions = {}): Promise<readonly SearchResult[]> {
    this.stop();
    this.#set({ query });
    if (query.trim() === '') {
      // The search that waited for the index has ended, and says no more how that went.
      this.#set({ results: [], ...(this.#state.status === 'loading' ? { status: 'idle' } : {}) });
      return [];
    }
    const running = new AbortController();
    const { signal } = running;
    this.#running = running;
    if (this.#state.status !== 'ready') this.#set({ status: 'loading', error: null });
    try {
      const results = await this.knowledge.search(query, { ...where, signal });
      if (signal.aborted) return [];
      this.#set({ status: 'ready', error: null, results });
      return results;
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
      return [];
    }
  }

  /** Nobody waits for the search any more. */
  stop(): void {
    this.#running?.abort();
    this.#running = null;
  }

  #fail(error: unknown): void {
    const failure = isLocalLLMError(error) ? error : new LocalLLMError('unknown', String(error), { cause: error });
    this.#set({ status: 'failed', error: failure, results: [] });
  }

  #set(change: Partial<KnowledgeState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }
}

function end(searcher: Searcher): void {
  searcher.stop();
}
