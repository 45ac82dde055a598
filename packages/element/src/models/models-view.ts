/** The sheet where a visitor changes the model, and sees and deletes what is stored. Loaded when first needed. */
import type { EngineState, ModelOffer } from '@local-llm-chat/core';
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { closeIcon } from '../icons.js';
import { enModels } from '../locales/en-models.js';
import { addEnglish } from '../locales/english.js';
import { startLabel } from '../size-text.js';
import { webLink } from '../web-link.js';
import { modelOptions } from './model-options.js';
import type { ModelsContext, ModelsSection } from './models.js';
import { adoptModelsStyles } from './models.styles.js';
import { Storage } from './storage.js';

/** Draws the sheet of one chat. */
export class ModelsView implements ReactiveController {
  readonly #host: LitElement;
  readonly #context: ModelsContext;
  readonly #close: (returns: boolean) => void;
  readonly #storage: Storage;
  #picked: string | null = null;
  #isRefused = false;
  /** The last pick, until it is the choice. */
  #selecting: Promise<boolean> = Promise.resolve(true);
  /** Ids in the order in which they were first shown: a list that sorts itself while one picks is a nuisance. */
  #order: string[] = [];
  /** What gets the focus with the next update. */
  #focus: string | null = null;

  constructor(host: LitElement, context: ModelsContext, close: (returns: boolean) => void) {
    this.#host = host;
    this.#context = context;
    this.#close = close;
    addEnglish(enModels);
    this.#storage = new Storage(host, context, {
      moveFocus: (selector) => {
        this.#focus = selector;
        host.requestUpdate();
      },
    });
    host.addController(this);
    adoptModelsStyles(host.renderRoot);
  }

  /** Begins anew, with what is in use picked. */
  open(section: ModelsSection): void {
    this.#picked = null;
    this.#isRefused = false;
    const isChoice = section === 'choice' && this.#offers(this.#context.engine()).length > 1;
    this.#focus = isChoice ? '.option input:checked' : '#llm-storage-title';
    this.#storage.open();
  }

  hostUpdated(): void {
    if (this.#focus === null) return;
    const target = this.#host.renderRoot.querySelector<HTMLElement>(this.#focus);
    if (target === null) return;
    this.#focus = null;
    target.focus();
  }

  render(): TemplateResult {
    const { t } = this.#context.texts();
    const engine = this.#context.engine();
    const offers = this.#offers(engine);
    const picked = offers.find(({ model }) => model.id === this.#picked) ?? offers.find(isChosen(engine));
    return html`
      <dialog class="sheet" part="models" open aria-labelledby="llm-models-title" @keydown=${this.#onKeydown}>
        <header class="sheet-header">
          <h3 id="llm-models-title">${t('models.title')}</h3>
          <button
            class="icon-button"
            part="icon-button close-button"
            aria-label=${t('button.close')}
            title=${t('button.close')}
            @click=${() => this.#close(true)}
          >
            ${closeIcon}
          </button>
        </header>
        <div class="sheet-body">
          ${
            offers.length > 1
              ? modelOptions(offers, {
                  texts: this.#context.texts(),
                  picked: picked?.model.id ?? null,
                  inUse: isRunning(engine) ? (engine.choice?.model.id ?? null) : null,
                  onPick: this.#onPick,
                })
              : nothing
          }
          ${this.#storage.render()}
        </div>
        ${picked === undefined || offers.length < 2 ? nothing : this.#action(picked, engine)}
      </dialog>
    `;
  }

  #action(offer: ModelOffer, engine: EngineState): TemplateResult | typeof nothing {
    const { model } = offer;
    if (isRunning(engine) && isChosen(engine)(offer)) return nothing;
    const texts = this.#context.texts();
    const { t } = texts;
    const label = !offer.onDevice
      ? startLabel(model, this.#storage.hereBytes(model.id), texts)
      : isRunning(engine)
        ? t('models.change', { model: model.name })
        : t('models.use', { model: model.name });
    return html`
      <footer class="sheet-footer">
        ${this.#isRefused ? html`<p class="problem" role="alert">${t('models.not-picked')}</p>` : nothing}
        <button class="button primary" part="button use-button" @click=${() => void this.#use(offer)}>${label}</button>
        <p class="quiet">
          ${
            model.license.id === 'unknown'
              ? t('models.licence-unknown')
              : html`${t('models.licence')} ${webLink(model.license.url, model.license.id)}`
          }${isRunning(engine) ? ` · ${t('models.keeps')}` : nothing}
        </p>
      </footer>
    `;
  }

  /** What can be used here, in a lasting order; what is stored is known better by who has just looked. */
  #offers({ choice }: EngineState): ModelOffer[] {
    if (choice === null) return [];
    const offers = [choice, ...choice.alternatives];
    for (const { model } of offers) if (!this.#order.includes(model.id)) this.#order.push(model.id);
    return offers
      .map(({ engine, model, onDevice }) => ({ engine, model, onDevice: this.#storage.has(model.id) ?? onDevice }))
      .sort((one, other) => this.#order.indexOf(one.model.id) - this.#order.indexOf(other.model.id));
  }

  /** While no model runs, a pick is the choice at once; what runs is given up only by the button. */
  readonly #onPick = (id: string): void => {
    this.#picked = id;
    this.#isRefused = false;
    this.#host.requestUpdate();
    if (!isRunning(this.#context.engine())) this.#selecting = this.#select(id);
  };

  async #use(offer: ModelOffer): Promise<void> {
    const { id } = offer.model;
    this.#context.stop();
    await this.#selecting;
    if (!isChosen(this.#context.engine())(offer) && !(await this.#select(id))) return;
    this.#close(false);
    this.#context.load();
  }

  async #select(id: string): Promise<boolean> {
    try {
      await this.#context.llm()?.select(id);
      return true;
    } catch {
      this.#isRefused = true;
      this.#host.requestUpdate();
      return false;
    }
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    // An answer that is being written behind the sheet goes on.
    event.stopPropagation();
    event.preventDefault();
    if (!this.#storage.cancel()) this.#close(true);
  };
}

function isRunning({ status }: EngineState): boolean {
  return status === 'ready' || status === 'busy' || status === 'downloading' || status === 'loading';
}

function isChosen({ choice }: EngineState): (offer: ModelOffer) => boolean {
  return ({ engine, model }) => choice?.model.id === model.id && choice.engine === engine;
}
