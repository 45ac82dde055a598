/** The list of conversations in one element: the button that opens it, and the list itself once it was fetched. */
import { html, type LitElement, nothing, svg, type TemplateResult } from 'lit';
import type { Conversations } from './conversations.js';
import type { ThreadsView } from './threads-view.js';

const icon = svg`<path d="M8 5.5h8.5M8 10h8.5M8 14.5h8.5M3.6 5.5h.8M3.6 10h.8M3.6 14.5h.8" />`;

/** Opens and closes it. */
export class ThreadsPanel {
  readonly #host: LitElement;
  readonly #conversations: Conversations;
  #view: ThreadsView | null = null;

  constructor(host: LitElement, conversations: Conversations) {
    this.#host = host;
    this.#conversations = conversations;
  }

  /** `sheet` covers the chat, `column` stands beside it; `null` while it is closed. */
  get form(): 'sheet' | 'column' | null {
    return this.#view?.form ?? null;
  }

  /** What opens it: nothing while there is but one conversation. */
  button(): TemplateResult | typeof nothing {
    const { context, areMany } = this.#conversations;
    if (!areMany || context.host.threads === 'none') return nothing;
    const label = context.texts().t('header.threads');
    return html`
      <button
        class="icon-button"
        part="icon-button threads-button"
        aria-label=${label}
        title=${label}
        aria-expanded=${String(this.form !== null)}
        @click=${this.toggle}
      >
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">${icon}</svg>
      </button>
    `;
  }

  /** @param isInert something else covers it. */
  render(isInert = false): TemplateResult | typeof nothing {
    const { part } = this.#conversations;
    if (part === null) return nothing;
    this.#view ??= new part.ThreadsView(this.#host, this.#conversations);
    return this.#view.render(isInert);
  }

  readonly toggle = async (event: Event): Promise<void> => {
    const opener = event.currentTarget as HTMLElement;
    // It is there at once where there are many; what cannot be fetched can be pressed for again.
    await this.#conversations.fetch().catch(() => undefined);
    this.render();
    this.#view?.toggle(opener);
  };
}
