/** The picture of what can be done with a text: a line of it, and a spark. */
import { svg } from 'lit';
import { icon } from '../icons.js';

export const taskIcon = icon(
  svg`<path d="M3.5 6h6M3.5 10.5h4M3.5 15h8" /><path d="m14 4 1.1 2.9L18 8l-2.9 1.1L14 12l-1.1-2.9L10 8l2.9-1.1z" />`,
);
