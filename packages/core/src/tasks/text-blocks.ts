/** Takes a text apart where its structure allows it: headings, paragraphs, items of lists, blocks of code, rows of tables. */
import { type LineMarks, linesOf, marksOf, type TextLine } from './text-lines.js';
import type { TextSpan } from './text-span.js';

/** A piece of a text that belongs together. One after the other they are the whole text. */
export interface TextBlock extends TextSpan {
  readonly kind: 'prose' | 'code' | 'row';
  /** What is lost where the text is cut before this block: 0 for nothing, 1 for as much as within a sentence. */
  readonly cutCost: number;
  readonly heading?: TextHeading;
}

export interface TextHeading {
  /** 1 for the highest. */
  readonly level: number;
  readonly title: string;
}

/** A heading alone at the end of a chunk, or a table without its head, is worse than a sentence in two. */
const TORN_OFF = 1.5;
const LONGEST_HEADING = 80;

/** Marks before what a plain text has for a heading. */
const NUMBERED = /^(\d{1,3}(?:\.\d{1,3})+)\.?[ \t]+\S/;
const CHAPTER =
  /^(?:chapter|part|section|appendix|kapitel|teil|chapitre|partie|capítulo|parte|глава|часть)[ \t]+[\dIVXLC]+\b/iu;

/** All blocks of a text, in order. Blank lines belong to the block before them. Linear in its length. */
export function readBlocks(text: string): TextBlock[] {
  const reader = new BlockReader(text);
  let current: TextLine | undefined;
  let marks: LineMarks | undefined;
  for (const next of linesOf(text)) {
    const nextMarks = marksOf(text.slice(next.start, next.contentEnd));
    if (current !== undefined && marks !== undefined) reader.take(current, marks, nextMarks);
    current = next;
    marks = nextMarks;
  }
  if (current !== undefined && marks !== undefined) reader.take(current, marks, undefined);
  return reader.end();
}

/** The path of headings above each of some places in order. A heading right at a place is not above it. */
export function headingsAbove(blocks: readonly TextBlock[], places: readonly number[]): readonly string[][] {
  const path: TextHeading[] = [];
  let index = 0;
  const enter = (level: number) => {
    while ((path.at(-1)?.level ?? 0) >= level) path.pop();
  };
  return places.map((place) => {
    for (let block = blocks[index]; block !== undefined && block.start < place; block = blocks[index]) {
      index += 1;
      if (block.heading === undefined) continue;
      enter(block.heading.level);
      path.push(block.heading);
    }
    // What starts with a heading is no longer below those of its rank.
    const next = blocks[index];
    const rank = next?.start === place && next.heading !== undefined ? next.heading.level : Number.POSITIVE_INFINITY;
    return path.filter(({ level }) => level < rank).map(({ title }) => title);
  });
}

interface OpenBlock {
  start: number;
  kind: TextBlock['kind'];
  cutCost: number;
  heading?: TextHeading;
  /** Of its lines that are not blank, the first and how many. */
  firstLine: TextLine;
  lines: number;
  isEnded: boolean;
  /** Whether a blank line, or nothing, comes before it. */
  isApart: boolean;
}

class BlockReader {
  readonly #text: string;
  readonly #blocks: TextBlock[] = [];
  #open: OpenBlock | undefined;
  #fence: { readonly sign: string; readonly length: number } | undefined;
  #table: 'none' | 'head' | 'rule' | 'rows' = 'none';
  #isAfterBlank = true;

  constructor(text: string) {
    this.#text = text;
  }

  take(line: TextLine, marks: LineMarks, next: LineMarks | undefined): void {
    if (this.#fence !== undefined) {
      const { fence } = marks;
      if (fence?.isBare && fence.sign === this.#fence.sign && fence.length >= this.#fence.length) {
        this.#fence = undefined;
        if (this.#open !== undefined) this.#open.isEnded = true;
      }
      return;
    }
    if (marks.isBlank) this.#blank(line);
    else this.#say(line, marks, next);
    this.#isAfterBlank = marks.isBlank;
  }

  end(): TextBlock[] {
    this.#close(this.#text.length);
    return this.#blocks;
  }

  #blank(line: TextLine): void {
    this.#table = 'none';
    if (this.#open === undefined) this.#begin(line, 'prose', 0).lines = 0;
    else if (!this.#open.isEnded && this.#open.lines > 0) {
      this.#open.isEnded = true;
      const { isApart, lines, kind, firstLine } = this.#open;
      if (kind !== 'prose' || !isApart || lines !== 1 || this.#open.heading !== undefined) return;
      const heading = plainHeading(this.#text.slice(firstLine.start, firstLine.contentEnd).trim());
      if (heading === undefined) return;
      this.#open.heading = heading;
      this.#open.cutCost = Math.max(0, this.#open.cutCost - 0.1);
    }
  }

  #say(line: TextLine, marks: LineMarks, next: LineMarks | undefined): void {
    if (marks.fence !== null) {
      this.#fence = marks.fence;
      this.#begin(line, 'code', 0.1);
      return;
    }
    if (this.#row(line, marks, next)) return;
    const open = this.#open;
    if (marks.headingLevel > 0) {
      const title = cleanTitle(this.#text.slice(line.start, line.contentEnd));
      const begun = this.#begin(line, 'prose', marks.headingLevel <= 2 ? 0 : 0.04);
      begun.heading = { level: marks.headingLevel, title };
      begun.isEnded = true;
    } else if (marks.underlineLevel > 0 && open?.kind === 'prose' && open.lines === 1 && !open.isEnded) {
      const title = cleanTitle(this.#text.slice(open.firstLine.start, open.firstLine.contentEnd));
      open.heading = { level: marks.underlineLevel, title };
      open.cutCost = Math.max(0, open.cutCost - 0.1);
      open.isEnded = true;
    } else if (marks.isRule) this.#begin(line, 'prose', 0.04).isEnded = true;
    else if (marks.isListItem) this.#begin(line, 'prose', 0.15 + Math.min(0.2, marks.indent / 20));
    else if (open === undefined || open.isEnded || open.kind !== 'prose') {
      // What is indented after a blank line belongs to the item above.
      this.#begin(line, 'prose', marks.indent >= 2 ? 0.3 : 0.1);
    } else {
      if (open.lines === 0) open.firstLine = line;
      open.lines += 1;
    }
  }

  /** True when the line is one of a table. */
  #row(line: TextLine, marks: LineMarks, next: LineMarks | undefined): boolean {
    if (!marks.hasPipe) {
      this.#table = 'none';
      return false;
    }
    if (this.#table === 'none') {
      if (next?.isTableRule !== true || marks.isTableRule) return false;
      this.#begin(line, 'row', 0.1).isEnded = true;
      this.#table = 'head';
      return true;
    }
    const isBehindHead = this.#table !== 'rows';
    this.#table = this.#table === 'head' ? 'rule' : 'rows';
    this.#begin(line, 'row', isBehindHead ? TORN_OFF : 0.4).isEnded = true;
    return true;
  }

  #begin(line: TextLine, kind: TextBlock['kind'], cutCost: number): OpenBlock {
    const isBehindHeading = this.#open?.heading !== undefined;
    this.#close(line.start);
    this.#open = {
      start: line.start,
      kind,
      cutCost: cutCost + (isBehindHeading ? TORN_OFF : 0),
      firstLine: line,
      lines: 1,
      isEnded: false,
      isApart: this.#isAfterBlank,
    };
    return this.#open;
  }

  #close(end: number): void {
    if (this.#open === undefined || end === this.#open.start) return;
    const { start, kind, cutCost, heading } = this.#open;
    this.#blocks.push({ start, end, kind, cutCost, ...(heading === undefined ? {} : { heading }) });
    this.#open = undefined;
  }
}

function cleanTitle(line: string): string {
  const start = line.replace(/^[\s>#]+/, '').slice(0, 200);
  return start
    .trimEnd()
    .replace(/(?:^|[ \t])#+$/, '')
    .trim();
}

/** Headings of plain texts: `CONTENTS`, `2.1 Methods`, `Chapter IV`. */
function plainHeading(line: string): TextHeading | undefined {
  if (line.length > LONGEST_HEADING || /[.!?:;,…。！？、，]$/u.test(line)) return undefined;
  const title = line;
  const number = NUMBERED.exec(line)?.[1];
  if (number !== undefined) return { level: number.split('.').length, title };
  if (CHAPTER.test(line)) return { level: 1, title };
  const letters = line.match(/\p{L}/gu) ?? [];
  const isShouted = letters.length > 2 && line === line.toUpperCase() && line !== line.toLowerCase();
  return isShouted ? { level: 1, title } : undefined;
}
