/** A link that the site's model manifest names: http(s) only, else its text alone. */
import { html, type TemplateResult } from 'lit';

/** Draws the link. A manifest may come from anywhere, so its addresses are not trusted to be of the web. */
export function webLink(address: string | undefined, text: string): TemplateResult {
  if (address === undefined || !/^https?:\/\//i.test(address)) return html`<bdi>${text}</bdi>`;
  return html`<a part="link" href=${address} target="_blank" rel="noopener noreferrer"><bdi>${text}</bdi></a>`;
}
