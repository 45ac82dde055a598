/** The piece of page that each story stands on, with the scheme and width of the toolbar. */
import type { Decorator } from '@storybook/web-components-vite';
import { html } from 'lit';

export const stage: Decorator = (story, { globals }) => html`
  <div class="stage" data-scheme=${String(globals['scheme'])}>
    <div class="stage-column" data-width=${String(globals['width'])}>${story()}</div>
  </div>
`;
