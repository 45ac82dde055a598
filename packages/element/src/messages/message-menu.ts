/** The menu of an answer: one for the whole list, in the top layer, beside the button that opened it. */
import { html, nothing, type TemplateResult } from 'lit';
import { placeMenu } from '../place-menu.js';
import type { ListAccess, MenuItem } from './list-access.js';

/** Opens, places and closes it. */
export class MessageMenu {
  readonly #list: ListAccess;
  #items: readonly MenuItem[] = [];
  #label = '';
  #opener: HTMLElement | null = null;
  #mustShow = false;

  constructor(list: ListAccess) {
    this.#list = list;
  }

  /** The button that it belongs to while it is open. */
  get opener(): HTMLElement | null {
    return this.#opener;
  }

  open(opener: HTMLElement, items: readonly MenuItem[]): void {
    this.#opener?.setAttribute('aria-expanded', 'false');
    this.#opener = opener;
    this.#items = items;
    this.#label = opener.getAttribute('aria-label') ?? '';
    this.#mustShow = true;
    opener.setAttribute('aria-expanded', 'true');
    this.#list.host.requestUpdate();
  }

  close(): void {
    if (this.#opener === null) return;
    const menu = this.#element();
    if (menu?.matches(':popover-open')) menu.hidePopover();
    else this.#forget();
  }

  render(): TemplateResult | typeof nothing {
    if (this.#opener === null) return nothing;
    return html`
      <div
        class="menu"
        part="menu"
        popover="auto"
        role="menu"
        aria-label=${this.#label}
        @keydown=${this.#onKeydown}
        @toggle=${this.#onToggle}
      >
        ${this.#items.map(
          (item) => html`
            <button
              class="menu-item ${item.isDanger ? 'danger' : ''}"
              part="menu-item"
              role="menuitem"
              tabindex="-1"
              data-key=${item.key}
              @click=${() => this.#run(item)}
            >
              ${item.icon}<span>${item.label}</span>
            </button>
          `,
        )}
      </div>
    `;
  }

  /** After the list was drawn. */
  updated(): void {
    // Asked in this order, as a search goes through all messages.
    if (this.#opener === null) return;
    if (!this.#opener.isConnected) this.close();
    const menu = this.#mustShow ? this.#element() : null;
    if (menu === null || this.#opener === null) return;
    this.#mustShow = false;
    menu.showPopover();
    placeMenu(menu, this.#opener, 'start');
    this.#focus(0);
  }

  #element(): HTMLElement | null {
    return this.#list.host.renderRoot.querySelector<HTMLElement>('.menu');
  }

  #run(item: MenuItem): void {
    const opener = this.#opener;
    this.close();
    opener?.focus();
    item.run();
  }

  #forget(): void {
    this.#opener?.setAttribute('aria-expanded', 'false');
    this.#opener = null;
    this.#list.host.requestUpdate();
  }

  #focus(index: number): void {
    const buttons = this.#element()?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [];
    buttons[(index + buttons.length) % buttons.length]?.focus();
  }

  readonly #onToggle = (event: ToggleEvent): void => {
    // A press elsewhere closes it without our doing.
    if (event.newState === 'closed') this.#forget();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const { key } = event;
    const buttons = [...(this.#element()?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const index = buttons.indexOf(event.target as HTMLElement);
    const opener = this.#opener;
    if (key === 'ArrowDown') this.#focus(index + 1);
    else if (key === 'ArrowUp') this.#focus(index - 1);
    else if (key === 'Home') this.#focus(0);
    else if (key === 'End') this.#focus(-1);
    else if (key === 'Escape' || key === 'Tab') {
      this.close();
      opener?.focus();
      // From the button on, as if the menu had not been there.
      if (key === 'Tab') return;
    } else if (key.length === 1 && key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.#focus(byFirstLetter(buttons, index, key));
    } else return;
    event.preventDefault();
    // To the chat Escape means to stop.
    event.stopPropagation();
  };
}

/** The next entry that begins with a letter, or the present one. */
function byFirstLetter(buttons: readonly HTMLElement[], index: number, letter: string): number {
  const all = [...buttons, ...buttons];
  const wanted = letter.toLocaleLowerCase();
  const found = all.findIndex(
    (button, at) => at > index && button.textContent?.trim().toLocaleLowerCase().startsWith(wanted),
  );
  return found < 0 ? index : found % buttons.length;
}
