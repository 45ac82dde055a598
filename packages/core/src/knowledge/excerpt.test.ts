/** What of a passage is shown, and which words of it are marked. */
import { describe, expect, it } from 'vitest';
import { excerptOf } from './excerpt.js';
import { KnowledgeIndex } from './knowledge-index.js';

/** As text, with the found words in brackets. */
function shown(passage: string, terms: readonly string[], letters?: number): string {
  return excerptOf(passage, terms, letters === undefined ? {} : { letters })
    .map(({ text, isFound }) => (isFound ? `[${text}]` : text))
    .join('');
}

/** The same for what a search finds in one page. */
function found(text: string, query: string): string[] {
  const index = KnowledgeIndex.empty();
  index.add({ url: '/', title: 'Page', text });
  for (const day of ['Monday', 'Tuesday', 'Friday', 'Sunday']) {
    index.add({ url: `/${day}`, title: day, text: `The shop is open. The shop is closed on ${day}.` });
  }
  return index.search(query).map((result) => shown(result.text, result.terms));
}

describe('an excerpt', () => {
  it('has the words marked, in whatever case, with whatever accents', () => {
    expect(shown('A café sells Cafés, and coffee.', ['cafe', 'cafes'])).toBe('A [café] sells [Cafés], and coffee.');
  });

  it('is without the marks of Markdown', () => {
    expect(shown('- **Delivery** takes [two days](/days).\n\n```sh\nnpm i\n```', ['days'])).toBe(
      'Delivery takes two [days]. npm i',
    );
  });

  it('has the words of links alone, whatever their addresses', () => {
    expect(shown('See [the [inner] part](/a_(b)), ![a chair](/c.png) and [this](/d).', [])).toBe(
      'See [the [inner] part](/a_(b)), a chair and this.',
    );
    expect(shown('Of [oak](/oak_(wood)) alone.', [])).toBe('Of oak alone.');
  });

  // Each of them takes minutes where the time grows with the square of the length.
  it.each([
    ['brackets', '[', 400_000],
    ['links without an end', '[a](', 200_000],
    ['empty lines', '\n', 400_000],
    ['the word that is looked for', 'chair ', 100_000],
  ])('takes time with the length alone: %s', (_, piece, times) => {
    expect(shown(`${piece.repeat(times)}chair`, ['chair'])).toContain('[chair]');
  });

  it('is where most of the words are, and between words', () => {
    const passage = `${'Nothing of note stands here at all. '.repeat(12)}Chairs have a long delivery. ${'And so on it goes. '.repeat(20)}`;
    const text = shown(passage, ['chairs', 'delivery'], 100);
    expect(text).toContain('[Chairs] have a long [delivery].');
    expect(text).toMatch(/^… \w.* …$/);
    expect(text.length).toBeLessThan(115);
  });

  it('is the beginning where no word is there', () => {
    expect(shown('One two three four.', [], 12)).toBe('One two …');
  });

  it('marks pairs of letters where words have no spaces', () => {
    expect(shown('椅子的送货需要两天。', ['送货', '两天'])).toBe('椅子的[送货]需要[两天]。');
    expect(shown('配送料はかかりません', ['配送', '送料'])).toBe('[配送料]はかかりません');
  });

  it('never ends within a character', () => {
    expect(shown('𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳', [], 5)).toBe('𝒳𝒳 …');
  });
});

describe('what a search finds', () => {
  it('has marked what was found by its beginning, or with a letter wrong', () => {
    expect(found('Deliveries are free.', 'deliver')).toEqual(['[Deliveries] are free.']);
    expect(found('The delivery is free.', 'delivry')).toEqual(['The [delivery] is free.']);
  });

  it('has no words marked that stand everywhere', () => {
    expect(found('The chair is made of oak.', 'the oak')[0]).toBe('The chair is made of [oak].');
  });
});
