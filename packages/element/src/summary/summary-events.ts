/** The events of `<local-llm-summary>`, as classes, so that listeners are typed. They bubble and leave shadow roots. */

const ANNOUNCEMENT = { bubbles: true, composed: true } as const;

/** An article is about to be summarised. */
export class SummaryStartEvent extends Event {
  static readonly type = 'llm-summarystart';
  /** What is summarised. */
  readonly article: Element;

  constructor(article: Element) {
    super(SummaryStartEvent.type, ANNOUNCEMENT);
    this.article = article;
  }
}

/** A summary has ended. What has failed is told by `llm-error` instead. */
export class SummaryFinishEvent extends Event {
  static readonly type = 'llm-summaryfinish';
  /** The summary, as Markdown; what there is of it, perhaps nothing, where it was stopped. */
  readonly summary: string;
  /** `stopped`: by the visitor, by the page, or because the element has gone. */
  readonly outcome: 'complete' | 'stopped';

  constructor(summary: string, outcome: 'complete' | 'stopped') {
    super(SummaryFinishEvent.type, ANNOUNCEMENT);
    this.summary = summary;
    this.outcome = outcome;
  }
}

declare global {
  interface HTMLElementEventMap {
    'llm-summarystart': SummaryStartEvent;
    'llm-summaryfinish': SummaryFinishEvent;
  }
}
