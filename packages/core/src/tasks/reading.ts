/** What a reader of passages is given, and what it finds. */
import type { PassageText } from './answer-from-knowledge.prompt.js';
import type { Desk } from './desk.js';

/** A statement of an answer, and what says so. */
export interface Statement {
  readonly text: string;
  /** The place of the passage in what was read. */
  readonly place: number;
  /** Sentences of the passage, letter by letter. */
  readonly quotes: readonly string[];
}

/** What a reading of passages found: the lines of the answer. Never empty. */
export type Reading = readonly (readonly Statement[])[];

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
