/** The texts of `<local-llm-search>` in all languages: before there is an answer it fetches nothing else of what a chat says. */
import { enSearch } from './en-search.js';
import { addEnglish } from './english.js';
import { addGroup, type Fetches } from './languages.js';

/** What `en-search.ts` and `en-search-results.ts` say. */
const LANGUAGES: Fetches = {
  ar: () => import('./ar-search.js').then(({ arSearch }) => arSearch),
  de: () => import('./de-search.js').then(({ deSearch }) => deSearch),
  es: () => import('./es-search.js').then(({ esSearch }) => esSearch),
  fr: () => import('./fr-search.js').then(({ frSearch }) => frSearch),
  hi: () => import('./hi-search.js').then(({ hiSearch }) => hiSearch),
  ja: () => import('./ja-search.js').then(({ jaSearch }) => jaSearch),
  'zh-Hans': () => import('./zh-hans-search.js').then(({ zhHansSearch }) => zhHansSearch),
};

/** Makes the first of them known. */
export function addSearchTexts(): void {
  addGroup('search', LANGUAGES);
  addEnglish(enSearch, 'search');
}
