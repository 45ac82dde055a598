/**
 * Shows a growing Markdown text. What is finished, down to single items of lists, rows of tables and
 * lines of code, is never parsed or built again. Loaded when first needed.
 */
import type { Nodes } from 'mdast';
import type { Texts } from '../texts.js';
import type { BuildContext } from './build-dom.js';
import type { Citations } from './citations.js';
import { Footnotes } from './footnotes.js';
import type { Formulas } from './formulas.js';
import { completeLine } from './half-inline.js';
import { type OpenBlock, visiblePart } from './half-lines.js';
import { decidedPart, markHidden } from './hidden-characters.js';
import type { ImageOrigins } from './image-origins.js';
import { codeLine, halfCode, withLine } from './open-code.js';
import { isLink, isShown, openBlock, openLine } from './open-end.js';
import {
  buildIn,
  canOpen,
  childrenOf,
  type Level,
  levelOf,
  lineStart,
  openFrom,
  openingOf,
  rootLevel,
} from './open-path.js';
import { passHeadings } from './outline.js';
import { readable } from './parse.js';
import { patchNodes } from './patch-dom.js';
import { type Piece, PieceReader } from './piece.js';
import { definitionsIn, type Part, References, rebuild } from './references.js';
import { growCode } from './shown-code.js';

/** Longer texts, which no model here can write, are shown as they are: a parser's time has to end somewhere. */
const MAX_LENGTH = 200_000;

/** What a view can do besides plain Markdown. */
export interface ViewOptions {
  /** Sets formulas; without it they are text. */
  readonly formulas?: Formulas | null;
  /** Is told of each block of code that is finished. */
  readonly onCode?: (code: Element) => void;
  /** Where images may be loaded from; without it nowhere. */
  readonly images?: ImageOrigins;
  /** What `[1]` stands for; without it it is text. */
  readonly citations?: Citations | null;
}

/** A piece of the text that knows where it is. */
interface PlacedPiece extends Piece {
  /** What to add to a position in the piece for one in the text. */
  readonly shift: number;
}

/** One text in one container, which belongs to the view alone. */
export class MarkdownView {
  readonly #container: Element;
  readonly #texts: Texts;
  readonly #options: ViewOptions;
  /** What was given, and the same as the parser reads it. */
  #given = '';
  #source = '';
  #isFinished = false;
  #isPlain = false;
  /** Where what is not final starts. */
  #committed = 0;
  /** How far has been searched for what is final. */
  #searched = 0;
  /** What the whole lines end in. */
  #open: OpenBlock = 'other';
  #levels: Level[] = [];
  #outline: number[] = [];
  /** The outermost block that is not final: where it starts, and the headings before it. */
  #block: { readonly at: number; readonly outline: readonly number[] } = { at: 0, outline: [] };
  /** What is shown of what is not final. */
  #tailState = '';
  /** Where a block starts that has to be read as a whole. */
  #wholeBlock = -1;
  #references = new References();
  #notes: Footnotes;
  #reader: PieceReader;

  constructor(container: Element, texts: Texts, options: ViewOptions = {}) {
    this.#container = container;
    this.#texts = texts;
    this.#options = options;
    this.#notes = new Footnotes(container, texts);
    this.#reader = new PieceReader(texts, this.#references, this.#notes, options);
    this.#reset();
  }

  /**
   * Shows a text. When it only grew since the last call, only its last line costs time. As long as it
   * is not finished, what is half written is shown as what it will be.
   */
  update(given: string, isFinished = true): void {
    const text = isFinished ? given : decidedPart(given);
    const isOther = !text.startsWith(this.#given) || (this.#isFinished && text.length > this.#given.length);
    if (this.#isPlain || isOther) this.#reset();
    this.#source += readable(text.slice(this.#given.length));
    this.#given = text;
    this.#isFinished = isFinished;
    if (text.length > MAX_LENGTH) {
      this.#showPlain();
      return;
    }
    try {
      this.#commit();
      this.#showTail();
      this.#notes.refresh();
    } catch {
      // No text that a model writes may break the page: what cannot be parsed is still readable.
      this.#showPlain();
    }
  }

  /**
   * Only whole lines decide what is final: half a line may yet turn the block before it into
   * another. Of whole lines every block but the last is final, in every container.
   */
  #commit(): void {
    const whole = this.#source.lastIndexOf('\n') + 1;
    if (whole <= this.#searched) return;
    this.#searched = whole;
    if (this.#isInCode(whole)) return;
    const piece = this.#parse(() => this.#source.slice(this.#committed, whole));
    const open = piece.nodes.findIndex((nodes) => nodes.length > 0);
    const last = piece.nodes[open]?.at(-1);
    if (last === undefined) return;
    const isLineBlank = /(?:^|\n)[ \t]*\r?\n$/.test(piece.source);
    this.#open = isLineBlank ? 'other' : openBlock(last);
    const from = openFrom(piece.nodes[open] ?? []);
    const isEntered =
      canOpen(last) && !(open === 0 && lineStart(piece.source, last) + piece.shift === this.#wholeBlock);
    // After a blank line no more of it can come.
    if (isLineBlank) this.#learn(piece.nodes[open]?.slice(from).filter(isLink) ?? [], piece.context);
    if (from === 0 && open === this.#levels.length - 1 && !isEntered) return;
    this.#place(piece, isEntered ? null : last);
    const final = this.#advance(piece, open, last, isEntered);
    this.#learn(final, piece.context);
    this.#isInCode(whole);
  }

  /** Makes final what is, and goes down into containers that stay open. Returns the final blocks. */
  #advance(piece: PlacedPiece, open: number, last: Nodes, isEntered: boolean): Nodes[] {
    const final: Nodes[] = [];
    for (let index = this.#levels.length - 1; index >= open; index -= 1) {
      const level = this.#levels[index];
      const nodes = piece.nodes[index] ?? [];
      const done = index === open ? nodes.slice(0, openFrom(nodes)) : nodes;
      for (const [position, node] of done.entries()) {
        const shown = isShown(node) ? level?.tail.shift() : undefined;
        const owner = nodes[openFrom(nodes.slice(0, position + 1))];
        this.#finish(node, shown ? [shown] : [], piece, this.#levels.slice(0, index + 1), owner);
        final.push(node);
      }
    }
    this.#levels.length = open + 1;
    const nodes = piece.nodes[open] ?? [];
    let node = last;
    let start = lineStart(piece.source, nodes[openFrom(nodes)] ?? last);
    if (open === 0) this.#block = { at: start + piece.shift, outline: [...this.#outline] };
    while (isEntered) {
      const above = this.#levels.at(-1);
      const next = above ? levelOf(node, above.tail.at(-1), piece.source, this.#levels) : null;
      if (above === undefined || next === null) break;
      above.tail = [];
      const outer = [...this.#levels];
      this.#levels.push(next);
      if (next.code) {
        start = piece.source.indexOf('\n', node.position?.start.offset) + 1;
        break;
      }
      const children = childrenOf(node, next);
      const from = openFrom(children.map((child) => child.node));
      const rest = children.splice(from);
      const [first, child] = [rest[0], rest.at(-1)];
      if (first === undefined || child === undefined) break;
      next.tail = rest.flatMap(({ shown }) => shown);
      for (const [position, done] of children.entries()) {
        const before = children[openFrom(children.slice(0, position + 1).map((one) => one.node))];
        this.#finish(
          done.node,
          done.shown,
          piece,
          done.isText ? outer : [...this.#levels],
          done.isText ? node : before?.node,
        );
        final.push(done.node);
      }
      node = child.node;
      start = lineStart(piece.source, first.node);
    }
    this.#committed = start + piece.shift;
    return final;
  }

  /** Takes leave of a block: only a definition can still change it. */
  #finish(
    node: Nodes,
    shown: readonly ChildNode[],
    piece: PlacedPiece,
    levels: readonly Level[],
    owner: Nodes = node,
  ): void {
    const source = piece.source.slice(lineStart(piece.source, owner), node.position?.end.offset);
    if (shown.length > 0 || node.type === 'footnoteDefinition') {
      const part: Part = { source, levels, outline: [...this.#outline], shown, block: this.#block.at, node };
      this.#references.waitFor(part, (key) => this.#reader.isKnown(key, piece.context));
    }
    passHeadings(node, this.#outline);
    this.#tellOfCode(shown);
  }

  /** Takes definitions, and builds again what waited for them. */
  #learn(nodes: readonly Nodes[], context: BuildContext): void {
    const definitions = definitionsIn(nodes);
    if (definitions.length === 0) return;
    for (const node of definitions) {
      if (node.type === 'definition') this.#references.define(node);
      else this.#notes.define(node, context);
    }
    const keys = definitions.map(({ type, identifier }) => (type === 'definition' ? identifier : `^${identifier}`));
    for (const part of this.#references.take(keys)) {
      const again = this.#reader.read(part.levels, part.source);
      if (again === null) continue;
      rebuild(part, again.nodes, { ...again.context, outline: [...part.outline] }, this.#notes);
      this.#references.waitFor(part, (key) => this.#reader.isKnown(key, again.context));
    }
  }

  /** Appends whole lines to an open block of code; true while it stays open. */
  #isInCode(whole: number): boolean {
    const code = this.#levels.at(-1)?.code;
    if (code === undefined) return false;
    while (this.#committed < whole) {
      const next = this.#source.indexOf('\n', this.#committed) + 1;
      const line = codeLine(this.#source.slice(this.#committed, next - 1), code);
      if (line.kind === 'unsure') {
        this.#abandon();
        return false;
      }
      if (line.kind !== 'code') {
        growCode(code.shown, code.lines);
        this.#levels.pop();
        if (line.kind === 'closing') this.#committed = next;
        this.#tellOfCode([code.shown.parentNode]);
        this.#open = 'other';
        // What follows in these lines is still to be read.
        this.#searched = this.#committed;
        this.#commit();
        return true;
      }
      code.lines = withLine(code, line.text);
      code.hasLines = true;
      this.#committed = next;
    }
    return true;
  }

  /** Shows what is not final. */
  #showTail(): void {
    const code = this.#levels.at(-1)?.code;
    if (code) {
      const half = this.#source.slice(this.#committed);
      const text = halfCode(half, code, this.#isFinished);
      growCode(code.shown, text ?? code.lines);
      if (this.#isFinished) this.#tellOfCode([code.shown.parentNode]);
      if (text !== null) return;
      if (codeLine(half, code).kind === 'unsure') this.#abandon();
    }
    if (!this.#isFinished) {
      const visible = () => visiblePart(this.#source.slice(this.#committed), this.#open);
      // Nothing new may be to be seen.
      const state = `${this.#searched} ${this.#committed} ${visible().length}`;
      if (state === this.#tailState) return;
      const piece = this.#parse(visible, true);
      this.#place(this.#completed(piece) ?? piece);
      this.#tailState = state;
      return;
    }
    const piece = this.#parse(() => this.#source.slice(this.#committed));
    this.#learn(piece.nodes.flat(), piece.context);
    this.#place(piece);
    for (const { tail } of this.#levels) this.#tellOfCode(tail);
  }

  #tellOfCode(nodes: readonly (Node | null)[]): void {
    const { onCode } = this.#options;
    if (!onCode) return;
    for (const node of nodes) {
      if (!(node instanceof Element)) continue;
      if (node.localName === 'code') onCode(node);
      else for (const code of node.querySelectorAll('pre > code')) onCode(code);
    }
  }

  /** The piece with its last line made whole; `null` when it is. */
  #completed({ source, nodes }: Piece): PlacedPiece | null {
    const start = openLine(source, nodes);
    if (start === null) return null;
    const line = completeLine(source.slice(start), this.#options.formulas != null);
    const text = source.slice(0, start) + line.text;
    if (text === source) return null;
    const opening = openingOf(this.#levels).length;
    return this.#parse(() => text.slice(opening), true, start + line.end);
  }

  /** Parses a piece as if all of the text were there. */
  #parse(text: () => string, isOpen = false, end: number | null = null): PlacedPiece {
    const piece = this.#reader.read(this.#levels, text(), isOpen, end);
    if (piece !== null) return { ...piece, shift: this.#committed - openingOf(this.#levels).length };
    this.#abandon();
    return this.#parse(text, isOpen);
  }

  /** Shows the blocks of a piece, innermost container first. The block `kept` stays as it is shown for now. */
  #place({ nodes, context }: Piece, kept: Nodes | null = null): void {
    const outline = { ...context, outline: [...this.#outline] };
    for (let index = this.#levels.length - 1; index >= 0; index -= 1) {
      const level = this.#levels[index];
      const blocks = nodes[index] ?? [];
      if (level === undefined || level.code) continue;
      const isKept = kept !== null && blocks.at(-1) === kept;
      const built = (isKept ? blocks.slice(0, -1) : blocks).flatMap((node) => buildIn(level, node, outline) ?? []);
      const rest = isKept ? level.tail.splice(built.length) : [];
      const end = rest[0] ?? (index === 0 ? this.#notes.end : null);
      level.tail = [...patchNodes(level.element, level.tail, built, end), ...rest];
    }
  }

  /** The block that is open turns out to be one that cannot be read piece by piece. */
  #abandon(): void {
    const [root, first] = this.#levels;
    if (root === undefined) return;
    if (first !== undefined) {
      let shown: Element = first.element;
      while (shown.parentElement !== null && shown.parentElement !== root.element) shown = shown.parentElement;
      root.tail = [shown, ...root.tail];
    }
    this.#levels = [root];
    this.#committed = this.#block.at;
    this.#wholeBlock = this.#block.at;
    this.#outline = [...this.#block.outline];
    this.#references.forget(this.#block.at);
  }

  #showPlain(): void {
    this.#isPlain = true;
    this.#container.classList.add('plain');
    this.#container.replaceChildren(...markHidden(this.#given));
  }

  #reset(): void {
    this.#given = '';
    this.#source = '';
    this.#committed = 0;
    this.#searched = 0;
    this.#open = 'other';
    this.#outline = [];
    this.#block = { at: 0, outline: [] };
    this.#wholeBlock = -1;
    this.#tailState = '';
    this.#levels = [rootLevel(this.#container)];
    this.#references = new References();
    this.#notes = new Footnotes(this.#container, this.#texts);
    this.#reader = new PieceReader(this.#texts, this.#references, this.#notes, this.#options);
    this.#isPlain = false;
    this.#container.classList.remove('plain');
    this.#container.replaceChildren();
  }
}

export { adoptMarkdownStyles } from './adopt-styles.js';
export { colorCode } from './color-code.js';
export { askBeforeLeaving } from './leave-question.js';
