/** What is stored on this device, how much room it takes, and the way to delete it. */
import type { CachedModel, StorageReport } from '@local-llm-chat/core';
import { isLocalLLMError } from '@local-llm-chat/core/page';
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import { formatBytes, formatRoom, joinSentences } from '../format.js';
import { deleteIcon } from '../icons.js';
import type { ModelsContext } from './models.js';
import { formatAgo } from './relative-time.js';
import { modelShelf } from './shelf.js';

/** What the section needs of its sheet. */
export interface StorageSheet {
  /** Puts the focus on what `selector` finds, once it is drawn. */
  readonly moveFocus: (selector: string) => void;
}

const TITLE = '#llm-storage-title';
/** Asks about all models at once. */
const ALL = Symbol('all');

/** Draws the section, and deletes. */
export class Storage {
  readonly #host: LitElement;
  readonly #context: ModelsContext;
  readonly #sheet: StorageSheet;
  #state: 'reading' | 'known' | 'failed' = 'reading';
  #models: readonly CachedModel[] = [];
  #report: StorageReport | null = null;
  /** What the visitor is asked about: an id, or all. */
  #asking: string | typeof ALL | null = null;
  #isDeleting = false;
  #problem: { readonly key: 'storage.busy' | 'storage.delete-failed'; readonly model: string } | null = null;

  constructor(host: LitElement, context: ModelsContext, sheet: StorageSheet) {
    this.#host = host;
    this.#context = context;
    this.#sheet = sheet;
  }

  /** Begins anew: what was known may have changed in another tab. */
  open(): void {
    this.#asking = null;
    this.#problem = null;
    void this.#read();
  }

  /** Takes back a question that is open. False when there is none. */
  cancel(): boolean {
    const asking = this.#asking;
    if (asking === null) return false;
    this.#asking = null;
    this.#sheet.moveFocus(asking === ALL ? '.delete-all' : `[data-delete="${CSS.escape(asking)}"]`);
    return true;
  }

  /** Whether a model is here, whole; `null` while that is not known. */
  has(id: string): boolean | null {
    return this.#state === 'known' ? this.#models.some((model) => model.id === id && model.complete) : null;
  }

  /** Bytes that an unfinished download has left. */
  hereBytes(id: string): number {
    return this.#models.find((model) => model.id === id && !model.complete)?.bytes ?? 0;
  }

  render(): TemplateResult {
    const { t } = this.#context.texts();
    return html`
      <section class="storage" part="storage" aria-labelledby="llm-storage-title">
        <h4 id="llm-storage-title" tabindex="-1">${t('storage.title')}</h4>
        ${this.#problem === null ? nothing : html`<p class="problem" role="alert">${t(this.#problem.key, { model: this.#problem.model })}</p>`}
        ${this.#content()}
      </section>
    `;
  }

  #content(): TemplateResult {
    const { t } = this.#context.texts();
    if (this.#state === 'reading') return html`<p class="quiet late">${t('storage.reading')}</p>`;
    if (this.#state === 'failed') {
      return html`
        <p class="quiet">${t('storage.failed')}</p>
        <button class="button small" part="button" @click=${this.#onAgain}>${t('button.retry')}</button>
      `;
    }
    return html`
      ${
        this.#models.length === 0
          ? html`<p class="quiet">${t('storage.empty')}</p>`
          : html`<ul>${this.#models.map((model) => this.#row(model))}</ul>`
      }
      ${this.#room()} ${this.#deleteAll()}
    `;
  }

  #row(model: CachedModel): TemplateResult {
    const { t, locale } = this.#context.texts();
    const size = formatBytes(model.bytes, locale);
    if (this.#asking === model.id) {
      const texts = [
        t('storage.confirm', { model: model.name, size }),
        ...(this.#isInUse(model) ? [t('storage.confirm-in-use')] : []),
      ];
      return html`<li class="stored" part="stored-model">${this.#question(texts, [model])}</li>`;
    }
    const ago = formatAgo(model.lastUsedAt, Date.now(), locale);
    const facts = [
      size,
      ...(model.complete ? [] : [t('storage.partly')]),
      ...(model.lastUsedAt > 0 ? [ago === null ? t('storage.used-now') : t('storage.used', { ago })] : []),
    ];
    return html`
      <li class="stored" part="stored-model">
        <span class="option-text">
          <span class="option-name">
            <bdi>${model.name}</bdi> ${this.#isInUse(model) ? html`<span class="badge">${t('models.in-use')}</span>` : nothing}
          </span>
          <span class="option-facts">${facts.map((fact, index) => html`${index > 0 ? ' · ' : nothing}<bdi>${fact}</bdi>`)}</span>
        </span>
        <button
          class="icon-button"
          part="icon-button delete-button"
          data-delete=${model.id}
          aria-label=${t('storage.delete', { model: model.name })}
          title=${t('storage.delete', { model: model.name })}
          ?disabled=${this.#isDeleting}
          @click=${() => this.#ask(model.id)}
        >
          ${deleteIcon}
        </button>
      </li>
    `;
  }

  #question(texts: readonly string[], models: readonly CachedModel[]): TemplateResult {
    const { t, locale } = this.#context.texts();
    return html`
      <div class="question" role="group" aria-labelledby="llm-question">
        <p id="llm-question">${joinSentences(texts, locale)}</p>
        <button class="button small keep" part="button keep-button" @click=${() => this.cancel()} ?disabled=${this.#isDeleting}>
          ${t('button.keep')}
        </button>
        <button
          class="button small danger"
          part="button confirm-button"
          ?disabled=${this.#isDeleting}
          @click=${() => void this.#delete(models)}
        >
          ${this.#isDeleting ? t('storage.deleting') : t('button.delete')}
        </button>
      </div>
    `;
  }

  #room(): TemplateResult | typeof nothing {
    const { t, locale } = this.#context.texts();
    if (this.#report === null) return nothing;
    const { modelBytes, usedBytes, quotaBytes, persisted } = this.#report;
    const used = usedBytes ?? modelBytes;
    const size = formatRoom(used, locale);
    return html`
      <div class="room" part="storage-room">
        ${
          quotaBytes === null
            ? html`<p>${t('storage.room-used', { used: size })}</p>`
            : html`
                <p>${t('storage.room', { used: size, quota: formatRoom(quotaBytes, locale) })}</p>
                <progress aria-hidden="true" max="1" value=${Math.min(1, used / Math.max(1, quotaBytes))}></progress>
              `
        }
        ${persisted === null || this.#models.length === 0 ? nothing : html`<p class="quiet">${persisted ? t('storage.persisted') : t('storage.not-persisted')}</p>`}
      </div>
    `;
  }

  #deleteAll(): TemplateResult | typeof nothing {
    const { t, locale } = this.#context.texts();
    if (this.#models.length < 2) return nothing;
    if (this.#asking === ALL) {
      const size = formatBytes(
        this.#models.reduce((sum, { bytes }) => sum + bytes, 0),
        locale,
      );
      const texts = [
        t('storage.confirm-all', { size }),
        ...(this.#models.some((model) => this.#isInUse(model)) ? [t('storage.confirm-in-use')] : []),
      ];
      return html`<div class="stored">${this.#question(texts, this.#models)}</div>`;
    }
    return html`
      <button
        class="button small delete-all"
        part="button delete-all-button"
        ?disabled=${this.#isDeleting}
        @click=${() => this.#ask(ALL)}
      >
        ${t('storage.delete-all')}
      </button>
    `;
  }

  #isInUse({ id }: CachedModel): boolean {
    const { status, choice } = this.#context.engine();
    return choice?.model.id === id && ['ready', 'busy', 'downloading', 'loading'].includes(status);
  }

  #ask(about: string | typeof ALL): void {
    this.#asking = about;
    this.#problem = null;
    // The harmless answer comes first.
    this.#sheet.moveFocus('.keep');
  }

  async #delete(models: readonly CachedModel[]): Promise<void> {
    const { t } = this.#context.texts();
    this.#isDeleting = true;
    this.#problem = null;
    // The buttons are disabled meanwhile, which would lose the focus.
    this.#sheet.moveFocus(TITLE);
    const [first] = models;
    const at = this.#models.findIndex(({ id }) => id === first?.id);
    for (const model of models) {
      try {
        await this.#deleteOne(model);
      } catch (error) {
        const isBusy = isLocalLLMError(error) && error.code === 'busy';
        this.#problem = { key: isBusy ? 'storage.busy' : 'storage.delete-failed', model: model.name };
      }
    }
    // What the chat offers is looked at anew: it may have to be downloaded now. How that ends is in its state.
    await this.#context
      .llm()
      ?.prepare()
      .catch(() => undefined);
    this.#asking = null;
    this.#isDeleting = false;
    await this.#read();
    if (this.#problem === null) {
      this.#context.announce(
        models.length === 1 && first ? t('storage.deleted', { model: first.name }) : t('storage.deleted-all'),
      );
    }
    const next = this.#models[Math.min(Math.max(at, 0), this.#models.length - 1)];
    this.#sheet.moveFocus(next && models.length === 1 ? `[data-delete="${CSS.escape(next.id)}"]` : TITLE);
  }

  async #deleteOne(model: CachedModel): Promise<void> {
    const llm = this.#context.llm();
    if (llm === null) return;
    if (this.#isInUse(model)) {
      this.#context.stop();
      await llm.unload();
    }
    await modelShelf(llm).delete(model.id);
  }

  readonly #onAgain = (): void => {
    this.#sheet.moveFocus(TITLE);
    void this.#read();
  };

  async #read(): Promise<void> {
    const llm = this.#context.llm();
    if (llm === null) return;
    if (this.#state === 'failed') this.#state = 'reading';
    this.#host.requestUpdate();
    try {
      const shelf = modelShelf(llm);
      [this.#models, this.#report] = await Promise.all([shelf.list(), shelf.report()]);
      this.#state = 'known';
    } catch {
      this.#state = 'failed';
    }
    this.#host.requestUpdate();
  }
}
