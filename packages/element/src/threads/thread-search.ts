/** What is looked for in conversations, and where it was found. */
import type { ThreadMatch } from '@local-llm-chat/core/threads';
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import { closeIcon } from '../icons.js';
import type { Conversations } from './conversations.js';
import { searchIcon } from './thread-icons.js';

/** After this long without another letter it is said how many were found, in milliseconds. */
const SAID_AFTER_MS = 500;

/** The field, and its results. */
export class ThreadSearch {
  readonly #host: LitElement;
  readonly #conversations: Conversations;
  #query = '';
  #matches: readonly ThreadMatch[] | null = null;
  #running: AbortController | null = null;
  #saying: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LitElement, conversations: Conversations) {
    this.#host = host;
    this.#conversations = conversations;
  }

  /** Where the words are; `null` when none are looked for. The last ones stay until there are others. */
  get matches(): readonly ThreadMatch[] | null {
    return this.#matches;
  }

  render(): TemplateResult {
    const { t } = this.#conversations.context.texts();
    return html`
      <div class="threads-search" role="search">
        ${searchIcon}
        <input
          part="threads-search"
          type="search"
          dir="auto"
          autocomplete="off"
          aria-label=${t('threads.search')}
          placeholder=${t('threads.search')}
          .value=${this.#query}
          @focus=${this.#prepare}
          @input=${this.#onInput}
          @keydown=${this.#onKeydown}
        />
        ${
          this.#query === ''
            ? nothing
            : html`
                <button
                  class="icon-button small"
                  part="icon-button"
                  aria-label=${t('threads.clear')}
                  title=${t('threads.clear')}
                  @click=${this.clear}
                >
                  ${closeIcon}
                </button>
              `
        }
      </div>
    `;
  }

  /** Looks again: conversations have changed. */
  refresh(): void {
    if (this.#query.trim() !== '') void this.#search();
  }

  readonly clear = (): void => {
    this.#query = '';
    this.#stop();
    this.#matches = null;
    this.#host.requestUpdate();
    this.#host.renderRoot.querySelector<HTMLElement>('.threads-search input')?.focus();
  };

  readonly #prepare = (): void => {
    // What cannot be read ahead is read with the first search.
    this.#conversations.keeper?.threads.prepareSearch().catch(() => undefined);
  };

  readonly #onInput = (event: Event): void => {
    this.#query = (event.target as HTMLInputElement).value;
    this.#stop();
    if (this.#query.trim() === '') this.#matches = null;
    else {
      void this.#search();
      this.#saying = setTimeout(() => this.#say(), SAID_AFTER_MS);
    }
    this.#host.requestUpdate();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || this.#query === '') return;
    // The first one empties the field, the next one closes the list.
    event.preventDefault();
    event.stopPropagation();
    this.clear();
  };

  #stop(): void {
    clearTimeout(this.#saying);
    this.#running?.abort();
  }

  async #search(): Promise<void> {
    const running = new AbortController();
    this.#running?.abort();
    this.#running = running;
    try {
      this.#matches = (await this.#conversations.keeper?.threads.search(this.#query, running)) ?? null;
    } catch {
      // Another search has begun, or the list says what is wrong with the device.
    }
    this.#host.requestUpdate();
  }

  #say(): void {
    const { announce, texts } = this.#conversations.context;
    if (this.#matches !== null) announce(texts().t('threads.found', { count: this.#matches.length }));
  }
}
