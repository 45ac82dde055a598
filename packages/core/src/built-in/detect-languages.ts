/** Which languages a text may be in, by the frequencies of its letters. Fetched when first needed. */
import { francAll } from 'franc-min';
import type { LanguageDetectionResult } from './language-detector.js';

/** So many are told. */
const MOST = 5;
/** The weight of scores: the best of two close ones is not sure. */
const SHARPNESS = 24;

/** The likeliest first; `und` last, with what is left. Few letters say little. */
export function detectLanguages(text: string, expected: readonly string[] | null): readonly LanguageDetectionResult[] {
  const wanted = expected?.map((tag) => new Intl.Locale(tag).language);
  const found = francAll(text.slice(0, 4000), { minLength: 1 })
    .map(([code, score]) => ({ tag: tagOf(code), score }))
    .filter(({ tag }) => tag !== 'und' && (wanted === undefined || wanted.includes(new Intl.Locale(tag).language)))
    .slice(0, MOST);
  const letters = [...text.matchAll(/\p{L}/gu)].length;
  const trust = found.length === 0 ? 0 : 1 - 1 / (1 + letters / 8);
  const weights = found.map(({ score }) => Math.exp(SHARPNESS * (score - 1)));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const results = found.map(({ tag }, index) => ({
    detectedLanguage: tag,
    confidence: ((weights[index] ?? 0) / all) * trust,
  }));
  return [...results, { detectedLanguage: 'und', confidence: 1 - trust }];
}

/** `en` for `eng`; Chinese comes as `cmn`. */
function tagOf(code: string): string {
  return code === 'cmn' ? 'zh' : (Intl.getCanonicalLocales(code)[0] ?? 'und');
}
