/** Formulas: an opt-in of the page, loaded when it is asked for. */
// Its types of nodes are part of every tree.
import type {} from 'mdast-util-math';
import type { Syntax } from './parse.js';

/** Reads and sets formulas. */
export interface Formulas {
  readonly syntax: Syntax;
  /** MathML of a formula; `null` when it cannot be set, so that its source is shown. */
  readonly build: (source: string, isBlock: boolean) => Element | null;
}
