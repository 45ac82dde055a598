/** Writes the figures of a run into the guide, each with its engine, model and date, so that none is copied by hand. */
import { readFile, writeFile } from 'node:fs/promises';
import { totalOf } from './score-item.mjs';

/** Around the table in the guide. */
const BEGIN = '{/* Figures: written by `npm run evals -- --guide`. */}';
const END = '{/* End of the figures. */}';

/** Which scores the guide tells, and in which words. */
const SCORES = /** @type {const} */ ([
  ['answer', 'right', 'right or rightly not found'],
  ['answer', 'exact quotes', 'quotations that stand in the text'],
  ['classify', 'accuracy', 'accuracy'],
  ['classify', 'F1 of several', 'several labels, F1'],
  ['compare', 'F1 of differences', 'differences, F1'],
  ['extract', 'valid', 'fits the schema'],
  ['extract', 'fields', 'values, F1'],
  ['keywords', 'F1', 'F1'],
  ['proofread', 'edits: F0.5', 'edits, F0.5'],
  ['rewrite', 'survival', 'numbers, links and code that survive'],
  ['rewrite', 'checks', 'wishes that are met'],
  ['rewrite', 'checks by what survived', 'wishes that are met, by what survives'],
  ['summarize', 'facts', 'facts that are told'],
  ['summarize', 'facts in the length of the reference', 'facts that are told in the length that was asked for'],
  ['summarize', 'ROUGE-L', 'ROUGE-L'],
  ['title', 'one short line', 'one short line'],
  ['title', 'key words', 'key words'],
  ['title', 'key words in one line', 'key words in one line'],
  ['translate', 'survival', 'numbers, links and code that survive'],
  ['translate', 'chrF', 'chrF'],
]);

const HEAD = ['| | tasks | plain prompt | texts | measured with |', '| --- | --: | --: | --: | --- |'];

/**
 * @typedef {import('./table.mjs').Row} Row
 * @typedef {import('./table.mjs').Run} Run
 */

/**
 * The rows of the tasks that were measured on all of their items, both by the task and by the plain prompt.
 *
 * @param {readonly Row[]} rows
 * @param {{ name: string, sizes: Readonly<Record<string, number>> }} options `name`: model and engine; `sizes`: how many
 *   items each task has.
 */
export function guideRows(rows, { name, sizes }) {
  return SCORES.flatMap(([task, score, label]) => {
    const row = rows.find((one) => one.task === task);
    if (row === undefined || row.ours.length !== sizes[task] || row.baseline.length !== sizes[task]) return [];
    const [ours, baseline] = [row.ours, row.baseline].map((runs) => totalOf(runs.map(({ scored }) => scored))[score]);
    if (ours === undefined || ours === null) return [];
    const date = datesOf([...row.ours, ...row.baseline]);
    return [`| \`${task}\`: ${label} | ${figure(ours)} | ${figure(baseline)} | ${sizes[task]} | ${name}, ${date} |`];
  });
}

/** @param {number | null | undefined} score */
const figure = (score) => (score === null || score === undefined ? '–' : score.toFixed(2));

/**
 * The day on which the last of them was measured.
 *
 * @param {readonly Run[]} runs
 */
function datesOf(runs) {
  const days = runs.flatMap(({ entry }) => (entry.day === undefined ? [] : [entry.day])).sort();
  return days.at(-1) ?? 'on an unknown day';
}

/**
 * The guide with these rows in its table. Rows of other scores, or of other models, stay.
 *
 * @param {string} guide
 * @param {readonly string[]} rows
 */
export function withRows(guide, rows) {
  const [from, to] = [guide.indexOf(BEGIN), guide.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`The guide has no place for figures: ${BEGIN} … ${END}`);
  const known = guide
    .slice(from + BEGIN.length, to)
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const byKey = new Map([...known, ...rows].map((row) => [keyOf(row), row]));
  const sorted = [...byKey.values()].sort((a, b) => placeOf(a) - placeOf(b) || keyOf(a).localeCompare(keyOf(b), 'en'));
  return `${guide.slice(0, from)}${[BEGIN, '', ...HEAD, ...sorted, '', ''].join('\n')}${guide.slice(to)}`;
}

/**
 * What is measured, with which model and engine, but not when.
 *
 * @param {string} row
 */
function keyOf(row) {
  const cells = row.split('|').map((cell) => cell.trim());
  return `${cells[1]} ${cells[5]?.replace(/, [^,]*$/, '')}`;
}

/** @param {string} row */
function placeOf(row) {
  const place = SCORES.findIndex(([task, , label]) => row.startsWith(`| \`${task}\`: ${label} |`));
  return place < 0 ? SCORES.length : place;
}

/**
 * @param {URL} guide
 * @param {readonly string[]} rows
 */
export async function writeRows(guide, rows) {
  await writeFile(guide, withRows(await readFile(guide, 'utf8'), rows));
}
