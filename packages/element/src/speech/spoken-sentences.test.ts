/** What is heard of a Markdown text, and in which language. */
import { describe, expect, it } from 'vitest';
import { spokenLanguage, spokenSentences, spokenText } from './spoken-sentences.js';

describe('an answer that is read aloud', () => {
  it('has no marks, no code and no addresses', () => {
    const markdown = `## Water it

- [x] **Once** a week, see [the _guide_](https://example.org/a_b)
1. Use \`snake_case\` *never*

\`\`\`ts
const silent = 1;
\`\`\`

> Not 2 \\* 3. https://example.org/x

| Plant | Days |
| --- | ---: |
| Fern | 3 |`;
    expect(
      spokenText(markdown)
        .trim()
        .split(/\n+/)
        .map((line) => line.trim()),
    ).toEqual([
      'Water it',
      'Once a week, see the guide',
      'Use snake_case never',
      'Not 2 * 3.',
      'Plant, Days',
      'Fern, 3',
    ]);
  });

  it('says nothing of code that is still being written', () => {
    expect(spokenText('Here:\n```js\nlet a = 1;').trim()).toBe('Here:');
  });

  it('comes in sentences, of which lines without a full stop are some', () => {
    expect(spokenSentences('# Title\nOne. Two is e.g. longer! Three?\n\n---\n\n* item', 'en')).toEqual([
      'Title',
      'One.',
      'Two is e.g. longer!',
      'Three?',
      'item',
    ]);
    expect(spokenSentences('一つ目です。二つ目です。', 'ja')).toEqual(['一つ目です。', '二つ目です。']);
  });

  it('is in the language of its letters, else in that of the page', () => {
    expect(spokenLanguage('これは日本語です', 'en')).toBe('ja');
    expect(spokenLanguage('这是中文', 'ja')).toBe('zh');
    expect(spokenLanguage('这是中文', 'zh-TW')).toBe('zh-TW');
    expect(spokenLanguage('نعم، Monstera', 'en')).toBe('ar');
    expect(spokenLanguage('Bonjour', 'fr-CA')).toBe('fr-CA');
    expect(spokenLanguage('The word 水 means water in Chinese', 'en')).toBe('en');
  });
});
