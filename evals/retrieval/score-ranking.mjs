/** How good a ranking is: where the first page stands that answers the question. */

/** A page further down is as good as not found. */
const LAST_RANK = 10;
/** So many passages a search gives where nothing else is said. */
const PASSAGES = 5;

/**
 * @typedef {object} RankScores from 0 to 1, of one question or the means of several.
 * @property {number} recall1 a right page is the first.
 * @property {number} recall5 is among the first five pages.
 * @property {number} mrr one by the rank of the first right page, 0 below the tenth.
 * @property {number} passages5 one of the first five passages is of a right page: several may be of one page.
 */

/**
 * @param {readonly string[]} found pages of the passages, the best first.
 * @param {readonly string[]} right
 * @returns {RankScores}
 */
export function scoreRanking(found, right) {
  const rank = rankOf(found, right);
  return {
    recall1: Number(rank === 1),
    recall5: Number(rank <= 5),
    mrr: rank <= LAST_RANK ? 1 / rank : 0,
    passages5: Number(found.slice(0, PASSAGES).some((page) => right.includes(page))),
  };
}

/**
 * The rank of the first right page among all different ones, from 1; infinite where there is none.
 *
 * @param {readonly string[]} found
 * @param {readonly string[]} right
 */
export function rankOf(found, right) {
  const at = [...new Set(found)].findIndex((page) => right.includes(page));
  return at === -1 ? Number.POSITIVE_INFINITY : at + 1;
}

/**
 * @param {readonly RankScores[]} scores
 * @returns {RankScores}
 */
export function meanOf(scores) {
  const mean = (/** @type {keyof RankScores} */ name) =>
    scores.reduce((sum, score) => sum + score[name], 0) / scores.length;
  return { recall1: mean('recall1'), recall5: mean('recall5'), mrr: mean('mrr'), passages5: mean('passages5') };
}
