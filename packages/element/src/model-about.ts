/** A quiet line that names the model and where it runs, and opens to say why it was chosen. */
import type { EngineState } from '@local-llm-chat/core';
import { html, nothing, type TemplateResult } from 'lit';
import { joinFacts } from './format.js';
import { chevronIcon } from './icons.js';
import type { Texts } from './texts.js';
import { webLink } from './web-link.js';

/** What the line needs besides the engine. */
export interface ModelAboutContext {
  readonly texts: Texts;
  /** Opens the sheet of models. */
  readonly onModels: (event: Event) => void;
  /** The sheet may be wanted soon. */
  readonly onNear: () => void;
}

/** Draws it; nothing before a model was chosen. */
export function modelAbout(
  engine: EngineState,
  { texts, onModels, onNear }: ModelAboutContext,
): TemplateResult | typeof nothing {
  const { choice, loaded } = engine;
  if (choice === null) return nothing;
  const { t, locale } = texts;
  const device = t(`about.${loaded?.device ?? (choice.engine === 'webllm' ? 'gpu' : 'cpu')}`);
  const summary = [choice.model.name, device, ...(choice.onDevice ? [t('about.here')] : [])];
  const threads =
    loaded && loaded.threads > 0 ? html` · <bdi>${t('about.threads', { count: loaded.threads })}</bdi>` : nothing;
  return html`
    <details class="about" part="about" @keydown=${closeOnEscape} @focusout=${closeOnLeave}>
      <summary part="about-summary" aria-label=${t('about.label', { summary: joinFacts(summary, locale) })}>
        <span class="about-text"
          >${summary.map((word, index) => html`${index > 0 ? html`<span class="sep"> · </span>` : nothing}<bdi>${word}</bdi>`)}</span
        >
        ${chevronIcon}
      </summary>
      <div class="about-panel" part="about-panel" tabindex="-1">
        <dl>
          <dt>${t('about.model')}</dt>
          <dd>
            ${webLink(choice.model.homepage, choice.model.name)}${
              choice.model.quantization ? html` · <bdi>${choice.model.quantization}</bdi>` : nothing
            }
          </dd>
          <dt>${t('about.engine')}</dt>
          <dd><bdi>${t(`about.engine-${choice.engine}`)}</bdi> · <bdi>${device}</bdi>${threads}</dd>
          ${
            loaded
              ? html`<dt>${t('about.memory')}</dt>
                  <dd>${t('about.tokens', { count: loaded.contextWindow })}</dd>`
              : nothing
          }
          <dt>${t('about.licence')}</dt>
          <dd>
            ${
              choice.model.license.id === 'unknown'
                ? t('start.licence-unknown')
                : webLink(choice.model.license.url, choice.model.license.id)
            }
          </dd>
          <dt>${t('about.why')}</dt>
          <dd>
            <ul>
              ${choice.reasons.map((reason) => html`<li>${t(`reason.${reason.code}`)}</li>`)}
            </ul>
          </dd>
        </dl>
        <button
          class="button small"
          part="button change-button"
          aria-haspopup="dialog"
          @click=${onModels}
          @focus=${onNear}
          @pointerenter=${onNear}
        >
          ${t(choice.alternatives.length > 0 ? 'about.change' : 'about.storage')}
        </button>
      </div>
    </details>
  `;
}

function closeOnEscape(event: KeyboardEvent): void {
  const details = event.currentTarget as HTMLDetailsElement;
  if (event.key !== 'Escape' || !details.open) return;
  // Only the panel closes; an answer that is being written goes on.
  event.stopPropagation();
  details.open = false;
  details.querySelector('summary')?.focus();
}

/** A click beside the panel, or the focus going elsewhere, closes it. */
function closeOnLeave(event: FocusEvent): void {
  const details = event.currentTarget as HTMLDetailsElement;
  if (!details.contains(event.relatedTarget as Node | null)) details.open = false;
}
