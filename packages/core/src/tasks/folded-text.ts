/** A text as quotations are compared: without what people and models write in different ways, and with the way back. */
import { type MarkMemory, readFoldedMark } from './folded-marks.js';

/** A folded text. Each of its units knows where in the source it comes from. */
export interface FoldedText {
  readonly text: string;
  /** Where in the source the unit at `index` begins. */
  startOf(index: number): number;
  /** Where in the source the unit at `index` ends. */
  endOf(index: number): number;
  /** Of one character that was folded into several units, only the first begins one. */
  beginsCharacter(index: number): boolean;
  /** Marks within the line, as of emphasis and links, that touch this place of the source. */
  readonly marksEndingAt: ReadonlyMap<number, number>;
  readonly marksStartingAt: ReadonlyMap<number, number>;
}

/** Scripts that are written without blanks between words: there a line break is none either. */
export const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\u30fc\uff70]/u;
/** What is not seen and not said: soft hyphens, marks of direction, joiners between letters. */
const IGNORED = /^[\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/;
const SINGLE_QUOTES = '\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u02bc\uff07\u0060\u00b4';
const DOUBLE_QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02\u300c\u300d\u300e\u300f';
const DASHES = '\u2010\u2011\u2012\u2013\u2014\u2015\u2212';
/** One character as Unicode composes it: a letter and its marks, the letters of a Korean syllable, kana and sound mark. */
const CLUSTER =
  /(?:[\u1100-\u115f]+[\u1160-\u11a7]*[\u11a8-\u11ff]*|[\uac00-\ud7a3][\u1160-\u11ff]*|[\s\S])[\p{M}\uff9e\uff9f]*/uy;

/** Folds a text. Linear in its length. */
export function foldText(source: string): FoldedText {
  const writer = new FoldedWriter(source.length);
  let index = 0;
  while (index < source.length) {
    const mark = readFoldedMark(source, index, writer.memory);
    if (mark !== null) {
      writer.skip(index, mark.end, mark.isInline);
      if (mark.isSpace) writer.space(index, mark.end);
      index = mark.end;
      continue;
    }
    index = foldCharacter(source, index, writer);
  }
  return writer.finish();
}

function foldCharacter(source: string, index: number, writer: FoldedWriter): number {
  const character = source.charAt(index);
  // Most of a text is letters that need no second look.
  if (isPlain(source.charCodeAt(index)) && isPlain(source.charCodeAt(index + 1))) {
    writer.add(character, index, index + 1);
    return index + 1;
  }
  if (/\s/.test(character)) {
    let end = index + 1;
    while (end < source.length && /\s/.test(source.charAt(end))) end += 1;
    writer.space(index, end, /[\r\n]/.test(source.slice(index, end)));
    return end;
  }
  if (IGNORED.test(character)) return index + 1;
  if (SINGLE_QUOTES.includes(character)) writer.add("'", index, index + 1);
  // Feet and inches are told apart; elsewhere models take one kind for the other.
  else if (DOUBLE_QUOTES.includes(character)) writer.add(/\d$/.test(writer.last) ? '"' : "'", index, index + 1);
  else if (character === '-' || DASHES.includes(character)) {
    let end = index + 1;
    while (source.charAt(end) === character && character === '-') end += 1;
    writer.dash(index, end, /\d/.test(source.charAt(end)));
    return end;
  } else if (character === '\u2026') writer.add('...', index, index + 1);
  else {
    CLUSTER.lastIndex = index;
    const cluster = CLUSTER.exec(source)?.[0] ?? character;
    writer.add(plainForm(cluster), index, index + cluster.length);
    return index + cluster.length;
  }
  return index + 1;
}

/** Letters and digits of ASCII and Chinese characters, which are composed of nothing. */
function isPlain(code: number): boolean {
  const isLetter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
  return isLetter || (code >= 0x30 && code <= 0x39) || (code >= 0x4e00 && code <= 0x9fff);
}

/** Ligatures and wide letters as plain ones; but `x²` is not `x2`, nor `½` `1/2`. */
function plainForm(cluster: string): string {
  if (cluster.length === 1 && cluster.charCodeAt(0) < 0x80) return cluster;
  const compatible = cluster.normalize('NFKC').replace(/\s/g, '');
  const isNumber = /\p{N}/u.test(compatible) || /\p{N}/u.test(cluster);
  return isNumber && !/^\p{Nd}/u.test(cluster) ? cluster.normalize('NFC') : compatible;
}

class FoldedWriter {
  #text: string[] = [];
  #length = 0;
  #starts: Uint32Array;
  #ends: Uint32Array;
  #pendingSpace: { readonly start: number; readonly end: number; readonly isBreak: boolean } | undefined;
  readonly #marksEndingAt = new Map<number, number>();
  readonly #marksStartingAt = new Map<number, number>();
  readonly memory: MarkMemory = { isLineStart: true, noTargetEndBefore: 0 };
  /** The dash that was written last may be a sign of the number behind it: no blank stands between them. */
  #isSpacedDash = false;
  /** What was written last, '' at the beginning. */
  last = '';

  constructor(length: number) {
    this.#starts = new Uint32Array(length + 16);
    this.#ends = new Uint32Array(length + 16);
  }

  add(folded: string, start: number, end: number): void {
    if (folded === '') return;
    const space = this.#takeSpace();
    const isAfterDash = this.last === '-' && (this.#isSpacedDash || !/^\p{N}/u.test(folded));
    const isWrapped = space?.isBreak === true && UNSPACED.test(this.last) && UNSPACED.test(folded);
    if (space !== undefined && !isAfterDash && !isWrapped) this.#push(' ', space.start, space.end);
    this.#push(folded, start, end);
  }

  /** Dashes stand with and without blanks around them, but `3 -5` is not `3-5`. */
  dash(start: number, end: number, isBeforeDigit: boolean): void {
    const space = this.#takeSpace();
    if (space !== undefined && isBeforeDigit) this.#push(' ', space.start, space.end);
    this.#isSpacedDash = space !== undefined && !isBeforeDigit;
    this.#push('-', start, end);
  }

  space(start: number, end: number, isBreak = false): void {
    const before = this.#pendingSpace;
    if (isBreak) this.memory.isLineStart = true;
    this.#pendingSpace = { start: before?.start ?? start, end, isBreak: isBreak || before?.isBreak === true };
  }

  skip(start: number, end: number, isInline: boolean): void {
    this.memory.isLineStart = false;
    if (!isInline) return;
    const first = this.#marksEndingAt.get(start) ?? start;
    this.#marksEndingAt.set(end, first);
    this.#marksStartingAt.set(first, end);
  }

  finish(): FoldedText {
    const starts = this.#starts;
    const ends = this.#ends;
    return {
      text: this.#text.join(''),
      startOf: (index) => starts[index] ?? 0,
      endOf: (index) => ends[index] ?? 0,
      beginsCharacter: (index) => index === 0 || starts[index] !== starts[index - 1],
      marksEndingAt: this.#marksEndingAt,
      marksStartingAt: this.#marksStartingAt,
    };
  }

  #takeSpace() {
    const space = this.#pendingSpace;
    this.#pendingSpace = undefined;
    return this.last === '' ? undefined : space;
  }

  #push(folded: string, start: number, end: number): void {
    if (this.#length + folded.length > this.#starts.length) this.#grow(folded.length);
    for (let unit = 0; unit < folded.length; unit += 1) {
      this.#starts[this.#length + unit] = start;
      this.#ends[this.#length + unit] = end;
    }
    this.#length += folded.length;
    this.#text.push(folded);
    this.last = folded;
    this.memory.isLineStart = false;
  }

  #grow(more: number): void {
    const size = this.#starts.length * 2 + more;
    const starts = new Uint32Array(size);
    const ends = new Uint32Array(size);
    starts.set(this.#starts);
    ends.set(this.#ends);
    this.#starts = starts;
    this.#ends = ends;
  }
}
