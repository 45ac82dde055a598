/** A quiet line that names the model and where it runs, and opens to say why it was chosen. */
import type { EngineState } from '@local-llm-chat/core';
import { html, nothing, type TemplateResult } from 'lit';
import { formatCount } from './format.js';
import { chevronIcon } from './icons.js';
import type { Strings } from './locales/en.js';
import { webLink } from './web-link.js';

/** What the line needs besides the engine. */
export interface ModelAboutContext {
  readonly strings: Strings;
  /** Opens the sheet of models. */
  readonly onModels: (event: Event) => void;
  /** The sheet may be wanted soon. */
  readonly onNear: () => void;
}

/** Draws it; nothing before a model was chosen. */
export function modelAbout(
  engine: EngineState,
  { strings, onModels, onNear }: ModelAboutContext,
): TemplateResult | typeof nothing {
  const { choice, loaded } = engine;
  if (choice === null) return nothing;
  const { about, locale } = strings;
  const device = (loaded?.device ?? (choice.engine === 'webllm' ? 'gpu' : 'cpu')) === 'gpu' ? about.gpu : about.cpu;
  const summary = [choice.model.name, device, ...(choice.onDevice ? [about.onDevice] : [])];
  const threads = loaded && loaded.threads > 0 ? ` · ${about.threads(loaded.threads)}` : '';
  return html`
    <details class="about" part="about" @keydown=${closeOnEscape} @focusout=${closeOnLeave}>
      <summary part="about-summary" aria-label=${about.label(summary.join(', '))}>
        <span class="about-text"
          >${summary.map((word, index) => html`${index > 0 ? html`<span class="sep"> · </span>` : nothing}<span>${word}</span>`)}</span
        >
        ${chevronIcon}
      </summary>
      <div class="about-panel" part="about-panel" tabindex="-1">
        <dl>
          <dt>${about.model}</dt>
          <dd>
            ${webLink(choice.model.homepage, choice.model.name)}${
              choice.model.quantization ? ` · ${choice.model.quantization}` : nothing
            }
          </dd>
          <dt>${about.engine}</dt>
          <dd>${about.engines[choice.engine]} · ${device}${threads}</dd>
          ${
            loaded
              ? html`<dt>${about.memory}</dt>
                  <dd>${about.tokens(formatCount(loaded.contextWindow, locale))}</dd>`
              : nothing
          }
          <dt>${about.licence}</dt>
          <dd>
            ${
              choice.model.license.id === 'unknown'
                ? strings.start.licenceUnknown
                : webLink(choice.model.license.url, choice.model.license.id)
            }
          </dd>
          <dt>${about.why}</dt>
          <dd>
            <ul>
              ${choice.reasons.map((reason) => html`<li>${strings.reasons[reason.code]}</li>`)}
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
          ${choice.alternatives.length > 0 ? about.change : about.storage}
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
