/** Finds in a text what a model quotes from it: word by word, but not sign by sign. */
import { type FoldedText, foldText, UNSPACED } from './folded-text.js';
import type { TextSpan } from './text-span.js';

export interface FindQuoteOptions {
  /** Of several places, the one that begins nearest to this one is taken. Default: the first. */
  readonly near?: number | undefined;
  /** The most characters that `…` within a quotation may stand for; 0 for none. Default 200. */
  readonly maxGap?: number;
}

const DEFAULT_GAP = 200;
/** A few letters before or after an ellipsis are found anywhere. */
const LEAST_LETTERS_AT_GAP = 4;
const GAP = /\[ ?(?:\u2026|\.{3,}) ?\]|\( ?(?:\u2026|\.{3,}) ?\)|\u2026|\.{3,}/;
const WORD = /[\p{L}\p{N}\p{M}_]/u;

/**
 * Where a text holds a quotation; `null` where it does not.
 *
 * Forgiven are: white space, kinds of quotation marks, dashes and ellipses, ways to encode the same letters, the case
 * of the first letter, a full stop or quotation marks that the text lacks, marks of Markdown, and an ellipsis for a short
 * gap. No other word and no other number is taken for the one that was quoted, nor a part of one. Linear in time.
 *
 * For many quotations of one text, prepare it once with {@link quoteFinder}.
 */
export function findQuote(source: string, quote: string, options?: FindQuoteOptions): TextSpan | null {
  return quoteFinder(source)(quote, options);
}

/** Prepares a text in which quotations are looked for. */
export function quoteFinder(source: string): (quote: string, options?: FindQuoteOptions) => TextSpan | null {
  let folded: FoldedText | undefined;
  return (quote, { near = 0, maxGap = DEFAULT_GAP } = {}) => {
    if (!/[\p{L}\p{N}]/u.test(quote)) return null;
    folded ??= foldText(source);
    for (const wording of wordings(foldText(quote).text)) {
      const places = placesOf(folded, wording, true);
      if (places.length > 0) return nearest(folded, places, near);
    }
    return (maxGap > 0 ? withGaps(folded, quote, near, maxGap) : null) ?? targetOfLink(source, quote.trim(), near);
  };
}

/** A quotation as it may stand in the text, the likeliest first. */
function wordings(folded: string): readonly string[] {
  const bare = withoutEdges(folded);
  const unended = withoutEdges(bare.replace(/[.\u3002]$/, ''));
  return [...new Set([folded.trim(), bare, unended])].filter((wording) => wording !== '');
}

/** Without quotation marks and ellipses around it. */
function withoutEdges(folded: string): string {
  let start = 0;
  let end = folded.length;
  for (let more = true; more; ) {
    more = true;
    if (end - start >= 3 && folded.startsWith('...', start)) start += 3;
    else if (end - start >= 3 && folded.endsWith('...', end)) end -= 3;
    else if (start < end && `'" `.includes(folded.charAt(start))) start += 1;
    else if (start < end && `'" `.includes(folded.charAt(end - 1))) end -= 1;
    else more = false;
  }
  return folded.slice(start, end);
}

/** A place in the folded text. */
type Place = TextSpan;

/** All places where a wording stands as whole words and numbers, in order. */
function placesOf(folded: FoldedText, wording: string, isFirst: boolean): Place[] {
  const first = wording.charAt(0);
  const firsts = isFirst ? [first, otherCase(first)] : [first];
  const { text } = folded;
  return occurrences(text, wording, firsts)
    .map((start) => ({ start, end: start + wording.length }))
    .filter(({ start, end }) => {
      if (!folded.beginsCharacter(start) || (end < text.length && !folded.beginsCharacter(end))) return false;
      return !isWithin(text, start) && !isWithin(text, end) && !isAfterSign(text, start);
    });
}

function otherCase(letter: string): string {
  const upper = letter.toUpperCase();
  const other = upper === letter ? letter.toLowerCase() : upper;
  return other.length === letter.length ? other : letter;
}

/** True where a place is within a word or a number. */
function isWithin(text: string, place: number): boolean {
  const before = Array.from(text.slice(Math.max(0, place - 2), place)).at(-1) ?? '';
  const after = String.fromCodePoint(text.codePointAt(place) ?? 0x20);
  const isDigitBefore = /\p{Nd}/u.test(before);
  const isDigitAfter = /\p{Nd}/u.test(after);
  if (isDigitBefore && isDigitAfter) return true;
  if (isDigitBefore && /^[.,']\p{Nd}/u.test(text.slice(place, place + 3))) return true;
  if (isDigitAfter && /\p{Nd}[.,']$/u.test(text.slice(Math.max(0, place - 3), place))) return true;
  return WORD.test(before) && WORD.test(after) && !UNSPACED.test(before) && !UNSPACED.test(after);
}

/** True between a sign and its number: `5` is not what stands as `-5`. */
function isAfterSign(text: string, place: number): boolean {
  return (
    /(?:^|[\s([:=])[-+]$/.test(text.slice(Math.max(0, place - 2), place)) &&
    /^\p{Nd}/u.test(text.slice(place, place + 2))
  );
}

/**
 * Where a wording begins, its first letter one of `firsts`. By Knuth, Morris and Pratt: no text makes it slow, as
 * `aaaa…b` does with a search that begins anew.
 */
function occurrences(text: string, wording: string, firsts: readonly string[]): number[] {
  const rest = wording.slice(1);
  const found: number[] = [];
  if (rest === '') {
    for (let at = 0; at < text.length; at += 1) if (firsts.includes(text.charAt(at))) found.push(at);
    return found;
  }
  const borders = bordersOf(rest);
  let matched = 0;
  for (let at = 1; at < text.length; at += 1) {
    while (matched > 0 && text.charCodeAt(at) !== rest.charCodeAt(matched)) matched = borders[matched - 1] ?? 0;
    if (text.charCodeAt(at) === rest.charCodeAt(matched)) matched += 1;
    if (matched < rest.length) continue;
    const start = at - rest.length;
    if (firsts.includes(text.charAt(start))) found.push(start);
    matched = borders[matched - 1] ?? 0;
  }
  return found;
}

/** For each beginning of a word, how much of its own beginning it ends with. */
function bordersOf(word: string): Uint32Array {
  const borders = new Uint32Array(word.length);
  let length = 0;
  for (let at = 1; at < word.length; at += 1) {
    while (length > 0 && word.charCodeAt(at) !== word.charCodeAt(length)) length = borders[length - 1] ?? 0;
    if (word.charCodeAt(at) === word.charCodeAt(length)) length += 1;
    borders[at] = length;
  }
  return borders;
}

/** Parts of a quotation one after the other, with little between them. */
function withGaps(folded: FoldedText, quote: string, near: number, maxGap: number): TextSpan | null {
  const parts = quote.split(GAP).map((part) => foldText(part).text.trim());
  const said = parts.filter((part) => /[\p{L}\p{N}]/u.test(part));
  if (said.length < 2 || said.some((part) => (part.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < LEAST_LETTERS_AT_GAP)) {
    return null;
  }
  let chains: Place[] = [];
  // From the last part to the first: of each place, how far the quotation goes from there on.
  for (let index = said.length - 1; index >= 0; index -= 1) {
    const part = said[index] ?? '';
    const isLast = index === said.length - 1;
    const ways = index === 0 || isLast ? wordings(part) : [part];
    let places: Place[] = [];
    for (const way of ways) {
      places = placesOf(folded, way, index === 0);
      if (!isLast) places = chained(places, chains, maxGap);
      if (places.length > 0) break;
    }
    chains = places;
  }
  return chains.length === 0 ? null : nearest(folded, chains, near);
}

/** Places that another one follows in time, each up to the end of the first that does. */
function chained(places: readonly Place[], following: readonly Place[], maxGap: number): Place[] {
  let next = 0;
  return places.flatMap(({ start, end }) => {
    while ((following[next]?.start ?? Number.POSITIVE_INFINITY) < end) next += 1;
    const follower = following[next];
    return follower === undefined || follower.start - end > maxGap ? [] : [{ start, end: follower.end }];
  });
}

function nearest(folded: FoldedText, places: readonly Place[], near: number): TextSpan {
  let best: TextSpan | undefined;
  for (const place of places) {
    const start = folded.startOf(place.start);
    if (best !== undefined && Math.abs(start - near) >= Math.abs(best.start - near)) continue;
    best = { start, end: folded.endOf(place.end - 1) };
  }
  const { start, end } = best ?? { start: 0, end: 0 };
  // Half of a pair of marks says less than both.
  return { start: folded.marksEndingAt.get(start) ?? start, end: folded.marksStartingAt.get(end) ?? end };
}

/** What stands in marks that were passed over: sign by sign. */
function targetOfLink(source: string, quote: string, near: number): TextSpan | null {
  const places = occurrences(source, quote, [quote.charAt(0)]).filter(
    (start) => !isWithin(source, start) && !isWithin(source, start + quote.length) && !isAfterSign(source, start),
  );
  const [first] = places;
  if (first === undefined) return null;
  const start = places.reduce((best, place) => (Math.abs(place - near) < Math.abs(best - near) ? place : best), first);
  return { start, end: start + quote.length };
}
