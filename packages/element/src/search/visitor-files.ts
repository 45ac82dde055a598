/** Files that a visitor adds to what is searched, for as long as the element is there. They come from the device and stay there. */
import type { LocalLLMError } from '@local-llm-chat/core';
import { acceptedTypes } from '@local-llm-chat/core/files';
import { type KnowledgePage, pageOfFile } from '@local-llm-chat/core/knowledge';
import { isLocalLLMError } from '@local-llm-chat/core/page';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { DropZone } from '../composer/drop-zone.js';
import { alertIcon, closeIcon } from '../icons.js';
import { fileIcon } from '../late-icons.js';
import { visibleText } from '../tools/visible-text.js';
import type { Search } from './search.js';
import { takesPages } from './searched-in.js';
import { adoptFileStyles } from './visitor-files.styles.js';

/** One of them. */
interface VisitorFile {
  readonly name: string;
  readonly reading: AbortController;
  page: KnowledgePage | null;
  error: LocalLLMError | null;
}

/** Reads them, and draws them as chips. */
export class VisitorFiles {
  readonly #search: Search;
  readonly #zone: DropZone;
  #files: VisitorFile[] = [];

  constructor(search: Search) {
    this.#search = search;
    this.#zone = new DropZone(search.host);
    const { host } = search;
    host.addEventListener('dragenter', this.#onDrag);
    host.addEventListener('dragover', this.#onDrag);
    host.addEventListener('drop', this.#onDrop);
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

  /** What is searched is another: they are added to it. */
  async move(): Promise<void> {
    for (const { page } of this.#files) if (page !== null) await this.#put(page);
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
        ${file.error === null ? nothing : alertIcon}
        <span>${
          file.error !== null
            ? t('search.file-failed', { name })
            : file.page === null
              ? t('search.file-reading', { name })
              : html`<bdi>${name}</bdi>`
        }</span>
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

  async #add(file: File): Promise<void> {
    const { host, announce, language } = this.#search;
    for (const same of this.#files.filter(({ name }) => name === file.name)) await this.#take(same);
    const entry: VisitorFile = { name: file.name, reading: new AbortController(), page: null, error: null };
    const { signal } = entry.reading;
    this.#files = [...this.#files, entry];
    host.requestUpdate();
    const name = visibleText(file.name);
    try {
      const page = await pageOfFile(file, { signal });
      if (signal.aborted) return;
      await this.#put(page);
      entry.page = page;
      announce(language.texts.t('search.file-added', { name }));
      if (this.#search.query !== '') this.#search.again();
    } catch (error) {
      if (signal.aborted) return;
      if (!isLocalLLMError(error)) throw error;
      entry.error = error;
      announce(language.texts.t('search.file-failed', { name }));
    }
    host.requestUpdate();
  }

  async #put(page: KnowledgePage): Promise<void> {
    const { search } = this.#search.site;
    if (takesPages(search)) await search.add(page);
  }

  async #take(file: VisitorFile): Promise<void> {
    file.reading.abort();
    this.#files = this.#files.filter((one) => one !== file);
    const { search } = this.#search.site;
    if (file.page !== null && takesPages(search)) await search.remove(file.page.url);
  }

  async #remove(file: VisitorFile): Promise<void> {
    await this.#take(file);
    if (this.#search.query !== '') this.#search.again();
    this.#search.host.requestUpdate();
  }

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
