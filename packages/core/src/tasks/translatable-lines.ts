/** Finds the words in a Markdown text: what may be translated, between marks, code and blank lines that stay. */
import { type LineMarks, linesOf, marksOf, type TextLine } from './text-lines.js';
import type { TextSpan } from './text-span.js';

/** Words of one paragraph, heading, item or cell, without the white space around them. */
export interface WordsSpan extends TextSpan {
  /** In a cell of a table, which a `|` would end. */
  readonly isCell: boolean;
}

/** Marks at the beginning of a line: of quotations, headings, lists, tasks and footnotes. */
const BEGINNING =
  /^[ \t]*(?:(?:>|#{1,6}(?=[ \t])|(?:[-*+]|\d{1,9}[.)])(?=[ \t])|\[[ xX]\](?=[ \t])|\[\^[^\]\s]{1,40}\]:)[ \t]*)*/;
const DEFINITION = /^ {0,3}\[[^\]\n^][^\]\n]*\]:[ \t]*\S/;
const RAW_BEGIN = /^ {0,3}<(pre|script|style|textarea)\b/i;
const LONGEST_DEFINITION = 1000;

/** The words of a text, in order. Lines of one paragraph are one span, with their line breaks. Linear. */
export function wordsIn(text: string): WordsSpan[] {
  const finder = new WordsFinder(text);
  const lines = [...linesOf(text)];
  let marks: LineMarks | undefined;
  lines.forEach((line, index) => {
    const next = lines[index + 1];
    const own = marks ?? marksOf(text.slice(line.start, line.contentEnd));
    marks = next === undefined ? undefined : marksOf(text.slice(next.start, next.contentEnd));
    finder.take(line, own, marks);
  });
  return finder.spans;
}

class WordsFinder {
  readonly #text: string;
  readonly #spans: { start: number; end: number; isCell: boolean }[] = [];
  #fence: { readonly sign: string; readonly length: number } | undefined;
  /** What ends a part that is left as it is. */
  #rawEnd: string | undefined;
  /** The last span goes on in a line without marks. */
  #isOpen = false;
  #isInTable = false;
  #isInList = false;
  #isAfterBlank = true;

  constructor(text: string) {
    this.#text = text;
  }

  get spans(): WordsSpan[] {
    return this.#spans.filter(({ start, end }) => start < end);
  }

  take(line: TextLine, marks: LineMarks, next: LineMarks | undefined): void {
    const content = this.#text.slice(line.start, line.contentEnd);
    if (this.#isRaw(content, marks)) {
      this.#isOpen = false;
      this.#isInTable = false;
    } else if (marks.isBlank) {
      this.#isOpen = false;
      this.#isInTable = false;
    } else if (this.#isInTable || (marks.hasPipe && !marks.isTableRule && next?.isTableRule === true)) {
      this.#isOpen = false;
      this.#isInTable = marks.hasPipe;
      if (!marks.hasPipe) this.#words(line, content);
      else if (!marks.isTableRule) this.#cells(line, content);
    } else this.#words(line, content);
    this.#isAfterBlank = marks.isBlank;
  }

  /** Blocks of code and of HTML that is not text, and definitions of links. */
  #isRaw(content: string, marks: LineMarks): boolean {
    if (this.#fence !== undefined) {
      const { fence } = marks;
      const isEnd = fence?.isBare && fence.sign === this.#fence.sign && fence.length >= this.#fence.length;
      if (isEnd) this.#fence = undefined;
      return true;
    }
    if (this.#rawEnd !== undefined) {
      if (content.toLowerCase().includes(this.#rawEnd)) this.#rawEnd = undefined;
      return true;
    }
    if (marks.fence !== null) {
      this.#fence = marks.fence;
      return true;
    }
    const raw = RAW_BEGIN.exec(content)?.[1]?.toLowerCase();
    const rawEnd = raw !== undefined ? `</${raw}` : /^ {0,3}<!--/.test(content) ? '-->' : undefined;
    if (rawEnd !== undefined) {
      if (!content.toLowerCase().includes(rawEnd)) this.#rawEnd = rawEnd;
      return true;
    }
    if (content.length <= LONGEST_DEFINITION && DEFINITION.test(content)) return true;
    if (marks.isListItem) this.#isInList = true;
    else if (!marks.isBlank && !/^\s/.test(content)) this.#isInList = false;
    return this.#isAfterBlank && !this.#isInList && !marks.isBlank && /^(?: {4}|\t)/.test(content);
  }

  #words(line: TextLine, content: string): void {
    const beginning = BEGINNING.exec(content)?.[0] ?? '';
    const isMarked = /\S/.test(beginning);
    const isHeading = beginning.includes('#');
    let end = content.trimEnd().length;
    if (content.endsWith('\\')) end = content.slice(0, -1).trimEnd().length;
    if (isHeading) end = withoutClosing(content.slice(0, end), beginning.length);
    const from = beginning.length + content.slice(beginning.length).search(/\S|$/);
    const start = line.start + Math.min(from, end);
    const last = this.#spans.at(-1);
    // A rule or an underline is no words; it ends what is above.
    const hasWords = /[\p{L}\p{N}]/u.test(content.slice(beginning.length, end));
    if (last !== undefined && this.#isOpen && !isMarked && hasWords) last.end = line.start + end;
    else this.#spans.push({ start, end: line.start + end, isCell: false });
    // Two blanks or a backslash at the end of a line break it for good.
    const isBroken = content.endsWith('  ') || content.endsWith('\\');
    this.#isOpen = hasWords && !isHeading && !isBroken;
  }

  #cells(line: TextLine, content: string): void {
    let from = /^[ \t]*(?:>[ \t]*)*/.exec(content)?.[0].length ?? 0;
    for (let at = from; at <= content.length; at += 1) {
      const sign = content.charAt(at);
      if (sign === '\\') at += 1;
      else if (sign === '|' || at === content.length) {
        const cell = content.slice(from, at);
        const indent = cell.length - cell.trimStart().length;
        const start = line.start + from + indent;
        this.#spans.push({ start, end: start + cell.trim().length, isCell: true });
        from = at + 1;
      }
    }
  }
}

/** The end of a heading before the `#` that may close it. */
function withoutClosing(heading: string, least: number): number {
  let end = heading.length;
  while (end > least && heading.charAt(end - 1) === '#') end -= 1;
  if (end > least && !/\s/.test(heading.charAt(end - 1))) return heading.length;
  return Math.max(least, heading.slice(0, end).trimEnd().length);
}
