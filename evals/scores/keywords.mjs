/** How well keywords agree with the right ones. */
import { fScore } from './overlap.mjs';
import { plain } from './wordings.mjs';

/**
 * Precision, recall and F1. A keyword is right when it is one of the wordings, or one is a part of the other in whole
 * words: "the Orrin Bridge" for "Orrin Bridge".
 *
 * @param {readonly string[]} found
 * @param {readonly (readonly string[])[]} gold
 */
export function keywordScores(found, gold) {
  const unique = [...new Set(found.map(plain))].filter((keyword) => keyword !== '');
  const right = unique.filter((keyword) =>
    gold.some((wordings) => wordings.some((wording) => meets(keyword, wording))),
  );
  const met = gold.filter((wordings) => wordings.some((wording) => unique.some((keyword) => meets(keyword, wording))));
  const precision = unique.length === 0 ? 0 : right.length / unique.length;
  const recall = gold.length === 0 ? 0 : met.length / gold.length;
  return { precision, recall, f1: fScore(precision, recall) };
}

/**
 * @param {string} keyword
 * @param {string} wording
 */
function meets(keyword, wording) {
  const wanted = plain(wording);
  if (keyword === wanted) return true;
  const [short, long] = keyword.length < wanted.length ? [keyword, wanted] : [wanted, keyword];
  // A keyword that is half a sentence names everything.
  if (short.length * 3 < long.length) return false;
  const index = long.indexOf(short);
  if (index < 0) return false;
  const isLetter = (/** @type {string | undefined} */ character) => /[\p{L}\p{N}]/u.test(character ?? '');
  const isWhole = !isLetter(long[index - 1]) && !isLetter(long[index + short.length]);
  return isWhole || /[\p{sc=Han}\p{sc=Arab}]/u.test(short);
}
