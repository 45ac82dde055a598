/** The button that adds something to a message. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Texts } from '../texts.js';
import { addIcon, attachIcon } from './composer-icons.js';

/** Opens the picker where there are only files to add, else the menu. */
export function addButton(kinds: 'files' | 'more', { t }: Texts, press: (button: HTMLElement) => void): TemplateResult {
  const isMenu = kinds === 'more';
  const label = t(isMenu ? 'add.button' : 'add.button-files');
  return html`
    <button
      class="icon-button add"
      part="icon-button add-button"
      type="button"
      aria-label=${label}
      title=${label}
      aria-haspopup=${isMenu ? 'menu' : nothing}
      aria-expanded=${isMenu ? 'false' : nothing}
      @click=${(event: Event) => press(event.currentTarget as HTMLElement)}
    >
      ${isMenu ? addIcon : attachIcon}
    </button>
  `;
}
