/** Files that a visitor adds to what is searched, for as long as the element is there. They come from the device and stay there. */
import type { LocalLLMError } from '@local-llm-chat/core';
import { acceptedTypes } from '@local-llm-chat/core/files';
import { type KnowledgePage, type PassageSearch, pageOfFile } from '@local-llm-chat/core/knowledge';
import { isLocalLLMError, LocalLLMError as OwnError } from '@local-llm-chat/core/page';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { DropZone } from '../composer/drop-zone.js';
import { alertIcon, closeIcon } from '../icons.js';
import { fileIcon } from '../late-icons.js';
import { visibleText } from '../tools/visible-text.js';
import { FileShelf } from './file-shelf.js';
import type { Search } from './search.js';
import { takesPages } from './searched-in.js';
import { adoptFileStyles } from './visitor-files.styles.js';

/** One of them. */
interface VisitorFile {
  readonly name: string;
  readonly reading: AbortController;
  /** Null until it is read. */
  page: KnowledgePage | null;
  /** Why it could not be read or, where there is a page, why that cannot be searched. */
  error: LocalLLMError | null;
}

/** Reads them, and draws them as chips. */
export class VisitorFiles {
  readonly #search: Search;
  readonly #zone: DropZone;
  /** Everything that files were put into. */
  readonly #shelves = new Map<PassageSearch, FileShelf>();
  #files: VisitorFile[] = [];
  /** Set from a removal of the element until the end of its task. */
  #leaving: ReturnType<typeof setTimeout> | undefined;

  constructor(search: Search) {
    this.#search = search;
    this.#zone = new DropZone(search.host);
    const { host } = search;
    host.addEventListener('dragenter', this.#onDrag);
    host.addEventListener('dragover', this.#onDrag);
    host.addEventListener('drop', this.#onDrop);
    host.addController({ hostConnected: this.#arrive, hostDisconnected: this.#leave });
    adoptFileStyles(host.renderRoot);
  }

  /** Nothing without a place to put them in: what a page brings to be searched may take none. */
  render(): TemplateResult | typeof nothing {
    if (!this.#isWanted) return nothing;
    const { t } = this.#search.language.texts;
    return html`
      <div class="files ${this.#zone.isOver ? 'over' : ''}" part="files">
        <button class="button small" part="button add-button" type="button" @click=${this.#choose}>
          ${fileIcon}${t('search.add')}
        </button>
        <input type="file" multiple hidden accept=${acceptedTypes} @change=${this.#onChosen} />
        <p class="quiet" part="note">${t(this.#zone.isOver ? 'search.drop' : 'search.files-note')}</p>
        ${
          this.#files.length === 0
            ? nothing
            : html`
                <ul class="chips" role="list" aria-label=${t('search.files')}>
                  ${repeat(
                    this.#files,
                    (file) => file,
                    (file) => this.#chip(file),
                  )}
                </ul>
              `
        }
      </div>
    `;
  }

  /** Adds files; one of the same name takes the place of the one before. */
  async add(files: Iterable<File>): Promise<void> {
    await Promise.all([...files].map((file) => this.#add(file)));
  }

  /**
   * Puts the files into what is searched, and takes them out of what no longer is; then what is searched for is searched
   * for again. What goes wrong stands with the file.
   */
  async settle(): Promise<void> {
    const { host } = this.#search;
    const { search } = this.#search.site;
    for (const [other, shelf] of this.#shelves) if (other !== search) void shelf.settle().catch(() => undefined);
    for (const file of this.#files) if (file.page !== null) file.error = null;
    try {
      const isOther = await this.#shelf(search)?.settle();
      if (isOther && this.#search.query !== '' && host.isConnected) this.#search.again();
    } catch (cause) {
      if (search !== this.#search.site.search) return;
      const error = isLocalLLMError(cause) ? cause : new OwnError('unknown', String(cause), { cause });
      for (const file of this.#files) if (file.page !== null && !this.#isThere(file)) file.error = error;
    }
    host.requestUpdate();
  }

  get #isWanted(): boolean {
    return this.#search.host.files && takesPages(this.#search.site.search);
  }

  #chip(file: VisitorFile): TemplateResult {
    const { t } = this.#search.language.texts;
    const name = visibleText(file.name);
    const label = t('search.file-remove', { name });
    return html`
      <li class="chip" part="file">
        ${file.error === null || this.#isThere(file) ? nothing : alertIcon}
        <span>${this.#words(file)}</span>
        <button
          class="icon-button small"
          part="remove-button"
          type="button"
          aria-label=${label}
          title=${label}
          @click=${() => this.#remove(file)}
        >${closeIcon}</button>
      </li>
    `;
  }

  #words(file: VisitorFile): TemplateResult | string {
    const { t } = this.#search.language.texts;
    const name = visibleText(file.name);
    if (this.#isThere(file)) return html`<bdi>${name}</bdi>`;
    if (file.error === null) return t('search.file-reading', { name });
    return file.page === null
      ? t('search.file-failed', { name })
      : html`<bdi>${name}</bdi> <span class="quiet">${t('search.failed')}</span>`;
  }

  async #add(file: File): Promise<void> {
    const { host, announce, language } = this.#search;
    for (const same of this.#files.filter(({ name }) => name === file.name)) this.#drop(same);
    const entry: VisitorFile = { name: file.name, reading: new AbortController(), page: null, error: null };
    const { signal } = entry.reading;
    this.#files = [...this.#files, entry];
    host.requestUpdate();
    // One of this name may still be there.
    void this.settle();
    const name = visibleText(file.name);
    try {
      entry.page = await pageOfFile(file, { signal });
    } catch (error) {
      if (signal.aborted) return;
      if (!isLocalLLMError(error)) throw error;
      entry.error = error;
      host.requestUpdate();
      announce(language.texts.t('search.file-failed', { name }));
      return;
    }
    await this.settle();
    if (signal.aborted) return;
    if (this.#isThere(entry)) announce(language.texts.t('search.file-added', { name }));
    else if (entry.error !== null) announce(language.texts.t('search.failed'));
  }

  #isThere({ page }: VisitorFile): boolean {
    return page !== null && this.#shelves.get(this.#search.site.search)?.has(page) === true;
  }

  /** Where files are put in something that is searched; null where it takes none. */
  #shelf(search: PassageSearch): FileShelf | null {
    if (!takesPages(search)) return null;
    let shelf = this.#shelves.get(search);
    if (shelf === undefined) {
      shelf = new FileShelf(search, () => (search === this.#search.site.search ? this.#pages : []));
      this.#shelves.set(search, shelf);
    }
    return shelf;
  }

  /** What is to be found: nothing once the element is gone, as the page may search in the same. */
  get #pages(): readonly KnowledgePage[] {
    const { host } = this.#search;
    if (!host.files || (!host.isConnected && this.#leaving === undefined)) return [];
    return this.#files.flatMap(({ page }) => page ?? []);
  }

  #drop(file: VisitorFile): void {
    file.reading.abort();
    this.#files = this.#files.filter((one) => one !== file);
  }

  #remove(file: VisitorFile): void {
    this.#drop(file);
    this.#search.host.requestUpdate();
    void this.settle();
  }

  readonly #arrive = (): void => {
    clearTimeout(this.#leaving);
    this.#leaving = undefined;
    void this.settle();
  };

  /** A move is a removal and an insertion in one task: nothing is to be lost by it. */
  readonly #leave = (): void => {
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => {
      this.#leaving = undefined;
      void this.settle();
    }, 0);
  };

  readonly #choose = (): void => {
    this.#search.host.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click();
  };

  readonly #onChosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // The same file can be chosen again.
    input.value = '';
    void this.add(files);
  };

  readonly #onDrag = (event: DragEvent): void => {
    if (!this.#isWanted || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    if (event.type === 'dragenter') this.#zone.enter();
  };

  readonly #onDrop = (event: DragEvent): void => {
    this.#zone.leave();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!this.#isWanted || files.length === 0) return;
    event.preventDefault();
    void this.add(files);
  };
}
