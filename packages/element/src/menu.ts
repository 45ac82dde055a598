/** A menu in the top layer, beside the button that opened it. A list of many things has one for all of them. */
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { adoptMenuStyles } from './menu.styles.js';
import { type MenuPlace, placeMenu } from './place-menu.js';

/** An entry of a menu. */
export interface MenuItem {
  readonly key: string;
  readonly label: string;
  /** The language of the label, where it is not that of the menu. */
  readonly lang?: string;
  readonly icon?: TemplateResult;
  /** A name for `::part()` besides `menu-item`. */
  readonly part?: string;
  /** It takes something away. */
  readonly isDanger?: boolean;
  /** It cannot be chosen now. */
  readonly isDisabled?: boolean;
  readonly run: () => void;
}

/**
 * As the ARIA practices describe it: arrows, Home, End and first letters move; Escape and Tab close, and lead back to
 * the button. The button says `aria-haspopup="menu"` and `aria-expanded="false"`, which the menu changes.
 */
export class Menu {
  readonly #host: LitElement;
  readonly #place: MenuPlace;
  readonly #element = createRef<HTMLElement>();
  #items: readonly MenuItem[] = [];
  #opener: HTMLElement | null = null;
  #label: string | null = null;
  #mustShow = false;
  /** The button of the open menu, while it is being pressed: the browser has closed the menu before it hears of it. */
  #pressed: HTMLElement | null = null;

  constructor(host: LitElement, place: MenuPlace) {
    this.#host = host;
    this.#place = place;
    adoptMenuStyles(host.renderRoot);
    host.renderRoot.addEventListener('pointerdown', (event) => {
      const opener = this.#opener;
      this.#pressed = opener !== null && event.composedPath().includes(opener) ? opener : null;
    });
  }

  get isOpen(): boolean {
    return this.#opener !== null;
  }

  /**
   * Opens it with the focus on its first entry; closes it where it was opened by the same button. An entry may open it
   * anew with others.
   *
   * @param label what it is called. Default: as its button.
   */
  open(opener: HTMLElement, items: readonly MenuItem[], label = opener.getAttribute('aria-label')): void {
    const isSame = this.#pressed === opener;
    this.#pressed = null;
    this.close(false);
    if (isSame) return;
    this.#opener = opener;
    this.#items = items;
    this.#label = label;
    this.#mustShow = true;
    window.addEventListener('resize', this.#putInPlace);
    opener.setAttribute('aria-expanded', 'true');
    this.#host.requestUpdate();
  }

  /** @param returns whether the focus goes back to the button. True also says that it was open. */
  close(returns = true): boolean {
    const opener = this.#opener;
    if (opener === null) return false;
    this.#opener = null;
    this.#mustShow = false;
    window.removeEventListener('resize', this.#putInPlace);
    opener.setAttribute('aria-expanded', 'false');
    this.#host.requestUpdate();
    if (returns) opener.focus();
    return true;
  }

  render(): TemplateResult | typeof nothing {
    if (this.#opener === null) return nothing;
    return html`
      <div
        class="menu"
        part="menu"
        popover="auto"
        role="menu"
        aria-label=${this.#label ?? nothing}
        @keydown=${this.#onKeydown}
        @toggle=${this.#onToggle}
        ${ref(this.#element)}
      >
        ${this.#items.map(
          (item) => html`
            <button
              class="menu-item ${item.isDanger ? 'danger' : ''}"
              part="menu-item ${item.part ?? ''}"
              type="button"
              role="menuitem"
              tabindex="-1"
              data-key=${item.key}
              aria-disabled=${item.isDisabled ? 'true' : nothing}
              @click=${() => this.#run(item)}
            >
              ${item.icon ?? nothing}<span lang=${item.lang ?? nothing}>${item.label}</span>
            </button>
          `,
        )}
      </div>
    `;
  }

  /** After the host was drawn. */
  updated(): void {
    if (this.#opener?.isConnected === false) this.close(false);
    const menu = this.#element.value;
    if (!this.#mustShow || this.#opener === null || menu === undefined) return;
    this.#mustShow = false;
    if (!menu.matches(':popover-open')) menu.showPopover();
    this.#putInPlace();
    // What was drawn just now above the button has its final height only when a frame has passed.
    requestAnimationFrame(() => requestAnimationFrame(this.#putInPlace));
    this.#buttons()[0]?.focus();
  }

  /** The button may stand elsewhere than before, as for whoever zooms in. */
  readonly #putInPlace = (): void => {
    const menu = this.#element.value;
    if (menu?.isConnected && this.#opener !== null) placeMenu(menu, this.#opener, this.#place);
  };

  #buttons(): HTMLElement[] {
    return [...(this.#element.value?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  }

  #run(item: MenuItem): void {
    if (item.isDisabled) return;
    this.close();
    item.run();
  }

  readonly #onToggle = (event: ToggleEvent): void => {
    // A press elsewhere closes it without our doing; one on another button has opened it again by then.
    if (event.newState === 'closed' && !this.#mustShow && !this.#element.value?.matches(':popover-open')) {
      this.close(false);
    }
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const { key } = event;
    const buttons = this.#buttons();
    const index = buttons.indexOf(event.target as HTMLElement);
    const isLetter = key.length === 1 && key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
    const next = isLetter ? byFirstLetter(buttons, index, key) : nextIndex(key, index, buttons.length);
    if (next !== null) buttons[next]?.focus();
    else if (key === 'Escape' || key === 'Tab') {
      const opener = this.#opener;
      this.close();
      // From the button on, as if the menu had not been there: what the button is in hears of the key.
      if (key === 'Tab') return void opener?.dispatchEvent(new KeyboardEvent('keydown', event));
    } else return;
    event.preventDefault();
    // To what is around it Escape means to stop or to close.
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

/** The next entry that begins with a letter, or the present one. */
function byFirstLetter(buttons: readonly HTMLElement[], index: number, letter: string): number {
  const all = [...buttons, ...buttons];
  const wanted = letter.toLocaleLowerCase();
  const found = all.findIndex(
    (button, at) => at > index && button.textContent?.trim().toLocaleLowerCase().startsWith(wanted),
  );
  return found < 0 ? index : found % buttons.length;
}
