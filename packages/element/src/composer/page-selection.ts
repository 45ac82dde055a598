/** What is selected on the page around the chat. It is kept here until it is asked for, and goes nowhere by itself. */
import type { LitElement } from 'lit';

/** A selection that is being drawn changes with each movement of the pointer. */
const SETTLED_MS = 200;

/** Watches it while somebody wants to know. */
export class PageSelection {
  readonly #host: LitElement;
  #text = '';
  #isWatching = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** The selected text; empty for none. */
  get text(): string {
    return this.#text;
  }

  watch(isWanted: boolean): void {
    if (isWanted === this.#isWatching) return;
    this.#isWatching = isWanted;
    if (isWanted) {
      document.addEventListener('selectionchange', this.#onChange, { passive: true });
      this.#look();
    } else {
      document.removeEventListener('selectionchange', this.#onChange);
      clearTimeout(this.#timer);
      this.#text = '';
    }
  }

  /** What was offered was taken, or is not wanted. */
  forget(): void {
    this.#text = '';
  }

  readonly #onChange = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), SETTLED_MS);
  };

  #look(): void {
    const selection = getSelection();
    const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
    const text = (selection?.toString() ?? '').trim();
    // The visitor has gone to the chat, where the caret takes the place of what was selected.
    const isInside = this.#host.ownerDocument.activeElement === this.#host;
    if (text === '' && isInside) return;
    // Within shadow roots, as of a chat, a text is selected but no range of the page.
    const isOfPage = range !== null && !range.collapsed && !range.intersectsNode(this.#host);
    const found = isOfPage ? text : '';
    if (found === this.#text) return;
    this.#text = found;
    this.#host.requestUpdate();
  }
}
