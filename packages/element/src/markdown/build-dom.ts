/**
 * Syntax tree to DOM, through an allow-list: the one place where a model's text becomes elements.
 * Every element and attribute is named here; the model chooses among them and fills in text.
 */
import type { AlignType, ImageReference, LinkReference, List, ListItem, Nodes, Parents, Table, TableRow } from 'mdast';
import type { Texts } from '../texts.js';
import { type Citations, citationMark, citedText } from './citations.js';
import { codeBlock } from './code-block.js';
import type { Formulas } from './formulas.js';
import { hasHidden, markHidden, withHiddenNamed } from './hidden-characters.js';
import type { ImageOrigins } from './image-origins.js';
import { buildImage, buildLink } from './links.js';
import { headingTag } from './outline.js';
import { plainText } from './plain-text.js';

/** What goes on around a node. */
export interface BuildContext {
  readonly texts: Texts;
  /** What was parsed; positions in the tree are those in it. */
  readonly source: string;
  /** Depths of the headings above; changed as headings come. */
  readonly outline: number[];
  /** Where the text ends that is still being written; an address that reaches it is no link yet. */
  readonly openEnd: number | null;
  /** The address that a reference stands for. */
  readonly link: (identifier: string) => string | undefined;
  /** What stands where a footnote is called; `null` when there is no such note. */
  readonly noteCall: (identifier: string) => Node | null;
  /** A formula; `null` when formulas are text. */
  readonly formula: Formulas['build'];
  /** Where images may be loaded from. */
  readonly images: ImageOrigins;
  /** What `[1]` stands for; `null` where it is text. */
  readonly citations: Citations | null;
}

/** Beyond this many levels text is shown plainly: nobody can read deeper, and the stack ends somewhere. */
const MAX_DEPTH = 40;

/** Builds what stands between blank lines. `null` for what shows nothing where it stands. */
export function buildBlock(node: Nodes, context: BuildContext, depth = 0): ChildNode | null {
  if (depth > MAX_DEPTH) return wordsOf(node);
  switch (node.type) {
    case 'definition':
    case 'footnoteDefinition':
      return null;
    case 'paragraph':
      return fill(block('p', depth), node, context, depth);
    case 'heading':
      return fill(block(headingTag(node.depth, context.outline), depth), node, context, depth);
    case 'thematicBreak':
      return document.createElement('hr');
    case 'blockquote': {
      const element = block('blockquote', depth);
      appendBlocks(element, node.children, context, depth + 1);
      return element;
    }
    case 'code':
      return codeBlock(node.value, node.lang ?? '', context.texts);
    case 'list':
      return buildList(node, context, depth);
    case 'table':
      return buildTable(node, context, depth);
    case 'html':
      return sourceText(node.value, depth);
    case 'math':
      return buildFormula(node.value, context, depth);
    default:
      return wordsOf(node);
  }
}

/** Builds one entry of a list. */
export function buildItem(item: ListItem, context: BuildContext, depth: number): HTMLElement {
  const element = document.createElement('li');
  if (item.checked != null) {
    element.className = 'task';
    const mark = document.createElement('span');
    mark.className = item.checked ? 'mark done' : 'mark';
    mark.setAttribute('role', 'img');
    mark.setAttribute('aria-label', context.texts.t(item.checked ? 'markdown.done' : 'markdown.open'));
    element.append(mark);
  }
  const [first, ...others] = item.children;
  // Its first paragraph is its text, loose list or tight: a later line must not change how it is shown.
  if (first?.type === 'paragraph') fill(element, first, context, depth + 1);
  else if (first) appendBlocks(element, [first], context, depth + 1);
  appendBlocks(element, others, context, depth + 1);
  return element;
}

/** Builds one row of a table. */
export function buildRow(
  row: TableRow,
  align: readonly AlignType[],
  tag: 'th' | 'td',
  context: BuildContext,
  depth: number,
): HTMLElement {
  const line = document.createElement('tr');
  for (const [column, cell] of row.children.entries()) {
    // An empty corner heads nothing.
    const isHead = tag === 'th' && cell.children.length > 0;
    const box = document.createElement(isHead ? 'th' : 'td');
    if (isHead) box.setAttribute('scope', 'col');
    const side = align[column];
    if (side != null) box.className = `align-${side}`;
    line.append(fill(box, cell, context, depth + 1));
  }
  return line;
}

/** Appends blocks to an element. */
export function appendBlocks(parent: Element, nodes: readonly Nodes[], context: BuildContext, depth: number): void {
  for (const node of nodes) {
    const built = buildBlock(node, context, depth);
    if (built !== null) parent.append(built);
  }
}

function fill<Parent extends Node>(parent: Parent, node: Parents, context: BuildContext, depth: number): Parent {
  for (const child of node.children) parent.appendChild(buildInline(child, context, depth + 1));
  return parent;
}

/** Builds what stands within a line. */
function buildInline(node: Nodes, context: BuildContext, depth: number): Node {
  if (depth > MAX_DEPTH) return wordsOf(node);
  switch (node.type) {
    case 'text':
      return context.citations ? citedText(node.value, context.citations) : shownText(node.value);
    case 'html':
      return shownText(node.value);
    case 'emphasis':
      return fill(document.createElement('em'), node, context, depth);
    case 'strong':
      return fill(document.createElement('strong'), node, context, depth);
    case 'delete':
      return fill(document.createElement('del'), node, context, depth);
    case 'inlineCode': {
      const code = document.createElement('code');
      code.append(...markHidden(node.value, true));
      code.setAttribute('part', 'inline-code');
      return code;
    }
    case 'break':
      return document.createElement('br');
    case 'link': {
      const label = fill(document.createDocumentFragment(), node, context, depth);
      return isHalfAddress(node, context) ? label : buildLink(node.url, label, node.children);
    }
    case 'linkReference': {
      // Whatever the text makes of it, the mark of a source is that of a source.
      const number = Number(node.label);
      const citation = node.referenceType === 'shortcut' ? context.citations?.get(number) : undefined;
      if (citation !== undefined) return citationMark(number, citation);
      const label = fill(document.createDocumentFragment(), node, context, depth);
      const url = context.link(node.identifier);
      return url === undefined ? writtenText(node, context) : buildLink(url, label, node.children);
    }
    case 'image':
      return buildImage(node.url, node.alt ?? '', context);
    case 'imageReference': {
      const url = context.link(node.identifier);
      return url === undefined ? writtenText(node, context) : buildImage(url, node.alt ?? '', context);
    }
    case 'footnoteReference':
      return context.noteCall(node.identifier) ?? writtenText(node, context);
    case 'inlineMath':
      return buildInlineFormula(node, context);
    default:
      return wordsOf(node);
  }
}

type BlockTag = 'p' | 'h3' | 'h4' | 'h5' | 'h6' | 'blockquote' | 'ol' | 'ul' | 'div';

/**
 * A block whose direction follows its own text, so that one Arabic paragraph in an English answer is right. What is
 * within another block goes by that one: text with a `dir` of its own says nothing about what is around it.
 */
function block<Tag extends BlockTag>(tag: Tag, depth: number): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (depth === 0) element.setAttribute('dir', 'auto');
  return element;
}

function buildList(list: List, context: BuildContext, depth: number): HTMLElement {
  const element = block(list.ordered ? 'ol' : 'ul', depth);
  if (list.ordered && list.start != null && list.start !== 1) element.setAttribute('start', String(list.start));
  for (const child of list.children) element.append(buildItem(child, context, depth + 1));
  return element;
}

function buildTable(table: Table, context: BuildContext, depth: number): HTMLElement {
  // It scrolls from where the table begins, so the direction is its own.
  const frame = block('div', depth);
  frame.className = 'table';
  frame.setAttribute('part', 'table');
  frame.setAttribute('role', 'group');
  frame.setAttribute('aria-label', context.texts.t('markdown.table'));
  frame.tabIndex = 0; // It scrolls, so the keyboard must reach it.
  const element = document.createElement('table');
  const head = document.createElement('thead');
  const body = document.createElement('tbody');
  const align = table.align ?? [];
  for (const [index, row] of table.children.entries()) {
    const isHead = index === 0;
    (isHead ? head : body).append(buildRow(row, align, isHead ? 'th' : 'td', context, depth + 1));
  }
  element.append(head);
  if (body.childNodes.length > 0) element.append(body);
  frame.append(element);
  return frame;
}

/** A bare address of which more may come would link to something else at every token. */
function isHalfAddress(node: Nodes, { openEnd, source }: BuildContext): boolean {
  if (openEnd === null || node.type !== 'link') return false;
  const start = node.position?.start.offset;
  if (start === undefined) return true;
  return node.position?.end.offset === openEnd && source[start] !== '[' && source[start] !== '<';
}

/** A text with marks for what is hidden in it. */
function shownText(text: string): Node {
  const nodes = markHidden(text);
  const [only] = nodes;
  if (nodes.length === 1 && only) return only;
  const all = document.createDocumentFragment();
  all.append(...nodes);
  return all;
}

/** A node as the words that are in it. */
function wordsOf(node: Nodes): Text {
  return document.createTextNode(withHiddenNamed(plainText(node)));
}

function written(node: Nodes, { source }: BuildContext): string {
  const start = node.position?.start.offset ?? 0;
  return source.slice(start, node.position?.end.offset ?? start);
}

function writtenText(node: LinkReference | ImageReference | Nodes, context: BuildContext): Node {
  return shownText(written(node, context));
}

/** What is shown as the model wrote it: raw HTML, and formulas that cannot be set. */
function sourceText(source: string, depth: number): HTMLElement {
  const element = block('p', depth);
  element.className = 'source';
  element.append(...markHidden(source, true));
  return element;
}

function buildFormula(source: string, context: BuildContext, depth: number): ChildNode {
  // A formula can hold no marks.
  const formula = hasHidden(source) ? null : context.formula(source, true);
  if (formula === null) return sourceText(source, depth);
  const element = document.createElement('div');
  element.className = 'formula';
  element.setAttribute('part', 'formula');
  element.tabIndex = 0; // It scrolls, so the keyboard must reach it.
  element.append(formula);
  return element;
}

/** Prices are no formulas: there is no space within the dollars, and no digit after them. */
function buildInlineFormula(node: Nodes & { value: string }, context: BuildContext): Node {
  const source = written(node, context);
  const end = node.position?.end.offset ?? 0;
  const isFormula = /^\$+\S(?:.*\S)?\$+$/s.test(source) && !/\d/.test(context.source[end] ?? '') && !hasHidden(source);
  const size = /^\$+/.exec(source)?.[0].length ?? 1;
  return (isFormula ? context.formula(node.value, size > 1) : null) ?? shownText(source);
}
