/** The pictures on the buttons of messages. They come with their code, not with the page. */
import { svg } from 'lit';
import { icon } from '../icons.js';

export const goodIcon = icon(
  svg`<path d="M6.5 9v7M6.5 9 9.6 3.6c1.2 0 2 .9 2 2V8h3.3a1.6 1.6 0 0 1 1.6 1.9l-.9 4.7a1.7 1.7 0 0 1-1.7 1.4H6.5M6.5 16H4.2A.7.7 0 0 1 3.5 15.3V9.7A.7.7 0 0 1 4.2 9h2.3" />`,
);
export const badIcon = icon(
  svg`<path d="M6.5 11V4M6.5 11l3.1 5.4c1.2 0 2-.9 2-2V12h3.3a1.6 1.6 0 0 0 1.6-1.9l-.9-4.7A1.7 1.7 0 0 0 13.9 4H6.5M6.5 4H4.2a.7.7 0 0 0-.7.7v5.6a.7.7 0 0 0 .7.7h2.3" />`,
);
export const previousIcon = icon(svg`<path d="m12 5-5 5 5 5" />`);
export const nextIcon = icon(svg`<path d="m8 5 5 5-5 5" />`);
export const infoIcon = icon(
  svg`<circle cx="10" cy="10" r="6.5" /><path d="M10 9.5v4" /><circle class="dot" cx="10" cy="6.8" r=".9" />`,
);
export const thoughtIcon = icon(
  svg`<path d="M10 3.5a5 5 0 0 0-3 9c.5.4.8.9.8 1.5h4.4c0-.6.3-1.1.8-1.5a5 5 0 0 0-3-9zM8.2 16.5h3.6" />`,
);
