/** Explaining, and tables of a text: what is asked, what is taken from the text, and what is left out. */
import { describe, expect, it } from 'vitest';
import { explain } from './explain.js';
import { extractTable } from './extract-table.js';
import { askedText, testModel } from './model.case.js';
import { tablesIn } from './tables-in-text.js';

const BAKERY = 'Rye bread costs 4.20 euros and weighs 750 grams. A roll costs 0.60 euros and weighs 60 grams.';

const facts = (...all: readonly (readonly [string, string, string])[]) =>
  JSON.stringify(all.map(([of, what, value]) => ({ of, what, value })));

describe('explain', () => {
  it('asks for plain words, and leaves out numbers that the text does not have', async () => {
    const model = testModel({ reply: () => 'Rye bread costs 4.20 euros. It was 3 euros once.' });
    expect(await explain(BAKERY, { model, language: 'de' })).toBe('Rye bread costs 4.20 euros.');
    expect(model.requests[0]?.messages[0]?.content).toMatch(/plain words.*German/s);
    expect(explain.name).toBe('Explaining');
  });

  it('makes one explanation of a long text, and none of an empty one', async () => {
    const model = testModel({ reply: (request) => (askedText(request).includes('asy.') ? 'All is easy.' : 'Easy.') });
    const long = Array.from({ length: 40 }, (_, index) => `Paragraph ${index} ${'word '.repeat(20)}end.`).join('\n\n');
    expect(await explain(long, { model })).toBe('All is easy.');
    expect(model.requests.length).toBeGreaterThan(2);
    expect(await explain(' ', { model: testModel() })).toBe('');
  });
});

describe('extractTable', () => {
  it('makes rows of things and columns of what is told of them', async () => {
    const reply = facts(
      ['Rye bread', 'price', '4.20 euros'],
      ['Rye bread', 'weight', '750 grams'],
      ['A roll', 'Price', '0.60 euros'],
      ['A roll', 'weight', '60 grams'],
    );
    expect(await extractTable(BAKERY, { model: testModel({ reply: () => reply }) })).toBe(
      [
        '|  | price | weight |',
        '| --- | --- | --- |',
        '| Rye bread | 4.20 euros | 750 grams |',
        '| A roll | 0.60 euros | 60 grams |',
      ].join('\n'),
    );
  });

  it('takes nothing that the text does not say, and no fact that was cut off', async () => {
    const made = facts(
      ['Rye bread', 'price', '9.99 euros'],
      ['Cake', 'price', '4.20 euros'],
      ['A roll', '1', '60 grams'],
    );
    expect(await extractTable(BAKERY, { model: testModel({ reply: () => made }) })).toBe('');
    const cut = facts(['Rye bread', 'price', '4.20 euros'], ['A roll', 'price', '0.60 euros']).slice(0, -9);
    expect(await extractTable(BAKERY, { model: testModel({ reply: () => `${cut} ${'x '.repeat(200)}` }) })).toBe('');
    for (const reply of ['[]', 'no JSON', '{"of":"A roll"}']) {
      expect(await extractTable(BAKERY, { model: testModel({ reply: () => reply }) })).toBe('');
    }
  });

  it('turns the table of a single thing, and lists facts that have little in common', async () => {
    const one = facts(['Rye bread', 'price', '4.20 euros'], ['Rye bread', 'weight', '750 grams']);
    expect(await extractTable(BAKERY, { model: testModel({ reply: () => one }) })).toBe(
      '|  | Rye bread |\n| --- | --- |\n| price | 4.20 euros |\n| weight | 750 grams |',
    );
    const text = 'Ada lives in Bonn. Bert is 40. Cleo sings. Dan paints.';
    const apart = facts(
      ['Ada', 'home', 'Bonn'],
      ['Bert', 'age', '40'],
      ['Cleo', 'hobby', 'sings'],
      ['Dan', 'work', 'paints'],
    );
    expect(await extractTable(text, { model: testModel({ reply: () => apart }) })).toContain('| Bert | age | 40 |');
  });

  it('takes tables that are there as they are, without the model', async () => {
    const model = testModel();
    const text = 'Prices:\n\nPlant | Days\nFern | 3\nCactus | 30\n\nThat is all.';
    expect(await extractTable(text, { model })).toBe('| Plant | Days |\n| --- | --- |\n| Fern | 3 |\n| Cactus | 30 |');
    expect(await extractTable.plan(text, { model })).toMatchObject({ calls: 0 });
    expect(model.requests).toEqual([]);
  });
});

describe('the tables of a text', () => {
  it('are those of Markdown, of tabs, and of files in pieces', () => {
    expect(tablesIn('| a | b |\n|---|:-:|\n| 1 | x\\|y |')).toEqual([
      [
        ['a', 'b'],
        ['1', 'x\\|y'],
      ],
    ]);
    expect(tablesIn('a\tb\n1\t2')).toEqual([
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ]);
    expect(tablesIn('a | b\n1 | 2\n\na | b\n3 | 4')).toEqual([
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ]);
    expect(tablesIn('a | b\n1 | 2\nx | y | z\n3 | 4 | 5')).toHaveLength(2);
  });

  it('are no lines of code, and no single line with a bar', () => {
    expect(tablesIn('```\nls | wc\ncat | wc\n```')).toEqual([]);
    expect(tablesIn('One or | two.\nThree.')).toEqual([]);
  });

  it('are shown up to a length that can be read', async () => {
    const rows = Array.from({ length: 2000 }, (_, index) => `${index} | x`).join('\n');
    const table = await extractTable(`n | v\n${rows}`, { model: testModel() });
    expect(table.split('\n')).toHaveLength(503);
    expect(table).toMatch(/\| … \| … \|$/);
  });
});
