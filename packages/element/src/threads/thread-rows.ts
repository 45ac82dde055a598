/** The rows of the list: each opens a conversation and has a menu; the arrow keys walk them. */
import type { ThreadInfo, ThreadMatch, ThreadSnippet } from '@local-llm-chat/core/threads';
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { deleteIcon } from '../icons.js';
import { editIcon, markdownIcon, moreIcon } from '../late-icons.js';
import { type Menu, nextIndex } from '../menu.js';
import { formatAgo } from '../models/relative-time.js';
import type { Conversations } from './conversations.js';
import type { ThreadActions } from './thread-actions.js';
import { exportIcon, pinIcon } from './thread-icons.js';
import { sectionsOf } from './thread-sections.js';
import { titleText } from './thread-words.js';

/** Draws them, and knows which one has the focus. */
export class ThreadRows {
  readonly #host: LitElement;
  readonly #conversations: Conversations;
  readonly #actions: ThreadActions;
  readonly #menu: Menu;
  /** The row that Tab leads to. */
  #activeId: string | null = null;
  #renamingId: string | null = null;
  /** What gets the focus with the next update. */
  #focus: string | null = null;

  constructor(host: LitElement, conversations: Conversations, actions: ThreadActions, menu: Menu) {
    this.#host = host;
    this.#conversations = conversations;
    this.#actions = actions;
    this.#menu = menu;
  }

  /** Puts the focus on a row, once it is drawn; on the open conversation's without an id. */
  focus(id: string | null = null): void {
    this.#focus = id ?? this.#conversations.keeper?.state.openId ?? null;
    this.#host.requestUpdate();
  }

  /** Everything, under its headings. */
  sections(threads: readonly ThreadInfo[]): TemplateResult {
    const now = Date.now();
    this.#settleActive(threads);
    return html`${sectionsOf(threads, now, this.#conversations.context.texts()).map(
      (section, index) => html`
        <section aria-labelledby=${`llm-threads-${index}`}>
          <h4 id=${`llm-threads-${index}`}>${section.title}</h4>
          <ul role="list">${repeat(
            section.threads,
            ({ id }) => id,
            (thread) => this.#row(thread, now),
          )}</ul>
        </section>
      `,
    )}`;
  }

  /** What was found. */
  matches(matches: readonly ThreadMatch[]): TemplateResult {
    const { t } = this.#conversations.context.texts();
    const now = Date.now();
    if (matches.length === 0) return html`<p class="quiet">${t('threads.none')}</p>`;
    this.#settleActive(matches.map(({ thread }) => thread));
    return html`<ul role="list">${repeat(
      matches,
      ({ thread }) => thread.id,
      ({ thread, snippet, messageId }) => this.#row(thread, now, { snippet, isTitle: messageId === null }),
    )}</ul>`;
  }

  /** After the list was drawn. */
  updated(): void {
    if (this.#renamingId !== null) {
      const field = this.#query<HTMLInputElement>('.thread-rename input');
      if (field !== null && field.dataset['begun'] === undefined) {
        field.dataset['begun'] = '';
        field.focus();
        field.select();
      }
      return;
    }
    if (this.#focus === null) return;
    const target =
      this.#button(this.#focus) ?? this.#query('.thread-open[tabindex="0"]') ?? this.#query('#llm-threads-title');
    this.#focus = null;
    target?.focus();
  }

  /** The row below, else the one above: where the focus goes when this one goes. */
  neighbour(id: string): string | null {
    const ids = this.#ids();
    const index = ids.indexOf(id);
    return ids[index + 1] ?? ids[index - 1] ?? null;
  }

  #settleActive(threads: readonly ThreadInfo[]): void {
    const isThere = (id: string | null | undefined) => threads.some((thread) => thread.id === id);
    if (isThere(this.#activeId)) return;
    const openId = this.#conversations.keeper?.state.openId ?? null;
    this.#activeId = isThere(openId) ? openId : (threads[0]?.id ?? null);
  }

  #row(thread: ThreadInfo, now: number, found?: { snippet: ThreadSnippet; isTitle: boolean }): TemplateResult {
    const { context, keeper } = this.#conversations;
    const texts = context.texts();
    const { t, locale } = texts;
    const title = titleText(thread, texts);
    const tabindex = thread.id === this.#activeId ? 0 : -1;
    if (thread.id === this.#renamingId) return this.#renaming(thread, title);
    const isAnswering = keeper?.state.answering.includes(thread.id) ?? false;
    const more = t('threads.more', { title });
    return html`
      <li class="thread" part="thread" data-id=${thread.id} @keydown=${(event: KeyboardEvent) => this.#onKeydown(event, thread)} @focusin=${() => this.#setActive(thread.id)}>
        <button
          class="thread-open"
          part="thread-button"
          tabindex=${tabindex}
          aria-current=${thread.id === keeper?.state.openId ? 'true' : nothing}
          @click=${() => void this.#actions.open(thread)}
        >
          <span class="thread-title" dir="auto">${found?.isTitle ? marked(found.snippet) : title}</span>
          ${found === undefined || found.isTitle ? nothing : html`<span class="thread-snippet" dir="auto">${marked(found.snippet)}</span>`}
          <span class="thread-facts">
            ${isAnswering ? html`<span class="thread-dot" role="img" aria-label=${t('threads.answering')}></span>` : nothing}
            ${formatAgo(thread.updatedAt, now, locale) ?? t('threads.now')}
          </span>
        </button>
        <button
          class="icon-button small thread-more"
          part="icon-button thread-menu-button"
          tabindex=${tabindex}
          aria-label=${more}
          title=${more}
          aria-haspopup="menu"
          aria-expanded="false"
          @click=${(event: Event) => this.#onMore(event, thread)}
        >
          ${moreIcon}
        </button>
      </li>
    `;
  }

  #renaming(thread: ThreadInfo, title: string): TemplateResult {
    const { t } = this.#conversations.context.texts();
    const end = (event: Event) => this.#endRenaming(event, thread);
    return html`
      <li class="thread" part="thread" data-id=${thread.id}>
        <form class="thread-rename" @submit=${end}>
          <input
            part="thread-rename"
            dir="auto"
            maxlength="200"
            aria-label=${t('threads.rename-label', { title })}
            .value=${thread.title}
            @blur=${end}
            @keydown=${(event: KeyboardEvent) => this.#onRenameKeydown(event, thread)}
          />
        </form>
      </li>
    `;
  }

  #setActive(id: string): void {
    if (this.#activeId === id) return;
    this.#activeId = id;
    this.#host.requestUpdate();
  }

  #onMore(event: Event, thread: ThreadInfo): void {
    const { t } = this.#conversations.context.texts();
    const { id } = thread;
    this.#menu.open(event.currentTarget as HTMLElement, [
      { key: 'rename', label: t('threads.rename'), icon: editIcon, run: () => this.#rename(id) },
      {
        key: 'pin',
        icon: pinIcon,
        label: t(thread.isPinned ? 'threads.unpin' : 'threads.pin'),
        run: () => {
          this.#actions.pin(thread);
          this.focus(id);
        },
      },
      {
        key: 'markdown',
        label: t('threads.markdown'),
        icon: markdownIcon,
        run: () => void this.#actions.exportMarkdown(thread),
      },
      { key: 'json', label: t('threads.json'), icon: exportIcon, run: () => void this.#actions.exportJson(thread) },
      { key: 'delete', label: t('button.delete'), icon: deleteIcon, isDanger: true, run: () => this.#delete(thread) },
    ]);
  }

  #delete(thread: ThreadInfo): void {
    const next = this.neighbour(thread.id);
    this.#actions.delete(thread);
    this.focus(next);
  }

  #rename(id: string): void {
    this.#renamingId = id;
    this.#host.requestUpdate();
  }

  #endRenaming(event: Event, thread: ThreadInfo): void {
    event.preventDefault();
    if (this.#renamingId !== thread.id) return;
    const form = (event.currentTarget as HTMLElement).closest('form');
    const title = form?.querySelector('input')?.value.trim() ?? '';
    this.#renamingId = null;
    if (title !== thread.title.trim()) this.#actions.rename(thread, title);
    // Whoever leaves the field by a press elsewhere wants to be there.
    if (event.type === 'submit') this.focus(thread.id);
    else this.#host.requestUpdate();
  }

  #onRenameKeydown(event: KeyboardEvent, thread: ThreadInfo): void {
    event.stopPropagation();
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    this.#renamingId = null;
    this.focus(thread.id);
  }

  #onKeydown(event: KeyboardEvent, thread: ThreadInfo): void {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const ids = this.#ids();
    const next = nextIndex(key, ids.indexOf(thread.id), ids.length);
    if (next !== null) this.#button(ids[next] ?? '')?.focus();
    else if (key === 'F2') this.#rename(thread.id);
    else if (key === 'Delete') this.#delete(thread);
    else if (key === 'ArrowLeft' || key === 'ArrowRight') this.#moveInRow(event);
    else return;
    event.preventDefault();
  }

  #moveInRow({ key, currentTarget }: KeyboardEvent): void {
    const row = currentTarget as HTMLElement;
    const isOn = (key === 'ArrowRight') === (getComputedStyle(row).direction === 'ltr');
    row.querySelector<HTMLElement>(isOn ? '.thread-more' : '.thread-open')?.focus();
  }

  #ids(): string[] {
    const rows = this.#host.renderRoot.querySelectorAll<HTMLElement>('.thread');
    return [...rows].map(({ dataset }) => dataset['id'] ?? '');
  }

  #button(id: string): HTMLElement | null {
    return this.#query(`.thread[data-id="${CSS.escape(id)}"] .thread-open`);
  }

  #query<Found extends HTMLElement = HTMLElement>(selector: string): Found | null {
    return this.#host.renderRoot.querySelector<Found>(selector);
  }
}

function marked({ before, match, after }: ThreadSnippet): TemplateResult {
  return html`${before}<mark>${match}</mark>${after}`;
}
