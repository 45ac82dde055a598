/** Follows a drag of files: shows where they can be dropped, and keeps a near miss from leaving the page. */
import type { LitElement } from 'lit';

/** The browser opens a file that is dropped on the page instead of on the chat, and the conversation would be gone. */
export class DropZone {
  readonly #host: LitElement;
  #watching: AbortController | null = null;
  #isOver = false;

  constructor(host: LitElement) {
    this.#host = host;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Files are over the element. */
  enter(): void {
    this.#set(true);
    if (this.#watching !== null) return;
    this.#watching = new AbortController();
    const { signal } = this.#watching;
    const end = () => this.leave();
    addEventListener('dragover', this.#onDrag, { signal });
    addEventListener('drop', this.#onDrag, { signal });
    addEventListener('dragend', end, { signal });
    addEventListener('dragleave', ({ relatedTarget }) => relatedTarget === null && this.#set(false), { signal });
    // After a drag that ended outside the window nothing is heard but that the pointer is back.
    addEventListener('pointermove', end, { signal });
  }

  /** The drag is over. */
  leave(): void {
    this.#watching?.abort();
    this.#watching = null;
    this.#set(false);
  }

  readonly #onDrag = (event: DragEvent): void => {
    const isHere = event.composedPath().includes(this.#host);
    if (event.type === 'drop') this.leave();
    else this.#set(isHere);
    if (isHere || event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'none';
  };

  #set(isOver: boolean): void {
    if (isOver === this.#isOver) return;
    this.#isOver = isOver;
    this.#host.requestUpdate();
  }
}
