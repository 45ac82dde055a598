/** Finds chunks by their words: BM25, by MiniSearch. The only file that knows it. */
import MiniSearch, { type AsPlainObject, type Options } from 'minisearch';
import { termsOf } from './search-terms.js';

/** What of a chunk is found, and where it counts how much. */
export interface ChunkWords {
  /** Its number in the index. */
  readonly id: number;
  /** The title of its page, and its headings. */
  readonly headings: string;
  readonly text: string;
}

/** Postings as they stand in a file. */
export type KeywordPostings = AsPlainObject;

/** A chunk that has some of the words. */
export interface KeywordHit {
  readonly id: number;
  readonly score: number;
}

const OPTIONS: Options<ChunkWords> = {
  fields: ['headings', 'text'],
  idField: 'id',
  tokenize: termsOf,
  // `termsOf` has done it.
  processTerm: (term) => term,
};

/** A word of a heading says more than one below it. */
const BOOST = { headings: 2, text: 1 };
/** From so many letters on a word is also found by its beginning, and with a letter or two wrong. */
const PREFIX_LETTERS = 4;
const FUZZY_LETTERS = 5;
const FUZZINESS = 0.2;

/** See the file. */
export class KeywordIndex {
  readonly #search: MiniSearch<ChunkWords>;

  private constructor(search: MiniSearch<ChunkWords>) {
    this.#search = search;
  }

  static empty(): KeywordIndex {
    return new KeywordIndex(new MiniSearch(OPTIONS));
  }

  /** @throws whatever MiniSearch throws over what is none of its postings. */
  static load(postings: KeywordPostings): KeywordIndex {
    return new KeywordIndex(MiniSearch.loadJS(postings, OPTIONS));
  }

  add(chunks: readonly ChunkWords[]): void {
    this.#search.addAll(chunks);
  }

  remove(ids: readonly number[]): void {
    for (const id of ids) this.#search.discard(id);
  }

  /** The best first. */
  find(query: string, wants: (id: number) => boolean): KeywordHit[] {
    return this.#search
      .search(query, {
        boost: BOOST,
        prefix: (term) => [...term].length >= PREFIX_LETTERS,
        fuzzy: (term) => ([...term].length >= FUZZY_LETTERS ? FUZZINESS : false),
        filter: ({ id }) => wants(id as number),
      })
      .map(({ id, score }) => ({ id: id as number, score }));
  }

  toJSON(): KeywordPostings {
    return this.#search.toJSON();
  }
}
