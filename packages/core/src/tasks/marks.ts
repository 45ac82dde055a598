/** Marks that cite passages: `[1]`, as models write them behind what they say. */

/** Behind a space or the end of a sentence: `argv[1]` is no mark. */
const MARK = /(?:(?<!\s)\s+|(?<=[.!?。！？؟]))\[(\d{1,3}(?:\s{0,3},\s{0,3}\d{1,3}){0,20})\](?=[\s.,;!?。！？؟]|$)/gu;

/** The text without them. */
export function withoutMarks(text: string): string {
  return text.replaceAll(MARK, '').trim();
}

/** The numbers in them, in order. */
export function marksIn(text: string): readonly number[] {
  return [...text.matchAll(MARK)].flatMap(([, numbers = '']) => numbers.split(',').map(Number));
}
