/** Makes paragraphs in reading order of the pieces of text on a page. */
import { toParagraphs } from './paragraphs.js';
import { readingOrder } from './reading-order.js';
import { type TextRun, toFragments } from './text-lines.js';

export type { TextRun } from './text-lines.js';

/** The paragraphs of a page: first of the lines that go the way most do, then of those that go up, down or aslant. */
export function layOut(runs: readonly TextRun[]): string[] {
  const directions = Map.groupBy(runs, ({ angle }) => angle);
  const length = (some: readonly TextRun[]) => some.reduce((sum, { text }) => sum + text.length, 0);
  return [...directions.values()].toSorted((one, other) => length(other) - length(one)).flatMap(layOutLevel);
}

function layOutLevel(runs: readonly TextRun[]): string[] {
  const fragments = toFragments(runs);
  const body = commonSize(runs);
  const compounds = new Set<string>();
  for (const { text } of fragments) {
    for (const [word] of text.matchAll(/\p{L}+(?:-\p{L}+)+/gu)) compounds.add(word.toLowerCase());
  }
  return readingOrder(fragments).flatMap((block) => toParagraphs(block, body, compounds));
}

/** The size that most characters have. */
function commonSize(runs: readonly TextRun[]): number {
  const characters = new Map<number, number>();
  for (const { size, text } of runs) {
    const rounded = Math.round(size * 2) / 2;
    characters.set(rounded, (characters.get(rounded) ?? 0) + text.length);
  }
  let common = 0;
  let most = 0;
  for (const [size, count] of characters) {
    if (count > most) [common, most] = [size, count];
  }
  return common;
}
