/** No word of a page is lost, no chunk is too large, and each knows its headings. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf } from './blocks.js';
import { chunkPage, DEFAULT_MAX_WEIGHT, weightOf } from './chunk-page.js';

const words = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.join('') ?? '';

const piece = fc.oneof(
  fc.constantFrom('# One', '## Two', '### Three', '#### Four ####', '#', '#no heading', '```js', '```', '~~~~', ''),
  fc.constantFrom(
    'A sentence. Another one! And a third?',
    '- item',
    '| a | b |',
    '|---|---|',
    '今天天气很好。我们去公园。',
  ),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ minLength: 300, maxLength: 900 }),
  fc.constant('x'.repeat(700)),
  fc.constant('word '.repeat(200)),
);
const page = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('\n'));

describe('chunks of any page', () => {
  it('hold every word, are within the limit, and are never empty', () => {
    fc.assert(
      fc.property(page, fc.integer({ min: 40, max: 1500 }), (text, maxWeight) => {
        const chunks = chunkPage({ text }, { maxWeight });
        for (const chunk of chunks) expect(chunk.text.trim()).not.toBe('');
        const blocks = blocksOf(text);
        const headings = blocks.filter(({ kind }) => kind === 'heading').map((block) => block.text);
        for (const { text: chunk } of chunks) {
          if (!headings.includes(chunk)) expect(weightOf(chunk)).toBeLessThanOrEqual(maxWeight);
        }
        const bodies = chunks.filter(({ text: chunk }) => !headings.includes(chunk)).map((chunk) => chunk.text);
        const wanted = blocks.filter((block) => block.kind !== 'heading' && !headings.includes(block.text));
        expect(words(bodies.join(' '))).toBe(words(wanted.map((block) => block.text).join(' ')));
        const said = new Set(chunks.flatMap((chunk) => [...chunk.path, chunk.text]));
        for (const heading of headings) expect(said).toContain(heading);
      }),
      { numRuns: 300 },
    );
  });

  it('take time that grows with the text, not with its square', () => {
    const text = `${'word '.repeat(200_000)}\n\n${'x'.repeat(300_000)}\n\n${'| a | b |\n'.repeat(50_000)}`;
    expect(chunkPage({ text }).length).toBeGreaterThan(1500);
  });
});

describe('chunks', () => {
  it('stand below their headings', () => {
    const text = '# Shop\n\nWelcome.\n\n## Delivery\n\nTwo days.\n\n### Abroad\n\nA week.\n\n## Prices\n\nLow.';
    expect(chunkPage({ text })).toEqual([
      { path: ['Shop'], text: 'Welcome.' },
      { path: ['Shop', 'Delivery'], text: 'Two days.' },
      { path: ['Shop', 'Delivery', 'Abroad'], text: 'A week.' },
      { path: ['Shop', 'Prices'], text: 'Low.' },
    ]);
  });

  it('are headings too, where nothing stands below one', () => {
    expect(chunkPage({ text: '# Shop\n\n## Closed in August\n\n## Prices\n\nLow.\n\n## The end' })).toEqual([
      { path: ['Shop'], text: 'Closed in August' },
      { path: ['Shop', 'Prices'], text: 'Low.' },
      { path: ['Shop'], text: 'The end' },
    ]);
  });

  it('join short paragraphs and part long ones at sentences', () => {
    expect(chunkPage({ text: 'One.\n\nTwo.\n\nThree.' })).toEqual([{ path: [], text: 'One.\n\nTwo.\n\nThree.' }]);
    const long = chunkPage({ text: 'This is a sentence of some words. '.repeat(60) });
    expect(long.length).toBe(3);
    for (const { text } of long) expect(text).toMatch(/^This is .* words\.$/s);
  });

  it('have whole lines of code and of tables, and no headings out of code', () => {
    const code = ['```sh', '# not a heading', ...Array.from({ length: 80 }, (_, n) => `npm run task-${n}`), '```'];
    const table = Array.from({ length: 80 }, (_, n) => `| ${n} | ${'cell '.repeat(4)}|`);
    const chunks = chunkPage({ text: `${code.join('\n')}\n\n${table.join('\n')}` });
    expect(chunks.every(({ path }) => path.length === 0)).toBe(true);
    const lines = new Set([...code, ...table]);
    for (const { text } of chunks) for (const line of text.split('\n')) if (line) expect(lines).toContain(line.trim());
  });

  it('are as large in tokens where each letter is a word', () => {
    const chunks = chunkPage({ text: '今天天气很好。'.repeat(200) });
    expect(Math.max(...chunks.map(({ text }) => text.length))).toBeLessThanOrEqual(0.4 * DEFAULT_MAX_WEIGHT);
    for (const { text } of chunks) expect(text).toMatch(/。$/);
  });
});
