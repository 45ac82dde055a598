/** Formulas by Temml: TeX to MathML, of which only what is named here becomes elements. Fetched when a page asks for it. */
import { mathFromMarkdown } from 'mdast-util-math';
import { math } from 'micromark-extension-math';
import temml from 'temml';
import type { Formulas } from './formulas.js';

/** Longer ones are shown as they were written. */
const MAX_LENGTH = 4000;
const MAX_DEPTH = 60;
const MATHML = 'http://www.w3.org/1998/Math/MathML';

/** What Temml's tree consists of; a node has a type, or is text. */
interface TreeNode {
  readonly type?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly classes?: readonly string[];
  readonly style?: Readonly<Record<string, unknown>>;
  readonly children?: readonly TreeNode[];
}

const ELEMENTS = new Set([
  'math',
  'menclose',
  'mfrac',
  'mi',
  'mmultiscripts',
  'mn',
  'mo',
  'mover',
  'mpadded',
  'mphantom',
  'mprescripts',
  'mroot',
  'mrow',
  'ms',
  'mspace',
  'msqrt',
  'mstyle',
  'msub',
  'msubsup',
  'msup',
  'mtable',
  'mtd',
  'mtext',
  'mtr',
  'munder',
  'munderover',
  'none',
]);

const FLAG = /^(?:true|false)$/;
/** No longer than ten letters high: a formula stays where it is. */
const LENGTH = /^[+-]?(?:\d(?:\.\d+)?|\.\d+|10)(?:em|ex|%)$|^[+-]?\d{1,2}(?:\.\d+)?(?:px|pt|%)$|^0$/;

/** Attributes, and what may be in them. None of them fetches, links or colours. */
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  accent: FLAG,
  accentunder: FLAG,
  columnspan: /^\d{1,2}$/,
  depth: LENGTH,
  display: /^block$/,
  displaystyle: FLAG,
  fence: FLAG,
  form: /^(?:prefix|infix|postfix)$/,
  height: LENGTH,
  largeop: FLAG,
  linethickness: LENGTH,
  lspace: LENGTH,
  mathvariant: /^normal$/,
  maxsize: LENGTH,
  minsize: LENGTH,
  movablelimits: FLAG,
  notation: /^[a-z ]{1,40}$/,
  rowspan: /^\d{1,2}$/,
  rspace: LENGTH,
  scriptlevel: /^[+-]?\d$/,
  separator: FLAG,
  stretchy: FLAG,
  symmetric: FLAG,
  voffset: LENGTH,
  width: LENGTH,
};

/** Of Temml's styles those that say something, as classes. */
const CLASSES: readonly [property: string, value: RegExp, name: string][] = [
  ['border', /solid/, 'math-box'],
  ['borderBottom', /solid/, 'math-line-below'],
  ['borderTop', /solid/, 'math-line-above'],
  ['borderRight', /solid/, 'math-line-right'],
  ['borderLeft', /solid/, 'math-line-left'],
  ['paddingLeft', /^0[a-z]*$/, 'math-flush-left'],
  ['paddingRight', /^0[a-z]*$/, 'math-flush-right'],
];
const CELL_CLASS = /^tml-(?:left|right)$/;

/** Reads `$…$` and `$$…$$` and sets what is in them. */
export const formulas: Formulas = {
  syntax: { parser: math(), tree: mathFromMarkdown() },
  build(source, isBlock) {
    if (source.length > MAX_LENGTH) return null;
    try {
      const options = { displayMode: isBlock, throwOnError: true, trust: false, strict: false, maxExpand: 500 };
      const element = build(temml.__renderToMathMLTree(source, options), 0);
      return element instanceof Element && element.localName === 'math' ? element : null;
    } catch {
      return null; // What is no TeX is shown as it was written.
    }
  },
};

function build(node: TreeNode, depth: number): Node {
  if (depth > MAX_DEPTH) throw new RangeError('The formula is too deep.');
  if (node.type === undefined && node.text !== undefined) return document.createTextNode(node.text);
  const isKnown = node.type !== undefined && ELEMENTS.has(node.type);
  // What is around the formula or unknown is left out; what is in it stays.
  const parent = isKnown ? document.createElementNS(MATHML, node.type ?? '') : document.createDocumentFragment();
  if (parent instanceof Element) {
    for (const [name, value] of Object.entries(node.attributes ?? {})) {
      if (ATTRIBUTES[name]?.test(String(value))) parent.setAttribute(name, String(value));
    }
    const styles = CLASSES.filter(([property, value]) => value.test(String(node.style?.[property] ?? '')));
    const classes = [
      ...(node.classes ?? []).filter((one) => CELL_CLASS.test(one)),
      ...styles.map(([, , name]) => name),
    ];
    if (classes.length > 0) parent.setAttribute('class', classes.join(' '));
  }
  for (const child of node.children ?? []) parent.appendChild(build(child, depth + 1));
  return parent;
}
