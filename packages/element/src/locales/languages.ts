/** The languages that the element speaks, and which of them a page gets. English is always there; others are fetched. */
import type { Dictionary } from './english.js';

const FETCH: Readonly<Record<string, () => Promise<Dictionary>>> = {
  ar: () => import('./ar.js').then(({ ar }) => ar),
  de: () => import('./de.js').then(({ de }) => de),
  es: () => import('./es.js').then(({ es }) => es),
  fr: () => import('./fr.js').then(({ fr }) => fr),
  hi: () => import('./hi.js').then(({ hi }) => hi),
  ja: () => import('./ja.js').then(({ ja }) => ja),
  'zh-Hans': () => import('./zh-hans.js').then(({ zhHans }) => zhHans),
};

/** BCP 47 tags of all languages that there are texts in. */
export const languages: readonly string[] = ['en', ...Object.keys(FETCH)];

/** What a page gets for the language that it asks for. */
export interface LanguageMatch {
  /** One of `languages`. */
  readonly language: string;
  /** By whose rules numbers and times are written: the page's own region's, where it has the same script. */
  readonly locale: string;
}

/** The best fit for a BCP 47 tag; `null` when there is none, and for what is no tag. */
export function matchLanguage(tag: string): LanguageMatch | null {
  const wanted = likely(tag);
  const language = languages.find((one) => likely(one)?.language === wanted?.language);
  if (language === undefined) return null;
  // Who reads traditional characters reads simplified ones rather than English, but numbers go with the words.
  return { language, locale: likely(language)?.script === wanted?.script ? tag : language };
}

function likely(tag: string): Intl.Locale | null {
  try {
    // The likeliest of all undetermined languages is English, but nobody has said so.
    return /^und\b/i.test(tag) ? null : new Intl.Locale(tag).maximize();
  } catch {
    return null;
  }
}

const fetched = new Map<string, Dictionary>([['en', {}]]);

/** The texts of a language of `languages`, if they are here already. */
export function dictionaryOf(language: string): Dictionary | undefined {
  return fetched.get(language);
}

/** Fetches the texts of a language of `languages`. Rejects when they cannot be fetched; the next call tries again. */
export async function fetchDictionary(language: string): Promise<Dictionary> {
  const dictionary = fetched.get(language) ?? (await FETCH[language]?.()) ?? {};
  fetched.set(language, dictionary);
  return dictionary;
}
