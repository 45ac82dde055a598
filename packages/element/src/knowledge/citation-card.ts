/** What a mark in an answer stands for, shown beside it: to who points at it, comes to it by keyboard, or touches it. */
import type { KnowledgeSource } from '@local-llm-chat/core';
import { html, render } from 'lit';
import { askBeforeLeaving } from '../markdown/leave-question.js';
import type { ListAccess } from '../messages/list-access.js';
import { placeMenu } from '../place-menu.js';
import { sourceLink, sourceWords } from './source-list.js';

/** Opens the source of a list. */
type Open = (source: KnowledgeSource, event: MouseEvent) => void;

/** The card of one list. It is drawn beside the list, which knows nothing of it. */
export class CitationCard {
  readonly #list: ListAccess;
  readonly #open: Open;
  #card: HTMLElement | null = null;
  #mark: HTMLElement | null = null;

  constructor(list: ListAccess, open: Open) {
    this.#list = list;
    this.#open = open;
    const root = list.host.renderRoot;
    root.addEventListener('pointerover', this.#onPointer);
    root.addEventListener('focusin', this.#onFocus);
    list.host.addEventListener('pointerleave', this.#onLeave);
    // Before what asks about links to other sites.
    root.addEventListener('click', this.#onClick, true);
    root.addEventListener('scroll', this.#place, true);
    // A mark that is drawn anew is another one.
    list.host.addController({ hostUpdated: this.#place, hostDisconnected: () => this.#hide() });
  }

  readonly #onPointer = (event: Event): void => {
    const { target, pointerType } = event as PointerEvent;
    if (pointerType === 'touch') return;
    const mark = markAt(target);
    if (mark !== null) this.#show(mark);
    // To the card the pointer may go, and from a mark that has the focus.
    else if (!this.#has(target) && !this.#isFocused) this.#hide();
  };

  /** Out of the chat, into the page. */
  readonly #onLeave = ({ pointerType }: PointerEvent): void => {
    // A finger that is lifted has left, too, and presses only then.
    if (pointerType !== 'touch' && !this.#isFocused) this.#hide();
  };

  readonly #onFocus = ({ target }: Event): void => {
    const mark = markAt(target);
    if (mark !== null) this.#show(mark);
    else if (!this.#has(target)) this.#hide();
  };

  readonly #onClick = (event: Event): void => {
    const mark = markAt(event.target);
    if (mark === null) {
      if (!this.#has(event.target)) this.#hide();
      return;
    }
    const source = this.#sourceOf(mark);
    if (source === null || mark.localName !== 'a') return;
    // A finger has no other way to see it: the link is in the card.
    if ((event as PointerEvent).pointerType === 'touch') {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#show(mark);
      return;
    }
    this.#hide();
    this.#open(source, event as MouseEvent);
  };

  /** Wherever the focus is: who only points at a mark may be writing elsewhere. It goes before what else Escape ends. */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.#isOpen) return;
    const [target] = event.composedPath();
    if (target instanceof Element && target.closest('.leave-dialog') !== null) return;
    event.preventDefault();
    event.stopPropagation();
    this.#hide();
  };

  get #isOpen(): boolean {
    return this.#card?.matches(':popover-open') === true;
  }

  /** Who came to the mark by keyboard, or presses something in the card, loses it only by going on. */
  get #isFocused(): boolean {
    const focused = focusedIn(this.#list);
    return focused !== null && (focused === this.#mark || this.#card?.contains(focused) === true);
  }

  /** It is part of the card, or of the question that one of its links asks. */
  #has(target: EventTarget | null): boolean {
    if (!(target instanceof Element)) return false;
    return this.#card?.contains(target) === true || target.closest('.leave-dialog') !== null;
  }

  #show(mark: HTMLElement): void {
    const source = this.#sourceOf(mark);
    if (source === null || (this.#mark === mark && this.#isOpen)) return;
    const { texts } = this.#list.context();
    // Within a modal window all else is out of reach.
    const parent = mark.closest('.chat') ?? mark.getRootNode();
    this.#card ??= newCard();
    const card = this.#card;
    // An answer from documents rests on strangers' words, and this is a piece of it.
    askBeforeLeaving(card, () => texts);
    if (card.parentNode !== parent) parent.appendChild(card);
    card.lang = texts.locale;
    card.dir = texts.dir;
    const content = html`${sourceLink(source, { texts, onOpen: this.#onLink })}${sourceWords(source)}`;
    render(html`<div class="source-card-content">${content}</div>`, card);
    if (!this.#isOpen) card.showPopover();
    this.#mark = mark;
    this.#place();
    addEventListener('resize', this.#place);
    addEventListener('keydown', this.#onKeydown, true);
  }

  /** Beside its mark, also once that has moved; gone with it. */
  readonly #place = (): void => {
    if (this.#card === null || this.#mark === null) return;
    if (!this.#isOpen || !isInSight(this.#mark)) this.#hide();
    else placeMenu(this.#card, this.#mark, { edge: 'start', side: 'above' });
  };

  #hide(): void {
    if (this.#isOpen) this.#card?.hidePopover();
    removeEventListener('resize', this.#place);
    removeEventListener('keydown', this.#onKeydown, true);
    this.#mark = null;
  }

  readonly #onLink = (source: KnowledgeSource, event: MouseEvent): void => {
    this.#open(source, event);
    // Else the link is followed first.
    if (event.defaultPrevented) this.#hide();
  };

  #sourceOf(mark: HTMLElement): KnowledgeSource | null {
    const id = mark.closest<HTMLElement>('.message')?.dataset['id'];
    const message = this.#list.chat().messages.find((one) => one.id === id);
    const number = Number(mark.dataset['number']);
    return message?.knowledge?.sources.find((source) => source.number === number) ?? null;
  }
}

function newCard(): HTMLElement {
  const card = document.createElement('div');
  card.className = 'source-card';
  card.setAttribute('part', 'source-card');
  card.setAttribute('popover', 'manual');
  return card;
}

function markAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('.citation') : null;
}

function focusedIn({ host }: ListAccess): Element | null {
  return (host.renderRoot as ShadowRoot).activeElement;
}

function isInSight(mark: HTMLElement): boolean {
  const log = mark.isConnected ? mark.closest('.log')?.getBoundingClientRect() : undefined;
  const { top, bottom } = mark.getBoundingClientRect();
  return log !== undefined && bottom > log.top && top < log.bottom;
}
