/** Cuts a page into chunks: within a section, at blocks, else at sentences, and never over the limit. */
import { type Block, blocksOf } from './blocks.js';
import { MOST_CHARACTERS_OF_TEXT } from './limits.js';
import type { Chunk, KnowledgePage } from './page.js';

/** How large chunks are. */
export interface ChunkOptions {
  /**
   * The most that a chunk weighs: letters, those of scripts with a word or a syllable in each (Chinese, Japanese,
   * Korean) three times. Default: 1,000, which is about 250 tokens; at most 20,000.
   */
  readonly maxWeight?: number;
}

export const DEFAULT_MAX_WEIGHT = 1000;
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const DENSE_WEIGHT = 3;

/** See {@link ChunkOptions.maxWeight}. */
export function weightOf(text: string): number {
  return text.length + (DENSE_WEIGHT - 1) * (text.match(DENSE)?.length ?? 0);
}

/**
 * The chunks of a page in order. Together they hold every word of it; headings stand in the paths of what is below
 * them, or, where nothing is, as a chunk of their own.
 *
 * @example
 * chunkPage({ url: '/', title: 'Shop', text: '# Shop\n\n## Delivery\n\nTwo days.' });
 * // [{ path: ['Shop', 'Delivery'], text: 'Two days.' }]
 */
export function chunkPage({ text }: Pick<KnowledgePage, 'text'>, options: ChunkOptions = {}): Chunk[] {
  const maxWeight = Math.min(options.maxWeight ?? DEFAULT_MAX_WEIGHT, MOST_CHARACTERS_OF_TEXT);
  const chunks: Chunk[] = [];
  const path: { level: number; text: string }[] = [];
  let isBare = false;
  let pieces: string[] = [];
  let weight = 0;
  const end = () => {
    if (pieces.length > 0) chunks.push({ path: path.map(({ text: heading }) => heading), text: pieces.join('\n\n') });
    pieces = [];
    weight = 0;
  };
  const endSection = (level: number) => {
    end();
    while ((path.at(-1)?.level ?? 0) >= level) {
      const heading = path.pop();
      // Nothing came below it: it is all there is.
      if (isBare && heading !== undefined) {
        chunks.push({ path: path.map(({ text: above }) => above), text: heading.text });
      }
      isBare = false;
    }
  };
  for (const block of blocksOf(text)) {
    if (block.kind === 'heading') {
      endSection(block.level);
      path.push(block);
      isBare = true;
      continue;
    }
    isBare = false;
    for (const piece of cut(block, maxWeight)) {
      const added = weightOf(piece) + (pieces.length > 0 ? 2 : 0);
      if (weight + added > maxWeight) end();
      weight += pieces.length > 0 ? added : weightOf(piece);
      pieces.push(piece);
    }
  }
  endSection(1);
  return chunks;
}

/** Pieces of a block that are within the limit each. */
function cut(block: Block, maxWeight: number): string[] {
  if (weightOf(block.text) <= maxWeight) return [block.text];
  const units = block.kind === 'prose' ? sentencesOf(block.text) : block.text.split(/(?<=\n)/);
  const pieces: string[] = [];
  let piece = '';
  let weight = 0;
  for (const unit of units) {
    const unitWeight = weightOf(unit);
    if (weight + unitWeight > maxWeight && piece !== '') {
      pieces.push(piece);
      piece = '';
      weight = 0;
    }
    if (unitWeight <= maxWeight) {
      piece += unit;
      weight += unitWeight;
    } else {
      // A line or a sentence without an end: minified code, a list of numbers.
      pieces.push(...cutAnywhere(unit, maxWeight));
    }
  }
  if (piece !== '') pieces.push(piece);
  return pieces.map((text) => text.trim()).filter((text) => text !== '');
}

/** Sentences and lines, with the white space after them. */
function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=\n)/)
    .flatMap((line) =>
      [...new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(line)].map(({ segment }) => segment),
    );
}

/** At words if there are any, else between characters: never within one. */
function cutAnywhere(text: string, maxWeight: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let weight = 0;
  for (const unit of text.trimEnd().match(/\s*\S{1,40}/gu) ?? []) {
    for (const part of weightOf(unit) <= maxWeight ? [unit] : [...unit]) {
      const added = weightOf(part);
      if (weight + added > maxWeight && piece !== '') {
        pieces.push(piece);
        piece = '';
        weight = 0;
      }
      piece += part;
      weight += added;
    }
  }
  if (piece !== '') pieces.push(piece);
  return pieces;
}
