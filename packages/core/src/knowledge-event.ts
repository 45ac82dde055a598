/** What answers from documents rest on, and what they tell of themselves while they come about. */

/** A passage of a document that an answer rests on, or that comes nearest to a question. */
export interface KnowledgeSource {
  /** From 1 on: the answer cites it as `[1]`. */
  readonly number: number;
  /** Its page. */
  readonly url: string;
  /** Its page, opened at the words that are quoted, where the browser can. */
  readonly href: string;
  readonly title: string;
  /** The headings above it, from the outermost. */
  readonly path: readonly string[];
  /** The passage, as the index has it. */
  readonly text: string;
  /** What of it says so, letter by letter. Empty where it is merely near. */
  readonly quotes: readonly string[];
}

/**
 * `searching`: nothing is found yet. `reading`: the sources are those that the model reads. `found`: they are those that
 * the answer cites. `not-found`: the documents do not say; the sources are the nearest passages. The last two are final.
 */
export type KnowledgeStatus = 'searching' | 'reading' | 'found' | 'not-found';

/** How an answer from documents comes about. */
export interface KnowledgeWork {
  readonly status: KnowledgeStatus;
  /** What was searched for: the question, or what it means after what was said before. */
  readonly query: string;
  /** By words alone, or by their meaning too. Absent while it is searched. */
  readonly ranking?: 'keywords' | 'hybrid';
  readonly sources: readonly KnowledgeSource[];
}

/** Told among the events of an answer; each takes the place of the one before. Engines never tell it. */
export interface KnowledgeEvent {
  readonly type: 'knowledge';
  readonly work: KnowledgeWork;
}
