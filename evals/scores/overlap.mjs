/** How alike two texts are by what they share: ROUGE-L over words, chrF over characters. */
import { wordsOf } from './tokens.mjs';

/**
 * ROUGE-L, from 0 to 1: the F1 of the longest series of words that both have in the same order.
 *
 * @param {string} candidate
 * @param {string} reference
 */
export function rougeL(candidate, reference) {
  const [found, wanted] = [wordsOf(candidate), wordsOf(reference)];
  const common = longestCommonSeries(found, wanted);
  return common === 0 ? 0 : fScore(common / found.length, common / wanted.length);
}

/**
 * chrF2, from 0 to 1: what is shared of the series of one to six characters, recall counted twice; white space is left
 * out. As in sacreBLEU, the mean over the six lengths is taken first, of those lengths that both texts have.
 *
 * @param {string} candidate
 * @param {string} reference
 */
export function chrF(candidate, reference) {
  const [found, wanted] = [candidate, reference].map((text) => [...text.normalize('NFC').replace(/\s+/g, '')]);
  let [precision, recall, lengths] = [0, 0, 0];
  for (let length = 1; length <= 6; length += 1) {
    const [ours, theirs] = [series(found ?? [], length), series(wanted ?? [], length)];
    if (ours.total === 0 || theirs.total === 0) continue;
    let shared = 0;
    for (const [characters, count] of ours.counts) shared += Math.min(count, theirs.counts.get(characters) ?? 0);
    precision += shared / ours.total;
    recall += shared / theirs.total;
    lengths += 1;
  }
  return lengths === 0 ? 0 : fScore(precision / lengths, recall / lengths, 2);
}

/**
 * @param {number} precision
 * @param {number} recall
 * @param {number} beta how many times as much recall counts
 */
export function fScore(precision, recall, beta = 1) {
  const weight = beta ** 2;
  return precision + recall === 0 ? 0 : ((1 + weight) * precision * recall) / (weight * precision + recall);
}

/**
 * @param {readonly string[]} characters
 * @param {number} length
 */
function series(characters, length) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (let index = 0; index + length <= characters.length; index += 1) {
    const key = characters.slice(index, index + length).join('');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return { counts, total: Math.max(0, characters.length - length + 1) };
}

/**
 * @param {readonly string[]} a
 * @param {readonly string[]} b
 */
function longestCommonSeries(a, b) {
  let row = new Array(b.length + 1).fill(0);
  for (const word of a) {
    const next = [0];
    for (const [index, other] of b.entries()) {
      next.push(word === other ? row[index] + 1 : Math.max(row[index + 1], next[index] ?? 0));
    }
    row = next;
  }
  return row[b.length];
}
