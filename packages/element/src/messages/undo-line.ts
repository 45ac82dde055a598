/** "Deleted. Undo": a line that goes by itself, but not while someone is at it or on the way to it by keyboard. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ListAccess } from './list-access.js';

/** How long it stands, in milliseconds. */
const SHOWN_MS = 8000;

/** One line for the whole list. */
export class UndoLine {
  readonly #list: ListAccess;
  readonly #shownMs: number;
  #undo: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(list: ListAccess, shownMs = SHOWN_MS) {
    this.#list = list;
    this.#shownMs = shownMs;
  }

  /** There is something to undo. */
  get isShown(): boolean {
    return this.#undo !== null;
  }

  show(undo: () => void): void {
    this.#undo = undo;
    this.#wait();
    this.#list.host.requestUpdate();
  }

  readonly hide = (): void => {
    clearTimeout(this.#timer);
    if (this.#undo === null) return;
    this.#undo = null;
    this.#list.host.requestUpdate();
  };

  /** Undoes what the line stands for. */
  readonly undo = (): void => {
    const undo = this.#undo;
    this.hide();
    undo?.();
  };

  render(): TemplateResult | typeof nothing {
    if (this.#undo === null) return nothing;
    const { t } = this.#list.context().texts;
    return html`
      <div
        class="undo"
        part="undo"
        @pointerenter=${this.#stay}
        @pointerleave=${this.#wait}
        @focusin=${this.#stay}
        @focusout=${this.#wait}
      >
        <span>${t('deleted.text')}</span>
        <button class="button small" part="button undo-button" @click=${this.undo}>${t('button.undo')}</button>
      </div>
    `;
  }

  readonly #stay = (): void => clearTimeout(this.#timer);

  readonly #wait = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#isNear() ? this.#wait() : this.hide()), this.#shownMs);
  };

  /** Nobody has to hurry: the focus is in the conversation, or there is nothing left in it. */
  #isNear(): boolean {
    const { activeElement } = this.#list.host.renderRoot as ShadowRoot;
    return this.#list.chat().messages.length === 0 || activeElement?.closest('.log-frame') != null;
  }
}
