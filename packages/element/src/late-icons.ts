/** Pictures that several parts share which are fetched late. */
import { svg } from 'lit';
import { icon } from './icons.js';

export const editIcon = icon(
  svg`<path d="M12.9 4.3a1.8 1.8 0 0 1 2.6 0l.2.2a1.8 1.8 0 0 1 0 2.6L7.5 15.3l-3.6.8.8-3.6zM11.5 5.7l2.8 2.8" />`,
);
export const moreIcon = icon(
  svg`<circle class="dot" cx="4.5" cy="10" r="1.3" /><circle class="dot" cx="10" cy="10" r="1.3" /><circle class="dot" cx="15.5" cy="10" r="1.3" />`,
);
export const fileIcon = icon(
  svg`<path d="M6 3.5h5.5L15 7v8.5a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM11.3 3.7V7.2H15" />`,
);
export const pageIcon = icon(
  svg`<rect x="3.5" y="4" width="13" height="12" rx="2" /><path d="M3.5 7.5h13M6.5 10.5h7M6.5 13h4.5" />`,
);
export const markdownIcon = icon(
  svg`<rect x="2.5" y="5" width="15" height="10" rx="2" /><path d="M5.5 12.5v-5l2.2 2.7L9.9 7.5v5M13.5 7.5v4.8m-1.7-1.7 1.7 1.7 1.7-1.7" />`,
);
