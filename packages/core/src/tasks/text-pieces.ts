/** Makes pieces of a text smaller, and puts neighbours together to parts of about the same size. */
import type { TextBlock } from './text-blocks.js';
import { linesOf } from './text-lines.js';
import { nearestCut, sentenceStarts } from './text-segments.js';
import type { TextSpan } from './text-span.js';

/** What a text is put together from. */
export interface TextPiece extends TextSpan {
  /** Counted, or estimated by the share of what it was a piece of. */
  readonly tokens: number;
  /** See {@link TextBlock.cutCost}. */
  readonly cutCost: number;
  /** What can be made of it: sentences, lines, or else parts wherever there is a word. */
  readonly kind: TextBlock['kind'] | 'part';
}

const SENTENCE_COST = 0.45;
/** In prose a line may end anywhere; in code never within a statement. */
const PROSE_LINE_COST = 0.7;
const CODE_LINE_COST = 0.3;
const PART_COST = 1;
/** More parts for one chunk would not make it fit much better. */
const PARTS_IN_BUDGET = 8;
/** Parts are not made shorter than this before they are counted: rates differ within a text. */
const LEAST_PART = 16;

/** What pieces are made for. */
export interface PieceRules {
  readonly source: string;
  readonly budget: number;
  readonly language: string;
}

/**
 * Pieces of which chunks of that budget can be made: paragraphs come as sentences where they are a good share of it,
 * and code and rows of tables are only taken apart where one alone is too much.
 */
export function finePieces(piece: TextPiece, rules: PieceRules): TextPiece[] {
  const { tokens, kind } = piece;
  if (tokens <= rules.budget / 4 || (tokens <= rules.budget && kind !== 'prose')) return [piece];
  const finer = kind === 'prose' || kind === 'code' ? byStructure(piece, rules) : [];
  if (finer.length > 1) return finer.flatMap((one) => finePieces(one, rules));
  if (tokens <= rules.budget) return [piece];
  const most = Math.ceil((piece.end - piece.start) / LEAST_PART);
  return inParts(piece, rules, Math.min(most, Math.ceil((tokens / rules.budget) * PARTS_IN_BUDGET)));
}

/** At least two pieces of one, whatever it takes; only one where it is a single code point. */
export function smallerPieces(piece: TextPiece, rules: PieceRules): TextPiece[] {
  const finer = piece.kind === 'prose' || piece.kind === 'code' ? byStructure(piece, rules) : [];
  if (finer.length > 1) return finer;
  const wanted = Math.ceil((piece.tokens / rules.budget) * PARTS_IN_BUDGET);
  const parts = inParts(piece, rules, Math.min(16, Math.max(2, wanted)));
  return parts.length > 1 ? parts : inCodePoints(piece, rules);
}

/** Sentences and lines of prose, lines of code. */
function byStructure(piece: TextPiece, { source, language }: PieceRules): TextPiece[] {
  const { start, end, kind } = piece;
  const costs = new Map<number, number>();
  const lineCost = kind === 'code' ? CODE_LINE_COST : PROSE_LINE_COST;
  for (const line of linesOf(source.slice(start, end))) {
    // Blank lines stay with what is above them.
    if (line.contentEnd > line.start) costs.set(start + line.start, lineCost);
  }
  if (kind === 'prose') for (const at of sentenceStarts(source, start, end, language)) costs.set(at, SENTENCE_COST);
  costs.delete(start);
  const places = [...costs.keys()].sort((one, other) => one - other);
  return between(piece, places, source, 'part', (at) => costs.get(at) ?? PART_COST);
}

function inParts(piece: TextPiece, { source, language }: PieceRules, count: number): TextPiece[] {
  const { start, end } = piece;
  const places: number[] = [];
  let from = start;
  for (let index = 1; index < count; index += 1) {
    const at = start + Math.round(((end - start) * index) / count);
    if (at <= from || at >= end) continue;
    const cut = nearestCut(source, from, end, at, language);
    if (cut === null) break;
    places.push(cut);
    from = cut;
  }
  return between(piece, places, source, 'part', () => PART_COST);
}

/** One character of many marks: better in two than more than a model can take. */
function inCodePoints(piece: TextPiece, { source }: PieceRules): TextPiece[] {
  let middle = Math.floor((piece.start + piece.end) / 2);
  const isWithinPair = /^[\ud800-\udbff][\udc00-\udfff]/.test(source.slice(middle - 1, middle + 1));
  if (isWithinPair) middle += 1;
  return middle <= piece.start || middle >= piece.end ? [piece] : between(piece, [middle], source, 'part', () => 2);
}

function between(
  piece: TextPiece,
  places: readonly number[],
  source: string,
  kind: TextPiece['kind'],
  costOf: (at: number) => number,
): TextPiece[] {
  const edges = [piece.start, ...places, piece.end];
  const weights = edges.slice(1).map((end, index) => weightOf(source, edges[index] ?? 0, end));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, index) => {
    const start = edges[index] ?? 0;
    const cutCost = index === 0 ? piece.cutCost : costOf(start);
    return { start, end: edges[index + 1] ?? 0, tokens: (piece.tokens * weight) / total, cutCost, kind };
  });
}

/** Bytes in UTF-8: what tokens go along with in all scripts, more or less. */
function weightOf(source: string, start: number, end: number): number {
  let bytes = 0;
  for (let index = start; index < end; index += 1) {
    const code = source.charCodeAt(index);
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}

/**
 * Neighbours together, as few groups as there can be, each within the budget where it is more than one piece: of about
 * the same size, and cut where little is lost. Linear.
 */
export function gatherPieces(pieces: readonly TextPiece[], budget: number): TextPiece[][] {
  const groups: TextPiece[][] = [];
  let rest = pieces.reduce((sum, { tokens }) => sum + tokens, 0);
  let from = 0;
  while (from < pieces.length) {
    const groupsLeft = Math.max(1, Math.ceil(rest / budget - 1e-9));
    const target = rest / groupsLeft;
    let best = { to: from + 1, tokens: pieces[from]?.tokens ?? 0, score: Number.POSITIVE_INFINITY };
    let tokens = 0;
    for (let to = from + 1; to <= pieces.length; to += 1) {
      tokens += pieces[to - 1]?.tokens ?? 0;
      if (tokens > budget && to > from + 1) break;
      // A small group is made only where the next piece is too large for it.
      const isSmall = tokens < target / 2;
      const isTooMuchLeft = rest - tokens > (groupsLeft - 1) * budget;
      const cost = to === pieces.length ? 0 : (pieces[to]?.cutCost ?? 0);
      const score = cost + Math.abs(tokens - target) / budget + (isTooMuchLeft ? 0.5 : 0) + (isSmall ? 10 : 0);
      if (score <= best.score) best = { to, tokens, score };
    }
    groups.push(pieces.slice(from, best.to));
    from = best.to;
    rest -= best.tokens;
  }
  return groups;
}
