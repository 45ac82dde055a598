/** What differs between a sentence and its correction, as far as it is a correction. */
import { diffArrays, diffChars } from 'diff';
import type { Span } from './sentences.js';

/** One fault: `text` is what stands in the source from `start` to `end`, empty where something is missing. */
export interface Correction extends Span {
  readonly replacement: string;
}

/** A model that changes more than this of a sentence has put it in its own words. */
const MOST_CHANGED = 0.5;
/** A word and its correction are this much alike, from 0 to 1. */
const ALIKE = 0.5;

/** Words that correct grammar: they may come, go, and take each other's place. */
const SMALL_WORDS = new Set(
  `a an the is are was were be been am do does did has have had to of in on at for with by from and or but than then that
  their there they its it as if so not who whom whose will would el la los las un una de del al en que se le les des du
  der die das den dem ein eine einen`.split(/\s+/),
);

/** The corrections, each with its place in the source of the sentence. */
export function correctionsBetween(sentence: Span, corrected: string): Correction[] {
  const before = piecesOf(sentence.text);
  const after = piecesOf(corrected);
  const corrections: Correction[] = [];
  let position = sentence.start;
  let changed = 0;
  const parts = diffArrays(before, after);
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index];
    if (part === undefined) break;
    const next = parts[index + 1];
    if (!part.added && !part.removed) {
      position += part.value.join('').length;
      continue;
    }
    const isPair = next !== undefined && (next.added || next.removed);
    const removed = (part.removed ? part : isPair && next?.removed ? next : null)?.value.join('') ?? '';
    const added = (part.added ? part : isPair && next?.added ? next : null)?.value.join('') ?? '';
    if (isPair) index += 1;
    const end = position + removed.length;
    changed += wordsIn(removed || added);
    if (isCorrection(removed, added)) {
      corrections.push({ text: removed, replacement: added, start: position, end });
    }
    position = end;
  }
  return changed / Math.max(1, wordsIn(sentence.text)) > MOST_CHANGED ? [] : corrections;
}

/** Words, marks and white space, each by itself: put together they are the text. */
function piecesOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*|\s+|[^\p{L}\p{M}\p{N}\s]/gu) ?? [];
}

function isCorrection(removed: string, added: string): boolean {
  if (/[\p{N}@/\\`⟦⟧]/u.test(removed + added)) return false;
  const [old, now] = [wordsOf(removed), wordsOf(added)];
  if (old.every(isSmall) && now.every(isSmall)) return true;
  return old.length > 0 && now.length > 0 && alike(old.join(' '), now.join(' ')) >= ALIKE;
}

function isSmall(word: string): boolean {
  return SMALL_WORDS.has(word);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu) ?? [];
}

function wordsIn(text: string): number {
  return wordsOf(text).length;
}

/** How much of two short texts is the same. */
function alike(one: string, other: string): number {
  const same = diffChars(one, other).filter(({ added, removed }) => !added && !removed);
  const length = same.reduce((sum, { value }) => sum + value.length, 0);
  return (2 * length) / Math.max(1, one.length + other.length);
}
