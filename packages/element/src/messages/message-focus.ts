/**
 * Walks through the conversation by keyboard: Tab reaches it once, arrows go from message to message, Tab goes on into
 * what can be done with one, and then out of the conversation.
 */
import { html, type TemplateResult } from 'lit';
import { type ListAccess, messageElement } from './list-access.js';

const TABBABLE = 'a[href], button, summary, textarea, [tabindex="0"]';

/** Where the keyboard is in one list. */
export class MessageFocus {
  readonly #list: ListAccess;
  /** The message that Tab leads to; `null` for the last one. */
  #activeId: string | null = null;
  /** The element of that message, which alone has a tab stop. */
  #stop: HTMLElement | null = null;
  /** A press of the pointer has put the focus where it is. */
  #isByPointer = false;
  /** The focus stands on an edge only to go on from there. */
  #isLeaving = false;
  /** Where the focus goes when all is drawn. */
  #wanted: { readonly id: string; readonly selector: string } | null = null;

  constructor(list: ListAccess) {
    this.#list = list;
  }

  /** Where Tab comes in from behind; in front it is the log itself. */
  renderEnd(): TemplateResult {
    return html`<span class="log-end" tabindex="0" @focus=${this.#onEdge}></span>`;
  }

  /** Puts the focus on a message, or on what `selector` finds in it, when the list was drawn again. */
  moveTo(id: string, selector = ''): void {
    this.#wanted = { id, selector };
    this.#activeId = id;
    this.#list.host.requestUpdate();
  }

  /** After the list was drawn. */
  updated(): void {
    if (this.#activeId !== null && !this.#list.chat().messages.some(({ id }) => id === this.#activeId)) {
      this.#activeId = null;
    }
    this.#setStop();
    const wanted = this.#wanted;
    if (wanted === null) return;
    const message = messageElement(this.#list.column(), wanted.id);
    if (message === null) return;
    this.#wanted = null;
    const inside = wanted.selector === '' ? null : message.querySelector<HTMLElement>(wanted.selector);
    this.#focus(inside ?? message);
  }

  readonly onPointerdown = (): void => {
    this.#isByPointer = true;
    // The focus follows in this task, or does not.
    setTimeout(() => {
      this.#isByPointer = false;
    }, 0);
  };

  readonly onFocusin = (event: FocusEvent): void => {
    const target = event.target as HTMLElement;
    if (target === event.currentTarget) {
      if (!this.#isByPointer) this.#onEdge();
      return;
    }
    const message = target.closest<HTMLElement>('.message');
    const id = message?.dataset['id'];
    if (message === null || id === undefined || message === this.#stop) return;
    this.#activeId = id;
    this.#setStop();
  };

  readonly onKeydown = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    const message = target.closest<HTMLElement>('.message');
    if (event.defaultPrevented || event.isComposing || message === null) return;
    if (event.key === 'Tab') this.#onTab(message, target, event.shiftKey);
    else if (event.key === 'Escape') {
      // While an answer is written this stops it, which is the chat's affair.
      if (this.#list.chat().status !== 'idle') return;
      event.preventDefault();
      this.#list.context().leave();
    } else if (target === message && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (this.#walk(message, event.key)) event.preventDefault();
    }
  };

  #walk(message: HTMLElement, key: string): boolean {
    const log = message.closest('.log')?.getBoundingClientRect();
    const box = message.getBoundingClientRect();
    // Of one that is longer than what is seen the rest is scrolled to first.
    if (key === 'ArrowDown' && log && box.bottom > log.bottom + 1) return false;
    if (key === 'ArrowUp' && log && box.top < log.top - 1) return false;
    const all = this.#all();
    const index = all.indexOf(message);
    const next =
      key === 'ArrowDown'
        ? all[index + 1]
        : key === 'ArrowUp'
          ? all[index - 1]
          : key === 'Home'
            ? all[0]
            : key === 'End'
              ? all.at(-1)
              : undefined;
    if (next !== undefined) this.#focus(next);
    return next !== undefined || key === 'Home' || key === 'End';
  }

  /** Out of the last thing in a message, and forward: behind the log. Out of the message backward: in front of it. */
  #onTab(message: HTMLElement, target: HTMLElement, isBack: boolean): void {
    const log = message.closest<HTMLElement>('.log');
    const end = log?.querySelector<HTMLElement>('.log-end');
    if (isBack && target === message) this.#leaveBy(log);
    if (isBack) return;
    const inside = [...message.querySelectorAll<HTMLElement>(TABBABLE)].filter(
      (element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }),
    );
    const isAtEnd = inside.length === 0 || inside.at(-1) === target;
    if (isAtEnd) this.#leaveBy(end);
  }

  /** The browser goes on from what has the focus when the key has been heard. */
  #leaveBy(edge: HTMLElement | null | undefined): void {
    this.#isLeaving = true;
    edge?.focus({ preventScroll: true });
    this.#isLeaving = false;
  }

  readonly #onEdge = (): void => {
    if (!this.#isLeaving && this.#stop?.isConnected) this.#focus(this.#stop);
  };

  #focus(element: HTMLElement): void {
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'nearest' });
  }

  #setStop(): void {
    const column = this.#list.column();
    const last = column?.lastElementChild?.lastElementChild?.closest<HTMLElement>('.message') ?? null;
    const stop = (this.#activeId && messageElement(column, this.#activeId)) || last;
    if (stop === this.#stop) return;
    this.#stop?.setAttribute('tabindex', '-1');
    stop?.setAttribute('tabindex', '0');
    this.#stop = stop;
  }

  #all(): HTMLElement[] {
    return [...(this.#list.column()?.querySelectorAll<HTMLElement>('.message') ?? [])];
  }
}
