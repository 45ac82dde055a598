/** The events of `<local-llm-search>`, as classes, so that listeners are typed. They bubble and leave shadow roots. */
import type { KnowledgeAnswer, SearchResult } from '@local-llm-chat/core/knowledge';

const ANNOUNCEMENT = { bubbles: true, composed: true } as const;

/** Something was searched for, as it is typed. */
export class SearchEvent extends Event {
  static readonly type = 'llm-search';
  readonly query: string;
  /** The best first; none where nothing was found. */
  readonly results: readonly SearchResult[];

  constructor(query: string, results: readonly SearchResult[]) {
    super(SearchEvent.type, ANNOUNCEMENT);
    this.query = query;
    this.results = results;
  }
}

/** A question was answered, or found to have no answer in what is searched. */
export class SearchAnswerEvent extends Event {
  static readonly type = 'llm-answer';
  readonly question: string;
  /** Its status is `found` or `not-found`. */
  readonly answer: KnowledgeAnswer;

  constructor(question: string, answer: KnowledgeAnswer) {
    super(SearchAnswerEvent.type, ANNOUNCEMENT);
    this.question = question;
    this.answer = answer;
  }
}

declare global {
  interface HTMLElementEventMap {
    'llm-search': SearchEvent;
    'llm-answer': SearchAnswerEvent;
  }
}
