/** Pieces of text, wherever they stand on a page, are read in the order in which people read them. */
import { describe, expect, it } from 'vitest';
import { joinPages, pageTexts } from './join-pages.js';
import { layOut } from './page-layout.js';
import type { TextRun } from './text-lines.js';

const joined = (pages: readonly (readonly string[])[]) => joinPages(pageTexts(pages));

/** A piece of ten points; each letter is half as wide as it is high. */
function run(text: string, x: number, y: number, more: Partial<TextRun> = {}): TextRun {
  const size = more.size ?? 10;
  return {
    text,
    x,
    y,
    width: text.length * size * 0.5,
    size,
    angle: 0,
    rightToLeft: false,
    blankBefore: false,
    ...more,
  };
}

const lorem = (word: string, lines: number) =>
  Array.from({ length: lines }, (_, line) => `${word} is in this line ${line}`);

describe('lines', () => {
  it('are put together of words, whatever order the file has them in', () => {
    expect(layOut([run('world', 78, 100), run('below', 50, 112), run('Hello', 50, 100)])).toEqual([
      'Hello world below',
    ]);
  });

  it('have no blank between letters that touch, and one where the file has one', () => {
    expect(layOut([run('Hel', 50, 100), run('lo', 65, 100), run('you', 76, 100, { blankBefore: true })])).toEqual([
      'Hello you',
    ]);
  });

  it('hold raised and lowered signs', () => {
    expect(
      layOut([run('H', 50, 100), run('2', 55, 102, { size: 6 }), run('O', 58, 100), run('1', 63, 96, { size: 6 })]),
    ).toEqual(['H2O1']);
  });

  it('that are printed twice to look bold are read once', () => {
    expect(layOut([run('Bold', 50, 100), run('Bold', 50.3, 100)])).toEqual(['Bold']);
  });

  it('of Arabic and Hebrew are read from the right', () => {
    const rightToLeft = true;
    expect(layOut([run('עולם', 50, 100, { rightToLeft }), run('שלום', 80, 100, { rightToLeft })])).toEqual([
      'שלום עולם',
    ]);
  });

  it('that go up the page are read after the others', () => {
    const up = { angle: -90 };
    expect(
      layOut([run('arXiv', 10, 500, up), run('stamp', 38, 500, up), run('The text of the page', 50, 100)]),
    ).toEqual(['The text of the page', 'arXiv stamp']);
  });
});

describe('columns', () => {
  const column = (word: string, x: number, lines: number, top = 100) =>
    lorem(word, lines).map((line, index) => run(line, x, top + 12 * index));

  it('three of them are read one after the other', () => {
    const page = [...column('right', 370, 6), ...column('left', 50, 6), ...column('middle', 210, 6)];
    expect(layOut(page)).toEqual(['left', 'middle', 'right'].map((word) => lorem(word, 6).join(' ')));
  });

  it('above and below a line that goes across are read apart', () => {
    const across = run('This heading stands across both of the columns of the page', 50, 190);
    const page = [
      ...column('one', 50, 6),
      ...column('two', 250, 6),
      across,
      ...column('three', 50, 6, 220),
      ...column('four', 250, 6, 220),
    ];
    expect(layOut(page)).toEqual([
      lorem('one', 6).join(' '),
      lorem('two', 6).join(' '),
      across.text,
      lorem('three', 6).join(' '),
      lorem('four', 6).join(' '),
    ]);
  });

  it('may be of different lengths', () => {
    const page = [...column('one', 50, 12), ...column('two', 250, 4)];
    expect(layOut(page)).toEqual([lorem('one', 12).join(' '), lorem('two', 4).join(' ')]);
  });
});

describe('paragraphs', () => {
  const lines = (texts: readonly string[], x: (line: number) => number = () => 50) =>
    texts.map((text, index) => run(text, x(index), 100 + 12 * index));
  const full = 'This line is as long as all lines of the text are';

  it('begin where a line is set in', () => {
    const page = lines([full, full, full, full, full, full], (line) => (line === 3 ? 62 : 50));
    expect(layOut(page)).toEqual([[full, full, full].join(' '), [full, full, full].join(' ')]);
  });

  it('do not begin in lines that only end together', () => {
    const words = [
      'long enough to be text',
      'shorter than that',
      'again long enough as it is',
      'short',
      'and long again as before',
    ];
    const page = lines(words, (line) => 300 - (words[line]?.length ?? 0) * 5);
    expect(layOut(page)).toEqual([words.join(' ')]);
  });

  it('end where the next word had room', () => {
    expect(layOut(lines([full, 'It ends here.', full, full]))).toEqual([`${full} It ends here.`, `${full} ${full}`]);
  });

  it('of Chinese and Japanese have no blanks at the ends of lines', () => {
    expect(layOut(lines(['吾輩は猫である。名前はまだ', '無い。どこで生れたかとんと']))).toEqual([
      '吾輩は猫である。名前はまだ無い。どこで生れたかとんと',
    ]);
  });

  it('a page of a hundred thousand pieces is no trouble', () => {
    const page = Array.from({ length: 100_000 }, (_, index) => run('x', (index * 7919) % 600, (index * 104_729) % 800));
    expect(layOut(page).join('').replace(/[^x]/g, '').length).toBeGreaterThan(1000);
    const line = Array.from({ length: 200_000 }, (_, index) => run('x', index * 30, 100));
    expect(layOut(line).join('').replace(/[^x]/g, '')).toHaveLength(200_000);
  });
});

describe('pages', () => {
  it('keep what is on all of them when nothing else is', () => {
    expect(joined([['Hello'], ['Hello'], ['Hello']])).toBe(
      '[page 1]\n\nHello\n\n[page 2]\n\nHello\n\n[page 3]\n\nHello',
    );
  });

  it('lose titles and numbers at their edges, but not what stands within', () => {
    const pages = Array.from({ length: 4 }, (_, page) => [
      'My book',
      `It says ${'so '.repeat(50)}`,
      'My book',
      `End ${'of '.repeat(50)}`,
      `- ${page} -`,
    ]);
    const text = joined(pages);
    expect(text.match(/My book/g)).toHaveLength(4);
    expect(text).not.toMatch(/- \d -/);
  });

  it('without text are not mentioned', () => {
    expect(joined([['One'], [], ['Three']])).toBe('[page 1]\n\nOne\n\n[page 3]\n\nThree');
    expect(joined([[], []])).toBe('');
  });
});
