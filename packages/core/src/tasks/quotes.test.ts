import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from './folded-text.js';
import { findQuote, quoteFinder } from './quotes.js';
import { anyText, prose } from './texts.case.js';

/** What is shown for a quotation; `null` when it is not found. */
function shown(source: string, quote: string, options?: Parameters<typeof findQuote>[2]): string | null {
  const span = findQuote(source, quote, options);
  return span === null ? null : source.slice(span.start, span.end);
}

describe('findQuote', () => {
  it.each([
    ['the same words', 'It was late. He left.', 'He left.', 'He left.'],
    ['white space', 'It was\n  very\u00a0late.', 'was very late', 'was\n  very\u00a0late'],
    ['no-break and zero-width signs', 'a won\u00adder\u200bful day', 'a wonderful day', 'a won\u00adder\u200bful day'],
    ['typographic quotes', 'He said “don’t go”, twice.', 'said "don\'t go", twice', 'said “don’t go”, twice'],
    ['other kinds of quotes', 'Il dit «non» et part.', "dit 'non' et", 'dit «non» et'],
    ['quotes around it', 'It was late.', '"It was late"', 'It was late'],
    ['dashes', 'pages 3–5 — the rest', 'pages 3-5 - the rest', 'pages 3–5 — the rest'],
    ['two hyphens for a dash', 'words—and more', 'words -- and more', 'words—and more'],
    ['ellipses', 'Well… maybe.', 'Well... maybe', 'Well… maybe'],
    ['composed letters', 'Caf\u0065\u0301 Ångström', 'Café A\u030angström', 'Cafe\u0301 Ångström'],
    [
      'Korean letters',
      '\u1112\u1161\u11ab\u1100\u1173\u11af 문장',
      '한글 문장',
      '\u1112\u1161\u11ab\u1100\u1173\u11af 문장',
    ],
    ['ligatures and wide letters', 'the ﬁrst ＡＢＣ１２', 'first ABC12', 'ﬁrst ＡＢＣ１２'],
    ['half-width kana', 'これはｶﾞｽです', 'ガス', 'ｶﾞｽ'],
    ['the first letter', 'In short, it works.', 'It works.', 'it works.'],
    ['the first letter, small', 'The end is near.', 'the end', 'The end'],
    ['a full stop', 'it works, mostly', 'it works.', 'it works'],
    ['a full stop in quotes', 'it works, mostly', '“it works.”', 'it works'],
    ['emphasis', 'This is **very *good*** news.', 'This is very good news', 'This is **very *good*** news'],
    ['emphasis that it keeps', 'This is very good news.', 'is **very** good', 'is very good'],
    ['marks at its ends', 'so **good** it is', 'good', '**good**'],
    ['code', 'Run `npm start` now', 'Run npm start', 'Run `npm start`'],
    ['a link', 'See [the docs](https://a.b/c_(d)) now.', 'See the docs now', 'See [the docs](https://a.b/c_(d)) now'],
    ['a link at its end', 'See [the docs](https://a.b) now.', 'See the docs', 'See [the docs](https://a.b)'],
    ['the target of a link', 'See [the docs](https://a.b/c) now.', 'https://a.b/c', 'https://a.b/c'],
    ['lines with marks', '> one\n> two\n\n# Three\n- four', 'one two three four', null],
    [
      'lines with marks, same case',
      '> one\n> two\n\n# Three\n- four',
      'one two Three four',
      'one\n> two\n\n# Three\n- four',
    ],
    ['cells of a table', '| Name | Age |\n|---|---|\n| Ada | 36 |', 'Ada 36', 'Ada | 36'],
    ['Chinese over a line break', '今天天气\n很好。', '天气很好', '天气\n很好'],
    [
      'a gap',
      'It was late and it rained, so he left.',
      'It was late … so he left',
      'It was late and it rained, so he left',
    ],
    [
      'a gap in brackets',
      'It was late and it rained, so he left.',
      'It was late [...] he left.',
      'It was late and it rained, so he left.',
    ],
    ['a hyphen at the end of a line', 'a well-\nknown fact', 'well-known fact', 'well-\nknown fact'],
    ['Arabic', 'قال إنه «متعب» جدا.', 'إنه "متعب" جدا', 'إنه «متعب» جدا'],
    ['signs beyond the first plane', 'a 𝒃 😀 c', '😀 c', '😀 c'],
  ])('forgives %s', (_, source, quote, found) => {
    expect(shown(source, quote)).toBe(found);
  });

  it.each([
    ['another word', 'It was late.', 'It was early.'],
    ['another order', 'It was late.', 'late It was'],
    ['a word more', 'It was late.', 'It was very late'],
    ['another number', 'It costs 42 euros.', 'costs 24 euros'],
    ['the beginning of a number', 'It costs 100 euros.', 'It costs 10'],
    ['the beginning of a decimal number', 'It costs 10.5 euros.', 'It costs 10'],
    ['the end of a decimal number', 'It costs 1.5 euros.', '5 euros'],
    ['the end of a long number', 'It costs 10,000 euros.', '000 euros'],
    ['a number without its sign', 'It was -5 degrees.', '5 degrees'],
    ['a number with another sign', 'It was 3 -5 degrees.', '3-5 degrees'],
    ['a power for a number', '10 m² of 2⁵', '25'],
    ['a half for a one', '½ cup', '1'],
    ['a product for a number', '2*3 cups', '23 cups'],
    ['feet for inches', '5′ tall', '5" tall'],
    ['the beginning of a word', 'The theory is old.', 'The the'],
    ['the end of a word', 'The theory is old.', 'ory is old'],
    ['a part of a ligature', 'the oﬃce', 'the of'],
    ['the case of other words', 'he met Will there', 'he met will there'],
    ['a long gap', `It was late ${'and it rained '.repeat(40)}so he left.`, 'It was late … so he left'],
    ['a gap with the parts in another order', 'so he left, as it was late then', 'it was late … so he left'],
    ['a gap with next to nothing around it', 'a b c d', 'a … d'],
    ['nothing', 'It was late.', ''],
    ['signs alone', 'It was late.', ' . '],
  ])('does not forgive %s', (_, source, quote) => {
    expect(findQuote(source, quote)).toBeNull();
  });

  it('takes the place nearest to a hint', () => {
    const source = 'a cat, a cat, a cat';
    expect(findQuote(source, 'a cat')?.start).toBe(0);
    expect(findQuote(source, 'a cat', { near: 8 })?.start).toBe(7);
    expect(findQuote(source, 'a cat', { near: 99 })?.start).toBe(14);
    expect(
      findQuote('long ago it was late; then it was late, so he left', 'it was late … he left', { near: 0 })?.start,
    ).toBe(9);
    expect(findQuote(source, 'a cat … a dog', { maxGap: 0 })).toBeNull();
  });

  /** Letters and digits, in the form in which they are compared. */
  const letters = (text: string) => text.normalize('NFKC').replace(/[^\p{L}\p{Nd}]/gu, '');

  it('finds whole words of any text, and shows those words', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, prose), fc.nat(), (source, at) => {
        const all = [...source.matchAll(/(?<=^|\s)\p{L}+(?:\s\p{L}+){0,4}(?=\s|$)/gu)];
        const words = all[at % (all.length || 1)];
        if (words === undefined) return;
        const found = shown(source, words[0], { near: words.index });
        expect(letters(found ?? '').toLowerCase()).toBe(letters(words[0]).toLowerCase());
      }),
      { numRuns: 2000 },
    );
  });

  const changes: readonly ((text: string) => string)[] = [
    (text) => text.replaceAll(' ', ' \n '),
    (text) => text.replaceAll(' ', '\u00a0'),
    (text) => text.normalize('NFD'),
    (text) => text.replaceAll('’', "'"),
    (text) => `“${text}”`,
    (text) => `${text}.`,
    (text) => text.charAt(0).toLowerCase() + text.slice(1),
    (text) => text.charAt(0).toUpperCase() + text.slice(1),
    (text) => `**${text}**`,
    (text) => `… ${text} …`,
    (text) => text.replaceAll('...', '…'),
  ];

  it('finds what was changed in all forgiven ways at once, with the same words', () => {
    const changed = fc.tuple(prose, fc.nat(), fc.nat(), fc.subarray([...changes.keys()]));
    fc.assert(
      fc.property(changed, ([source, from, count, which]) => {
        const words = source.split(/\s+/).filter((word) => word !== '');
        const begin = from % words.length;
        const part = words.slice(begin, begin + 1 + (count % 12)).join(' ');
        const quote = which.reduce((text, index) => changes[index]?.(text) ?? text, part);
        const found = shown(source, quote);
        // Apart from a half of an abbreviation or the like, which stand alone.
        expect(found === null ? part : letters(found).toLowerCase()).toBe(
          found === null ? part : letters(part).toLowerCase(),
        );
        if (/^\p{L}.*\p{L}$/su.test(part)) expect(found).not.toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it('never shows another word or number than was quoted', () => {
    const small = fc.array(
      fc.constantFrom('a', 'b', '1', '2', ' ', ' ', '.', ',', '-', '*', '_', '“', '…', '\n', '²'),
      {
        maxLength: 24,
      },
    );
    fc.assert(
      fc.property(small, small, (one, other) => {
        const found = shown(one.join(''), other.join(''), { maxGap: 0 });
        if (found === null) return;
        const words = (text: string) => text.replace(/[^ab12²]+/g, ' ').trim();
        const joined = (text: string) => words(text).replaceAll(' ', '');
        expect(joined(found)).toBe(joined(other.join('')));
        // Digits that stand apart are no number together.
        expect(found.match(/[12]+/g)).toEqual(other.join('').match(/[12]+/g));
      }),
      { numRuns: 5000 },
    );
  });

  it('gives spans within the text, whatever is asked', () => {
    fc.assert(
      fc.property(anyText, anyText, (source, quote) => {
        for (const wanted of [quote, source, source.slice(3, 40)]) {
          const span = findQuote(source, wanted);
          if (span === null) continue;
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(source.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['links that do not end', '[a]('],
    ['brackets', '(['],
    ['asterisks', '*'],
    ['blanks', ' '],
    ['dashes', '-'],
    ['accents', '\u0301'],
    ['one letter', 'a'],
    ['pipes', '|'],
  ])('reads every sign a few times at most: %s', (_, unit) => {
    let read = 0;
    const work = (length: number) => {
      // Counts what is read of the text sign by sign, where a search that begins anew would show.
      const source = unit.repeat(length / unit.length);
      const charAt = String.prototype.charAt;
      read = 0;
      String.prototype.charAt = function (at) {
        read += 1;
        return charAt.call(this, at);
      };
      try {
        foldText(source);
        quoteFinder(source)(`${'a'.repeat(Math.min(length / 2, 2000))}b`);
      } finally {
        String.prototype.charAt = charAt;
      }
      return read / source.length;
    };
    expect(work(40_000)).toBeLessThan(work(10_000) + 2);
    expect(work(40_000)).toBeLessThan(40);
  });
});
