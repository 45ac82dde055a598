/** Joins what was found by words with what was found by meaning. */

/** A chunk, and how good it is by one measure. */
export interface Scored {
  readonly id: number;
  readonly score: number;
}

/** How much meaning counts, of 1, and words the rest. By measure, as the whole of this: see `evals/README.md`. */
const MEANING = 0.6;

/**
 * The ids of both, the best first, with a score of at most 1. Each measure counts by how near a chunk comes to the best one.
 *
 * @param words those that have some of the words, the best first. What has none is worth nothing.
 * @param meanings cosines of all that have a vector. Unlike words, everything is a little like everything else: what is no
 *   better than the mean is worth nothing.
 */
export function fuse(words: readonly Scored[], meanings: readonly Scored[]): Scored[] {
  const scores = new Map<number, number>();
  const compared = new Set(meanings.map(({ id }) => id));
  const mean = meanings.reduce((sum, { score }) => sum + score, 0) / meanings.length;
  const best = meanings.reduce((most, { score }) => Math.max(most, score), mean);
  for (const { id, score } of meanings) {
    const byMeaning = best > mean ? (score - mean) / (best - mean) : 1;
    if (byMeaning > 0) scores.set(id, MEANING * byMeaning);
  }
  const bestWords = words[0]?.score ?? 1;
  for (const { id, score } of words) {
    const byWords = score / bestWords;
    // What came later has no vector, and must not stand behind for that.
    const byMeaning = compared.has(id) ? (scores.get(id) ?? 0) : MEANING * byWords;
    scores.set(id, byMeaning + (1 - MEANING) * byWords);
  }
  return [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score || a.id - b.id);
}
