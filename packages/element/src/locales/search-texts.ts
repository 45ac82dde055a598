/** The texts of `<local-llm-search>` in all languages: before there is an answer it fetches nothing else of what a chat says. */
import { enSearch } from './en-search.js';
import { addEnglish } from './english.js';
import { addGroup, type Fetches } from './languages.js';

/** What `en-search.ts` and `en-search-results.ts` say. */
const LANGUAGES: Fetches = {
  ar: () => [import('./ar-search.js')],
  de: () => [import('./de-search.js')],
  es: () => [import('./es-search.js')],
  fr: () => [import('./fr-search.js')],
  hi: () => [import('./hi-search.js')],
  ja: () => [import('./ja-search.js')],
  'zh-Hans': () => [import('./zh-hans-search.js')],
};

/** Makes the first of them known. */
export function addSearchTexts(): void {
  addGroup('search', LANGUAGES);
  addEnglish(enSearch, 'search');
}
