/** What a text ends in that is still being written. */
import type { Nodes } from 'mdast';
import type { OpenBlock } from './half-lines.js';

/** True for what defines a link. */
export function isLink(node: Nodes): boolean {
  return node.type === 'definition';
}

/** True for what shows something where it stands. */
export function isShown(node: Nodes): boolean {
  return node.type !== 'definition' && node.type !== 'footnoteDefinition';
}

/** What kind of block whole lines end in, however deep. */
export function openBlock(node: Nodes): OpenBlock {
  if (node.type === 'tableRow') return 'table';
  if (node.type === 'table' || node.type === 'code' || node.type === 'html') return node.type;
  const last =
    'children' in node && /^(?:list|listItem|blockquote)$/.test(node.type) ? node.children.at(-1) : undefined;
  return last ? openBlock(last) : 'other';
}

/** Where the line starts, without what marks its block, that the text ends in; `null` when it ends in none. */
export function openLine(source: string, nodes: readonly (readonly Nodes[])[]): number | null {
  let node = nodes.find(({ length }) => length > 0)?.at(-1);
  while (node && /^(?:list|listItem|blockquote|table|tableRow)$/.test(node.type) && 'children' in node) {
    node = node.children.at(-1);
  }
  if (node?.type !== 'paragraph' && node?.type !== 'heading' && node?.type !== 'tableCell') return null;
  const start = node.position?.start.offset ?? 0;
  const text = source.slice(start);
  if (/\n[ \t>]*\r?\n/.test(text) || (node.type === 'tableCell' && /[^\\|]\|\s*$/.test(text))) return null;
  return start;
}
