/** The texts of `<local-llm-summary>` in all languages: it fetches nothing else of what a chat says. */
import { enSummary } from './en-summary.js';
import { addEnglish } from './english.js';
import { addGroup, type Fetches } from './languages.js';

/** What `en-summary.ts` says. */
const LANGUAGES: Fetches = {
  ar: () => [import('./ar-summary.js')],
  de: () => [import('./de-summary.js')],
  es: () => [import('./es-summary.js')],
  fr: () => [import('./fr-summary.js')],
  hi: () => [import('./hi-summary.js')],
  ja: () => [import('./ja-summary.js')],
  'zh-Hans': () => [import('./zh-hans-summary.js')],
};

/** Makes them known. */
export function addSummaryTexts(): void {
  addGroup('summary', LANGUAGES);
  addEnglish(enSummary, 'summary');
}
