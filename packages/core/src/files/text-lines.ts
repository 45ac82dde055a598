/** Puts the pieces of text of a page together to lines, or to parts of lines where there are wide gaps. */

/** A piece of text as a PDF has it: a word, some letters, or a whole line. Figures in points, from the upper left. */
export interface TextRun {
  readonly text: string;
  readonly x: number;
  /** Of the line that the letters stand on; grows downwards. */
  readonly y: number;
  readonly width: number;
  /** The size of the font. */
  readonly size: number;
  /** In whole degrees; 0 for lines that go across. The place is as if the page were turned until they do. */
  readonly angle: number;
  readonly rightToLeft: boolean;
  /** Whether the file has a blank before it. */
  readonly blankBefore: boolean;
}

/** A line, or what stands of it on one side of a wide gap. */
export interface Fragment {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  readonly rightToLeft: boolean;
  /** Fragments of the same row stand side by side; rows are counted from the top. */
  readonly row: number;
}

/** Blanks of justified text stay below this, gaps between columns above; in sizes of the font. */
const WIDE_GAP = 0.9;

/** From the top to the bottom, and in each row from the left to the right. */
export function toFragments(runs: readonly TextRun[]): Fragment[] {
  return toRows(runs).flatMap((row, index) => splitAtGaps(row).map((part) => joinRuns(part, index)));
}

/** Runs that stand on one line, raised and lowered ones too. */
function toRows(runs: readonly TextRun[]): TextRun[][] {
  const rows: TextRun[][] = [];
  let row: TextRun[] = [];
  // The line that the largest letters of the row stand on.
  let base = 0;
  let size = 0;
  for (const run of runs.toSorted((one, other) => one.y - other.y)) {
    if (row.length === 0 || run.y - base > 0.45 * Math.max(size, run.size)) {
      row = [];
      rows.push(row);
      size = 0;
    }
    row.push(run);
    if (run.size > size) {
      base = run.y;
      size = run.size;
    }
  }
  return rows.map((found) => found.toSorted((one, other) => one.x - other.x));
}

function splitAtGaps(row: readonly TextRun[]): TextRun[][] {
  const parts: TextRun[][] = [];
  let right = Number.NEGATIVE_INFINITY;
  let last: TextRun | undefined;
  for (const run of row) {
    // Printed twice with a tiny shift, to look bold.
    if (last?.text === run.text && Math.abs(last.x - run.x) < 0.3 * run.size) continue;
    if (last === undefined || run.x - right > WIDE_GAP * Math.max(last.size, run.size)) parts.push([]);
    parts.at(-1)?.push(run);
    right = Math.max(right, run.x + run.width);
    last = run;
  }
  return parts;
}

function joinRuns(runs: readonly TextRun[], row: number): Fragment {
  const rightToLeft = runs.filter((run) => run.rightToLeft).length * 2 > runs.length;
  let text = '';
  let before: TextRun | undefined;
  for (const run of rightToLeft ? runs.toReversed() : runs) {
    text += before !== undefined && isApart(before, run) ? ` ${run.text}` : run.text;
    before = run;
  }
  // The largest: raised and lowered signs are smaller.
  const main = runs.reduce((one, other) => (other.size > one.size ? other : one));
  return {
    text: text.trim(),
    left: runs.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY),
    right: runs.reduce((most, { x, width }) => Math.max(most, x + width), Number.NEGATIVE_INFINITY),
    y: main.y,
    size: main.size,
    rightToLeft,
    row,
  };
}

function isApart(one: TextRun, other: TextRun): boolean {
  if (one.text.endsWith(' ') || other.text.startsWith(' ')) return false;
  const gap = one.x < other.x ? other.x - one.x - one.width : one.x - other.x - other.width;
  return other.blankBefore || gap > 0.2 * Math.max(one.size, other.size);
}
