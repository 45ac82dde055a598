/** The button before there is a summary, and what it says of its cost. Part of the first bytes. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { icon } from '../icon.js';
import type { Texts } from '../texts.js';

const summaryIcon = icon(svg`<path d="M4 5.5h12M4 10h12M4 14.5h6.5" />`);

/** What the button needs to know. */
export interface OfferContext {
  readonly texts: Texts;
  /** What it costs, or what is in the way; empty while that is not known. */
  readonly notes: readonly string[];
  /** It was pressed, and what that takes is not known yet. */
  readonly isWaiting: boolean;
  /** It says why it does nothing now. */
  readonly isBlocked: boolean;
  readonly onPress: () => void;
}

/** Draws it. A button that cannot be pressed keeps the focus, so that its reason is heard. */
export function offerView({ texts, notes, isWaiting, isBlocked, onPress }: OfferContext): TemplateResult {
  const { t } = texts;
  return html`
    <div class="offer">
      <button
        class="button primary"
        part="button summarize-button"
        aria-describedby="notes"
        aria-disabled=${isWaiting || isBlocked ? 'true' : nothing}
        @click=${isWaiting || isBlocked ? nothing : onPress}
      >
        ${summaryIcon}${t('summary.button')}
      </button>
      <p class="quiet" part="note" id="notes">
        ${isWaiting ? t('summary.wait') : notes.map((note) => html`<span>${note}</span> `)}
      </p>
    </div>
  `;
}
