/** The pictures of what is given along with a message, and of what the composer can do besides. */
import { svg } from 'lit';
import { icon } from '../icons.js';

export const addIcon = icon(svg`<path d="M10 4.5v11M4.5 10h11" />`);
export const attachIcon = icon(
  svg`<path d="m15.5 9-5.9 5.9a3.3 3.3 0 0 1-4.7-4.7l6.2-6.2a2.2 2.2 0 0 1 3.1 3.1l-6.1 6.1a1.1 1.1 0 0 1-1.6-1.6l5.4-5.4" />`,
);
export const pastedIcon = icon(
  svg`<path d="M7.5 4.5H6A1.5 1.5 0 0 0 4.5 6v9.5A1.5 1.5 0 0 0 6 17h8a1.5 1.5 0 0 0 1.5-1.5V6A1.5 1.5 0 0 0 14 4.5h-1.5" /><rect x="7.5" y="3" width="5" height="3" rx="1" /><path d="M7.5 10h5M7.5 13h3" />`,
);
export const selectionIcon = icon(
  svg`<path d="M10 4v12M7.5 3.5c1.5 0 2.5.6 2.5 2 0-1.4 1-2 2.5-2M7.5 16.5c1.5 0 2.5-.6 2.5-2 0 1.4 1 2 2.5 2M6.5 7.5h-3v5h3M13.5 7.5h3v5h-3" />`,
);
export const microphoneIcon = icon(
  svg`<rect x="7.5" y="3" width="5" height="9" rx="2.5" /><path d="M4.5 10a5.5 5.5 0 0 0 11 0M10 15.5V17.5" />`,
);
