/** The few pictures of the interface, drawn in the colour of the text around them. */
import { svg } from 'lit';
import { icon } from './icon.js';

export { icon };

export const sendIcon = icon(svg`<path d="M10 16V4.5M5 9.2l5-5 5 5" />`);
export const stopIcon = icon(svg`<rect class="solid" x="5.5" y="5.5" width="9" height="9" rx="1.5" />`);
export const newIcon = icon(
  svg`<path d="M9.5 4H6a2.5 2.5 0 0 0-2.5 2.5v7.5A2.5 2.5 0 0 0 6 16.5h7.5A2.5 2.5 0 0 0 16 14v-3.5M14.2 3.6a1.5 1.5 0 0 1 2.1 2.1l-6 6-2.8.7.7-2.8z" />`,
);
export const chevronIcon = icon(svg`<path d="m6 8 4 4 4-4" />`);
export const downIcon = icon(svg`<path d="M10 4v11.5M5 10.8l5 5 5-5" />`);
export const copyIcon = icon(
  svg`<rect x="7" y="7" width="9.5" height="9.5" rx="2" /><path d="M13 4.6A1.9 1.9 0 0 0 11.4 3.5H5.5a2 2 0 0 0-2 2v5.9A1.9 1.9 0 0 0 4.6 13" />`,
);
export const checkIcon = icon(svg`<path d="m4.5 10.5 3.7 3.7 7.3-8" />`);
export const retryIcon = icon(svg`<path d="M15.8 11.2A6 6 0 1 1 14.6 6L16.5 8M16.5 4v4h-4" />`);
export const alertIcon = icon(
  svg`<circle cx="10" cy="10" r="7" /><path d="M10 6.4v4.4" /><circle class="dot" cx="10" cy="13.5" r=".9" />`,
);
export const closeIcon = icon(svg`<path d="m5.5 5.5 9 9M14.5 5.5l-9 9" />`);
export const deleteIcon = icon(
  svg`<path d="M4 6h12M8 6V4.5A1 1 0 0 1 9 3.5h2a1 1 0 0 1 1 1V6m2.5 0-.6 9a1.5 1.5 0 0 1-1.5 1.5H7.6A1.5 1.5 0 0 1 6.1 15L5.5 6" />`,
);
export const chatIcon = icon(
  svg`<path d="M4.5 3.5h11a2 2 0 0 1 2 2v6.5a2 2 0 0 1-2 2H9.6L5.8 17v-3H4.5a2 2 0 0 1-2-2V5.5a2 2 0 0 1 2-2zM6.5 7.3h7M6.5 10.3h4.5" />`,
);
export const continueIcon = icon(svg`<path d="M4 5v3.5A3.5 3.5 0 0 0 7.5 12H16m-4-4 4 4-4 4" />`);
/** A lock on a chip: a model that keeps to itself. */
export const privateIcon = icon(
  svg`<rect x="4.5" y="8.5" width="11" height="8" rx="2.2" /><path d="M7 8.5V6.4a3 3 0 0 1 6 0v2.1M10 11.8v1.6" />`,
);
