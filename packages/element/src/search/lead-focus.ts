/** Leads the focus on where an update takes away what had it. */

/** Notes where the focus is before an update, and leads it on after that. */
export class LeadFocus {
  readonly #root: ShadowRoot;
  /** It was in the box of the answer. */
  #wasInAnswer = false;
  /** The number of the file whose button had it; -1 for none. */
  #file = -1;
  /** The button that is shown. */
  #offer: HTMLElement | null = null;

  constructor(root: ShadowRoot) {
    this.#root = root;
  }

  /** Before the update. */
  note(): void {
    const { activeElement } = this.#root;
    this.#wasInAnswer = activeElement?.closest('.answer') != null;
    this.#file = [...this.#root.querySelectorAll('.chip')].findIndex((chip) => chip.contains(activeElement));
  }

  /**
   * After it. A button that was pressed goes with what it was on: the focus stays in the box of the answer, whose name
   * says what is going on, and goes back to the button when that is back. From a file it goes to the next one.
   */
  lead(): void {
    const { activeElement } = this.#root;
    const box = this.#root.querySelector<HTMLElement>('.answer');
    const offer = box?.querySelector<HTMLElement>('[part~=answer-button]') ?? null;
    const isNew = offer !== this.#offer;
    this.#offer = offer;
    if (this.#wasInAnswer && (activeElement === null || (activeElement === box && isNew))) {
      (offer ?? box)?.focus({ preventScroll: true });
    } else if (this.#file >= 0 && activeElement === null) {
      const next = this.#root.querySelectorAll<HTMLElement>('[part~=remove-button]')[this.#file];
      (next ?? this.#root.querySelector<HTMLElement>('[part~=add-button]'))?.focus({ preventScroll: true });
    }
  }
}
