/** The texts of results and answers: in English by themselves, in other languages in one file with the first ones. */
import { enSearchResults } from './en-search-results.js';
import { addEnglish } from './english.js';

/** Makes them known. */
export function addSearchResultTexts(): void {
  addEnglish(enSearchResults, 'search');
}
