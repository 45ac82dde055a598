/** `<local-llm-search>`: a field that searches documents as one types. What searches is fetched when somebody begins to. */
import type { KnowledgeAnswer, SearchResult } from '@local-llm-chat/core/knowledge';
import { html, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import { icon } from '../icon.js';
import { LanguageController } from '../language-controller.js';
import { LateCode } from '../late-code.js';
import { addSearchTexts } from '../locales/search-texts.js';
import type { Search } from './search.js';
import { searchStyles } from './search.styles.js';
import { SearchSettings } from './search-settings.js';
import { isShortcut } from './shortcut.js';

const searchIcon = icon(svg`<circle cx="8.8" cy="8.8" r="5.3" /><path d="m12.8 12.8 4 4" />`);
const clearIcon = icon(svg`<path d="m6 6 8 8M14 6l-8 8" />`);

/**
 * A search box for the documents of a site. Words are enough: it works at once, on any device and without a model. A
 * model in the visitor's browser can answer a question from what was found; nothing is downloaded for that before
 * the visitor agrees.
 *
 * @summary Searches the documents of a site and answers from them, in the visitor's browser.
 *
 * @example
 * ```html
 * <script type="module" src="/node_modules/@local-llm-chat/element/search.js"></script>
 * <local-llm-search knowledge="/llm-index.json"></local-llm-search>
 * ```
 *
 * @tag local-llm-search
 *
 * @event {SearchEvent} llm-search - Something was searched for, as it is typed.
 * @event {SearchAnswerEvent} llm-answer - A question was answered, or has no answer in the documents.
 * @event {SourceOpenEvent} llm-source-open - A result or a source is opened. `preventDefault()` leaves that to the page.
 * @event {LLMErrorEvent} llm-error - The index, the engine or an answer has failed.
 *
 * @slot hint - Shown while nothing is typed.
 *
 * @csspart search - All of it.
 * @csspart field - The box around the field.
 * @csspart input - The field.
 * @csspart clear-button - Empties the field.
 * @csspart answer - The box around the answer, and what leads to it.
 * @csspart title - What is being done, or "Answer".
 * @csspart markdown - The answer.
 * @csspart sources - The passages that the answer cites.
 * @csspart progress - The bar of download, start and reading.
 * @csspart figures - Bytes, speed and time left.
 * @csspart note - Quiet lines.
 * @csspart details - The technical details of an error.
 * @csspart results - The list of what was found.
 * @csspart result - A result.
 * @csspart result-link - Its title and headings.
 * @csspart excerpt - The words of the passage.
 * @csspart mark - A word that was found.
 * @csspart files - The files of the visitor.
 * @csspart file - One of them.
 * @csspart button - Every button with words.
 * @csspart answer-button - "Answer this".
 * @csspart stop-button - "Stop", while it is answered.
 * @csspart cancel-button - "Cancel", while the model is downloaded or started.
 * @csspart resume-button - "Resume", where a download was paused elsewhere on the page.
 * @csspart retry-button - "Try again".
 * @csspart add-button - Adds files.
 * @csspart remove-button - Takes a file away.
 *
 * @cssproperty [--llm-accent] - The button, progress, focus and the words that were found.
 * @cssproperty [--llm-on-accent] - Text on the accent colour.
 * @cssproperty [--llm-surface] - The background.
 * @cssproperty [--llm-text] - The text. Quieter text, lines and fills derive from it and the surface.
 * @cssproperty [--llm-muted] - Quiet text.
 * @cssproperty [--llm-link] - Titles of results; the accent colour by default.
 * @cssproperty [--llm-border] - The lines around boxes.
 * @cssproperty [--llm-control] - The borders of field and buttons.
 * @cssproperty [--llm-focus] - The ring around what has the focus; the accent colour by default.
 * @cssproperty [--llm-fill] - What is under the pointer.
 * @cssproperty [--llm-danger] - Errors.
 * @cssproperty [--llm-radius=1rem] - Roundness of boxes.
 * @cssproperty [--llm-button-radius=999px] - Roundness of buttons.
 * @cssproperty [--llm-space=1rem] - The unit of every gap.
 * @cssproperty [--llm-font] - The font; that of the page by default.
 * @cssproperty [--llm-mono] - The font of technical details.
 */
export class LocalLLMSearch extends SearchSettings {
  static override styles = searchStyles;

  readonly #language = new LanguageController(this);
  readonly #late = new LateCode<Search>(this, async () => {
    const { Search } = await import('./search.js');
    const search = new Search(this, this.#language, (text) => this.#announce(text));
    // Whoever has typed while it could not be had has waited for this.
    if (this.#late.failures > 0) void search.look(this.#query).catch(() => undefined);
    return search;
  });
  #query = '';
  #hadFocus = false;

  constructor() {
    super();
    addSearchTexts();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#onPageKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#onPageKey);
  }

  /** A move within the document by `moveBefore` changes nothing but, perhaps, the language. */
  connectedMoveCallback(): void {
    this.#language.follow();
  }

  /** What is in the field. */
  get query(): string {
    return this.#query;
  }

  /**
   * Searches, as if the visitor had typed it.
   *
   * @returns what was found, with whole addresses; what another search has overtaken has found nothing.
   * @throws LocalLLMError where the index cannot be had.
   */
  async search(query: string): Promise<readonly SearchResult[]> {
    const search = await this.#take(query);
    return search.look(query);
  }

  /**
   * Answers a question from the documents, downloading the model if need be: call it only when the visitor agrees.
   *
   * @throws LocalLLMError `aborted` when it was stopped or another question was asked, and with the `code` of whatever
   *   else went wrong.
   */
  async ask(query: string): Promise<KnowledgeAnswer> {
    const search = await this.#take(query);
    return search.ask(query);
  }

  /** Stops an answer that is being made, and a download that was begun for it. */
  stop(): void {
    this.#late.code?.stop();
  }

  /** Puts the focus on the field. */
  override focus(options?: FocusOptions): void {
    this.#input()?.focus(options);
  }

  protected override async scheduleUpdate(): Promise<void> {
    this.#language.override(this.texts);
    if (this.#language.awaited !== null) await this.#language.awaited;
    super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#language.override(this.texts);
    if (this.files) this.#late.want();
    this.#late.code?.settle(changed);
    this.#late.code?.noteFocus();
    this.#hadFocus = this.shadowRoot?.activeElement != null;
  }

  protected override render(): TemplateResult {
    const { texts, dir } = this.#language;
    const { t } = texts;
    const label = t('search.label');
    return html`
      <div class="search" part="search" lang=${texts.locale} dir=${dir ?? nothing} @keydown=${this.#onKey}>
        <form class="field" part="field" role="search" aria-label=${label} @submit=${this.#onSubmit}>
          ${searchIcon}
          <input
            part="input"
            type="search"
            enterkeyhint="search"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            dir="auto"
            aria-label=${label}
            aria-keyshortcuts=${this.shortcut || nothing}
            placeholder=${this.placeholder ?? label}
            @input=${this.#onInput}
            @focus=${this.#onFocus}
          />
          ${
            this.#query === ''
              ? nothing
              : html`<button
                  class="icon-button"
                  part="clear-button"
                  type="button"
                  aria-label=${t('search.clear')}
                  @click=${this.#clear}
                >${clearIcon}</button>`
          }
        </form>
        ${this.#late.code?.render() ?? this.#first()}
      </div>
      <div class="visually-hidden" role="status"></div>
    `;
  }

  protected override updated(): void {
    this.#late.code?.drawn();
    const input = this.#input();
    // What is being typed is left alone: an input method may be at work on it.
    if (input !== null && input.value !== this.#query) input.value = this.#query;
    // What had the focus is gone, and nothing else stands for it.
    if (this.#hadFocus && this.shadowRoot?.activeElement == null) input?.focus({ preventScroll: true });
  }

  /** Until the code that searches is here. */
  #first(): TemplateResult {
    const { t } = this.#language.texts;
    if (this.#query === '') return html`<slot name="hint"></slot>`;
    if (this.#late.failures === 0) return html`<p class="quiet" part="note">${t('search.loading')}</p>`;
    return html`<p class="quiet" part="note">
      ${t('search.unreachable')}
      <button class="link" part="retry-button" type="button" @click=${this.#late.retry}>${t('search.retry')}</button>
    </p>`;
  }

  #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  /** Puts a text into the field, and makes sure of the code. */
  async #take(query: string): Promise<Search> {
    this.#query = query;
    this.requestUpdate();
    const search = await this.#late.fetch();
    await this.updateComplete;
    return search;
  }

  /** The code comes with the focus, and the index with it: most who are in the field will type. */
  readonly #onFocus = (): void => {
    this.#late.fetch().then(
      (search) => search.wake(),
      () => undefined, // It is said once something is typed.
    );
  };

  readonly #onInput = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    void this.search(value).catch(() => undefined); // What went wrong is shown.
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const query = this.#query;
    // The code may be on its way; what is typed meanwhile is another question.
    this.#take(query).then(
      (search) => search.submit(query),
      () => undefined, // That is shown.
    );
  };

  readonly #clear = (): void => {
    void this.search('').catch(() => undefined);
    this.focus();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      if (this.#late.code?.isAnswering) this.stop();
      else if (this.shadowRoot?.activeElement !== this.#input()) this.focus();
      else if (this.#query !== '') this.#clear();
      else return; // It may mean something to the page.
      event.preventDefault();
    } else this.#late.code?.step(event);
  };

  readonly #onPageKey = (event: KeyboardEvent): void => {
    if (!this.shortcut || !isShortcut(event, this.shortcut)) return;
    event.preventDefault();
    this.focus();
    this.#input()?.select();
  };

  #announce(text: string): void {
    const region = this.renderRoot.querySelector('[role=status]');
    if (region) region.textContent = text;
  }
}
