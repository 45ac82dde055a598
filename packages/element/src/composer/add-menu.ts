/** The menu behind the plus: what can be added to a message. */
import { html, type LitElement, nothing, type TemplateResult } from 'lit';

/** One line of it. */
export interface AddItem {
  readonly icon: TemplateResult;
  readonly label: string;
  readonly part: string;
  readonly isDisabled?: boolean;
  readonly choose: () => void;
}

/** A menu as the ARIA practices describe it: arrows, Home and End move, Escape and Tab close. */
export class AddMenu {
  readonly #host: LitElement;
  #isOpen = false;

  constructor(host: LitElement) {
    this.#host = host;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Opens it with the focus on its first line, or closes it. */
  async toggle(): Promise<void> {
    this.#isOpen = !this.#isOpen;
    this.#host.requestUpdate();
    if (!this.#isOpen) return;
    await this.#host.updateComplete;
    this.#lines()[0]?.focus();
  }

  /** @param returns whether the focus goes back to the button; true also says that it was open. */
  close(returns = true): boolean {
    if (!this.#isOpen) return false;
    this.#isOpen = false;
    if (returns) this.#host.renderRoot.querySelector<HTMLElement>('.add')?.focus();
    this.#host.requestUpdate();
    return true;
  }

  render(items: readonly AddItem[], label: string): TemplateResult | typeof nothing {
    if (!this.#isOpen) return nothing;
    return html`
      <div class="add-menu" part="menu" role="menu" aria-label=${label} @keydown=${this.#onKeydown} @focusout=${this.#onFocusout}>
        ${items.map(
          ({ icon, label: words, part, isDisabled, choose }) => html`
            <button
              class="add-item"
              part="menu-item ${part}"
              type="button"
              role="menuitem"
              tabindex="-1"
              aria-disabled=${isDisabled ? 'true' : nothing}
              @click=${() => {
                if (isDisabled) return;
                this.close();
                choose();
              }}
            >
              ${icon}<span>${words}</span>
            </button>
          `,
        )}
      </div>
    `;
  }

  #lines(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.add-item')];
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const lines = this.#lines();
    const at = lines.indexOf(event.target as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Tab') this.close();
    if (next === undefined) return;
    event.preventDefault();
    lines.at(next === lines.length ? 0 : next)?.focus();
  };

  readonly #onFocusout = ({ relatedTarget }: FocusEvent): void => {
    const to = relatedTarget as Element | null;
    // The button closes it itself.
    if (to === null || !to.closest('.add-menu, .add')) this.close(false);
  };
}
