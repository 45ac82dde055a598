/** The gold itself is worth everything, a failure nothing, and totals are of all items together. */
import { expect, test } from 'vitest';
import { readSet, TASKS } from './read-sets.mjs';
import { scoreItem, totalOf } from './score-item.mjs';
import { says } from './scores/wordings.mjs';

/** @type {Record<string, (item: import('./read-sets.mjs').Item) => any>} What a perfect task would answer. */
const PERFECT = {
  summarize: ({ reference }) => ({ text: reference }),
  extract: ({ gold }) => ({ value: gold, spans: null }),
  answer: ({ text, answers, support }) =>
    answers.length === 0
      ? { answer: null, quotes: null }
      : {
          answer: support,
          quotes: [{ text: support, start: text.indexOf(support), end: text.indexOf(support) + support.length }],
        },
  classify: ({ gold }) => ({ labels: gold }),
  translate: ({ reference, survive }) => ({ text: reference ?? survive.join('\n') }),
  proofread: ({ corrected, edits }) => ({ corrected, corrections: edits }),
  keywords: ({ text, gold }) => ({
    keywords: gold.map((/** @type {string[]} */ wordings) => wordings.find((wording) => says(text, wording))),
  }),
  title: ({ references }) => ({ text: references[0] }),
  compare: ({ differences, text }) => ({
    different: differences.map((/** @type {any} */ { a, b }) => [...a, ...b].filter(isPlain).join(' / ')),
    same: [text],
  }),
};
const isPlain = (/** @type {string} */ wording) => !wording.startsWith('/');

/** Of these a perfect answer need not have all. */
const FREE = ['brief', 'known numbers', 'ROUGE-L'];

test.each(TASKS.filter((task) => task !== 'rewrite'))('the gold of %s has every point', async (task) => {
  for (const item of await readSet(task)) {
    const { scores, counts = {} } = scoreItem(task, item, PERFECT[task]?.(item));
    if (task === 'answer' && item.support && !item.answers.some((/** @type {string} */ a) => item.support.includes(a)))
      continue;
    const lost = Object.entries(scores).filter(([name, score]) => score !== null && score < 1 && !FREE.includes(name));
    expect(lost, item.id).toEqual([]);
    for (const { needless, missing } of Object.values(counts)) expect(needless + missing, item.id).toBe(0);
  }
});

test.each(TASKS)('a failure at %s has no point', async (task) => {
  for (const item of await readSet(task)) {
    const { scores, counts = {} } = scoreItem(task, item, null);
    const won = Object.entries(scores).filter(([, score]) => score !== null && score > 0);
    expect(won, item.id).toEqual([]);
    for (const { right, needless } of Object.values(counts)) expect(right + needless, item.id).toBe(0);
  }
});

test('a copied text does not pass for a summary, a rewritten or a translated one', async () => {
  for (const task of /** @type {const} */ (['summarize', 'rewrite', 'translate'])) {
    for (const item of await readSet(task)) {
      const { scores } = scoreItem(task, item, { text: item.text });
      expect(task === 'summarize' ? scores['brief'] : scores['changed'], item.id).toBe(0);
    }
  }
});

test('totals are means, and of counts what all items have together', () => {
  const items = [
    { scores: { a: 1, b: null }, counts: { edits: { right: 1, needless: 0, missing: 3 } } },
    { scores: { a: 0, b: 0.5 }, counts: { edits: { right: 1, needless: 2, missing: 0 } } },
  ];
  expect(totalOf(items)).toEqual({
    a: 0.5,
    b: 0.5,
    'edits: precision': 0.5,
    'edits: recall': 0.4,
    'edits: F0.5': (1.25 * 0.5 * 0.4) / (0.25 * 0.5 + 0.4),
  });
});

test('who throws everything away meets no wish of a rewriting', () => {
  const item = { id: 'x', text: 'Hey, pay 5 euros!', survive: ['5 euros'], checks: { lacks: ['Hey'] } };
  const score = (/** @type {string} */ text) => scoreItem('rewrite', item, { text }).scores['checks by what survived'];
  expect(score('Please pay 5 euros.')).toBe(1);
  expect(score('Please pay.')).toBe(0);
  expect(score('Hey, 5 euros, please!')).toBe(0);
});
