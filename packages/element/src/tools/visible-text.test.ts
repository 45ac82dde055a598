import { expect, it } from 'vitest';
import { visibleText } from './visible-text.js';

it.each([
  ['marks of direction', 'pay\u202Eelgoog.moc\u202C', 'pay‹U+202E›elgoog.moc‹U+202C›'],
  ['what isolates', '\u2066a\u2069', '‹U+2066›a‹U+2069›'],
  ['controls', 'a\u0000b\u001b[31mc\td\u0085', 'a‹U+0000›b‹U+001B›[31mc‹U+0009›d‹U+0085›'],
  ['what has no width', 'a\u200bb\u2060c\ufeffd\u00ade', 'a‹U+200B›b‹U+2060›c‹U+FEFF›d‹U+00AD›e'],
  ['fillers that look like nothing', 'a\u3164b\u115f', 'a‹U+3164›b‹U+115F›'],
  ['tags, in which a text can hide', 'a\u{e0041}\u{e007f}', 'a‹U+E0041›‹U+E007F›'],
  ['half a character', 'a\ud800b', 'a‹U+D800›b'],
  ['a line that only some take for one', 'a\u2028b', 'a‹U+2028›b'],
  ['a line that goes over another', 'a\rb', 'a‹U+000D›b'],
  ['joiners where nothing is joined', 'pay\u200dpal.com\u200c', 'pay‹U+200D›pal.com‹U+200C›'],
])('shows %s', (_, text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

it.each(['two\nlines', 'a\u00a0b c', '👩🏽‍🚀 ❤️', 'می‌خواهم', 'क्‍ष', '日本　語', 'naïve'])(
  'leaves %j as it is',
  (text) => {
    expect(visibleText(text)).toBe(text);
  },
);

it('takes the line breaks of other systems for line breaks', () => {
  expect(visibleText('a\r\nb')).toBe('a\nb');
});
