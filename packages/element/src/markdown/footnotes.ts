/** Footnotes of an answer: numbered by their calls, listed at its end, reached and left by keyboard. */
import type { FootnoteDefinition, Nodes } from 'mdast';
import type { Texts } from '../texts.js';
import { appendBlocks, type BuildContext } from './build-dom.js';

interface Note {
  readonly node: FootnoteDefinition;
  readonly item: HTMLElement;
  readonly back: HTMLButtonElement;
  /** The call that the reader came from. */
  from: HTMLElement | null;
}

const CALL = 'button.note-call';

/** The notes of one text. */
export class Footnotes {
  readonly #container: Element;
  readonly #texts: Texts;
  readonly #notes = new Map<string, Note>();
  readonly #calls = new WeakMap<Element, string>();
  #section: HTMLElement | null = null;

  constructor(container: Element, texts: Texts) {
    this.#container = container;
    this.#texts = texts;
  }

  /** What stands at the end of the text, which grows before it. */
  get end(): ChildNode | null {
    return this.#section;
  }

  /** The identifiers of all notes. */
  get identifiers(): Iterable<string> {
    return this.#notes.keys();
  }

  has(identifier: string): boolean {
    return this.#notes.has(identifier);
  }

  /** Takes a note. Of two with one name the first counts. */
  define(node: FootnoteDefinition, context: BuildContext): void {
    const { identifier } = node;
    if (this.#notes.has(identifier)) return;
    const item = document.createElement('li');
    item.setAttribute('dir', 'auto');
    item.tabIndex = -1; // It takes the focus when its call is pressed.
    const back = document.createElement('button');
    back.type = 'button';
    back.className = 'note-back';
    back.textContent = '↩';
    const note: Note = { node, item, back, from: null };
    back.addEventListener('click', () => show(note.from ?? this.#callsOf(identifier)[0] ?? null));
    this.#notes.set(identifier, note);
    this.fill(node, context);
  }

  /** Writes a note's text again; `node` is the tree that it was defined by. */
  refill(node: Nodes, again: FootnoteDefinition, context: BuildContext): void {
    // Another of the same name, which does not count.
    if (this.#notes.get(again.identifier)?.node === node) this.fill(again, context);
  }

  /** Writes a note's text. */
  fill(node: FootnoteDefinition, context: BuildContext): void {
    const note = this.#notes.get(node.identifier);
    if (note === undefined) return;
    note.item.replaceChildren();
    // A note is never half written, and its headings are none of the text's.
    appendBlocks(note.item, node.children, { ...context, outline: [], openEnd: null }, 1);
    // Beside the last words, not on a line of its own.
    const last = note.item.lastElementChild;
    (last?.localName === 'p' ? last : note.item).append(' ', note.back);
  }

  /** Builds what stands where a note is called; `null` without such a note. */
  call(identifier: string): Node | null {
    const note = this.#notes.get(identifier);
    if (note === undefined) return null;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'note-call';
    button.addEventListener('click', () => {
      note.from = button;
      show(note.item);
    });
    this.#calls.set(button, identifier);
    const raised = document.createElement('sup');
    raised.append(button);
    return raised;
  }

  /** Numbers notes and calls in the order of the calls, and shows the notes that are called. */
  refresh(): void {
    if (this.#notes.size === 0) return;
    const order: string[] = [];
    const visit = (root: ParentNode): void => {
      for (const call of root.querySelectorAll(CALL)) {
        const identifier = this.#calls.get(call) ?? '';
        if (call.closest('.notes') === null || root !== this.#container) {
          if (!order.includes(identifier)) order.push(identifier);
        }
      }
    };
    visit(this.#container);
    // Notes may call notes; `order` grows while it is walked.
    for (const identifier of order) {
      const item = this.#notes.get(identifier)?.item;
      if (item) visit(item);
    }
    this.#list(order);
  }

  #list(order: readonly string[]): void {
    if (order.length === 0) {
      this.#section?.remove();
      this.#section = null;
      return;
    }
    this.#section ??= this.#createSection();
    const list = this.#section.lastElementChild as HTMLElement;
    for (const [index, identifier] of order.entries()) {
      const note = this.#notes.get(identifier);
      if (!note) continue;
      if (list.children[index] !== note.item) list.insertBefore(note.item, list.children[index] ?? null);
      const number = index + 1;
      note.back.setAttribute('aria-label', this.#texts.t('markdown.note-back', { number }));
    }
    while (list.children.length > order.length) list.lastElementChild?.remove();
    for (const call of this.#container.querySelectorAll<HTMLElement>(CALL)) {
      const number = order.indexOf(this.#calls.get(call) ?? '') + 1;
      if (call.textContent === String(number)) continue;
      call.textContent = String(number);
      call.setAttribute('aria-label', this.#texts.t('markdown.note', { number }));
    }
  }

  #createSection(): HTMLElement {
    const section = document.createElement('section');
    section.className = 'notes';
    section.setAttribute('part', 'footnotes');
    section.setAttribute('aria-label', this.#texts.t('markdown.notes'));
    section.append(document.createElement('ol'));
    this.#container.append(section);
    return section;
  }

  #callsOf(identifier: string): HTMLElement[] {
    const calls = [...this.#container.querySelectorAll<HTMLElement>(CALL)];
    return calls.filter((call) => this.#calls.get(call) === identifier);
  }
}

/** Ids within a shadow root cannot be linked to, and the page's address is not ours: the focus goes instead. */
function show(target: HTMLElement | null): void {
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: 'nearest' });
}
