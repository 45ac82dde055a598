/** The text of an open block of code, which grows at its end; what is hidden in it is marked as it comes. */
import { hasHidden, markHidden } from './hidden-characters.js';
import { growText, patchNodes } from './patch-dom.js';

/** Makes the `<code>` that begins with `first` say `text`. */
export function growCode(first: Text, text: string): void {
  const code = first.parentNode;
  if (code === null || (first.nextSibling === null && !hasHidden(text.slice(stillSame(first.data, text)), true))) {
    growText(first, text);
    return;
  }
  const shown = [...code.childNodes];
  // Only the end is built anew: what stands before it is final, as texts grow.
  const end = text.startsWith(code.textContent ?? '') && shown.length > 2 ? shown.slice(-2) : shown;
  const before = shown.slice(0, shown.length - end.length).reduce((sum, node) => sum + lengthOf(node), 0);
  patchNodes(code, end, markHidden(text.slice(before), true), null);
}

/** How much of a text that grows needs no second look. One character more: what follows may have made it another. */
function stillSame(data: string, text: string): number {
  return text.startsWith(data) ? Math.max(0, data.length - 2) : 0;
}

function lengthOf(node: Node): number {
  return node.textContent?.length ?? 0;
}
