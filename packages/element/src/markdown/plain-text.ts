/** The words of a piece of Markdown. */
import type { Nodes } from 'mdast';

/** All text of a node, without descending the stack. */
export function plainText(node: Nodes): string {
  let text = '';
  const open: Nodes[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if ('value' in next) text += next.value;
    else if ('alt' in next) text += next.alt ?? '';
    if ('children' in next) open.push(...[...next.children].reverse());
  }
  return text;
}
