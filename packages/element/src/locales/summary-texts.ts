/** The texts of `<local-llm-summary>` in all languages: it fetches nothing else of what a chat says. */
import { enSummary } from './en-summary.js';
import { addEnglish } from './english.js';
import { addGroup, type Fetches } from './languages.js';

/** What `en-summary.ts` says. */
const LANGUAGES: Fetches = {
  ar: () => import('./ar-summary.js').then(({ arSummary }) => arSummary),
  de: () => import('./de-summary.js').then(({ deSummary }) => deSummary),
  es: () => import('./es-summary.js').then(({ esSummary }) => esSummary),
  fr: () => import('./fr-summary.js').then(({ frSummary }) => frSummary),
  hi: () => import('./hi-summary.js').then(({ hiSummary }) => hiSummary),
  ja: () => import('./ja-summary.js').then(({ jaSummary }) => jaSummary),
  'zh-Hans': () => import('./zh-hans-summary.js').then(({ zhHansSummary }) => zhHansSummary),
};

/** Makes them known. */
export function addSummaryTexts(): void {
  addGroup('summary', LANGUAGES);
  addEnglish(enSummary, 'summary');
}
