/** The list of conversations of one element, once the code for it was fetched. */
import type { LitElement } from 'lit';
import type { Conversations } from './conversations.js';
import type { ThreadsView } from './threads-view.js';

/** Makes it as soon as it can. */
export class ThreadsPanel {
  readonly #host: LitElement;
  readonly #conversations: Conversations;
  #view: ThreadsView | undefined;

  constructor(host: LitElement, conversations: Conversations) {
    this.#host = host;
    this.#conversations = conversations;
  }

  /** Undefined while there is but one conversation that is kept nowhere. */
  get view(): ThreadsView | undefined {
    const { part } = this.#conversations;
    if (part !== null) this.#view ??= new part.ThreadsView(this.#host, this.#conversations);
    return this.#view;
  }
}
