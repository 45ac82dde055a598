/** The pictures of the list of conversations. They come with it. */
import { html, svg, type TemplateResult } from 'lit';

function icon(shape: TemplateResult): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${shape}</svg>`;
}

export const moreIcon = icon(
  svg`<circle class="dot" cx="4.5" cy="10" r="1.3" /><circle class="dot" cx="10" cy="10" r="1.3" /><circle class="dot" cx="15.5" cy="10" r="1.3" />`,
);
export const searchIcon = icon(svg`<circle cx="9" cy="9" r="5" /><path d="m12.8 12.8 3.7 3.7" />`);
export const listIcon = icon(svg`<path d="M8 5.5h8.5M8 10h8.5M8 14.5h8.5M3.6 5.5h.8M3.6 10h.8M3.6 14.5h.8" />`);
