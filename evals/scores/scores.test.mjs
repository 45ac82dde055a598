/** The scores against figures of sacreBLEU and rouge-score, and against what a person would say. */
import { describe, expect, test } from 'vitest';
import { editCounts, editsBetween } from './edits.mjs';
import { fieldScores } from './fields.mjs';
import { keywordScores } from './keywords.mjs';
import { chrF, fScore, rougeL } from './overlap.mjs';
import { coverage, inLengthOf, knownNumbers, passedChecks, survival, titleLine } from './said.mjs';
import { fitsSchema } from './schema.mjs';
import { meetsSupport, spanExactness } from './spans.mjs';
import { piecesOf, wordsOf } from './tokens.mjs';
import { says } from './wordings.mjs';

describe('overlap', () => {
  // Figures of sacreBLEU 2 (chrF2) and rouge-score (without stemming) for the same texts.
  test.each([
    ['The library is open from Monday to Friday.', 'The library opens Monday till Friday.', 0.6032595599636221, 4 / 7],
    ['la biblioteca cierra a las 13.00', 'Los sábados cierra a las 13.00', 0.5629898408403311, null],
    ['渡轮单程需要九分钟', '单程需要九分钟', 0.9096311770638236, 0.875],
    ['abc', 'abc', 1, 1],
    ['abc', 'xyz', 0, 0],
    ['', 'abc', 0, 0],
  ])('of %j and %j', (candidate, reference, characters, words) => {
    expect(chrF(candidate, reference)).toBeCloseTo(characters, 10);
    if (words !== null) expect(rougeL(candidate, reference)).toBeCloseTo(words, 10);
  });

  test('F0.5 counts precision more', () => {
    expect(fScore(1, 0.5, 0.5)).toBeGreaterThan(fScore(0.5, 1, 0.5));
    expect(fScore(0, 0)).toBe(0);
  });
});

describe('words', () => {
  test('are single characters in Chinese', () =>
    expect(wordsOf('云溪古桥，Bridge 47')).toEqual([...'云溪古桥', 'bridge', '47']));
  test('pieces put together are the text', () => {
    const text = 'Don’t go — 云溪,  now!\n';
    expect(piecesOf(text).join('')).toBe(text);
  });
});

describe('a wording', () => {
  test.each([
    ['It costs 89.00 €.', '89'],
    ['It ends on 5.', '5'],
    ['Ends at 19.30 h', '19.30'],
    ['He said “no”', 'no'],
    ['a four-day week', 'four\u2011day week'],
    ['往返于柳桥码头', '柳桥'],
    ['والكتب كثيرة', 'الكتب'],
    ['Nobody was HURT', '/no(body| one) was hurt/'],
  ])('is said in %j: %s', (text, wording) => expect(says(text, wording)).toBe(true));

  test.each([
    ['It costs 89.50 €.', '89'],
    ['89,000 came', '89'],
    ['It costs 15 €', '5'],
    ['version 1.5', '5'],
    ['telling', 'Ling'],
    ['nobody', 'no'],
    ['Straße 13', '/\\b3\\b/'],
  ])('is not said in %j: %s', (text, wording) => expect(says(text, wording)).toBe(false));
});

describe('what is said', () => {
  test('facts count in any of their wordings', () => {
    expect(coverage('Closed for 14 months.', [['fourteen months', '14 months'], ['ferry']])).toBe(0.5);
    expect(coverage('anything', [])).toBeNull();
  });

  test.each([
    ['cuesta 2,60 €', '2.60 €'],
    ['costs €2.60', '2.60 €'],
    ['ouvert de 9h00', '9.00'],
    ['am 4. Mai', '4.'],
    ['siehe [hier](https://a.example/b)', 'https://a.example/b'],
    ['Run `npm i`.', '`npm i`'],
  ])('%j keeps %s', (text, thing) => expect(survival(text, [thing])).toBe(1));

  test.each([
    ['cuesta 2,65 €', '2.60 €'],
    ['at 19.00', '9.00'],
    ['https://a.example/B', 'https://a.example/b'],
    ['Run npm i.', '`npm i`'],
    ['Femina came', 'Femi'],
  ])('%j loses %s', (text, thing) => expect(survival(text, [thing])).toBe(0));

  test('numbers that the source lacks were made up', () => {
    expect(knownNumbers('In 1962, 27,000 cars.', 'built in 1962: 27,000 cars')).toBe(1);
    expect(knownNumbers('In 1963.', 'built in 1962')).toBe(0);
    expect(knownNumbers('None.', 'built in 1962')).toBeNull();
  });

  test('checks', () => {
    const source = 'Hey, a rather long text.';
    expect(passedChecks('A text.', source, { lacks: ['hey'], length: 'shorter' })).toBe(1);
    expect(passedChecks(source, source, { lacks: ['hey'], length: 'shorter' })).toBe(0);
    expect(passedChecks('', source, { lacks: ['hey'], length: 'shorter' })).toBe(0);
    expect(passedChecks('1. Press\n2. Wait', source, { has: ['/^2\\./m'] })).toBe(1);
    expect(passedChecks('x', source, {})).toBeNull();
  });
});

describe('fields', () => {
  const gold = {
    name: 'Fennel K2',
    price: 89,
    items: [
      { a: 'x', b: 1 },
      { a: 'y', b: 2 },
    ],
  };

  test('agree in any order of a list', () => {
    const found = {
      name: '"fennel K2"',
      price: 89,
      items: [
        { a: 'y', b: 2 },
        { a: 'x', b: 1 },
      ],
    };
    expect(fieldScores(found, gold)).toEqual({ exact: 1, fields: 1, partial: 1 });
  });

  test('wrong, missing and invented values cost', () => {
    const found = { name: 'Fennel', price: 88, items: [{ a: 'x', b: 1 }], weight: '1 kg' };
    const { exact, fields, partial } = fieldScores(found, gold);
    expect(exact).toBe(0);
    expect(fields).toBeCloseTo(fScore(2 / 5, 2 / 6));
    expect(partial).toBeCloseTo(fScore((2 + 2 / 3) / 5, (2 + 2 / 3) / 6));
  });

  test('nothing is nothing', () => {
    expect(fieldScores(undefined, gold)).toEqual({ exact: 0, fields: 0, partial: 0 });
    expect(fieldScores({ people: [] }, { people: [] }).exact).toBe(1);
    expect(fieldScores({ people: ['x'] }, { people: [] })).toEqual({ exact: 0, fields: 0, partial: 0 });
  });
});

describe('edits', () => {
  const text = 'She don’t like the tea.';

  test('are where the texts differ', () => {
    expect(editsBetween('a bb c', 'a dd c')).toEqual([{ start: 2, end: 4, replacement: 'dd' }]);
    expect(editsBetween('same', 'same')).toEqual([]);
    expect(editsBetween('a c', 'a b c')).toEqual([{ start: 2, end: 2, replacement: 'b ' }]);
  });

  test('right, needless and missing', () => {
    const gold = 'She doesn’t like tea.';
    expect(editCounts(text, gold, gold)).toEqual({ right: 2, needless: 0, missing: 0 });
    expect(editCounts(text, text, gold)).toEqual({ right: 0, needless: 0, missing: 2 });
    expect(editCounts(text, 'He doesn’t like the tea.', gold)).toEqual({ right: 1, needless: 1, missing: 1 });
  });

  test('of one character in Chinese', () => {
    expect(editCounts('会议在次开', '会议再次开', '会议再次开')).toEqual({ right: 1, needless: 0, missing: 0 });
  });
});

test('spans', () => {
  const source = 'One. Two. Two.';
  expect(
    spanExactness(source, [
      { text: 'Two.', start: 5, end: 9 },
      { text: 'two.', start: 5, end: 9 },
    ]),
  ).toBe(0.5);
  expect(spanExactness(source, [{ text: '', start: 5, end: 5 }])).toBe(0);
  expect(spanExactness(source, [])).toBeNull();
  expect(meetsSupport(source, [{ text: 'Two.', start: 5, end: 9 }], 'Two.')).toBe(true);
  expect(meetsSupport(source, [{ text: 'One.', start: 0, end: 4 }], 'Two.')).toBe(false);
  expect(meetsSupport(source, [{ text: 'One.', start: 0, end: 4 }], 'Three.')).toBe(false);
});

test('keywords', () => {
  const gold = [['Orrin Bridge', 'bridge'], ['repair', 'repairs'], ['无人驾驶']];
  expect(keywordScores(['the Orrin Bridge', 'Repairs', '无人驾驶渡轮'], gold)).toEqual({
    precision: 1,
    recall: 1,
    f1: 1,
  });
  expect(keywordScores(['bridge', 'Bridge', 'city'], gold)).toEqual({ precision: 0.5, recall: 1 / 3, f1: 0.4 });
  expect(keywordScores(['the bridge that the city of Tamsel closes'], gold).precision).toBe(0);
  expect(keywordScores(['air'], gold).precision).toBe(0);
  expect(keywordScores([], gold)).toEqual({ precision: 0, recall: 0, f1: 0 });
});

test('a schema is kept or not', () => {
  const schema = {
    type: 'object',
    properties: { n: { type: 'integer' } },
    required: ['n'],
    additionalProperties: false,
  };
  expect(fitsSchema({ n: 1 }, schema)).toBe(true);
  expect(fitsSchema({ n: 1.5 }, schema)).toBe(false);
  expect(fitsSchema({ n: 1, m: 2 }, schema)).toBe(false);
  expect(fitsSchema(undefined, schema)).toBe(false);
});

describe('what is read of an answer that is longer than was asked for', () => {
  test('is as long as the reference', () => {
    expect(inLengthOf('  The bridge is shut. It costs 5 million.', 'Bridge is shut now.')).toBe('The bridge is shut.');
    expect(inLengthOf('Short.', 'A long reference.')).toBe('Short.');
  });
  test.each([
    ['Sure! A title:', 'Sure! A title:'],
    ['\n```\n# The bridge\nMore', '# The bridge'],
    [`${'x'.repeat(120)} bridge`, 'x'.repeat(100)],
    ['', ''],
  ])('is the first line with a word: %j', (answer, line) => expect(titleLine(answer)).toBe(line));
});
