/** Draws a small picture in the colour of the text around it. */
import { html, type TemplateResult } from 'lit';

/** Draws one. */
export function icon(shape: TemplateResult): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${shape}</svg>`;
}
