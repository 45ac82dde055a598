/** The events of answers from documents, as classes, so that listeners are typed. They bubble and leave shadow roots. */
import type { KnowledgeSource, KnowledgeWork } from '@local-llm-chat/core';

/** An answer from documents has come further: it searches, reads, has found something, or nothing. */
export class KnowledgeWorkEvent extends Event {
  static readonly type = 'llm-knowledge';
  readonly work: KnowledgeWork;

  constructor(work: KnowledgeWork) {
    super(KnowledgeWorkEvent.type, { bubbles: true, composed: true });
    this.work = work;
  }
}

/** The visitor opens a source. Whoever calls `preventDefault()` opens it in another way, as by the router of the site. */
export class SourceOpenEvent extends Event {
  static readonly type = 'llm-source-open';
  readonly source: KnowledgeSource;

  constructor(source: KnowledgeSource) {
    super(SourceOpenEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.source = source;
  }
}

declare global {
  interface HTMLElementEventMap {
    'llm-knowledge': KnowledgeWorkEvent;
    'llm-source-open': SourceOpenEvent;
  }
}
