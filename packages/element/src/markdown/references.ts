/** Link definitions, and the finished parts of a text that name something not yet defined. */
import type { Definition, FootnoteDefinition, Nodes } from 'mdast';
import { normalizeIdentifier } from 'micromark-util-normalize-identifier';
import { type BuildContext, buildItem, buildRow } from './build-dom.js';
import type { Footnotes } from './footnotes.js';
import { buildIn, type Level } from './open-path.js';
import { patchNodes } from './patch-dom.js';

/** A finished part that can be built again. */
export interface Part {
  readonly node: Nodes;
  readonly source: string;
  /** The containers that it lies in. */
  readonly levels: readonly Level[];
  readonly outline: readonly number[];
  /** Where the outermost block starts that it lies in. */
  readonly block: number;
  shown: readonly ChildNode[];
}

const LABEL = /\[((?:[^\\[\]]|\\.){1,999})\]/gs;
const PARENTS = new Set(['root', 'blockquote', 'list', 'listItem', 'footnoteDefinition']);

/** What a text has defined so far, and who waits for more. */
export class References {
  readonly links = new Map<string, string>();
  readonly #waiting = new Map<string, Set<Part>>();

  /** Takes a definition. Of two with one name the first counts. */
  define(node: Definition): void {
    if (!this.links.has(node.identifier)) this.links.set(node.identifier, node.url);
  }

  /** Remembers a part until what it names is defined. Footnotes are named with `^`. */
  waitFor(part: Part, isKnown: (key: string) => boolean): void {
    for (const [, label = ''] of part.source.matchAll(LABEL)) {
      const key = normalizeIdentifier(label).toLowerCase();
      if (key.trim() === '' || isKnown(key)) continue;
      const parts = this.#waiting.get(key) ?? new Set();
      this.#waiting.set(key, parts.add(part));
    }
  }

  /** Forgets what waits in a block. */
  forget(block: number): void {
    for (const parts of this.#waiting.values()) {
      for (const part of parts) if (part.block === block) parts.delete(part);
    }
  }

  /** The parts that waited for these. */
  take(keys: Iterable<string>): Set<Part> {
    const all = new Set<Part>();
    for (const key of keys) {
      for (const part of this.#waiting.get(key) ?? []) all.add(part);
      this.#waiting.delete(key);
    }
    return all;
  }
}

/** Builds a part again from the nodes that its source has now that more is defined. */
export function rebuild(
  part: Part,
  nodes: readonly (readonly Nodes[])[],
  context: BuildContext,
  notes: Footnotes,
): void {
  // Definitions may stand before it.
  const node = nodes.at(-1)?.at(-1);
  const level = part.levels.at(-1);
  if (node === undefined || level === undefined) return;
  const before = definitionsIn([part.node]);
  for (const [index, definition] of definitionsIn([node]).entries()) {
    const old = before[index];
    if (old && definition.type === 'footnoteDefinition') notes.refill(old, definition, context);
  }
  const first = part.shown[0];
  const parent = first?.parentNode;
  if (!first || !parent) return;
  const end = part.shown.at(-1)?.nextSibling ?? null;
  const built = node.type === part.node.type ? buildIn(level, node, context) : builtWithin(node, level, context);
  if (built !== null) part.shown = patchNodes(parent, part.shown, Array.isArray(built) ? built : [built], end);
}

/** The text of an item, or the head of a table, stand within what was parsed for them. */
function builtWithin(node: Nodes, level: Level, context: BuildContext): ChildNode[] | null {
  if (node.type === 'list' && node.children[0])
    return [...buildItem(node.children[0], context, level.depth + 1).childNodes];
  if (node.type === 'listItem') return [...buildItem(node, context, level.depth).childNodes];
  const [head] = node.type === 'table' ? node.children : [];
  if (node.type === 'table' && head) return [buildRow(head, node.align ?? [], 'th', context, level.depth + 1)];
  return null;
}

/** All definitions in some blocks, in their order. */
export function definitionsIn(nodes: readonly Nodes[]): (Definition | FootnoteDefinition)[] {
  const found: (Definition | FootnoteDefinition)[] = [];
  for (const node of nodes) {
    if (node.type === 'definition' || node.type === 'footnoteDefinition') found.push(node);
    if (PARENTS.has(node.type) && 'children' in node) found.push(...definitionsIn(node.children));
  }
  return found;
}
