/** Sentences: where they end, where they only seem to, and that long lines are no trouble. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sentencesOf } from './sentences.js';
import { anyText } from './texts.case.js';

const textsOf = (source: string) => sentencesOf(source).map(({ text }) => text);

it.each([
  ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
  ['Dr. Crowe met J. S. Bach. He left.', ['Dr. Crowe met J. S. Bach.', 'He left.']],
  ['A line\nand another (e.g. this one).', ['A line', 'and another (e.g. this one).']],
  ['今天天气很好。我们去公园。', ['今天天气很好。', '我们去公园。']],
  ['Mr.   ', ['Mr.']],
  ['', []],
])('of %j', (source, sentences) => expect(textsOf(source)).toEqual(sentences));

it('stand where they say, in order, and hold every word', () => {
  fc.assert(
    fc.property(anyText, fc.nat(99), (source, offset) => {
      let from = 0;
      for (const { text, start, end } of sentencesOf(source, offset)) {
        expect(source.slice(start - offset, end - offset)).toBe(text);
        expect(source.slice(from, start - offset)).not.toMatch(/[\p{L}\p{N}]/u);
        from = end - offset;
      }
      expect(source.slice(from)).not.toMatch(/[\p{L}\p{N}]/u);
    }),
  );
});

/** As it was before it was made linear: the whole sentence is looked at after each part. */
function slowly(line: string): string[] {
  const ends =
    /(?:^|[\s(])(?:\p{Lu}|Dr|Mr|Mrs|Ms|Prof|St|Nr|No|Vol|Fig|vs|approx|ca|etc|z\.\s?B|d\.\s?h|e\.g|i\.e|Inc|Ltd|Co|Jr|Sr|Sra?|Dña?|M|Mme)\.\s*$/u;
  const sentences: string[] = [];
  let text = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(line)) {
    text += segment;
    if (ends.test(text)) continue;
    sentences.push(text.trim());
    text = '';
  }
  return [...sentences, text.trim()].filter((one) => /[\p{L}\p{N}]/u.test(one));
}

it('end where they did when the whole sentence was looked at', () => {
  const part = fc.constantFrom(
    'A.',
    'Dr.',
    ' ',
    '  ',
    '(e.g. ',
    'z. B.',
    'approx.',
    'word',
    'Word',
    '.',
    '! ',
    '。',
    '今天',
    '\t',
    '\u00a0',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      const line = parts.join('');
      expect(textsOf(line)).toEqual(slowly(line));
    }),
  );
});

it('are found in a line of a megabyte that is nothing but abbreviations', () => {
  expect(sentencesOf('A. '.repeat(333_333))).toHaveLength(1);
  expect(sentencesOf(`Dr.${' '.repeat(500_000)}`)).toHaveLength(1);
  expect(sentencesOf('今天天气很好。'.repeat(100_000))).toHaveLength(100_000);
});
