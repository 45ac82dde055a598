/** The piece of a passage that shows why it was found, with the words that were. */
import { termsOf, UNSPACED_LETTER } from './search-terms.js';
import { withoutLinks } from './without-links.js';

/** A piece of an excerpt. */
export interface ExcerptPart {
  readonly text: string;
  /** It is one of the words that were found. */
  readonly isFound: boolean;
}

/** See {@link excerptOf}. */
export interface ExcerptOptions {
  /** About so many letters. Default: 200. */
  readonly letters?: number;
}

const LETTERS = 200;
/** So much of an excerpt stands before the first of its words. */
const BEFORE = 0.25;
/** Words as `search-terms.ts` has them; a letter of a script without spaces is one of its own here. */
const WORD = new RegExp(
  String.raw`${UNSPACED_LETTER}|(?!${UNSPACED_LETTER})[\p{L}\p{N}](?:(?!${UNSPACED_LETTER})[\p{L}\p{N}\p{M}_])*`,
  'gu',
);
const UNSPACED = new RegExp(`^${UNSPACED_LETTER}$`, 'u');

/** Where a word stands in the text. */
interface Place {
  readonly start: number;
  end: number;
  readonly term: number;
}

/**
 * The part of a passage where most of the words are that it was found by, in one line and without the marks of Markdown;
 * its beginning, where none is there.
 *
 * @param terms of a `SearchResult`.
 * @example
 * excerptOf('The **delivery** takes two days.', ['delivery']);
 * // [{ text: 'The ', isFound: false }, { text: 'delivery', isFound: true }, { text: ' takes two days.', isFound: false }]
 */
export function excerptOf(
  passage: string,
  terms: readonly string[],
  { letters = LETTERS }: ExcerptOptions = {},
): readonly ExcerptPart[] {
  const text = plainText(passage);
  const places = placesOf(text, terms);
  const [start, end] = windowOf(text, places, letters);
  const parts: ExcerptPart[] = [];
  const add = (piece: string, isFound: boolean) => {
    if (piece !== '') parts.push({ text: piece, isFound });
  };
  let at = start;
  if (start > 0) add('… ', false);
  for (const place of places) {
    if (place.start < start || place.end > end) continue;
    add(text.slice(at, place.start), false);
    add(text.slice(place.start, place.end), true);
    at = place.end;
  }
  add(text.slice(at, end), false);
  if (end < text.length) add(' …', false);
  return parts;
}

function plainText(passage: string): string {
  const text = passage.replace(/^[ \t]*(?:```|~~~).*$/gm, '').replace(/^[ \t]*(?:[-*+]|\d+[.)]|>|#{1,6})\s+/gm, '');
  return withoutLinks(text)
    .replace(/\*\*|__|`/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The words of the text that are among the terms, in order. */
function placesOf(text: string, terms: readonly string[]): Place[] {
  const numbers = new Map(terms.map((term, index) => [term, index]));
  const places: Place[] = [];
  const words = [...text.matchAll(WORD)];
  words.forEach((match, index) => {
    const [word] = match;
    const next = words[index + 1];
    // Text without spaces is found by its pairs of letters.
    const isPair = UNSPACED.test(word) && next?.index === match.index + word.length && UNSPACED.test(next[0]);
    const read = isPair ? word + next[0] : word;
    const term = termsOf(read).find((one) => numbers.has(one));
    if (term === undefined) return;
    const end = match.index + read.length;
    const last = places.at(-1);
    if (last !== undefined && last.end > match.index) last.end = end;
    else places.push({ start: match.index, end, term: numbers.get(term) ?? 0 });
  });
  return places;
}

/** From where to where the excerpt goes: where most of the words are that are the rarest. */
function windowOf(text: string, places: readonly Place[], letters: number): [number, number] {
  if (text.length <= letters) return [0, text.length];
  let best = { start: 0, worth: 0 };
  for (const [index, { start }] of places.entries()) {
    const seen = new Set<number>();
    for (let at = index; at < places.length; at += 1) {
      const { end, term } = places[at] as Place;
      if (end - start > letters * (1 - BEFORE)) break;
      seen.add(term);
    }
    const worth = [...seen].reduce((sum, term) => sum + 1 / (1 + term), 0);
    if (worth > best.worth) best = { start, worth };
  }
  const wanted = Math.max(0, best.start - letters * BEFORE);
  const start = wanted === 0 ? 0 : wordStart(text, wanted, best.start);
  const end = start + letters >= text.length ? text.length : wordEnd(text, start + letters, start);
  return [start, end];
}

/** The beginning of the first word from there on, at the latest at `last`. */
function wordStart(text: string, from: number, last: number): number {
  const space = text.indexOf(' ', from);
  return space === -1 || space >= last ? last : space + 1;
}

/** The end of the last word before there; in text without spaces, there. */
function wordEnd(text: string, from: number, first: number): number {
  const space = text.lastIndexOf(' ', from);
  if (space > first + (from - first) / 2) return space;
  // Never between the halves of one character.
  return /[\udc00-\udfff]/.test(text.charAt(from)) ? from - 1 : from;
}
