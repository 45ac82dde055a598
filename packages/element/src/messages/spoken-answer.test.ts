/** What is said of a growing answer, and when: by a clock of the test's own. */
import { beforeEach, describe, expect, it } from 'vitest';
import { SpokenAnswer } from './spoken-answer.js';

let now = 0;
let spoken: SpokenAnswer;

beforeEach(() => {
  now = 0;
  spoken = new SpokenAnswer(() => now);
});

function at(time: number, text: string, isFinal = false): string | null {
  now = time;
  return spoken.next('a', text, isFinal, 'en')?.text ?? null;
}

describe('a growing answer', () => {
  it('is said in whole sentences, with a pause between', () => {
    expect(at(0, 'One. Two. Th')).toBe(null);
    expect(at(2999, 'One. Two. Three')).toBe(null);
    expect(at(3000, 'One. Two. Three')).toBe('One. Two.');
    expect(at(5999, 'One. Two. Three. Four')).toBe(null);
    expect(at(6000, 'One. Two. Three. Four')).toBe('Three.');
  });

  it('says nothing of half a sentence until it is all', () => {
    expect(at(0, 'A')).toBe(null);
    expect(at(9000, 'A long beginning without any end')).toBe(null);
    expect(at(9500, 'A long beginning without any end', true)).toBe('A long beginning without any end');
  });

  it('gives as much time as it takes to read what was said', () => {
    const sentence = `${'word '.repeat(29)}end. `;
    at(0, '');
    expect(at(3000, `${sentence}Two. Th`)).toBe(`${sentence}Two.`);
    // 31 words, a third of a second each.
    expect(at(13_333, `${sentence}Two. Three. Four`)).toBe(null);
    expect(at(13_334, `${sentence}Two. Three. Four`)).toBe('Three.');
    expect(at(16_334, `${sentence}Two. Three. Four. Five`)).toBe('Four.');
  });

  it('says not more at once than forty words, unless it is one sentence', () => {
    const long = `Word ${'word '.repeat(58)}end. `;
    const text = `One. ${long}Two. Three.\n1. ${long}Fo`;
    at(0, '');
    expect(at(10_000, text)).toBe('One.');
    expect(at(40_000, text)).toBe(long.trim());
    expect(at(70_000, text)).toBe('Two. Three.');
    expect(at(100_000, text)).toBe(`1. ${long}`.trim());
    expect(at(130_000, text)).toBe(null);
  });

  it('says the rest at the end, whatever the time', () => {
    at(0, '');
    expect(at(3000, 'One. Two')).toBe('One.');
    expect(at(3001, 'One. Two and a half', true)).toBe('Two and a half');
  });

  it('takes lines for sentences: headings and entries of lists end without a full stop', () => {
    at(0, '');
    expect(at(3000, 'Steps\n1. Look\n2. Po')).toBe('Steps\n1. Look');
    expect(at(6000, 'Steps\n1. Look\n2. Pour\n- An')).toBe('2. Pour');
  });

  it('knows where sentences of other scripts end', () => {
    at(0, '');
    now = 3000;
    expect(spoken.next('a', '土が乾いたら。次に水', false, 'ja')?.text).toBe('土が乾いたら。');
  });

  it('begins anew with another answer, and with one that was replaced', () => {
    at(0, '');
    expect(at(3000, 'One. Two')).toBe('One.');
    expect(spoken.next('b', 'Other.', true, 'en')).toEqual({ text: 'Other.', isFirst: true });
    expect(spoken.next('b', 'It.', true, 'en')).toEqual({ text: 'It.', isFirst: true });
  });
});
