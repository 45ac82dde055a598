import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { isLocalLLMError } from '../errors.js';
import { type Chunk, splitText } from './chunks.js';
import type { CountTextTokens } from './range-counts.js';
import { anyText } from './texts.case.js';

/** Counters that never count less for more text, fair and foul. */
const COUNTERS: Record<string, (text: string) => number> = {
  characters: (text) => text.length,
  quarters: (text) => Math.ceil(text.length / 4),
  'bytes and one for the beginning': (text) => 1 + Math.ceil(new TextEncoder().encode(text).length / 3),
  words: (text) => text.split(/\s+/).filter((word) => word !== '').length,
  'more than the sum': (text) => Math.ceil(text.length ** 1.4 / 3),
  'less than the sum': (text) => Math.ceil(Math.sqrt(text.length)),
  'a cliff': (text) => (text.length <= 7 ? 1 : 1_000_000),
  nothing: () => 0,
};

const counting =
  (count: (text: string) => number): CountTextTokens =>
  async (texts) =>
    texts.map(count);

const byWords = counting(COUNTERS['words'] ?? (() => 0));
const byLength = counting((text) => text.length);

const texts = (chunks: readonly Chunk[]) => chunks.map(({ text }) => text);

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

describe('splitText', () => {
  const options = fc.record({
    name: fc.constantFrom(...Object.keys(COUNTERS)),
    maxTokens: fc.integer({ min: 30, max: 200 }),
    overlapTokens: fc.integer({ min: 0, max: 12 }),
  });

  it('loses and doubles no character, keeps to the budget and gives spans of the source', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, options, async (source, { name, maxTokens, overlapTokens }) => {
        const count = COUNTERS[name] ?? (() => 0);
        const split = () => splitText(source, { maxTokens, overlapTokens, countTokens: counting(count) });
        const chunks = await split();
        const ends = [0, ...chunks.map(({ end }) => end)];
        const wrong = chunks.filter(({ text, start, end }, index) => {
          const before = ends[index] ?? 0;
          const isRepeated = start < before;
          if (text !== source.slice(start, end) || count(text) > maxTokens || end <= before || start > before)
            return true;
          return isRepeated && (overlapTokens === 0 || count(source.slice(start, before)) > overlapTokens);
        });
        expect(wrong).toEqual([]);
        expect(ends.at(-1)).toBe(source.length);
        expect(await split()).toEqual(chunks);
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('never cuts a character as people see it, unless that alone is over the budget', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.integer({ min: 20, max: 60 }), async (source, maxTokens) => {
        const chunks = await splitText(source, { maxTokens, countTokens: byLength });
        const inner = new Set(chunks.slice(1).map(({ start }) => start));
        for (const { index, segment } of graphemes.segment(source)) {
          const cuts = [...segment].map((_, at) => index + at).filter((at) => at > index && inner.has(at));
          if (cuts.length > 0) expect(segment.length).toBeGreaterThan(maxTokens);
        }
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('cuts one character between its code points when it must, and says so when even one is too much', async () => {
    const source = `a${'\u0301'.repeat(50)}😀`;
    const chunks = await splitText(source, { maxTokens: 10, countTokens: byLength });
    expect(texts(chunks).join('')).toBe(source);
    expect(Math.max(...chunks.map(({ text }) => text.length))).toBeLessThanOrEqual(10);
    expect(chunks.at(-1)?.text).toMatch(/😀$/);
    const tooSmall = await splitText('😀', { maxTokens: 1, countTokens: byLength }).catch((error: unknown) => error);
    expect(isLocalLLMError(tooSmall) && tooSmall.code).toBe('invalid-request');
  });

  it('cuts before headings rather than between paragraphs, and tells what stands above', async () => {
    const part = (title: string) => `## ${title}\n\n${'Word word. '.repeat(20)}\n\n${'Word word. '.repeat(20)}\n\n`;
    const source = `Title\n=====\n\n${part('One')}${part('Two')}# Other #\n\n${part('Three')}`;
    const chunks = await splitText(source, { maxTokens: 100, countTokens: byWords });
    expect(texts(chunks).map((text) => text.slice(0, 9))).toEqual(['Title\n===', '## Two\n\nW', '# Other #']);
    expect(chunks.map(({ headings }) => headings)).toEqual([[], ['Title'], []]);
    const finer = await splitText(source, { maxTokens: 50, countTokens: byWords });
    expect(finer.map(({ headings }) => headings.join(' / '))).toEqual([
      ...['', 'Title / One', 'Title', 'Title / Two', '', 'Other / Three'],
    ]);
  });

  it.each([
    ['2.1 Methods', '2.1 Methods'],
    ['CHAPTER ONE', 'CHAPTER ONE'],
    ['Kapitel 4', 'Kapitel 4'],
    ['Just a line', undefined],
    ['SHOUTED!', undefined],
  ])('takes %j for a heading of a plain text: %j', async (line, heading) => {
    const source = `${line}\n\n${'word '.repeat(30)}\n\n${'word '.repeat(30)}`;
    const chunks = await splitText(source, { maxTokens: 40, countTokens: byWords });
    expect(chunks.at(-1)?.headings).toEqual(heading === undefined ? [] : [heading]);
  });

  it('leaves no heading and no head of a table alone at the end', async () => {
    const source = `${'word '.repeat(80)}\n\n# Heading\n\n| a | b |\n|---|---|\n${'| word | word |\n'.repeat(30)}`;
    const chunks = await splitText(source, { maxTokens: 100, countTokens: byWords });
    expect(texts(chunks).map((text) => text.slice(0, 9))).toContain('# Heading');
    for (const text of texts(chunks)) expect(text).not.toMatch(/(Heading|\| a \| b \||---\|)\s*$/);
  });

  it('keeps code and rows whole, and takes code that is too long apart at line ends', async () => {
    const code = (lines: number) => `\`\`\`js\n${'const a = b; // c. D e\n\n'.repeat(lines)}\`\`\`\n`;
    const whole = await splitText(`${'word '.repeat(30)}\n${code(8)}${'word '.repeat(30)}`, {
      maxTokens: 80,
      countTokens: byWords,
    });
    expect(texts(whole).filter((text) => text.includes(code(8)))).toHaveLength(1);
    const long = await splitText(code(60), { maxTokens: 80, countTokens: byWords });
    expect(long.length).toBeGreaterThan(4);
    for (const text of texts(long)) expect(text).toMatch(/\n$/);
    const rows = await splitText(`| a | b |\n|--|--|\n${'| One. Two. | Three! Four |\n'.repeat(60)}`, {
      maxTokens: 80,
      countTokens: byWords,
    });
    for (const text of texts(rows)) expect(text).toMatch(/\|\n$/);
  });

  it('makes chunks of about the same size, as few as there can be', async () => {
    const source = 'One two three four. '.repeat(250);
    const chunks = await splitText(source, { maxTokens: 300, countTokens: byWords });
    const sizes = texts(chunks).map((text) => text.split(' ').length - 1);
    expect(sizes).toHaveLength(4);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(20);
  });

  it('repeats whole sentences where chunks overlap', async () => {
    const sentences = Array.from({ length: 200 }, (_, index) => `This is sentence ${index}. `);
    const source = sentences.join('');
    const chunks = await splitText(source, { maxTokens: 100, overlapTokens: 10, countTokens: byWords });
    chunks.slice(1).forEach((chunk, index) => {
      const repeated = source.slice(chunk.start, chunks[index]?.end);
      expect(repeated.trim().split(' ')).toHaveLength(8);
      expect(repeated).toMatch(/^This is/);
    });
  });

  it.each([
    ['prose in one line', 'The quick brown fox jumps over the lazy dog. '],
    ['words without an end', 'lorem ipsum dolor '],
    ['one word', 'a'],
    ['Chinese', '今天天气很好，我们去公园散步。'],
    ['flags', '🇩🇪🇫🇷'],
    ['families', '👨‍👩‍👧‍👦'],
    ['blanks', ' '],
    ['line breaks', '\r\n'],
    ['zeros', '\0'],
    ['halves of characters', '\ud83d'],
    ['short paragraphs', 'One.\n\nTwo three.\n\n'],
    ['Arabic', 'مرحبا بالعالم. '],
    ['open brackets', '[](`<{'],
    ['pipes', '| a |\n|--|\n'],
    ['quotations', '> > a\n'],
  ])('takes time and calls that grow with the text alone: %s', async (_, unit) => {
    const work = async (length: number) => {
      const source = unit.repeat(length / unit.length);
      let calls = 0;
      let counted = 0;
      let segmented = 0;
      const countTokens: CountTextTokens = async (all) => {
        calls += 1;
        for (const text of all) counted += text.length;
        return all.map((text) => Math.ceil(text.length / 4));
      };
      const segment = vi.spyOn(Intl.Segmenter.prototype, 'segment');
      segment.mockClear();
      const chunks = await splitText(source, { maxTokens: 1000, countTokens });
      for (const [text] of segment.mock.calls) segmented += text.length;
      segment.mockRestore();
      expect(chunks.reduce((sum, { text }) => sum + text.length, 0)).toBe(source.length);
      expect(chunks.length).toBeLessThan((source.length / 4000) * 1.25 + 1);
      return { calls, counted: counted / source.length, segmented: segmented / source.length };
    };
    const small = await work(60_000);
    const large = await work(240_000);
    expect(small.counted).toBeLessThanOrEqual(3);
    expect(large.counted).toBeLessThanOrEqual(3);
    expect(large.calls).toBeLessThanOrEqual(small.calls + 4);
    expect(large.segmented).toBeLessThanOrEqual(Math.max(1, small.segmented) * 1.1);
    expect(large.segmented).toBeLessThanOrEqual(4);
  });

  it('stops between calls', async () => {
    const controller = new AbortController();
    let calls = 0;
    const countTokens: CountTextTokens = async (all) => {
      calls += 1;
      controller.abort();
      return all.map((text) => text.length);
    };
    const split = splitText('word '.repeat(400_000), { maxTokens: 100, countTokens, signal: controller.signal });
    await expect(split).rejects.toMatchObject({ code: 'aborted' });
    expect(calls).toBe(1);
  });

  it('refuses an overlap of more than half and a counter that does not count', async () => {
    for (const options of [{ maxTokens: 0 }, { maxTokens: 10, overlapTokens: 6 }, { maxTokens: Number.NaN }]) {
      await expect(splitText('a', { ...options, countTokens: byLength })).rejects.toMatchObject({
        code: 'invalid-request',
      });
    }
    const countTokens = async () => [];
    await expect(splitText('a', { maxTokens: 10, countTokens })).rejects.toMatchObject({ code: 'invalid-request' });
  });
});
