/** Shows a segment to a model with marks for what must survive, and puts that back into what the model made of it. */
import { type KeptKind, type KeptPart, keptParts } from './kept-parts.js';
import { isSameNumber, numbersIn } from './number-values.js';
import type { WordsSpan } from './translatable-lines.js';

/** Something that a model dropped or invented. */
export interface ChangedPart {
  readonly kind: KeptKind;
  readonly text: string;
}

export interface RestoredSegment {
  readonly text: string;
  readonly missing: readonly ChangedPart[];
  readonly extra: readonly ChangedPart[];
}

export interface ShownSegment {
  /** What the model sees. */
  readonly shown: string;
  /** Puts what was kept into a translation. */
  readonly restore: (translated: string) => RestoredSegment;
}

/**
 * Marks look like what they stand for, as models keep what they know from other texts: `](1)` for the target of a link,
 * `` `1` `` for code, `<1>` for a tag, `{1}` for the rest. Blanks within are a model's.
 */
const MARK = /\] ?\( ?(\d{1,4}) ?\)|` ?(\d{1,4}) ?`|< ?\/? ?(\d{1,4}) ?\/? ?>|[{\uff5b] ?(\d{1,4}) ?[}\uff5d]/g;

/** The shapes of marks in the order of the groups of {@link MARK}. */
const SHAPES = ['link', 'code', 'tag', 'other'] as const;
type Shape = (typeof SHAPES)[number];

interface FoundMark {
  readonly start: number;
  readonly end: number;
  readonly shape: Shape;
  readonly number: number;
}

/** A segment as a model is to see it; `null` where it says nothing that could be translated. */
export function showSegment(source: string, words: WordsSpan, areNumbersKept: boolean): ShownSegment | null {
  const { start, end, isCell } = words;
  const parts = withLookalikes(source, start, end, keptParts(source, start, end, areNumbersKept));
  if (parts.length > 9999) return null;
  let shown = '';
  let spoken = '';
  let from = start;
  parts.forEach((part, index) => {
    const between = source.slice(from, part.start);
    shown += between + markOf(part.kind, index + 1);
    spoken += `${between}\n`;
    from = part.end;
  });
  shown += source.slice(from, end);
  spoken += source.slice(from, end);
  const isFaithful =
    marksIn(shown)
      .map(({ number }) => number)
      .join() === parts.map((_, index) => index + 1).join();
  if (!/\p{L}/u.test(spoken) || !isFaithful) return null;
  return {
    shown,
    restore: (translated) => {
      // What nobody changed is given back to the last byte.
      if (translated === shown || translated.trim() === '')
        return { text: source.slice(start, end), missing: [], extra: [] };
      const numbers = numbersIn(spoken).map(({ text }) => text);
      return restoreSegment(source, parts, numbers, asLaidOut(translated, shown, isCell), isCell);
    },
  };
}

/** Parts, and among them what looks like one of our marks but is not. */
function withLookalikes(source: string, start: number, end: number, parts: readonly KeptPart[]): KeptPart[] {
  const all: KeptPart[] = [];
  let from = start;
  for (const part of [...parts, { start: end, end, kind: 'code' } as const]) {
    for (const mark of marksIn(source.slice(from, part.start))) {
      all.push({ start: from + mark.start, end: from + mark.end, kind: 'placeholder' });
    }
    if (part.start < end) all.push(part);
    from = part.end;
  }
  return all;
}

function markOf(kind: KeptKind, number: number): string {
  if (kind === 'link') return `](${number})`;
  if (kind === 'code') return `\`${number}\``;
  return kind === 'tag' ? `<${number}>` : `{${number}}`;
}

function shapeOf(kind: KeptKind): Shape {
  return kind === 'link' || kind === 'code' || kind === 'tag' ? kind : 'other';
}

function marksIn(text: string): FoundMark[] {
  return [...text.matchAll(MARK)].map((found) => {
    const group = [1, 2, 3, 4].find((index) => found[index] !== undefined) ?? 1;
    const shape = SHAPES[group - 1] ?? 'other';
    return { start: found.index, end: found.index + found[0].length, shape, number: Number(found[group]) };
  });
}

function restoreSegment(
  source: string,
  parts: readonly KeptPart[],
  sourceNumbers: readonly string[],
  laidOut: string,
  isCell: boolean,
): RestoredSegment {
  const missing: ChangedPart[] = [];
  const extra: ChangedPart[] = [];
  const used = new Set<number>();
  const pieces: { text: string; readonly isKept: boolean }[] = [];
  let from = 0;
  for (const { start, end, shape, number } of marksIn(laidOut)) {
    const part = parts[number - 1];
    if (part === undefined || shapeOf(part.kind) !== shape) continue;
    pieces.push({ text: laidOut.slice(from, start), isKept: false });
    pieces.push({ text: source.slice(part.start, part.end), isKept: true });
    if (used.has(number)) extra.push({ kind: part.kind, text: source.slice(part.start, part.end) });
    used.add(number);
    from = end;
  }
  pieces.push({ text: laidOut.slice(from), isKept: false });
  const spoken = pieces.map(({ text, isKept }) => (isKept ? '\n' : text)).join('');
  for (const { start, end, kind } of keptParts(spoken, 0, spoken.length, false)) {
    extra.push({ kind, text: spoken.slice(start, end) });
  }
  const lost = repairNumbers(pieces, sourceNumbers, missing, extra);
  if (isCell) for (const piece of pieces) if (!piece.isKept) piece.text = piece.text.replace(/(?<!\\)\|/g, '\\|');
  let text = pieces.map((piece) => piece.text).join('');
  parts.forEach((part, index) => {
    if (used.has(index + 1)) return;
    missing.push({ kind: part.kind, text: source.slice(part.start, part.end) });
    text += ` ${source.slice(part.labelStart ?? part.start, part.end)}`;
  });
  for (const number of lost) text += ` (${number})`;
  return { text, missing, extra };
}

/**
 * Tells which numbers were dropped and invented. Where as many came as went, each stands where another one was: the
 * right one is put there. What is still lost is returned.
 */
function repairNumbers(
  pieces: readonly { text: string; readonly isKept: boolean }[],
  sourceNumbers: readonly string[],
  missing: ChangedPart[],
  extra: ChangedPart[],
): readonly string[] {
  const found = pieces.flatMap((piece) =>
    piece.isKept ? [] : numbersIn(piece.text).map((number) => ({ piece, number })),
  );
  const open = [...sourceNumbers];
  const strange = found.filter(({ number }) => {
    const at = open.findIndex((one) => isSameNumber(one, number.text));
    if (at !== -1) open.splice(at, 1);
    return at === -1;
  });
  missing.push(...open.map((text) => ({ kind: 'number' as const, text })));
  extra.push(...strange.map(({ number }) => ({ kind: 'number' as const, text: number.text })));
  if (open.length !== strange.length) return open;
  // From the end, so that places before stay right.
  for (let index = strange.length - 1; index >= 0; index -= 1) {
    const { piece, number } = strange[index] as (typeof strange)[number];
    piece.text = piece.text.slice(0, number.start) + (open[index] ?? '') + piece.text.slice(number.end);
  }
  return [];
}

/** Signs that begin a block: in a translation they would change what the line is. */
const BLOCK_BEGINNING =
  /^(?:#{1,6}(?=\s|$)|>|[-*+](?=\s|$)|(\d{1,9})[.)](?=\s|$)|`{3,}|~{3,}|=+$|-+$|\[[^\]]{1,80}\]:)/;

/** The translation in as many lines as fit in its place, none of which begins a block that was none. */
function asLaidOut(translated: string, shown: string, isCell: boolean): string {
  const lines = translated
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const places = shown.split(/(\r\n|\r|\n)/);
  const kept = isCell || places.length === 1 ? [lines.join(' ')] : lines;
  const hasSameLines = kept.length * 2 - 1 === places.length;
  const guarded = kept.map((line, index) => {
    const begun = isCell ? null : BLOCK_BEGINNING.exec(line);
    const before = index === 0 || hasSameLines ? (places[index * 2] ?? '').trim() : '';
    if (begun === null || BLOCK_BEGINNING.test(before)) return line;
    const at = begun[1]?.length ?? 0;
    return `${line.slice(0, at)}\\${line.slice(at)}`;
  });
  if (!hasSameLines) return guarded.join(places[1] ?? '\n');
  // Line by line as before, in the white space of before.
  return places
    .map((place, index) => (index % 2 === 1 ? place : place.replace(place.trim(), () => guarded[index / 2] ?? '')))
    .join('');
}
