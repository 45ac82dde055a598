/** Texts of all kinds for property tests: prose, Markdown, scripts of the world, and what is no text at all. */
import fc from 'fast-check';

const WORDS = [
  'lorem',
  'Ipsum',
  'x',
  'naïve',
  'and',
  '42',
  '3.5',
  '1,000',
  'e.g.',
  'https://a.b/c?d=e',
  'don’t',
  'a_b',
];
const MARKDOWN = [
  ...['# ', '## ', '### ', '- ', '* ', '1. ', '  - ', '> ', '> > ', '    ', '\t', '| a | b |', '|---|:-:|', '| c |'],
  ...[
    '```\n',
    '```js\n',
    '~~~\n',
    '`',
    '``',
    '**',
    '_',
    '~~',
    '---\n',
    '===\n',
    '[',
    '](',
    ')',
    '](u "t")',
    '![',
    '<b>',
  ],
  ...[
    '</b>',
    '<!-- ',
    ' -->',
    '{name}',
    '{{n}}',
    '%s',
    'a@b.co',
    '[^1]',
    '\\',
    '|',
    '&amp;',
    '{1}',
    '](1)',
    '`1`',
    '<1>',
  ],
  ...['CHAPTER ONE', '2.1 Methods', '…', '[…]', '...', '“', '”', '«', '—', '--', '-', "'", '"'],
];
const SPACES = [' ', ' ', ' ', '  ', '\n', '\n\n', '\r\n', '\r\n\r\n', '\r', '\t', '\u00a0', '\u3000', ''];
const SCRIPTS = [
  ...[
    '今天天气很好。',
    '我们去公园',
    'これはペンです。',
    'カﾞｶﾞ',
    '한국어 문장입니다.',
    'ﬁne',
    '①',
    '½',
    'm²',
    'Ⅳ',
    '１２',
  ],
  ...['مرحبا بالعالم.', 'שלום', '٣٤', 'ภาษาไทย', 'हिन्दी क्ष।', 'Привет.', 'e\u0301', 'é', 'Å', '\u1112\u1161\u11ab'],
  ...['👨‍👩‍👧‍👦', '🇩🇪', '🇫🇷', '👍🏽', '🏳️‍🌈', 'z\u0351\u0352\u0353', '\u200d', '\u200b', '\u00ad', '\ufeff', '\u202e'],
];
const BROKEN = ['\ud83d', '\udc00', '\0', '\ufffd', '\u001b[31m', '\uffff'];

const sign = fc.oneof(
  { arbitrary: fc.constantFrom(...WORDS), weight: 4 },
  { arbitrary: fc.constantFrom(...SPACES), weight: 5 },
  { arbitrary: fc.constantFrom(...MARKDOWN), weight: 3 },
  { arbitrary: fc.constantFrom(...SCRIPTS), weight: 2 },
  { arbitrary: fc.constantFrom(...BROKEN), weight: 1 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 4 }), weight: 1 },
  { arbitrary: fc.constantFrom('. ', '.\n', '! ', '? ', '; '), weight: 2 },
);

/** Any text, most of them somewhat like Markdown. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.array(sign, { maxLength: 60 }).map((signs) => signs.join('')), weight: 8 },
  { arbitrary: fc.array(sign, { minLength: 60, maxLength: 400 }).map((signs) => signs.join('')), weight: 2 },
  // One sign over and over: runs of flags, blanks, marks, backticks.
  { arbitrary: fc.tuple(sign, fc.nat(300)).map(([one, count]) => one.repeat(count)), weight: 1 },
);

/** Words of prose with what may come between them. */
export const prose: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...WORDS, 'Straße', 'Ünï', 'code'), fc.constantFrom(' ', ' ', '. ', ', ', '\n')), {
    minLength: 1,
    maxLength: 60,
  })
  .map((pairs) => pairs.flat().join(''));
