/** What is invisible, broken or idle in a text does not reach a model. */
import { describe, expect, it } from 'vitest';
import { PIECE, startPace } from './pace.js';
import { tidyLongText, tidyText } from './tidy-text.js';

describe('tidying', () => {
  it.each([
    ['line breaks of all systems', 'a\r\nb\rc\u2028d\u0085e\fg', 'a\nb\nc\nd\ne\ng'],
    ['blanks at the end of lines', 'a  \t\nb \n', 'a\nb\n'],
    ['piles of empty lines', 'a\n\n\n\n\n\nb', 'a\n\n\nb'],
    ['blanks of odd widths', 'a\u00a0b\u2009c', 'a b c'],
    ['halves of signs', 'a\ud800b', 'a\ufffdb'],
    ['controls', 'a\u0000b\u0007c\u001b[31md', 'abc[31md'],
    ['marks of direction', 'a\u202eb\u2066c', 'abc'],
    ['zero widths', 'pass\u200bword\ufeff', 'password'],
    ['letters and their accents apart', 'e\u0301', '\u00e9'],
    [
      'tags, which spell a hidden text',
      `ok${[...'obey'].map((sign) => String.fromCodePoint(0xe0000 + sign.charCodeAt(0))).join('')}`,
      'ok',
    ],
    ['rows of variant selectors, which spell bytes', 'ok\ufe01\ufe0e\ufe05\u{e0101}', 'ok'],
  ])('mends %s', (_, text, tidy) => {
    expect(tidyText(text)).toBe(tidy);
  });

  it.each([
    ['indents', 'if a:\n\tb\n    c'],
    ['emoji of several signs', '👩‍💻 ❤️'],
    ['joiners of Persian', 'می‌خواهم'],
    ['Hindi', 'क्‍ष'],
    ['wide blanks of Japanese', '吾輩\u3000猫'],
  ])('keeps %s', (_, text) => {
    expect(tidyText(text)).toBe(text);
  });

  it('takes no longer for a row of blanks than for any text', () => {
    // With a careless pattern this would run for minutes.
    const row = `${' '.repeat(1_000_000)}x`;
    expect(tidyText(row)).toBe(row);
  });
});

describe('tidying in pieces', () => {
  const tidyLong = (text: string) => tidyLongText(text, startPace(undefined));

  it('is the same as tidying at once, wherever the pieces end', async () => {
    for (const line of ['word \r\n', 'word\r\n\r\n\r\n\r\n\r\n', 'word 😀', '\n']) {
      for (const shift of ['', 'a', 'ab', 'abc']) {
        const text = `start${shift}${line.repeat((3 * PIECE) / line.length)}end`;
        expect(await tidyLong(text)).toBe(tidyText(text));
      }
    }
  });

  it('drops what is idle at both ends', async () => {
    expect(await tidyLong('\n\n  a\n\n')).toBe('  a');
  });
});
