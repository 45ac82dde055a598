/** What was measured, as a table in Markdown. */
import { totalOf } from './score-item.mjs';

/**
 * @typedef {{ scored: import('./score-item.mjs').Scored, entry: import('./run-item.mjs').Entry }} Run
 * @typedef {{ task: string, ours: readonly Run[], baseline: readonly Run[] }} Row
 */

/**
 * One line for each score of each task, and one for what it cost: means of an item.
 *
 * @param {string} title
 * @param {readonly Row[]} rows
 */
export function tableOf(title, rows) {
  const lines = rows.flatMap(({ task, ours, baseline }) => {
    const [a, b] = [measuresOf(ours), measuresOf(baseline)];
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    const count = `${task} (${ours.length === baseline.length ? ours.length : `${ours.length}, ${baseline.length}`})`;
    return names.map(
      (name, index) => `| ${index === 0 ? count : ''} | ${name} | ${a[name] ?? ''} | ${b[name] ?? ''} |`,
    );
  });
  const head = ['| task (items) | | ours | plain prompt |', '|---|---|--:|--:|'];
  return `${[`## ${title}`, '', ...head, ...lines].join('\n')}\n`;
}

/**
 * @param {readonly Run[]} runs
 * @returns {Record<string, string>}
 */
function measuresOf(runs) {
  if (runs.length === 0) return {};
  const scores = Object.entries(totalOf(runs.map(({ scored }) => scored)));
  const mean = (/** @type {(entry: import('./run-item.mjs').Entry) => number} */ of, digits = 0) =>
    (runs.reduce((sum, { entry }) => sum + of(entry), 0) / runs.length).toFixed(digits);
  const failed = runs.filter(({ entry }) => entry.error !== undefined).length;
  return {
    ...Object.fromEntries(scores.map(([name, score]) => [name, score === null ? '–' : score.toFixed(2)])),
    calls: mean(({ calls }) => calls, 1),
    'tokens read': mean(({ promptTokens }) => promptTokens),
    'of those from the cache': mean(({ cachedTokens }) => cachedTokens),
    'tokens written': mean(({ completionTokens }) => completionTokens),
    seconds: mean(({ seconds }) => seconds, 1),
    ...(failed > 0 ? { failed: String(failed) } : {}),
  };
}
