/** What is shown of an answer when some of it may be the beginning of a stop text. */
import { describe, expect, it } from 'vitest';
import { HeldText } from './held-text.js';

/** All cuts of a text into pieces of at most three characters. */
function* cuts(text: string): Generator<string[]> {
  if (text === '') yield [];
  for (let length = 1; length <= Math.min(3, text.length); length += 1) {
    for (const rest of cuts(text.slice(length))) yield [text.slice(0, length), ...rest];
  }
}

function show(stops: readonly string[], pieces: readonly string[]): string {
  const text = new HeldText(stops);
  const shown = pieces.map((piece) => text.push(piece)).join('');
  return shown + text.finish(pieces.join(''));
}

describe('HeldText', () => {
  it.each([
    ['no stop text', [], 'abcabc', 'abcabc'],
    ['a stop text', ['END'], 'one END two', 'one '],
    ['a beginning that leads nowhere', ['END'], 'ENEENDX', 'ENE'],
    ['a beginning at the very end', ['END'], 'one EN', 'one EN'],
    ['overlapping beginnings', ['aab'], 'aaaab', 'aa'],
    ['the earlier of two', ['two', 'one'], 'xone two', 'x'],
  ])('shows the same however the pieces fall: %s', (_, stops, whole, shown) => {
    for (const pieces of cuts(whole)) expect(show(stops, pieces)).toBe(shown);
  });

  it('holds nothing back that cannot become a stop text', () => {
    const text = new HeldText(['\n\nUser:']);
    expect(text.push('Hello.')).toBe('Hello.');
    expect(text.push('\n')).toBe('');
    expect(text.push('Bye')).toBe('\nBye');
  });

  it('lets the engine’s own cut decide what happens to held text', () => {
    const text = new HeldText(['END']);
    expect(text.push('one EN')).toBe('one ');
    // The engine has seen `END` and taken it off.
    expect(text.finish('one ')).toBe('');
  });

  it('shows nothing after a stop text', () => {
    const text = new HeldText(['END']);
    expect(text.push('one END two')).toBe('one ');
    expect(text.stopped).toBe(true);
    expect(text.push(' three')).toBe('');
    expect(text.finish('one END two three')).toBe('');
  });
});
