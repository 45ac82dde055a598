/** The ways by which files come into the list: a button, and a drop. */
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import type { Texts } from '../texts.js';

/** Hands over what comes. */
export class ThreadImport {
  readonly #host: LitElement;
  readonly #texts: () => Texts;
  readonly #take: (file: Blob) => void;
  #isOver = false;

  constructor(host: LitElement, texts: () => Texts, take: (file: Blob) => void) {
    this.#host = host;
    this.#texts = texts;
    this.#take = take;
  }

  render(): TemplateResult {
    return html`
      <input class="threads-file" type="file" accept=".json,application/json" hidden @change=${this.#onFile} />
      ${this.#isOver ? html`<p class="threads-drop">${this.#texts().t('threads.drop')}</p>` : nothing}
    `;
  }

  /** Asks the visitor for a file. */
  choose(): void {
    this.#host.renderRoot.querySelector<HTMLInputElement>('.threads-file')?.click();
  }

  /** For `dragenter` and `dragover` of the list. */
  readonly onDrag = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    // To the chat around it a file is an attachment.
    event.stopPropagation();
    event.dataTransfer.dropEffect = 'copy';
    this.#setOver(true);
  };

  readonly onDragLeave = (event: DragEvent): void => {
    const list = event.currentTarget as HTMLElement;
    if (event.relatedTarget === null || !list.contains(event.relatedTarget as Node)) this.#setOver(false);
  };

  readonly onDrop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    this.#setOver(false);
    if (file === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#take(file);
  };

  readonly #onFile = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file !== undefined) this.#take(file);
    // The same file can be taken once more.
    input.value = '';
  };

  #setOver(isOver: boolean): void {
    if (this.#isOver === isOver) return;
    this.#isOver = isOver;
    this.#host.requestUpdate();
  }
}
