/** What a reader of passages is given, and what it finds. */
import type { SearchResult } from '../knowledge/knowledge-index.js';
import type { Desk } from './desk.js';

/** What a reading of passages found: the answer with its marks, and which words of which passage say so. */
export interface Reading {
  readonly answer: string;
  /** By the place of the passage in what was read. */
  readonly cited: ReadonlyMap<number, readonly string[]>;
}

/** What a reader needs. */
export interface ReadingJob {
  readonly question: string;
  readonly passages: readonly SearchResult[];
  /** All that was found: which words are rare shows in more than what is read. */
  readonly results: readonly SearchResult[];
  readonly desk: Desk;
  /** Shows an answer that is not complete yet. */
  show(reading: Reading): void;
}
