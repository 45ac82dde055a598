/** The menu of a conversation, or of all: one for the whole list, in the top layer, beside the button that opened it. */
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import { placeMenu } from '../place-menu.js';

/** An entry of a menu. */
export interface ThreadMenuItem {
  readonly key: string;
  readonly label: string;
  readonly run: () => void;
}

/** Opens, places and closes it. */
export class ThreadMenu {
  readonly #host: LitElement;
  #items: readonly ThreadMenuItem[] = [];
  #opener: HTMLElement | null = null;
  #mustShow = false;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** The button that it belongs to while it is open. */
  get opener(): HTMLElement | null {
    return this.#opener;
  }

  open(opener: HTMLElement, items: readonly ThreadMenuItem[]): void {
    this.#opener = opener;
    this.#items = items;
    this.#mustShow = true;
    this.#host.requestUpdate();
  }

  render(): TemplateResult | typeof nothing {
    if (this.#opener === null) return nothing;
    return html`
      <div
        class="thread-menu"
        part="menu"
        popover="auto"
        role="menu"
        aria-label=${this.#opener.getAttribute('aria-label') ?? nothing}
        @keydown=${this.#onKeydown}
        @toggle=${this.#onToggle}
      >
        ${this.#items.map(
          (item) => html`
            <button part="menu-item" role="menuitem" tabindex="-1" data-key=${item.key} @click=${() => this.#run(item)}>
              ${item.label}
            </button>
          `,
        )}
      </div>
    `;
  }

  /** After the list was drawn. */
  updated(): void {
    const menu = this.#element();
    if (menu === null || this.#opener === null) return;
    if (!this.#opener.isConnected) this.#close();
    else if (this.#mustShow) {
      this.#mustShow = false;
      menu.showPopover();
      placeMenu(menu, this.#opener, 'end');
      this.#buttons()[0]?.focus();
    }
  }

  #element(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.thread-menu');
  }

  #buttons(): HTMLElement[] {
    return [...(this.#element()?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  }

  #close(): void {
    this.#element()?.hidePopover();
    this.#opener = null;
    this.#host.requestUpdate();
  }

  #run(item: ThreadMenuItem): void {
    const opener = this.#opener;
    this.#close();
    opener?.focus();
    item.run();
  }

  readonly #onToggle = (event: ToggleEvent): void => {
    // A press elsewhere closes it without our doing; a press on another button has opened it again.
    if (event.newState === 'open' || this.#mustShow || this.#element()?.matches(':popover-open')) return;
    this.#opener = null;
    this.#host.requestUpdate();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const buttons = this.#buttons();
    const index = buttons.indexOf(event.target as HTMLElement);
    const next = nextIndex(event.key, index, buttons.length);
    if (next !== null) buttons[next]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') {
      const opener = this.#opener;
      this.#close();
      opener?.focus();
      // From the button on, as if the menu had not been there.
      if (event.key === 'Tab') return;
    } else return;
    event.preventDefault();
    // To the sheet Escape means to close, to the chat to stop.
    event.stopPropagation();
  };
}

/** Where a key leads in a row of things; `null` when it leads nowhere. */
export function nextIndex(key: string, index: number, count: number): number | null {
  if (key === 'ArrowDown') return (index + 1) % count;
  if (key === 'ArrowUp') return (index - 1 + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
