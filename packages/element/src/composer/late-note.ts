/** What a composer says while it has not got what adds files to a message, and the button that is there meanwhile. */
import { html, nothing, type TemplateResult } from 'lit';
import { lateText } from '../late-code.js';
import type { Texts } from '../texts.js';

/** What is wrong, as far as the visitor has to do with it. */
export interface LateNote {
  /** How often it could not be fetched. */
  readonly failures: number;
  /** How often the visitor has tried to add something. */
  readonly misses: number;
  /** So many files are part of the message, of a draft that was kept. */
  readonly hiddenFiles: number;
}

/** Says what cannot be seen or done. Nothing while all may still come. */
export function lateNote(texts: Texts, { failures, misses, hiddenFiles }: LateNote): TemplateResult | typeof nothing {
  if (failures === 0) return nothing;
  const { t } = texts;
  return html`
    ${hiddenFiles > 0 ? html`<p class="composer-note" part="note" role="alert">${t('composer.hidden-files', { count: hiddenFiles })}</p>` : nothing}
    ${misses > 0 ? html`<p class="composer-note" part="note">${missedText(texts, misses)}</p>` : nothing}
  `;
}

/** Why nothing can be added, and what to do. */
export function missedText(texts: Texts, misses: number): string {
  return lateText(texts, misses, texts.t('composer.nothing-added'));
}
