/** The picture of tools. */
import { svg } from 'lit';
import { icon } from '../icons.js';

export const toolIcon = icon(
  svg`<path d="M12.6 3.6a4 4 0 0 0-4.3 5.5l-4.6 4.6a1.6 1.6 0 0 0 2.6 2.6l4.6-4.6a4 4 0 0 0 5.5-4.3l-2.5 2.5-2.3-.5-.5-2.3z" />`,
);
