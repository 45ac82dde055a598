/** The list of conversations: a sheet over a narrow chat, a column beside a wide one. */
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { closeIcon, deleteIcon, newIcon } from '../icons.js';
import { moreIcon } from '../late-icons.js';
import type { TextKey } from '../locales/english.js';
import { Menu } from '../menu.js';
import type { Conversations } from './conversations.js';
import { EraseQuestion } from './erase-question.js';
import { ThreadActions } from './thread-actions.js';
import { exportIcon, importIcon, listIcon } from './thread-icons.js';
import { ThreadImport } from './thread-import.js';
import { ThreadRows } from './thread-rows.js';
import { ThreadSearch } from './thread-search.js';
import { titleText } from './thread-words.js';
import { adoptThreadsStyles } from './threads.styles.js';

/** A chat as wide as this has room for a column, in rem. */
const WIDE_REM = 44;
/** "3 minutes ago" is made anew this often, in milliseconds. */
const CLOCK_MS = 60_000;

/** Draws the list of one chat in one element. */
export class ThreadsView implements ReactiveController {
  readonly #host: LitElement;
  readonly #conversations: Conversations;
  readonly #menu: Menu;
  readonly #actions: ThreadActions;
  readonly #rows: ThreadRows;
  readonly #search: ThreadSearch;
  readonly #question: EraseQuestion;
  readonly #import: ThreadImport;
  readonly #observer = new ResizeObserver(() => this.#measure());
  #clock: ReturnType<typeof setInterval> | undefined;
  #observed: Element | null = null;
  readonly #isAlone: boolean;
  #isWide = false;
  #isSheetOpen = false;
  /** `null`: as the settings say. */
  #isColumnOpen: boolean | null = null;
  /** What opened it, and what was listed when it was drawn last. */
  #opener: HTMLElement | null = null;
  #listed: unknown = null;

  /** @param isAlone it is an element of its own: always there, and as wide as the page makes it. */
  constructor(host: LitElement, conversations: Conversations, isAlone = false) {
    this.#host = host;
    this.#conversations = conversations;
    this.#isAlone = isAlone;
    this.#menu = new Menu(host, { edge: 'end', side: 'below' });
    this.#actions = new ThreadActions(host, conversations, () => this.#opened());
    this.#rows = new ThreadRows(host, conversations, this.#actions, this.#menu);
    this.#search = new ThreadSearch(host, conversations);
    this.#question = new EraseQuestion(host, () => conversations.context.texts(), {
      isOnDevice: () => conversations.keeper?.state.history === 'device',
      erase: () => this.#actions.erase(),
    });
    this.#import = new ThreadImport(
      host,
      () => conversations.context.texts(),
      (file) => void this.#actions.import(file),
    );
    host.addController(this);
    adoptThreadsStyles(host.renderRoot);
  }

  /** `sheet` covers the chat, `column` stands beside it; `null` while it is closed. */
  get form(): 'sheet' | 'column' | null {
    const { threads } = this.#conversations.context.host;
    if (this.#isAlone) return this.#conversations.keeper && 'column';
    if (threads === 'none' || this.#conversations.keeper === null) return null;
    if (!this.#isWide || threads === 'sheet') return this.#isSheetOpen ? 'sheet' : null;
    return (this.#isColumnOpen ?? this.#isColumnWanted()) ? 'column' : null;
  }

  /** What opens and closes it: nothing while there is but one conversation, or where the page has a list of its own. */
  button(): TemplateResult | typeof nothing {
    const { history, threads } = this.#conversations.context.host;
    const areMany = history === 'device' || (this.#conversations.keeper?.areMany ?? false);
    if (!areMany || threads === 'none') return nothing;
    const label = this.#conversations.context.texts().t('threads.title');
    return html`
      <button
        class="icon-button"
        part="icon-button threads-button"
        aria-label=${label}
        title=${label}
        aria-expanded=${String(this.form !== null)}
        @click=${this.#toggle}
      >
        ${listIcon}
      </button>
    `;
  }

  readonly #toggle = (event: Event): void => {
    this.#opener = event.currentTarget as HTMLElement;
    if (this.form !== null) this.#close();
    else if (this.#isWide && this.#conversations.context.host.threads !== 'sheet') this.#isColumnOpen = true;
    else {
      this.#isSheetOpen = true;
      this.#rows.focus();
    }
    this.#host.requestUpdate();
  };

  hostConnected(): void {
    this.#clock = setInterval(() => this.form && this.#host.requestUpdate(), CLOCK_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#clock);
    this.#observer.disconnect();
    this.#observed = null;
    this.#isSheetOpen = false;
  }

  hostUpdated(): void {
    const chat = this.#host.renderRoot.querySelector('.chat');
    if (chat !== this.#observed) {
      this.#observer.disconnect();
      this.#observed = chat;
      if (chat !== null) this.#observer.observe(chat);
      this.#measure();
    }
    this.#menu.updated();
    this.#rows.updated();
    this.#question.updated();
    const { threads } = this.#conversations.keeper?.state ?? {};
    if (threads !== this.#listed) this.#search.refresh();
    this.#listed = threads;
  }

  render(isInert: boolean): TemplateResult | typeof nothing {
    const { form } = this;
    if (form === null) return nothing;
    // Once it was there it does not go by itself, as with the last conversation.
    if (form === 'column') this.#isColumnOpen = true;
    const { t } = this.#conversations.context.texts();
    return html`
      <div
        class="threads ${form === 'sheet' ? 'sheet-list' : 'side-list'}"
        part="threads"
        role=${form === 'sheet' ? 'dialog' : 'complementary'}
        aria-labelledby="llm-threads-title"
        ?inert=${isInert}
        @keydown=${this.#onKeydown}
        @dragenter=${this.#import.onDrag}
        @dragover=${this.#import.onDrag}
        @dragleave=${this.#import.onDragLeave}
        @drop=${this.#import.onDrop}
      >
        <header class="threads-header">
          <h3 id="llm-threads-title" tabindex="-1">${t('threads.title')}</h3>
          ${form === 'sheet' || this.#isAlone ? this.#button('header.new', newIcon, 'new-thread-button', () => this.#actions.begin()) : nothing}
          ${this.#button('threads.all', moreIcon, 'all-threads-button', this.#onAll, true)}
          ${form === 'sheet' ? this.#button('threads.close', closeIcon, 'close-button', () => this.#close()) : nothing}
        </header>
        ${this.#search.render()} ${this.#problem()} ${this.#report()}
        <div class="threads-body">${this.#body()}</div>
        ${this.#question.render()} ${this.#undo()} ${this.#menu.render()}
        ${this.#import.render()}
      </div>
    `;
  }

  #button(
    key: Extract<TextKey, 'header.new' | 'threads.all' | 'threads.close'>,
    icon: TemplateResult,
    part: string,
    onClick: (event: Event) => void,
    hasMenu = false,
  ): TemplateResult {
    const label = this.#conversations.context.texts().t(key);
    return html`
      <button
        class="icon-button"
        part=${`icon-button ${part}`}
        aria-label=${label}
        title=${label}
        aria-haspopup=${hasMenu ? 'menu' : nothing}
        aria-expanded=${hasMenu ? 'false' : nothing}
        @click=${onClick}
      >
        ${icon}
      </button>
    `;
  }

  #body(): TemplateResult {
    const { t } = this.#conversations.context.texts();
    const { matches } = this.#search;
    if (matches !== null) return this.#rows.matches(matches);
    const { threads, status } = this.#conversations.keeper?.state ?? { threads: [], status: 'opening' };
    if (threads.length > 0) return this.#rows.sections(threads);
    return html`<p class="quiet ${status === 'opening' ? 'late' : ''}">${t(status === 'opening' ? 'threads.reading' : 'threads.empty')}</p>`;
  }

  /** What is not as it should be, and what to do. */
  #problem(): TemplateResult | typeof nothing {
    const { t } = this.#conversations.context.texts();
    const state = this.#conversations.keeper?.state;
    if (state === undefined || state.status === 'opening') return nothing;
    const isForgotten = state.history === 'memory';
    const isAskedFor = this.#conversations.context.host.history === 'device';
    if (state.problem !== null) return html`<p class="threads-note" part="note">${t(`threads.${state.problem}`)}</p>`;
    if (!isForgotten || state.threads.length === 0) return nothing;
    return html`<p class="threads-note" part="note">${t(isAskedFor ? 'threads.not-kept' : 'threads.in-memory')}</p>`;
  }

  #report(): TemplateResult | typeof nothing {
    const { report } = this.#actions;
    if (report === null) return nothing;
    return html`<p class="threads-note ${report.isProblem ? 'problem' : ''}" part="note">${report.text}</p>`;
  }

  #undo(): TemplateResult | typeof nothing {
    const { deleted } = this.#actions;
    if (deleted === null) return nothing;
    const texts = this.#conversations.context.texts();
    const { t } = texts;
    return html`
      <div class="threads-undo" part="undo">
        <p>${t('threads.deleted', { title: titleText(deleted, texts) })}</p>
        <button class="button small" part="button undo-button" @click=${this.#onUndo}>${t('button.undo')}</button>
      </div>
    `;
  }

  /** Beside a wide chat the list is there by itself where the site keeps conversations, or asks for it. */
  #isColumnWanted(): boolean {
    const { threads, history } = this.#conversations.context.host;
    if (threads === 'sidebar') return true;
    return history === 'device' && (this.#conversations.keeper?.state.threads.length ?? 0) > 0;
  }

  #measure(): void {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const isWide = (this.#observed?.getBoundingClientRect().width ?? 0) >= WIDE_REM * rem;
    if (isWide === this.#isWide) return;
    this.#isWide = isWide;
    // What is open stays so where there is room beside the chat; it never comes over it by itself.
    if (isWide && this.#isSheetOpen) this.#isColumnOpen = true;
    this.#isSheetOpen = false;
    this.#host.requestUpdate();
  }

  /** Another conversation is shown: the visitor goes on there. */
  #opened(): void {
    this.#isSheetOpen = false;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      // On a touch screen the field would open the keyboard over the conversation.
      if (matchMedia('(pointer: fine)').matches) this.#conversations.context.focusNext();
      else this.#opener?.focus();
    });
  }

  #close(): void {
    if (this.form === 'column') this.#isColumnOpen = false;
    this.#isSheetOpen = false;
    this.#actions.settle();
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      if (this.#opener?.isConnected) this.#opener.focus();
      else this.#conversations.context.focusNext();
    });
  }

  readonly #onUndo = (): void => {
    this.#rows.focus(this.#actions.undo());
  };

  readonly #onAll = (event: Event): void => {
    const { t } = this.#conversations.context.texts();
    const isEmpty = (this.#conversations.keeper?.state.threads.length ?? 0) === 0;
    const button = event.currentTarget as HTMLElement;
    this.#menu.open(button, [
      { key: 'import', label: t('threads.import'), icon: importIcon, run: () => this.#import.choose() },
      ...(isEmpty
        ? []
        : [
            {
              key: 'export-all',
              label: t('threads.export-all'),
              icon: exportIcon,
              run: () => void this.#actions.exportJson(),
            },
          ]),
      {
        key: 'erase',
        label: t('threads.erase'),
        icon: deleteIcon,
        isDanger: true,
        run: () => this.#question.ask(button),
      },
    ]);
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    if (this.form === 'column' && !this.#question.isOpen) return;
    // An answer that is being written behind the sheet goes on.
    event.stopPropagation();
    event.preventDefault();
    if (!this.#question.cancel()) this.#close();
  };
}
