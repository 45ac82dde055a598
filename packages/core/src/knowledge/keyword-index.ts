/** Finds chunks by their words: BM25, by MiniSearch. The only file that knows it. */
import MiniSearch, { type AsPlainObject, type Options } from 'minisearch';
import { termsOf } from './search-terms.js';

/** What of a chunk is found, and where it counts how much. */
export interface ChunkWords {
  /** Its number in the index. */
  readonly id: number;
  /** Of its page. */
  readonly title: string;
  /** Those above it, without the title. */
  readonly headings: string;
  readonly text: string;
}

/** Postings as they stand in a file. */
export type KeywordPostings = AsPlainObject;

/** A chunk that has some of the words. */
export interface KeywordHit {
  readonly id: number;
  readonly score: number;
  /** The words of the chunk that are like those of the query. */
  readonly words: readonly string[];
}

/** A word that is so much more common than the rarest one that was found anywhere says little. */
const COMMON = 0.2;
/** So short a word says nothing, however rare it is. */
const TINY = /^\p{Script=Latin}{1,2}$/u;

// These, and what is done below, are by measure: `npm run evals -- retrieval`.
const FIELDS: readonly (keyof ChunkWords)[] = ['title', 'headings', 'text'];
/** A word is rarer among headings than among texts, and counts more there as it is. */
const BOOST = { title: 2, headings: 1, text: 1 };
/** Without a bonus for each word that is there at all: it is the common ones that have it everywhere. */
const BM25 = { k: 1.2, b: 0.7, d: 0 };
/** From so many letters on a word is also found by its beginning, and with a letter or two wrong. */
const PREFIX_LETTERS = 4;
const FUZZY_LETTERS = 5;
const FUZZINESS = 0.2;

/** See the file. */
export class KeywordIndex {
  readonly #search: MiniSearch<ChunkWords>;
  /** In how many texts each word stands; 0 for what is in titles and headings alone. */
  readonly #texts: Map<string, number>;

  private constructor(postings: KeywordPostings | null) {
    const options: Options<ChunkWords> = {
      fields: [...FIELDS],
      idField: 'id',
      tokenize: (text, field) => {
        const terms = termsOf(text);
        this.#count(terms, field === 'text' ? 1 : 0);
        return terms;
      },
      // `termsOf` has done it.
      processTerm: (term) => term,
      searchOptions: { tokenize: termsOf },
    };
    this.#search = postings === null ? new MiniSearch(options) : MiniSearch.loadJS(postings, options);
    this.#texts = new Map(postings === null ? [] : textsOf(postings));
  }

  static empty(): KeywordIndex {
    return new KeywordIndex(null);
  }

  /** @throws whatever MiniSearch throws over what is none of its postings. */
  static load(postings: KeywordPostings): KeywordIndex {
    return new KeywordIndex(postings);
  }

  add(chunks: readonly ChunkWords[]): void {
    this.#search.addAll(chunks);
  }

  /** @param chunks as they were added. */
  remove(chunks: readonly Pick<ChunkWords, 'id' | 'text'>[]): void {
    for (const { id, text } of chunks) {
      this.#search.discard(id);
      this.#count(termsOf(text), -1);
    }
  }

  /** The best first. */
  find(query: string, wants: (id: number) => boolean): KeywordHit[] {
    return this.#search
      .search(query, {
        boost: BOOST,
        bm25: BM25,
        boostTerm: (term) => this.#rarity(term),
        prefix: (term) => [...term].length >= PREFIX_LETTERS,
        // A word that is there is no slip: others like it would be in its way, and looking for them takes most of the time.
        fuzzy: (term) => ([...term].length >= FUZZY_LETTERS && !this.#texts.has(term) ? FUZZINESS : false),
        filter: ({ id }) => wants(id as number),
      })
      .map(({ id, score, terms }) => ({ id: id as number, score, words: terms }));
  }

  /** Those of the words of each hit that tell most, the rarest first. */
  telling(hits: readonly KeywordHit[]): ReadonlyMap<number, readonly string[]> {
    const rarities = new Map(hits.flatMap(({ words }) => words).map((word) => [word, this.#rarity(word)]));
    const least = Math.max(...rarities.values()) * COMMON;
    const rarity = (word: string) => rarities.get(word) ?? 0;
    const isTelling = (word: string) => rarity(word) >= least && !TINY.test(word);
    return new Map(
      hits.map(({ id, words }) => [id, words.filter(isTelling).sort((one, other) => rarity(other) - rarity(one))]),
    );
  }

  toJSON(): KeywordPostings {
    return this.#search.toJSON();
  }

  /**
   * From 1, for a word of no text, almost to 0, for one of every text. MiniSearch weighs a word by how rare it is in each
   * field: among headings "how" and "my" are rare, and whole questions would be answered by them.
   */
  #rarity(term: string): number {
    const count = this.#search.documentCount;
    const weigh = (texts: number) => Math.log(1 + (count - texts + 0.5) / (texts + 0.5));
    return weigh(this.#texts.get(term) ?? 0) / weigh(0);
  }

  #count(terms: readonly string[], texts: number): void {
    for (const term of new Set(terms)) this.#texts.set(term, (this.#texts.get(term) ?? 0) + texts);
  }
}

function* textsOf({ index, fieldIds }: KeywordPostings): Generator<[string, number]> {
  const field = fieldIds['text'] ?? -1;
  for (const [term, fields] of index) yield [term, Object.keys(fields[field] ?? {}).length];
}
