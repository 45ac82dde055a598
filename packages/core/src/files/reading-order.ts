/** Finds columns on a page, and so the order in which its lines are read. */
import type { Fragment } from './text-lines.js';

/** Lines that stand side by side on this many rows are columns. */
const ROWS_LEAST = 3;

/** Lines of text fill their column; cells of a table do not. */
const FILLED_LEAST = 0.5;
const CHARACTERS_LEAST = 12;

/** Columns within columns, at most. */
const LEVELS_MOST = 6;

/** Lines that belong together, in the order in which they are read. `fragments` must be in the order of the page. */
export function readingOrder(fragments: readonly Fragment[], level = 0): Fragment[][] {
  const gutter = level < LEVELS_MOST ? findGutter(fragments) : null;
  if (gutter === null) return fragments.length > 0 ? [[...fragments]] : [];
  const blocks: Fragment[][] = [];
  for (const part of splitAt(gutter, fragments)) {
    if (part.columns) {
      blocks.push(...readingOrder(part.left, level + 1), ...readingOrder(part.right, level + 1));
    } else blocks.push(part.lines);
  }
  return blocks;
}

interface Gap {
  readonly left: Fragment;
  readonly right: Fragment;
}

/** Where most rows have a gap with text on both sides; `null` where that are no columns. */
function findGutter(fragments: readonly Fragment[]): number | null {
  const gaps: Gap[] = [];
  for (const [index, right] of fragments.entries()) {
    const left = fragments[index - 1];
    if (left?.row === right.row && left.right < right.left) gaps.push({ left, right });
  }
  if (gaps.length < ROWS_LEAST) return null;
  const place = mostCommon(gaps);
  const here = gaps.filter(({ left, right }) => left.right <= place && right.left >= place);
  if (here.length < ROWS_LEAST) return null;
  const lefts = here.map(({ left }) => left);
  const rights = here.map(({ right }) => right);
  return isText(lefts) && isText(rights) ? place : null;
}

/** The place that is within the most gaps. */
function mostCommon(gaps: readonly Gap[]): number {
  const edges = gaps.flatMap(({ left, right }) => [
    { at: left.right, step: 1 },
    { at: right.left, step: -1 },
  ]);
  edges.sort((one, other) => one.at - other.at || other.step - one.step);
  let open = 0;
  let most = 0;
  let place = 0;
  for (const [index, { at, step }] of edges.entries()) {
    open += step;
    if (open > most) {
      most = open;
      place = (at + (edges[index + 1]?.at ?? at)) / 2;
    }
  }
  return place;
}

function isText(side: readonly Fragment[]): boolean {
  const begin = side.reduce((least, { left }) => Math.min(least, left), Number.POSITIVE_INFINITY);
  const end = side.reduce((most, { right }) => Math.max(most, right), 0);
  const filled = median(side.map(({ left, right }) => right - left)) / (end - begin);
  return filled >= FILLED_LEAST && median(side.map(({ text }) => text.length)) >= CHARACTERS_LEAST;
}

type Part =
  | { readonly columns: true; readonly left: Fragment[]; readonly right: Fragment[] }
  | { readonly columns: false; readonly lines: Fragment[] };

/** Cuts the page, from the top to the bottom, into parts with columns and parts whose lines go across. */
function splitAt(place: number, fragments: readonly Fragment[]): Part[] {
  const parts: Part[] = [];
  for (const row of byRow(fragments)) {
    const left = row.filter((fragment) => fragment.right <= place);
    const right = row.filter((fragment) => fragment.left >= place);
    const last = parts.at(-1);
    if (left.length + right.length < row.length) {
      if (last?.columns === false) last.lines.push(...row);
      else parts.push({ columns: false, lines: row });
    } else if (last?.columns) {
      last.left.push(...left);
      last.right.push(...right);
    } else if (left.length > 0 && right.length > 0) {
      parts.push({ columns: true, left, right });
    } else if (last === undefined) parts.push({ columns: false, lines: row });
    // The last, short line of a paragraph that goes across.
    else last.lines.push(...row);
  }
  return parts;
}

/** Fragments of each row together. */
export function byRow(fragments: readonly Fragment[]): Fragment[][] {
  const rows: Fragment[][] = [];
  for (const fragment of fragments) {
    const last = rows.at(-1);
    if (last?.[0]?.row === fragment.row) last.push(fragment);
    else rows.push([fragment]);
  }
  return rows;
}

/** The value in the middle; 0 of none. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}
