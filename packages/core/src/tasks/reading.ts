/** What a reader of passages is given, and what it finds. */
import type { PassageText } from './answer-from-knowledge.prompt.js';
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
  /** What of the question asks, where the rest only says what it is about. Default: all of it. */
  readonly own?: string;
  readonly passages: readonly PassageText[];
  /** All that they were chosen from: which words are rare shows in more than what is read. */
  readonly whole: string;
  readonly desk: Desk;
}
