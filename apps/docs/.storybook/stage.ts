/** The piece of page that each story stands on, with the scheme, width and language of the toolbar. */
import type { Decorator } from '@storybook/web-components-vite';
import { html } from 'lit';

export const stage: Decorator = (story, { globals }) => html`
  <div
    class="stage"
    data-scheme=${String(globals['scheme'])}
    lang=${String(globals['language'])}
    dir=${globals['language'] === 'ar' ? 'rtl' : 'ltr'}
  >
    <div class="stage-column" data-width=${String(globals['width'])}>${story()}</div>
  </div>
`;
