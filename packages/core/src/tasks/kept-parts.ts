/** Finds in a line or paragraph what must survive a translation as it is: code, targets of links, tags, placeholders. */
import { linkTargetEnd } from './link-target.js';
import type { TextSpan } from './text-span.js';

/** What kind of thing must survive. */
export type KeptKind = 'code' | 'link' | 'url' | 'email' | 'tag' | 'placeholder' | 'number';

export interface KeptPart extends TextSpan {
  readonly kind: KeptKind;
  /** Of the target of a link, where the words of the link begin, with their bracket. */
  readonly labelStart?: number;
}

const TAG = /<(?:\/?[a-zA-Z][^<>]*|!--[^<>]*--|[?!][^<>]*)>/y;
const FOOTNOTE = /\[\^[^\]\s]{1,40}\]/y;
const REFERENCE = /\[[^[\]\n]{0,200}\]/y;
const BRACES = /\$?\{\{? ?[\p{L}\p{N}_$.#:/-]{1,64} ?\}?\}/uy;
const PERCENT = /%(?:\(\w{1,40}\)|\d{1,2}\$)?[sdifuxo@](?![\p{L}\p{N}])/uy;
const ENTITY = /&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][\da-fA-F]{1,6});/y;
const URL = /(?:[a-zA-Z][a-zA-Z0-9+.-]{1,20}:\/\/|www\.|mailto:|tel:)[^\s<>"`\u3000-\u303f\uff00-\uffef]+/y;
const DOMAIN = /@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+/y;
const LOCAL = /[A-Za-z0-9._%+-]/;
const LONGEST_LOCAL = 64;
const NUMBER =
  /(?:[-+\u2212]|[€$£¥]\s?)?(?:\p{Nd}{1,3}(?:[ \u00a0\u202f]\p{Nd}{3})+(?!\p{Nd})|\p{Nd}+)(?:[.,'\u2019\u066b\u066c]\p{Nd}+)*(?:[ \u00a0\u202f]?(?:%|‰|°[CF]?|€|[$£¥]|(?:[kcm]?m[²³]?|km\/h|mph|[km]?g|t|[mc]?l|[kMGT]?i?B|[kMG]?Wh?|[mk]?V|m?A|[kMG]?Hz|ms|min|[sh]|px|pt|r?em)(?![\p{L}\p{N}])))?/uy;

/** Everything of that kind between two places of a text, in order. Linear. */
export function keptParts(text: string, start: number, end: number, areNumbersKept: boolean): KeptPart[] {
  const parts: KeptPart[] = [];
  const brackets: number[] = [];
  const memory = { noTargetEndBefore: 0 };
  const codeEnd = codeEnds(text, start, end);
  let index = start;
  const take = (kind: KeptKind, to: number, extra: Partial<KeptPart> = {}) => {
    parts.push({ start: index, end: to, kind, ...extra });
    index = to;
  };
  /** The end of what a pattern matches here, if it is within. */
  const match = (pattern: RegExp) => {
    pattern.lastIndex = index;
    return pattern.test(text) && pattern.lastIndex <= end ? pattern.lastIndex : -1;
  };
  while (index < end) {
    const begin = index;
    const sign = text.charAt(index);
    if (sign === '\\') index += 2;
    else if (sign === '`') {
      const run = runLength(text, index, end);
      const to = codeEnd(index, run);
      if (to === -1) index += run;
      else take('code', to);
    } else if (sign === '<') {
      const to = match(TAG);
      if (to !== -1) take(tagKind(text.slice(index, to)), to);
    } else if (sign === '[') {
      const to = match(FOOTNOTE);
      if (to !== -1) take('placeholder', to);
      else brackets.push(index);
    } else if (sign === ']') {
      const labelStart = brackets.pop();
      const next = text.charAt(index + 1);
      let to = -1;
      if (labelStart !== undefined && next === '(') to = linkTargetEnd(text, index + 2, end, memory);
      else if (labelStart !== undefined && next === '[') {
        REFERENCE.lastIndex = index + 1;
        if (REFERENCE.test(text) && REFERENCE.lastIndex <= end) to = REFERENCE.lastIndex;
      }
      if (to !== -1 && labelStart !== undefined)
        take('link', to, { labelStart: labelStart - imageMark(text, labelStart) });
    } else if (sign === '{' || sign === '$') {
      const to = match(BRACES);
      if (to !== -1) take('placeholder', to);
    } else if (sign === '%' || sign === '&') {
      const to = match(sign === '%' ? PERCENT : ENTITY);
      if (to !== -1) take('placeholder', to);
    } else if (sign === '@') {
      const to = match(DOMAIN);
      const from = localStart(text, index, parts.at(-1)?.end ?? start);
      if (to !== -1 && from < index) {
        index = from;
        take('email', to);
      }
    } else if (/[a-zA-Z]/.test(sign) && !isWithinWord(text, index, start)) {
      const to = match(URL);
      if (to !== -1) take('url', withoutPunctuation(text, index, to));
    }
    if (index === begin && areNumbersKept && /[-+\u2212€$£¥\p{Nd}]/u.test(sign) && !isWithinWord(text, index, start)) {
      const to = match(NUMBER);
      if (to !== -1) take('number', to);
    }
    if (index === begin) index += 1;
  }
  return parts;
}

/** Tells where code ends that begins with a run of backticks: at the next run of the same length. Ask from left to right. */
function codeEnds(text: string, start: number, end: number): (from: number, run: number) => number {
  const byLength = new Map<number, { readonly places: number[]; next: number }>();
  for (let at = text.indexOf('`', start); at !== -1 && at < end; ) {
    const run = runLength(text, at, end);
    const runs = byLength.get(run) ?? { places: [], next: 0 };
    runs.places.push(at);
    byLength.set(run, runs);
    at = text.indexOf('`', at + run);
  }
  return (from, run) => {
    const runs = byLength.get(run);
    if (runs === undefined) return -1;
    while ((runs.places[runs.next] ?? Number.POSITIVE_INFINITY) <= from) runs.next += 1;
    const place = runs.places[runs.next];
    return place === undefined ? -1 : place + run;
  };
}

function runLength(text: string, at: number, end: number): number {
  let length = 1;
  while (at + length < end && text.charAt(at + length) === '`') length += 1;
  return length;
}

function tagKind(tag: string): KeptKind {
  if (/^<[a-zA-Z][a-zA-Z0-9+.-]*:/.test(tag)) return 'url';
  return /^<[^\s@]+@[^\s@]+>$/.test(tag) ? 'email' : 'tag';
}

function imageMark(text: string, bracket: number): number {
  return text.charAt(bracket - 1) === '!' ? 1 : 0;
}

function localStart(text: string, at: number, least: number): number {
  let from = at;
  while (from > least && at - from < LONGEST_LOCAL && LOCAL.test(text.charAt(from - 1))) from -= 1;
  return from;
}

/** The full stop after an address ends the sentence, and a bracket what it stands in. */
function withoutPunctuation(text: string, start: number, end: number): number {
  let to = end;
  while (to > start && /[.,:;!?'*_~|\]]/.test(text.charAt(to - 1))) to -= 1;
  const address = text.slice(start, to);
  const hasOpen = address.split('(').length >= address.split(')').length;
  return address.endsWith(')') && !hasOpen ? withoutPunctuation(text, start, to - 1) : to;
}

function isWithinWord(text: string, index: number, start: number): boolean {
  return index > start && /[\p{L}\p{N}]/u.test(text.charAt(index - 1));
}
