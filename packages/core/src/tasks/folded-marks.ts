/** Marks of Markdown that a quotation may have or lack: emphasis, code ticks, brackets and targets of links, line beginnings. */
import { linkTargetEnd, type TargetMemory } from './link-target.js';

/** What is passed over, from where it was read up to `end`. */
export interface FoldedMark {
  readonly end: number;
  /** Stands within a line and belongs to the words next to it. */
  readonly isInline: boolean;
  /** Parts words like a blank. */
  readonly isSpace: boolean;
}

/** What was learned while reading a text from its beginning; it keeps the time linear. */
export interface MarkMemory extends TargetMemory {
  /** Nothing but white space stands between the beginning of the line and here. */
  isLineStart: boolean;
}

const LINE_BEGINNING = /(?:(?:>|#{1,6}(?=[ \t])|[-*+](?=[ \t]))[ \t]*)+/y;
const RUN = /\*+|_+|~{2,}|`+/y;
const WORD = /[\p{L}\p{N}\p{M}]/u;

/** The mark at this place; `null` where there is none. */
export function readFoldedMark(source: string, index: number, memory: MarkMemory): FoldedMark | null {
  const sign = source.charAt(index);
  if (memory.isLineStart && '>#-*+'.includes(sign)) {
    LINE_BEGINNING.lastIndex = index;
    if (LINE_BEGINNING.test(source)) return { end: LINE_BEGINNING.lastIndex, isInline: false, isSpace: true };
  }
  switch (sign) {
    case '*':
    case '_':
    case '~':
    case '`':
      return emphasis(source, index);
    case '|': {
      const isEdge = isBlank(source.charAt(index - 1)) || isBlank(source.charAt(index + 1));
      return isEdge ? { end: index + 1, isInline: false, isSpace: true } : null;
    }
    case '\\':
      return /[!-/:-@[-`{-~]/.test(source.charAt(index + 1)) ? inline(index + 1) : null;
    case '!':
      return source.charAt(index + 1) === '[' ? inline(index + 1) : null;
    case '[':
      return WORD.test(source.charAt(index - 1)) ? null : inline(index + 1);
    case ']': {
      const end = source.charAt(index + 1) === '(' ? linkTargetEnd(source, index + 2, source.length, memory) : -1;
      if (end !== -1) return inline(end);
      return WORD.test(source.charAt(index + 1)) ? null : inline(index + 1);
    }
    default:
      return null;
  }
}

/** Signs between two letters or digits, or between two blanks, are no emphasis: `2*3`, `snake_case`, `a * b`. */
function emphasis(source: string, index: number): FoldedMark | null {
  RUN.lastIndex = index;
  if (!RUN.test(source)) return null;
  const end = RUN.lastIndex;
  const before = source.charAt(index - 1);
  const after = source.charAt(end);
  if ((WORD.test(before) && WORD.test(after)) || (isBlank(before) && isBlank(after))) return null;
  return inline(end);
}

function inline(end: number): FoldedMark {
  return { end, isInline: true, isSpace: false };
}

function isBlank(sign: string): boolean {
  return sign === '' || /\s/.test(sign);
}
