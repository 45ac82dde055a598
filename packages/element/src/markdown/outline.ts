/** Levels of headings: an answer's fit into the page around it. */
import type { Nodes } from 'mdast';

/** Levels follow one another from h3 on, whatever the model wrote: the page's outline stays whole. */
export function headingTag(depth: number, outline: number[]): 'h3' | 'h4' | 'h5' | 'h6' {
  while ((outline.at(-1) ?? 0) >= depth) outline.pop();
  outline.push(depth);
  return (['h3', 'h4', 'h5', 'h6'] as const)[Math.min(outline.length, 4) - 1] ?? 'h3';
}

/** Takes note of the headings in a block that is finished. */
export function passHeadings(node: Nodes, outline: number[]): void {
  if (node.type === 'heading') headingTag(node.depth, outline);
  // Notes stand at the end, out of the outline; lines hold no headings.
  else if (node.type === 'blockquote' || node.type === 'list' || node.type === 'listItem') {
    for (const child of node.children) passHeadings(child, outline);
  }
}
