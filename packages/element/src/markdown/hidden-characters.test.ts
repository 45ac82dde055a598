/** What hides in a text is named, and what is rightly there stays, whatever the text's length. */
import { describe, expect, it } from 'vitest';
import { decidedPart, hasHidden, hiddenIn, withHiddenNamed } from './hidden-characters.js';
import { rightfulTexts, unicodeTricks } from './unicode-tricks.case.js';

describe('hidden characters', () => {
  it.each(unicodeTricks)('are named: $what', ({ text, seen }) => {
    expect(withHiddenNamed(text)).toBe(seen);
    expect(hasHidden(text)).toBe(true);
    expect(hiddenIn(text).length).toBeGreaterThan(0);
    // Seen once, a second look finds nothing more.
    expect(hasHidden(withHiddenNamed(text))).toBe(false);
  });

  it('are enough tricks to mean something', () => {
    expect(unicodeTricks.length).toBeGreaterThanOrEqual(50);
    expect(new Set(unicodeTricks.map(({ text }) => text)).size).toBe(unicodeTricks.length);
  });

  it.each(rightfulTexts.map((text) => ({ text })))('are none where they are rightly used: $text', ({ text }) => {
    expect(withHiddenNamed(text)).toBe(text);
    expect(hasHidden(text)).toBe(false);
    expect(hiddenIn(text)).toBe('');
  });

  it('turn no direction in code, not even once', () => {
    expect(hasHidden('a \u200E b')).toBe(false);
    expect(hasHidden('a \u200E b', true)).toBe(true);
  });
});

describe('a text that is still being written', () => {
  it.each(rightfulTexts.map((text) => ({ text })))('never shows half of $text as something hidden', ({ text }) => {
    let shown = '';
    for (let length = 0; length <= text.length; length += 1) {
      const part = decidedPart(text.slice(0, length));
      expect(hasHidden(part), JSON.stringify(part)).toBe(false);
      expect(part.startsWith(shown)).toBe(true);
      expect(part.isWellFormed()).toBe(true);
      shown = part;
    }
  });

  it('shows an endless run all the same', () => {
    const text = `a${'\u200B'.repeat(300)}`;
    expect(decidedPart(text)).toBe(text);
    expect(decidedPart(`a${'\u200B'.repeat(5)}`)).toBe('a');
  });
});
