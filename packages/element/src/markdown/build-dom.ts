/**
 * Syntax tree to DOM, through an allow-list: the one place where a model's text becomes elements.
 * Every element and attribute is named here; the model chooses among them and fills in text.
 */
import type { AlignType, List, ListItem, Nodes, PhrasingContent, RootContent, Table } from 'mdast';
import type { Texts } from '../texts.js';
import { codeBlock } from './code-block.js';
import { isMisleading, linkTarget, safeLink, withoutInvisible } from './safe-link.js';

/** What goes on around a node. */
export interface BuildContext {
  readonly texts: Texts;
  /** Depths of the headings above; changed as headings come. */
  readonly outline: number[];
}

/** Beyond this many levels text is shown plainly: nobody can read deeper, and the stack ends somewhere. */
const MAX_DEPTH = 40;

/** Builds one top-level block. */
export function buildBlock(node: RootContent, context: BuildContext): Node {
  return build(node, context, 0);
}

function build(node: Nodes, context: BuildContext, depth: number): Node {
  if (depth > MAX_DEPTH) return document.createTextNode(plainText(node));
  const fill = <Parent extends Node>(parent: Parent, children: readonly Nodes[]): Parent => {
    for (const child of children) parent.appendChild(build(child, context, depth + 1));
    return parent;
  };
  switch (node.type) {
    case 'text':
      return document.createTextNode(node.value);
    case 'paragraph':
      return fill(block('p'), node.children);
    case 'heading':
      return fill(block(headingTag(node.depth, context.outline)), node.children);
    case 'emphasis':
      return fill(document.createElement('em'), node.children);
    case 'strong':
      return fill(document.createElement('strong'), node.children);
    case 'delete':
      return fill(document.createElement('del'), node.children);
    case 'inlineCode': {
      const code = document.createElement('code');
      code.textContent = node.value;
      code.setAttribute('part', 'inline-code');
      return code;
    }
    case 'break':
      return document.createElement('br');
    case 'thematicBreak':
      return document.createElement('hr');
    case 'blockquote':
      return fill(block('blockquote'), node.children);
    case 'code':
      return codeBlock(node.value, node.lang ?? '', context.texts);
    case 'list':
      return buildList(node, (item) => buildItem(item, node.spread ?? false, context, depth + 1));
    case 'table':
      return buildTable(node, context.texts, (cell, children) => fill(cell, children));
    case 'link':
      return buildLink(node.url, fill(document.createDocumentFragment(), node.children), node.children);
    case 'image':
      return buildImage(node.url, node.alt ?? '', context.texts);
    case 'html':
      return htmlAsText(node.value, depth);
    default:
      return document.createTextNode(plainText(node));
  }
}

/** A block whose direction follows its own text, so that one Arabic paragraph in an English answer is right. */
function block(tag: 'p' | 'blockquote' | 'h3' | 'h4' | 'h5' | 'h6'): HTMLElement {
  const element = document.createElement(tag);
  element.setAttribute('dir', 'auto');
  return element;
}

/** Levels follow one another from h3 on, whatever the model wrote: the page's outline stays whole. */
function headingTag(depth: number, outline: number[]): 'h3' | 'h4' | 'h5' | 'h6' {
  while ((outline.at(-1) ?? 0) >= depth) outline.pop();
  outline.push(depth);
  return (['h3', 'h4', 'h5', 'h6'] as const)[Math.min(outline.length, 4) - 1] ?? 'h3';
}

function buildList(list: List, item: (item: ListItem) => Node): HTMLElement {
  const element = document.createElement(list.ordered ? 'ol' : 'ul');
  element.setAttribute('dir', 'auto');
  if (list.ordered && list.start != null && list.start !== 1) element.setAttribute('start', String(list.start));
  for (const child of list.children) element.appendChild(item(child));
  return element;
}

function buildItem(item: ListItem, spread: boolean, context: BuildContext, depth: number): HTMLElement {
  const element = document.createElement('li');
  if (item.checked != null) {
    element.className = 'task';
    const mark = document.createElement('span');
    mark.className = item.checked ? 'mark done' : 'mark';
    mark.setAttribute('role', 'img');
    mark.setAttribute('aria-label', item.checked ? context.texts.t('markdown.done') : context.texts.t('markdown.open'));
    element.append(mark);
  }
  for (const child of item.children) {
    // In a tight list a paragraph is only its text.
    if (child.type === 'paragraph' && !spread) {
      for (const inline of child.children) element.appendChild(build(inline, context, depth + 1));
    } else {
      element.appendChild(build(child, context, depth + 1));
    }
  }
  return element;
}

function buildTable(
  table: Table,
  texts: Texts,
  fill: (cell: HTMLElement, children: readonly PhrasingContent[]) => void,
): HTMLElement {
  const frame = document.createElement('div');
  frame.className = 'table';
  frame.setAttribute('part', 'table');
  frame.setAttribute('role', 'group');
  frame.setAttribute('aria-label', texts.t('markdown.table'));
  frame.tabIndex = 0; // It scrolls, so the keyboard must reach it.
  const element = document.createElement('table');
  const head = document.createElement('thead');
  const body = document.createElement('tbody');
  for (const [index, row] of table.children.entries()) {
    const line = document.createElement('tr');
    for (const [column, cell] of row.children.entries()) {
      const box = document.createElement(index === 0 ? 'th' : 'td');
      box.setAttribute('dir', 'auto');
      if (index === 0) box.setAttribute('scope', 'col');
      const align = alignClass(table.align?.[column]);
      if (align !== '') box.className = align;
      fill(box, cell.children);
      line.append(box);
    }
    (index === 0 ? head : body).append(line);
  }
  element.append(head);
  if (body.childNodes.length > 0) element.append(body);
  frame.append(element);
  return frame;
}

function alignClass(align: AlignType | undefined): string {
  return align == null ? '' : `align-${align}`;
}

function buildLink(address: string, label: DocumentFragment, children: readonly Nodes[]): Node {
  const url = safeLink(address);
  // A link inside a link label cannot be told apart by the visitor; it is text there.
  if (url === null) return label;
  const anchor = anchorTo(url);
  stripInvisible(label);
  const shown = withoutInvisible(children.map(plainText).join(''));
  anchor.append(label);
  if (shown.trim() === '') anchor.append(linkTarget(url));
  else if (isMisleading(shown, url)) anchor.append(` (${linkTarget(url)})`);
  return anchor;
}

function buildImage(address: string, alt: string, { t }: Texts): Node {
  const label = withoutInvisible(alt).trim() || t('markdown.image-unnamed');
  const url = safeLink(address);
  if (url === null || url.protocol === 'mailto:') return document.createTextNode(t('markdown.image-hidden', { label }));
  const anchor = anchorTo(url);
  anchor.append(t('markdown.image', { label, host: url.host }));
  return anchor;
}

function anchorTo(url: URL): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = url.href;
  anchor.title = url.href;
  anchor.rel = 'noopener noreferrer nofollow';
  anchor.target = '_blank';
  anchor.setAttribute('part', 'link');
  return anchor;
}

/** In a label the reader must see every character there is; links within it have lost their meaning. */
function stripInvisible(label: DocumentFragment): void {
  for (const anchor of label.querySelectorAll('a')) anchor.replaceWith(...anchor.childNodes);
  const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    text.nodeValue = withoutInvisible(text.nodeValue ?? '');
  }
}

/** Raw HTML is shown as the model wrote it. */
function htmlAsText(source: string, depth: number): Node {
  if (depth > 0) return document.createTextNode(source);
  const element = block('p');
  element.className = 'source';
  element.textContent = source;
  return element;
}

/** All text of a node, without descending the stack. */
function plainText(node: Nodes): string {
  let text = '';
  const open: Nodes[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if ('value' in next) text += next.value;
    else if ('alt' in next) text += next.alt ?? '';
    if ('children' in next) open.push(...[...next.children].reverse());
  }
  return text;
}
