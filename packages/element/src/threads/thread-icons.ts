/** The pictures of the list of conversations. They come with it. */
import { svg } from 'lit';
import { icon } from '../icons.js';

export const searchIcon = icon(svg`<circle cx="9" cy="9" r="5" /><path d="m12.8 12.8 3.7 3.7" />`);
export const listIcon = icon(svg`<path d="M8 5.5h8.5M8 10h8.5M8 14.5h8.5M3.6 5.5h.8M3.6 10h.8M3.6 14.5h.8" />`);
export const pinIcon = icon(svg`<path d="M7 3.5h6M8 3.5v4.7l-2.5 3.3h9L12 8.2V3.5M10 11.5v5" />`);
export const exportIcon = icon(
  svg`<path d="M10 3.5v9M6.5 9.2l3.5 3.5 3.5-3.5M4 13.5V15a1.5 1.5 0 0 0 1.5 1.5h9A1.5 1.5 0 0 0 16 15v-1.5" />`,
);
export const importIcon = icon(
  svg`<path d="M10 12.5v-9M6.5 6.8 10 3.3l3.5 3.5M4 13.5V15a1.5 1.5 0 0 0 1.5 1.5h9A1.5 1.5 0 0 0 16 15v-1.5" />`,
);
