/** Which language a page gets for which tag. */
import { expect, it } from 'vitest';
import { languages, matchLanguage } from './languages.js';

it.each([
  ['en', 'en', 'en'],
  ['en-GB', 'en', 'en-GB'],
  ['de', 'de', 'de'],
  ['de-AT', 'de', 'de-AT'],
  ['DE-at', 'de', 'DE-at'],
  ['es-419', 'es', 'es-419'],
  ['fr-CA', 'fr', 'fr-CA'],
  ['ar-EG', 'ar', 'ar-EG'],
  ['ar-u-nu-latn', 'ar', 'ar-u-nu-latn'],
  ['hi-IN', 'hi', 'hi-IN'],
  ['ja-JP', 'ja', 'ja-JP'],
  ['zh', 'zh-Hans', 'zh'],
  ['zh-CN', 'zh-Hans', 'zh-CN'],
  ['zh-SG', 'zh-Hans', 'zh-SG'],
  ['zh-Hans-SG', 'zh-Hans', 'zh-Hans-SG'],
  // Rather simplified characters than English, with numbers and times in the same ones.
  ['zh-TW', 'zh-Hans', 'zh-Hans'],
  ['zh-Hant-HK', 'zh-Hans', 'zh-Hans'],
  // Written in other letters than our texts, so their numbers go with ours.
  ['hi-Latn', 'hi', 'hi'],
])('%s is spoken to in %s, with the numbers of %s', (tag, language, locale) => {
  expect(matchLanguage(tag)).toEqual({ language, locale });
});

it.each(['pt', 'pt-BR', 'nl', 'he', 'und', '', 'en_US', 'not a tag', 'x-private'])('%s has no match', (tag) => {
  expect(matchLanguage(tag)).toBeNull();
});

it('finds each language by its own tag', () => {
  expect(languages.map((tag) => matchLanguage(tag)?.language)).toEqual(languages);
});
