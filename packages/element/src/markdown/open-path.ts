/**
 * The containers that are open at the end of a growing text. What follows is parsed behind a few
 * lines that open the same containers with nothing in them, so that a part reads as in the whole.
 */
import type { AlignType, Blockquote, ListItem, Nodes, Root, Table } from 'mdast';
import { type BuildContext, buildBlock, buildItem, buildRow } from './build-dom.js';
import { codeText } from './code-block.js';
import { type OpenCode, openFence } from './open-code.js';
import { isShown } from './open-end.js';

/** One open container, outermost first. */
export interface Level {
  readonly kind: 'root' | 'list' | 'listItem' | 'blockquote' | 'table' | 'code';
  /** Where its children are shown. */
  readonly element: Element;
  /** The lines that open it, behind those of the levels above. */
  readonly opening: string;
  /** What each line in it begins with. */
  readonly indent: string;
  /** So many first children of its node come from `opening`. */
  readonly props: number;
  /** How deep its children lie. */
  readonly depth: number;
  /** Of the columns of a table. */
  readonly align?: readonly AlignType[];
  /** What an open block of code goes on with. */
  readonly code?: OpenCode;
  /** What is shown of its children that are not final. */
  tail: ChildNode[];
}

/** Deeper ones are parsed again as a whole; nobody writes so deep. */
const MAX_LEVELS = 16;
/** A block that may stand in any container, and that nothing after it belongs to. */
const PROP = '___';

/** The outermost level. */
export function rootLevel(container: Element): Level {
  return { kind: 'root', element: container, opening: '', indent: '', props: 0, depth: 0, tail: [] };
}

/** The lines that open all levels. */
export function openingOf(levels: readonly Level[]): string {
  return levels.map(({ opening }) => opening).join('');
}

/** For each level the nodes in a tree that are not there for its opening; `null` when the tree has another shape. */
export function newNodes(root: Root, levels: readonly Level[]): Nodes[][] | null {
  const found: Nodes[][] = [];
  let node: Nodes = root;
  for (const [index, level] of levels.entries()) {
    const next = levels[index + 1];
    const children: Nodes[] = 'children' in node ? node.children : [];
    const first = children[0];
    if ((level.kind === 'listItem' || level.kind === 'blockquote') && first?.type !== 'thematicBreak') return null;
    if (next === undefined) {
      found.push(children.slice(level.props));
    } else {
      const open: Nodes | undefined = children[level.props];
      if (open?.type !== next.kind) return null;
      found.push(children.slice(level.props + 1));
      node = open;
    }
  }
  return found;
}

/** Builds a child of a level. */
export function buildIn(level: Level, node: Nodes, context: BuildContext): ChildNode | null {
  if (node.type === 'listItem') return buildItem(node, context, level.depth);
  if (node.type === 'tableRow') return buildRow(node, level.align ?? [], 'td', context, level.depth);
  return buildBlock(node, context, level.depth);
}

/**
 * Of blocks at the end of a text, the index of the first that is not final. Definitions without a
 * blank line after them are the start of a paragraph that may go on.
 */
export function openFrom(nodes: readonly Nodes[]): number {
  let index = nodes.length - 1;
  const last = nodes[index];
  if (last === undefined || canOpen(last)) return index;
  for (let node: Nodes = last; index > 0; index -= 1) {
    const before = nodes[index - 1];
    if (before?.type !== 'definition' || before.position?.end.line !== (node.position?.start.line ?? 0) - 1) break;
    node = before;
  }
  return index;
}

/** True for a last node some of whose children may be final. */
export function canOpen(node: Nodes): boolean {
  switch (node.type) {
    case 'list': {
      const last = node.children.at(-1);
      return node.children.length > 1 || (last !== undefined && canOpen(last));
    }
    case 'listItem':
    case 'blockquote':
    case 'table':
      return openFrom(node.children) > 0;
    case 'code':
      return true;
    default:
      return false;
  }
}

/** The level that a last node opens; `null` when it is to be parsed as a whole. */
export function levelOf(
  node: Nodes,
  shown: ChildNode | undefined,
  text: string,
  above: readonly Level[],
): Level | null {
  const parent = above.at(-1);
  if (parent === undefined || above.length > MAX_LEVELS || !canOpen(node) || !(shown instanceof Element)) return null;
  const { indent } = parent;
  const common = { element: shown, indent, props: 1, depth: parent.depth + 1, tail: [] };
  switch (node.type) {
    case 'list':
      // Its items say themselves what kind of list they are in.
      return { ...common, kind: 'list', opening: '', props: 0 };
    case 'listItem': {
      const marker = markerOf(node, text, indent);
      if (marker === null) return null;
      const inner = indent + ' '.repeat(marker.length);
      if (!isInside(node, text, inner)) return null;
      return { ...common, kind: 'listItem', opening: `${indent}${marker}${PROP}\n`, indent: inner };
    }
    case 'blockquote':
      if (!isInside(node, text, `${indent}> `)) return null;
      return { ...common, kind: 'blockquote', opening: `${indent}> ${PROP}\n`, indent: `${indent}> ` };
    case 'table': {
      const element = shown.querySelector('tbody');
      if (element === null) return null;
      return { ...common, kind: 'table', element, opening: tableOpening(node, text, indent), align: node.align ?? [] };
    }
    case 'code': {
      const code = openFence(node, text, indent, codeText(shown));
      return code && { ...common, kind: 'code', opening: `${code.firstLine}\n`, props: 0, code };
    }
    default:
      return null;
  }
}

/** A child of a container that is entered. */
export interface Child {
  readonly node: Nodes;
  readonly shown: ChildNode[];
  /** It is shown within what stands for its parent. */
  readonly isText: boolean;
}

/** The children of a node, each with what shows it in the level that it opened. */
export function childrenOf(node: Nodes, level: Level): Child[] {
  const nodes: Nodes[] = 'children' in node ? [...node.children] : [];
  const shown = [...level.element.childNodes];
  const children: Child[] = [];
  if (node.type === 'table') {
    const head = level.element.previousElementSibling?.firstChild;
    const [row] = nodes.splice(0, 1);
    if (row) children.push({ node: row, shown: head ? [head] : [], isText: true });
  } else if (node.type === 'listItem') {
    const others = nodes.slice(1).filter(isShown).length;
    const [first] = nodes.splice(0, 1);
    if (first) children.push({ node: first, shown: shown.splice(0, shown.length - others), isText: true });
  }
  for (const one of nodes) children.push({ node: one, shown: isShown(one) ? shown.splice(0, 1) : [], isText: false });
  return children;
}

/** Where the line begins that a block starts on: its indentation belongs to it. */
export function lineStart(text: string, node: Nodes): number {
  const offset = node.position?.start.offset ?? 0;
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** True when the last child begins on a line of its own within the container, as lazy lines do not. */
function isInside(node: ListItem | Blockquote, text: string, indent: string): boolean {
  const child = node.children[openFrom(node.children)];
  if (child === undefined) return false;
  const spaces = indent.split('> ').map(({ length }) => (length > 0 ? ` {${length}}` : ''));
  return new RegExp(`^${spaces.join(' {0,3}> ?')}`).test(text.slice(lineStart(text, child)));
}

/**
 * The marker of an item with the spaces around it, as wide as the item's content is indented;
 * `null` where that takes more than counting.
 */
function markerOf(node: ListItem, text: string, indent: string): string | null {
  const from = lineStart(text, node);
  const before = text.slice(from, node.position?.start.offset).slice(indent.length);
  const match = /^(?:[-*+]|\d{1,9}[.)]) {1,4}(?=[^\s])/.exec(text.slice(node.position?.start.offset ?? 0, from + 400));
  if (match === null || !/^ {0,3}$/.test(before) || text.slice(from, from + indent.length).includes('\t')) return null;
  return before + match[0];
}

/** The head of a table and the line under it, which rows need to be rows. */
function tableOpening(table: Table, text: string, indent: string): string {
  const start = table.position?.start.offset ?? 0;
  const endOfHead = text.indexOf('\n', start);
  const endOfLine = text.indexOf('\n', endOfHead + 1);
  return `${indent}${text.slice(start, endOfHead)}\n${text.slice(endOfHead + 1, endOfLine)}\n`;
}
