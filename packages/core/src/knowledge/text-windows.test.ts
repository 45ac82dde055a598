/** Windows of a passage: together they say all of it, and each is about as long. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { weightOf } from './chunk-page.js';
import { windowsOf } from './text-windows.js';

const letters = (text: string) => text.replace(/\s/g, '');

it('is one for a short passage', () => {
  expect(windowsOf('A chair costs 40 euros.')).toEqual(['A chair costs 40 euros.']);
});

it('ends at a paragraph rather than at a sentence nearer to the middle', () => {
  const [first, second] = ['One. '.repeat(50).trim(), 'Two. '.repeat(60).trim()];
  expect(windowsOf(`${first}\n\n${second}`)).toEqual([first, second]);
});

it('ends at a sentence where there is no paragraph', () => {
  const sentence = 'A sentence of some length is here. ';
  for (const window of windowsOf(sentence.repeat(25))) expect(window).toMatch(/^A sentence.*here\.$/);
});

it('is cut more often the more a passage weighs', () => {
  expect(windowsOf('word '.repeat(400))).toHaveLength(4);
  expect(windowsOf('字'.repeat(300))).toHaveLength(2);
});

it('has every letter once, and none that is torn', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('word', ' ', '\n', '\n\n', 'End. ', '字', '。', '😀', 'x'.repeat(90)), {
        maxLength: 400,
      }),
      (parts) => {
        const text = parts.join('');
        const windows = windowsOf(text);
        expect(letters(windows.join(''))).toBe(letters(text));
        expect(windows.length).toBeLessThanOrEqual(Math.max(1, Math.ceil(weightOf(text) / 500)));
        for (const window of windows) expect(window.isWellFormed?.() ?? true).toBe(true);
        for (const window of windows) expect(window).not.toBe('');
      },
    ),
  );
});
