/** How much of a text fits, where words and letters are counted as tokens. */
import { describe, expect, it } from 'vitest';
import { longestThatFits, tidyForEmbedding } from './fit-text.js';

/** Two at the ends, one for each word, and for words that go on one for every five letters. */
async function count(text: string): Promise<number> {
  return 2 + (text.match(/\S{1,5}/g)?.length ?? 0);
}

describe('the longest beginning that fits', () => {
  it.each([
    ['all of it', 'one two three', 5, 'one two three'],
    ['up to a word’s end', 'one two three four', 5, 'one two three'],
    ['nothing of a word that does not fit whole', 'one two extraordinary', 5, 'one two'],
    [
      'a part of what has no words',
      'one 東京は日本の首都です東京は日本の首都です東京は日本の首都です東京は日本の首都です',
      5,
      'one 東京は日本の首都です東'.slice(0, 14),
    ],
    ['no half of a character', '🎉'.repeat(50), 3, '🎉🎉'],
    ['nothing', 'one two', 2, ''],
  ])('%s', async (_, text, limit, expected) => {
    const found = await longestThatFits(text, limit, count);
    expect(found).toBe(expected);
  });

  it('is the same whatever comes after it', async () => {
    const words = Array.from({ length: 300 }, (_, index) => 'word'.repeat(1 + (index % 4)));
    const cuts = [120, 200, 299].map((length) => longestThatFits(words.slice(0, length).join(' '), 150, count));
    const [first, ...others] = await Promise.all(cuts);
    expect(await count(first ?? '')).toBeGreaterThan(145);
    for (const other of others) expect(other).toBe(first);
  });
});

it('white space counts once, and of a very long text only the beginning is looked at', () => {
  expect(tidyForEmbedding(' a \n\n b\t', 10)).toBe('a b');
  expect(tidyForEmbedding('x'.repeat(1000), 10)).toBe('x'.repeat(320));
  expect(tidyForEmbedding(`${'x'.repeat(319)}🎉`, 10)).toBe('x'.repeat(319));
});
