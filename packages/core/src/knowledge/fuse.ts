/** Joins rankings that were made by different measures. */

/** As in the paper of Cormack, Clarke and Büttcher (2009): how little the first place counts more than the second. */
const DAMPING = 60;

/** Reciprocal rank fusion: the ids of all rankings, the best first, with their scores; at most 1 for each ranking. */
export function fuse(rankings: readonly (readonly number[])[]): { id: number; score: number }[] {
  const scores = new Map<number, number>();
  for (const ranking of rankings) {
    ranking.forEach((id, rank) => {
      scores.set(id, (scores.get(id) ?? 0) + (DAMPING + 1) / (DAMPING + 1 + rank));
    });
  }
  return [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score || a.id - b.id);
}
