/** Reads a piece of a text as if all of the text were there. */
import type { Nodes, Root } from 'mdast';
import type { Texts } from '../texts.js';
import type { BuildContext } from './build-dom.js';
import type { Citations } from './citations.js';
import type { Footnotes } from './footnotes.js';
import type { Formulas } from './formulas.js';
import { type ImageOrigins, NO_IMAGES } from './image-origins.js';
import { type Level, newNodes, openingOf } from './open-path.js';
import { parseMarkdown } from './parse.js';
import { definitionsIn, References } from './references.js';

/** A parsed piece. */
export interface Piece {
  /** Its text, behind the lines that open the containers that it lies in. */
  readonly source: string;
  /** For each of those containers the blocks that the piece adds to it. */
  readonly nodes: readonly (readonly Nodes[])[];
  /** What its blocks are built with, but for the headings above. */
  readonly context: BuildContext;
}

/** Reads pieces of one text. */
export class PieceReader {
  readonly #texts: Texts;
  readonly #references: References;
  readonly #notes: Footnotes;
  readonly #formulas: Formulas | null;
  readonly #images: ImageOrigins;
  readonly #citations: Citations | null;

  constructor(
    texts: Texts,
    references: References,
    notes: Footnotes,
    options: {
      readonly formulas?: Formulas | null;
      readonly images?: ImageOrigins;
      readonly citations?: Citations | null;
    },
  ) {
    this.#texts = texts;
    this.#references = references;
    this.#notes = notes;
    this.#formulas = options.formulas ?? null;
    this.#images = options.images ?? NO_IMAGES;
    this.#citations = options.citations ?? null;
  }

  /**
   * Parses a piece that lies in some containers; `null` when it does not fit into them. Where it
   * `isOpen`, more will be written: at its end, or at `end` when something was added to make it whole.
   */
  read(levels: readonly Level[], text: string, isOpen = false, end: number | null = null): Piece | null {
    const source = openingOf(levels) + text;
    const defined = { links: this.#references.links.keys(), notes: this.#notes.identifiers };
    const root = parseMarkdown(source, defined, this.#formulas?.syntax);
    const nodes = newNodes(root, levels);
    return nodes && { source, nodes, context: this.#context(source, isOpen ? (end ?? source.length) : null, root) };
  }

  /** True when a name stands for a link or, with `^`, for a note. */
  isKnown(key: string, context: BuildContext): boolean {
    return key.startsWith('^') ? this.#notes.has(key.slice(1)) : context.link(key) !== undefined;
  }

  #context(source: string, openEnd: number | null, root: Root): BuildContext {
    const local = new References();
    if (source.includes(']:')) {
      for (const node of definitionsIn([root])) if (node.type === 'definition') local.define(node);
    }
    return {
      texts: this.#texts,
      source,
      openEnd,
      outline: [],
      link: (identifier) => this.#references.links.get(identifier) ?? local.links.get(identifier),
      noteCall: (identifier) => this.#notes.call(identifier),
      formula: (tex, isBlock) => this.#formulas?.build(tex, isBlock) ?? null,
      images: this.#images,
      citations: this.#citations,
    };
  }
}
