import { describe, expect, it } from 'vitest';
import { message, textFile } from './conversation.case.js';
import { findWords, SearchTexts, searchable, wordsOf } from './thread-search.js';

const find = (query: string, title: string, ...texts: string[]) =>
  findWords(
    wordsOf(query),
    title,
    texts.map((text) => message('user', text)),
    new SearchTexts(),
  );

describe('a search', () => {
  it.each([
    ['CRÈME', 'crème brûlée'],
    ['creme', 'Crème'],
    ['strasse', 'Die STRASSE'],
    ['ﬁle', 'a file'],
    ['ا', 'أ'],
    ['кафе', 'КАФЕ'],
    ['東京', '東京タワー'],
    ['カフエ', 'ｶﾌｴ'],
    ['हिन्दी', 'मेरी हिन्दी'],
  ])('for %j finds %j', (query, text) => {
    expect(find(query, '', text)).not.toBeNull();
  });

  it('does not take one vowel of Hindi for another', () => {
    expect(find('कि', '', 'की')).toBeNull();
  });

  it('wants every word, in title or texts, in any order', () => {
    expect(find('louvre tickets', 'Tickets for Paris', 'Where is the Louvre?')).not.toBeNull();
    expect(find('tickets rome', 'Tickets for Paris', 'Where is the Louvre?')).toBeNull();
    expect(find('paris', 'Tickets for Paris')).toMatchObject({ messageId: null, snippet: { match: 'Paris' } });
  });

  it('looks into files, by name and by text, and not into thoughts', () => {
    const question = message('user', 'Sum it up', { parts: [textFile('All about otters', { name: 'animals.md' })] });
    const answer = message('assistant', 'Well', { parts: [{ type: 'reasoning', text: 'The user wants badgers' }] });
    const look = (query: string) => findWords(wordsOf(query), '', [question, answer], new SearchTexts());
    expect(look('otters')?.messageId).toBe(question.id);
    expect(look('animals')?.messageId).toBe(question.id);
    expect(look('badgers')).toBeNull();
  });

  it('shows the words as they are written, and what is around them', () => {
    const text = `${'before '.repeat(20)}the Crème\u0301 brûlée ${'after '.repeat(40)}`;
    const { snippet } = find('creme', '', text) ?? {};
    expect(snippet?.match).toBe('Crème\u0301');
    expect(snippet?.before).toBe('\u2026before before before before before the ');
    expect(snippet?.after.startsWith(' brûlée after')).toBe(true);
    expect(snippet?.after.endsWith('after\u2026')).toBe(true);
    expect(find('x', '', 'a\n\n  x\ny')?.snippet).toEqual({ before: 'a ', match: 'x', after: ' y' });
  });

  it('never shows half of a character', () => {
    const { snippet } = find('x', '', `${'😀'.repeat(50)}x${'😀'.repeat(90)}`) ?? {};
    expect(snippet?.before.isWellFormed()).toBe(true);
    expect(snippet?.after.isWellFormed()).toBe(true);
  });

  it('finds the place in texts that are shorter or longer when they are searched', () => {
    for (const [text, match] of [
      ['ﬃ ﬃ İstanbul now', 'İstanbul'],
      ['\u0301\u0301 e\u0301tude', 'e\u0301tude'],
    ]) {
      expect(find(searchable(match ?? ''), '', text ?? '')?.snippet.match).toBe(match);
    }
  });

  it('takes the text that says the most', () => {
    expect(find('red fox', 'Red', 'A red car', 'A quick red fox')?.snippet.before).toBe('A quick ');
  });
});
