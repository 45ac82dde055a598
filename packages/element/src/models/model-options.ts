/** The models to choose from, as a group of radio buttons: each with what it costs and what it is good at. */
import type { ModelOffer } from '@local-llm-chat/core';
import { html, nothing, type TemplateResult } from 'lit';
import { sizeText } from '../size-text.js';
import type { Texts } from '../texts.js';

/** What the list shows besides the models. */
export interface ModelOptionsContext {
  readonly texts: Texts;
  /** The id that is picked. */
  readonly picked: string | null;
  /** The id that runs. */
  readonly inUse: string | null;
  readonly onPick: (id: string) => void;
}

/** Draws the list. */
export function modelOptions(offers: readonly ModelOffer[], context: ModelOptionsContext): TemplateResult {
  return html`
    <fieldset class="options" part="model-options">
      <legend>${context.texts.t('models.choose')}</legend>
      ${offers.map((offer) => option(offer, offers, context))}
    </fieldset>
  `;
}

function option(offer: ModelOffer, offers: readonly ModelOffer[], context: ModelOptionsContext): TemplateResult {
  const { model } = offer;
  const { texts } = context;
  const { t } = texts;
  // Builds of one model differ in how their weights are stored.
  const isAlone = offers.filter(({ model: { name } }) => name === model.name).length === 1;
  const facts = [
    offer.onDevice ? t('about.here') : sizeText(model, texts),
    t(offer.engine === 'webllm' ? 'about.gpu' : 'about.cpu'),
    ...(isAlone || model.quantization === undefined ? [] : [model.quantization]),
    model.license.id === 'unknown' ? t('models.licence-unknown') : model.license.id,
  ];
  const label = `llm-option-${model.id}`;
  return html`
    <label class="option" part="model-option">
      <input
        type="radio"
        name="llm-model"
        value=${model.id}
        aria-labelledby=${`${label} ${label}-badge`}
        aria-describedby=${`${label}-facts ${label}-good`}
        .checked=${model.id === context.picked}
        @change=${() => context.onPick(model.id)}
      />
      <span class="option-text">
        <span class="option-name">
          <bdi id=${label}>${model.name}</bdi>
          ${model.id === context.inUse ? html`<span class="badge" id=${`${label}-badge`}>${t('models.in-use')}</span>` : nothing}
        </span>
        ${model.goodAt === undefined ? nothing : html`<span class="option-good" id=${`${label}-good`}>${model.goodAt}</span>`}
        <span class="option-facts" id=${`${label}-facts`}>${facts.map((fact, index) => html`${index > 0 ? ' · ' : nothing}<bdi>${fact}</bdi>`)}</span>
      </span>
    </label>
  `;
}
