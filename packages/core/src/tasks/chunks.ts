/** Splits a text of any length into chunks that a model can take, where its structure allows it. */
import { LocalLLMError } from '../errors.js';
import { inTurns } from './in-turns.js';
import { type CountTextTokens, RangeCounts } from './range-counts.js';
import { headingsAbove, readBlocks, type TextBlock } from './text-blocks.js';
import { guessLanguage } from './text-language.js';
import { finePieces, gatherPieces, type PieceRules, smallerPieces, type TextPiece } from './text-pieces.js';
import { sentenceStarts } from './text-segments.js';
import type { TextSpan } from './text-span.js';

/** How to split. */
export interface SplitOptions {
  /** The most tokens that a chunk may have, its overlap included. */
  readonly maxTokens: number;
  /** The engine's own tokenizer. */
  readonly countTokens: CountTextTokens;
  /** The most tokens that a chunk may repeat from the end of the one before, in whole sentences. Default 0. */
  readonly overlapTokens?: number;
  readonly signal?: AbortSignal | undefined;
}

/** A part of a text: `text === source.slice(start, end)`. */
export interface Chunk extends TextSpan {
  readonly text: string;
  /** The headings that it stands below, the highest first. One that it starts with is not among them. */
  readonly headings: readonly string[];
}

/** Estimates are somewhat off: those made for this share of the budget are seldom over it. */
const FILL = 0.97;
/** Estimates that are so much above what was counted would make more chunks than are needed. */
const WASTEFUL = 0.9;
/** With more chunks over the budget than this share, the estimates are mended rather than the chunks. */
const MANY_OVER = 0.05;

/**
 * Splits a text into chunks of about the same size, none over the budget by the given counter, which must not count
 * less for a longer text.
 *
 * Cut is before headings, else between paragraphs, items, rows and sentences, and within code, a row or a sentence only
 * where one alone is over the budget: at line ends, else between words, else between characters. One character alone
 * over the budget is cut between its code points. Without an overlap the chunks put together are the source.
 *
 * The counter is asked for each part of the text two or three times, in calls of up to half a million characters.
 *
 * @throws `invalid-request` when not even one code point is within the budget, `aborted` by the signal.
 */
export async function splitText(source: string, options: SplitOptions): Promise<readonly Chunk[]> {
  const { maxTokens, countTokens, overlapTokens = 0, signal } = options;
  if (!(maxTokens > 0) || !(overlapTokens >= 0) || overlapTokens > maxTokens / 2) {
    throw new LocalLLMError(
      'invalid-request',
      `Chunks cannot have ${maxTokens} tokens, ${overlapTokens} of them twice.`,
      {
        hint: 'Give `maxTokens` above 0, and `overlapTokens` of at most half of it.',
      },
    );
  }
  if (source === '') return [];
  const counts = new RangeCounts(source, countTokens, signal);
  const { language } = guessLanguage(source);
  const rules: PieceRules = { source, language, budget: maxTokens - overlapTokens };
  const blocks = readBlocks(source);
  const spans = await fittingSpans(blocks, rules, counts, signal);
  const starts = overlapTokens === 0 ? [] : await overlapStarts(spans, blocks, options, rules, counts);
  const chunks = spans.map(({ start, end }, index) => ({ start: starts[index] ?? start, end }));
  const headings = headingsAbove(
    blocks,
    chunks.map(({ start }) => start),
  );
  return chunks.map(({ start, end }, index) => ({
    text: source.slice(start, end),
    start,
    end,
    headings: headings[index] ?? [],
  }));
}

async function fittingSpans(
  blocks: readonly TextBlock[],
  rules: PieceRules,
  counts: RangeCounts,
  signal: AbortSignal | undefined,
): Promise<readonly TextSpan[]> {
  const { source, budget } = rules;
  const whole = { start: 0, end: source.length };
  // Short texts need no structure.
  if (source.length <= budget * 2 && ((await counts.count([whole]))[0] ?? 0) <= budget) return [whole];
  const blockTokens = await counts.count(blocks);
  const toPieces = (block: TextBlock, index: number) =>
    finePieces({ ...block, tokens: blockTokens[index] ?? 0 }, { ...rules, budget: budget * FILL });
  const pieces = (await inTurns(blocks, toPieces, signal)).flat();
  let groups = gatherPieces(pieces, budget * FILL);
  let tokens = await counts.count(groups.map(spanOf));
  if (isFarOff(groups, tokens, budget)) {
    groups = gatherPieces(
      groups.flatMap((group, index) => rescaled(group, tokens[index] ?? 0)),
      budget * FILL,
    );
    tokens = await counts.count(groups.map(spanOf));
  }
  while (tokens.some((count) => count > budget)) {
    groups = groups.flatMap((group, index) => {
      const count = tokens[index] ?? 0;
      return count > budget ? divided(group, count, rules) : [group];
    });
    tokens = await counts.count(groups.map(spanOf));
  }
  return groups.map(spanOf);
}

function isFarOff(groups: readonly TextPiece[][], tokens: readonly number[], budget: number): boolean {
  if (groups.length === 1) return false;
  const over = tokens.filter((count) => count > budget).length;
  const estimated = groups.reduce((sum, group) => sum + estimateOf(group), 0);
  const counted = tokens.reduce((sum, count) => sum + count, 0);
  return over > groups.length * MANY_OVER || counted < estimated * WASTEFUL;
}

/** A group that turned out to be over the budget as two or more smaller ones. */
function divided(group: readonly TextPiece[], counted: number, rules: PieceRules): TextPiece[][] {
  const pieces = rescaled(group, counted);
  const [only] = pieces;
  const smaller = pieces.length === 1 && only !== undefined ? smallerPieces(only, rules) : pieces;
  if (smaller.length === 1) {
    throw new LocalLLMError('invalid-request', `Not one character fits into ${rules.budget} tokens.`, {
      hint: 'Give chunks more tokens, or choose a model with a larger context window.',
      details: { maxTokens: rules.budget },
    });
  }
  const groups = gatherPieces(smaller, rules.budget * FILL);
  const middle = Math.ceil(smaller.length / 2);
  return groups.length > 1 ? groups : [smaller.slice(0, middle), smaller.slice(middle)];
}

/** The same pieces with estimates that add up to what was counted. */
function rescaled(group: readonly TextPiece[], counted: number): TextPiece[] {
  const estimated = estimateOf(group);
  return group.map((piece) => ({
    ...piece,
    tokens: estimated === 0 ? counted / group.length : (piece.tokens * counted) / estimated,
  }));
}

/** Where each chunk begins once it repeats the end of the one before, in whole sentences of prose. */
async function overlapStarts(
  spans: readonly TextSpan[],
  blocks: readonly TextBlock[],
  { maxTokens, overlapTokens = 0 }: SplitOptions,
  { source, language }: PieceRules,
  counts: RangeCounts,
): Promise<readonly number[]> {
  const places = spans.map(({ start }, index) => {
    const before = spans[index - 1];
    return before === undefined ? [] : repeatable(source, before, start, blocks, language, overlapTokens);
  });
  const startOf = (index: number, at: number) => places[index]?.[at] ?? spans[index]?.start ?? 0;
  // The longest that is short enough, for all chunks at once: halfway between what is too long and what is not.
  const search = places.map((all) => ({ low: 0, high: all.length }));
  for (let open = searched(search); open.length > 0; open = searched(search)) {
    const tokens = await counts.count(
      open.map(({ index, middle }) => ({ start: startOf(index, middle), end: spans[index]?.start ?? 0 })),
    );
    open.forEach(({ range, middle }, at) => {
      if ((tokens[at] ?? 0) <= overlapTokens) range.high = middle;
      else range.low = middle + 1;
    });
  }
  // Together they may be more than one by one.
  let found = search.map(({ low }) => low);
  for (;;) {
    const whole = await counts.count(
      spans.map(({ end }, index) => ({ start: startOf(index, found[index] ?? 0), end })),
    );
    if (whole.every((tokens) => tokens <= maxTokens)) return found.map((at, index) => startOf(index, at));
    found = found.map((at, index) =>
      (whole[index] ?? 0) <= maxTokens ? at : at + Math.ceil(((places[index]?.length ?? 0) - at) / 2),
    );
  }
}

function searched(search: readonly { low: number; high: number }[]) {
  return search.flatMap((range, index) => {
    const { low, high } = range;
    return low < high ? [{ range, index, middle: (low + high) >> 1 }] : [];
  });
}

/** A token has seldom more characters; looking further back would be in vain. */
const LONGEST_TOKEN = 8;

/** Places from which the end of a span may be repeated, the longest first. */
function repeatable(
  source: string,
  before: TextSpan,
  end: number,
  blocks: readonly TextBlock[],
  language: string,
  overlapTokens: number,
): number[] {
  const from = Math.max(before.start, end - overlapTokens * LONGEST_TOKEN);
  const places: number[] = [];
  for (let index = lastBlockBefore(blocks, end); index >= 0; index -= 1) {
    const block = blocks[index];
    if (block === undefined || block.end <= from) break;
    const stop = Math.min(block.end, end);
    const inner = block.kind === 'prose' ? sentenceStarts(source, Math.max(block.start, from), stop, language) : [];
    // Where the look back began is no beginning of a sentence.
    places.push(...inner.reverse());
    if (block.start >= from) places.push(block.start);
    else break;
  }
  return places.reverse().filter((place) => place > before.start && place < end);
}

function lastBlockBefore(blocks: readonly TextBlock[], place: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.start ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function spanOf(group: readonly TextPiece[]): TextSpan {
  return { start: group[0]?.start ?? 0, end: group.at(-1)?.end ?? 0 };
}

function estimateOf(group: readonly TextPiece[]): number {
  return group.reduce((sum, { tokens }) => sum + tokens, 0);
}
