/** A text line by line, each with what it says of the structure: for splitting it, and for taking it apart. */
import type { TextSpan } from './text-span.js';

/** A line with its line break; `contentEnd` is before the break. */
export interface TextLine extends TextSpan {
  readonly contentEnd: number;
}

/** Longer lines are prose or data: what marks the structure is short, and patterns stay cheap. */
const LONGEST_MARK = 1000;

const FENCE = /^\s*([-*+][ \t]+|\d{1,9}[.)][ \t]+)?(`{3,}|~{3,})/;

/** The lines of a text, ended by CRLF, LF or CR. An empty text has none. */
export function* linesOf(text: string): Generator<TextLine> {
  const breaks = /\r\n?|\n/g;
  let start = 0;
  for (let found = breaks.exec(text); found !== null; found = breaks.exec(text)) {
    yield { start, contentEnd: found.index, end: breaks.lastIndex };
    start = breaks.lastIndex;
  }
  if (start < text.length) yield { start, contentEnd: text.length, end: text.length };
}

/** What a line says by itself. */
export interface LineMarks {
  /** No more than white space and marks of a quotation. */
  readonly isBlank: boolean;
  /** Opens a block of code, or closes it where it is bare: its sign and how many of it. */
  readonly fence: { readonly sign: string; readonly length: number; readonly isBare: boolean } | null;
  /** The number of `#`, 0 for none. */
  readonly headingLevel: number;
  /** Underlines a heading: 1 for `=`, 2 for `-`, else 0. */
  readonly underlineLevel: number;
  readonly isRule: boolean;
  readonly isListItem: boolean;
  /** White space before the first sign, quotation marks left out. */
  readonly indent: number;
  readonly hasPipe: boolean;
  /** The line between the head of a table and its rows. */
  readonly isTableRule: boolean;
}

const BLANK: LineMarks = {
  isBlank: true,
  fence: null,
  headingLevel: 0,
  underlineLevel: 0,
  isRule: false,
  isListItem: false,
  indent: 0,
  hasPipe: false,
  isTableRule: false,
};

/** Reads the marks of a line. Linear in its length. */
export function marksOf(line: string): LineMarks {
  const inner = line.replace(/^(?: {0,3}>[ \t]?)+/, '');
  const indent = inner.search(/\S/);
  if (indent === -1) return BLANK;
  const hasPipe = inner.includes('|');
  // Most lines begin with a letter, which marks nothing.
  if (!hasPipe && !/[-+*_=#`~\d]/.test(inner.charAt(indent))) return { ...BLANK, isBlank: false, indent };
  const isShort = inner.length <= LONGEST_MARK;
  return {
    isBlank: false,
    fence: fenceOf(inner),
    headingLevel: /^ {0,3}(#{1,6})(?=[ \t]|$)/.exec(inner)?.[1]?.length ?? 0,
    underlineLevel: isShort ? underline(inner.trim()) : 0,
    isRule: isShort && /^([-*_])\1{2,}$/.test(inner.replaceAll(/[ \t]/g, '')),
    isListItem: /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/.test(inner.slice(0, LONGEST_MARK)),
    indent,
    hasPipe,
    isTableRule: hasPipe && isShort && /^[ \t:|-]+$/.test(inner) && inner.includes('-'),
  };
}

function fenceOf(inner: string): LineMarks['fence'] {
  const [opening, item = '', sign = ''] = FENCE.exec(inner.slice(0, LONGEST_MARK)) ?? [];
  if (opening === undefined) return null;
  const info = inner.slice(opening.length);
  // Backticks with more of them in the same line are code within a sentence.
  if (sign.startsWith('`') && info.includes('`')) return null;
  return { sign: sign.charAt(0), length: sign.length, isBare: item === '' && !/\S/.test(info) };
}

function underline(line: string): number {
  if (/^=+$/.test(line)) return 1;
  return /^-+$/.test(line) ? 2 : 0;
}
