/** Joins the lines of a block to paragraphs, list items, rows of tables and headings. */
import { byRow, median } from './reading-order.js';
import type { Fragment } from './text-lines.js';

/** Cells of a table are further apart than this, in sizes of the font. */
const CELL_GAP = 1.6;

/** Larger letters than those of most text, by this factor, are a heading's. */
const HEADING = 1.15;
const HEADING_CHARACTERS_MOST = 200;

const BULLET = /^[•◦▪‣●○■□·–—*-]\s+(?=\S)/;
const ITEM = /^(?:[•◦▪‣●○■□·–—*-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s+\S/;
const SENTENCE_END = /[.!?:;。！？：；…]["'”’»)\]]*$/;
const WITHOUT_BLANKS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF]/u;

interface Line {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  /** Whether it has cells. */
  readonly cells: boolean;
}

/** What most lines of a block have in common. */
interface Habits {
  readonly leading: number;
  readonly left: number;
  readonly right: number;
  /** Whether lines begin below each other. They do not where they end so, or stand in the middle. */
  readonly even: boolean;
}

/**
 * @param body the size of most letters on the page.
 * @param compounds words with a hyphen that the page has within lines: theirs stays at the end of a line too.
 */
export function toParagraphs(block: readonly Fragment[], body: number, compounds: ReadonlySet<string>): string[] {
  const lines = byRow(block).map(toLine);
  const habits = habitsOf(lines);
  const paragraphs: string[] = [];
  let text = '';
  let last: Line | undefined;
  for (const line of lines) {
    const kind =
      last === undefined ? 'paragraph' : goesOn(last, line, body) ? 'none' : breakBetween(last, line, habits);
    const words = line.text.replace(BULLET, '- ');
    if (kind === 'paragraph') {
      if (text !== '') paragraphs.push(text);
      text = isHeading(line, body) ? `## ${words}` : words;
    } else if (kind === 'line') text += `\n${words}`;
    else text = joinLines(text, words, compounds);
    last = line;
  }
  if (text !== '') paragraphs.push(text);
  return paragraphs;
}

function toLine(row: readonly Fragment[]): Line {
  const order = row.every(({ rightToLeft }) => rightToLeft) ? row.toReversed() : row;
  let text = '';
  let cells = false;
  let before: Fragment | undefined;
  for (const fragment of order) {
    if (before === undefined) text = fragment.text;
    else {
      const gap = Math.max(fragment.left - before.right, before.left - fragment.right);
      // What stands after a number or a bullet is its item.
      const isCell = gap > CELL_GAP * fragment.size && (text.length > 8 || !ITEM.test(`${text} x`));
      cells ||= isCell;
      text += `${isCell ? ' | ' : ' '}${fragment.text}`;
    }
    before = fragment;
  }
  const left = row.reduce((least, fragment) => Math.min(least, fragment.left), Number.POSITIVE_INFINITY);
  const right = row.reduce((most, fragment) => Math.max(most, fragment.right), Number.NEGATIVE_INFINITY);
  const main = row.reduce((one, other) => (other.size > one.size ? other : one));
  return { text, left, right, y: main.y, size: main.size, cells };
}

function habitsOf(lines: readonly Line[]): Habits {
  const leadings = lines.slice(1).map(({ y }, index) => y - (lines[index]?.y ?? y));
  const rights = lines.map(({ right }) => right).toSorted((one, other) => one - other);
  const left = median(lines.map((line) => line.left));
  return {
    leading: median(leadings.filter((leading) => leading > 0)),
    left,
    even: lines.filter((line) => Math.abs(line.left - left) < 0.3 * line.size).length * 2 >= lines.length,
    right: rights[Math.floor(0.9 * (rights.length - 1))] ?? 0,
  };
}

function breakBetween(last: Line, line: Line, { leading, left, right, even }: Habits): 'paragraph' | 'line' | 'none' {
  const step = line.y - last.y;
  const size = Math.max(last.size, line.size);
  if (step < 0 || step > Math.max(1.35 * leading, 1.2 * size)) return 'paragraph';
  if (Math.abs(last.size - line.size) > 0.12 * size) return 'paragraph';
  if (last.cells || line.cells || ITEM.test(line.text)) return 'line';
  if (ITEM.test(last.text)) return line.left > last.left ? 'none' : 'line';
  // The first line is set in, or, in lists of books, set out.
  if (even && line.left - left > 0.8 * size && line.left - last.left > 0.8 * size) return 'paragraph';
  if (even && left - line.left > 0.8 * size && last.left - line.left > 0.8 * size) return 'paragraph';
  // The line ended although the next word had room.
  const word = line.text.search(/\s|$/) / line.text.length;
  const room = right - last.right - size;
  if (room > word * (line.right - line.left)) return SENTENCE_END.test(last.text) ? 'paragraph' : 'line';
  return 'none';
}

/** A heading of several lines, which stand wider apart than those of the text. */
function goesOn(last: Line, line: Line, body: number): boolean {
  const near = line.y > last.y && line.y - last.y < 1.6 * line.size;
  return near && Math.abs(last.size - line.size) < 0.05 * line.size && isHeading(last, body) && isHeading(line, body);
}

function isHeading({ size, text, cells }: Line, body: number): boolean {
  return size > HEADING * body && text.length < HEADING_CHARACTERS_MOST && !cells && /\p{L}/u.test(text);
}

function joinLines(text: string, next: string, compounds: ReadonlySet<string>): string {
  if (WITHOUT_BLANKS.test(text.at(-1) ?? '') && WITHOUT_BLANKS.test(next[0] ?? '')) return text + next;
  if (text.endsWith('\u00AD')) return text.slice(0, -1) + next;
  const [, begin] = /(\p{L}[\p{L}-]*)[-\u2010]$/u.exec(text.slice(-60)) ?? [];
  if (begin === undefined) return `${text} ${next}`;
  const [end = ''] = /^\p{L}*/u.exec(next) ?? [];
  const stays = !/^\p{Ll}/u.test(next) || compounds.has(`${begin}-${end}`.toLowerCase());
  return stays ? text + next : text.slice(0, -1) + next;
}
