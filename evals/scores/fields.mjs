/** How well an extracted object agrees with the right one, field by field. */
import { fScore } from './overlap.mjs';
import { wordsOf } from './tokens.mjs';
import { plain } from './wordings.mjs';

/**
 * `exact`: 1 when all is as it should be, in any order of lists. `fields`: F1 over single values, right or wrong.
 * `partial`: the same, where a text that shares words with the right one counts in part.
 *
 * @param {unknown} found
 * @param {unknown} gold
 */
export function fieldScores(found, gold) {
  const [right, wanted, given] = [agreement(found, gold, isEqual), countLeaves(gold), countLeaves(found)];
  const near = agreement(found, gold, likeness);
  const score = (/** @type {number} */ sum) => (given === 0 || wanted === 0 ? 0 : fScore(sum / given, sum / wanted));
  const isExact = right === wanted && given === wanted;
  return {
    exact: isExact ? 1 : 0,
    fields: wanted + given === 0 ? 1 : score(right),
    partial: wanted + given === 0 ? 1 : score(near),
  };
}

/**
 * The sum over all values that stand at the same place. Of lists, those entries are put together that agree most.
 *
 * @param {unknown} found
 * @param {unknown} gold
 * @param {(found: unknown, gold: unknown) => number} compare
 * @returns {number}
 */
function agreement(found, gold, compare) {
  if (Array.isArray(gold)) {
    if (!Array.isArray(found)) return 0;
    const pairs = found
      .flatMap((one, i) => gold.map((other, j) => ({ i, j, sum: agreement(one, other, compare) })))
      .sort((a, b) => b.sum - a.sum);
    const [usedFound, usedGold] = [new Set(), new Set()];
    let total = 0;
    for (const { i, j, sum } of pairs) {
      if (usedFound.has(i) || usedGold.has(j)) continue;
      usedFound.add(i);
      usedGold.add(j);
      total += sum;
    }
    return total;
  }
  if (isObject(gold)) {
    if (!isObject(found)) return 0;
    return Object.keys(gold).reduce((sum, key) => sum + agreement(found[key], gold[key], compare), 0);
  }
  return isEmpty(found) || isEmpty(gold) ? 0 : compare(found, gold);
}

/**
 * Values that say something. What is empty says nothing: neither wanted nor given.
 *
 * @param {unknown} value
 * @returns {number}
 */
function countLeaves(value) {
  if (Array.isArray(value)) return value.reduce((sum, entry) => sum + countLeaves(entry), 0);
  if (isObject(value))
    return Object.values(value).reduce((/** @type {number} */ sum, entry) => sum + countLeaves(entry), 0);
  return isEmpty(value) ? 0 : 1;
}

/**
 * @param {unknown} found
 * @param {unknown} gold
 */
function isEqual(found, gold) {
  if (typeof gold === 'string' && typeof found === 'string') return bare(found) === bare(gold) ? 1 : 0;
  return found === gold ? 1 : 0;
}

/**
 * @param {unknown} found
 * @param {unknown} gold
 */
function likeness(found, gold) {
  if (isEqual(found, gold)) return 1;
  if (typeof gold !== 'string' || typeof found !== 'string') return 0;
  const [ours, theirs] = [wordsOf(found), wordsOf(gold)];
  const left = [...theirs];
  const shared = ours.filter((word) => left.includes(word) && left.splice(left.indexOf(word), 1)).length;
  return shared === 0 ? 0 : fScore(shared / ours.length, shared / theirs.length);
}

/** @param {string} text */
const bare = (text) => plain(text).replace(/^["'*_`(]+|["'*_`).,;:]+$/g, '');

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {unknown} value */
const isEmpty = (value) => value === undefined || value === null || value === '';
