/** Measures ours and raw in turn, in one page. */

/**
 * @param {import('playwright').Page} page
 * @param {(who: 'ours' | 'raw') => any} measure runs in the page.
 * @param {number} count of rounds, a first one before them that fills caches and is not counted.
 * @returns {Promise<{ ours: any, raw: any }[]>}
 */
export async function inTurns(page, measure, count) {
  const rounds = [];
  for (let round = 0; round <= count; round += 1) {
    // Who goes first changes, so that a drifting machine favours neither.
    const order = round % 2 ? ['ours', 'raw'] : ['raw', 'ours'];
    const result = {};
    for (const who of order) result[who] = await page.evaluate(measure, who);
    if (round > 0) rounds.push(result);
  }
  return rounds;
}
