/** What is asked is fair: every answer that is counted as right can be found in its text. */
import { readdir } from 'node:fs/promises';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { readSet, readText, TASKS } from './read-sets.mjs';
import { survival } from './scores/said.mjs';
import { plain, says, saysOneOf } from './scores/wordings.mjs';

/** @type {Record<string, import('./read-sets.mjs').Item[]>} */
const sets = Object.fromEntries(await Promise.all(TASKS.map(async (task) => [task, await readSet(task)])));
const itemsOf = (/** @type {import('./read-sets.mjs').TaskName} */ task) => sets[task] ?? [];

describe.each(TASKS)('the set of %s', (task) => {
  const items = itemsOf(task);

  test('has at least thirty items, each with an id of its own', () => {
    expect(items.length).toBeGreaterThanOrEqual(30);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  });

  test('has texts in other languages than English', () => {
    expect(items.filter(({ text }) => /[\p{sc=Han}]/u.test(text)).length).toBeGreaterThan(0);
    expect(items.filter(({ text }) => /[¿¡ñáéíóú]/u.test(text)).length).toBeGreaterThan(0);
  });
});

test('every text is used, and is neither tiny nor huge', async () => {
  const files = (await readdir(new URL('texts', import.meta.url))).map((file) => file.replace('.md', ''));
  const used = new Set(TASKS.flatMap((task) => itemsOf(task).map(({ file }) => file)));
  expect(files.filter((file) => !used.has(file))).toEqual([]);
  for (const file of files) {
    const words = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(await readText(file))];
    const count = words.filter(({ isWordLike }) => isWordLike).length;
    expect(count, file).toBeGreaterThanOrEqual(60);
    expect(count, file).toBeLessThanOrEqual(400);
  }
});

test.each(itemsOf('summarize'))('the facts of $id are in its text and in its reference', (item) => {
  const { text, reference, facts } = item;
  expect(facts.length).toBeGreaterThanOrEqual(4);
  expect(facts.length).toBeLessThanOrEqual(6);
  expect(facts.filter((/** @type {string[]} */ fact) => !saysOneOf(text, fact))).toEqual([]);
  expect(facts.filter((/** @type {string[]} */ fact) => !saysOneOf(reference, fact))).toEqual([]);
});

describe('answer', () => {
  test('a third has no answer', () => {
    const share = itemsOf('answer').filter(({ answers }) => answers.length === 0).length / itemsOf('answer').length;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.37);
  });

  test.each(itemsOf('answer').filter(({ answers }) => answers.length > 0))('$id: $question', (item) => {
    const { text, answers, support } = item;
    expect(text).toContain(support);
    // "No" is said by a sentence in other words.
    expect(answers.some((/** @type {string} */ answer) => /^no$/.test(answer)) || saysOneOf(support, answers)).toBe(
      true,
    );
  });
});

describe('documents', async () => {
  const items = await readSet('documents');
  const answerable = items.filter(({ answers }) => answers.length > 0);

  test('a third has no answer', () => {
    expect(items.length).toBeGreaterThanOrEqual(40);
    expect(answerable.length / items.length).toBeGreaterThan(0.63);
    expect(answerable.length / items.length).toBeLessThan(0.7);
  });

  test.each(answerable)('$id: $question', ({ page, site, text, answers }) => {
    expect(site.map((/** @type {{ url: string }} */ { url }) => url)).toContain(`/${page}`);
    // "No" is said by a sentence in other words.
    expect(answers.some((/** @type {string} */ answer) => /^no$/.test(answer)) || saysOneOf(text, answers)).toBe(true);
  });
});

describe('extract', () => {
  test.each(itemsOf('extract'))('$id: the gold fits its schema and is found in the text', (item) => {
    const { text, schema, gold, notVerbatim = [] } = item;
    const validate = new Ajv({ strict: true }).compile(schema);
    expect(validate(gold), JSON.stringify(validate.errors)).toBe(true);
    const absent = valuesOf(gold, schema).filter(
      ({ key, value, isEnum }) => !isEnum && !notVerbatim.includes(key) && !occurs(text, value),
    );
    expect(absent).toEqual([]);
  });
});

test.each(itemsOf('classify'))('the labels of $id have its gold', ({ labels, gold, multiple }) => {
  expect(labels).toEqual(expect.arrayContaining(gold));
  expect(gold.length).toBeGreaterThan(0);
  if (!multiple) expect(gold.length).toBe(1);
});

test.each([...itemsOf('rewrite'), ...itemsOf('translate')])('what must survive of $id is there', (item) => {
  expect(item.survive.filter((/** @type {string} */ thing) => survival(item.text, [thing]) !== 1)).toEqual([]);
  if (item.reference === undefined) return;
  expect(item.survive.filter((/** @type {string} */ thing) => survival(item.reference, [thing]) !== 1)).toEqual([]);
});

test.each(itemsOf('rewrite'))('the checks of $id would fail for its own text', ({ text, checks }) => {
  const { has = [], lacks = [] } = checks;
  expect(has.every((/** @type {string} */ wording) => says(text, wording))).toBe(has.length === 0);
  expect(lacks.filter((/** @type {string} */ wording) => !text.toLowerCase().includes(wording.toLowerCase()))).toEqual(
    [],
  );
});

describe('proofread', () => {
  test('some have no error', () => {
    const clean = itemsOf('proofread').filter(({ edits }) => edits.length === 0);
    expect(clean.length).toBeGreaterThanOrEqual(6);
  });

  test.each(itemsOf('proofread'))('the edits of $id lead to the corrected text', ({ text, corrected, edits }) => {
    let result = '';
    let at = 0;
    for (const edit of edits) {
      expect(text.slice(edit.start, edit.end)).toBe(edit.text);
      expect(edit.replacement).not.toBe(edit.text);
      result += text.slice(at, edit.start) + edit.replacement;
      at = edit.end;
    }
    expect(result + text.slice(at)).toBe(corrected);
  });
});

test.each(itemsOf('keywords'))('the keywords of $id are in its text', ({ text, gold }) => {
  expect(gold.length).toBeGreaterThanOrEqual(5);
  expect(gold.filter((/** @type {string[]} */ wordings) => !saysOneOf(text, wordings))).toEqual([]);
});

test.each(itemsOf('title'))('the words of the title of $id are in its text and references', (item) => {
  const { text, references, keyWords } = item;
  const partly = (/** @type {string} */ where) =>
    keyWords.filter((/** @type {string[]} */ words) => !words.some((word) => plain(where).includes(plain(word))));
  expect(partly(text)).toEqual([]);
  expect(partly(references[0])).toEqual([]);
});

describe('compare', () => {
  test.each(itemsOf('compare'))('$id', (item) => {
    const { text, other, replace = [], differences, same } = item;
    for (const { from } of replace) expect(text.split(from).length, from).toBe(2);
    for (const { a, b } of differences) {
      expect(saysOneOf(text, a), `first: ${a}`).toBe(a.length > 0);
      expect(saysOneOf(other, b), `second: ${b}`).toBe(b.length > 0);
      expect(a.length + b.length).toBeGreaterThan(0);
    }
    for (const wordings of same) {
      expect(saysOneOf(text, wordings), `first: ${wordings}`).toBe(true);
      expect(saysOneOf(other, wordings), `second: ${wordings}`).toBe(true);
    }
  });
});

/**
 * Every single value of the gold, with the key that it belongs to.
 *
 * @param {any} value
 * @param {any} schema
 * @param {string} key
 * @returns {{ key: string, value: string | number, isEnum: boolean }[]}
 */
function valuesOf(value, schema, key = '') {
  if (Array.isArray(value)) return value.flatMap((entry) => valuesOf(entry, schema.items, key));
  if (typeof value !== 'object') return [{ key, value, isEnum: schema.enum !== undefined }];
  return Object.entries(value).flatMap(([name, entry]) => valuesOf(entry, schema.properties[name], name));
}

/**
 * Numbers may be written 1,940 or 1.940,00 in the text.
 *
 * @param {string} text
 * @param {string | number} value
 */
function occurs(text, value) {
  if (typeof value === 'string') return plain(text).includes(plain(value)) || text.replace(/\n/g, ' ').includes(value);
  const numbers = text.match(/\d[\d.,]*/g) ?? [];
  const [whole, fraction = ''] = String(Math.abs(value)).split('.');
  const digits = `${whole}${fraction}`;
  return numbers.some((number) => {
    const found = number.replace(/\D/g, '');
    return (
      found === digits ||
      found.replace(/0{1,2}$/, '') === digits ||
      (found.endsWith('00') && found.slice(0, -2) === digits)
    );
  });
}
