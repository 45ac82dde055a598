/** The languages that the element speaks, and which of them a page gets. English is always there; others are fetched. */
import { type Dictionary, isInUse, type TextGroup } from './english.js';

/** How the texts of each language are fetched: modules whose exports are texts and nothing else. */
export type Fetches = Readonly<Record<string, () => readonly Promise<Readonly<Record<string, Dictionary>>>[]>>;

/** What `en.ts` says: the first texts of a chat. */
const FIRST: Fetches = {
  ar: () => [import('./ar.js')],
  de: () => [import('./de.js')],
  es: () => [import('./es.js')],
  fr: () => [import('./fr.js')],
  hi: () => [import('./hi.js')],
  ja: () => [import('./ja.js')],
  'zh-Hans': () => [import('./zh-hans.js')],
};

/** What every other `en-<part>.ts` says, for all parts at once: most visits that need one of them need more. */
const LATE: Fetches = {
  ar: () => [import('./ar-late.js'), import('./ar-tools.js')],
  de: () => [import('./de-late.js'), import('./de-tools.js')],
  es: () => [import('./es-late.js'), import('./es-tools.js')],
  fr: () => [import('./fr-late.js'), import('./fr-tools.js')],
  hi: () => [import('./hi-late.js'), import('./hi-tools.js')],
  ja: () => [import('./ja-late.js'), import('./ja-tools.js')],
  'zh-Hans': () => [import('./zh-hans-late.js'), import('./zh-hans-tools.js')],
};

/** BCP 47 tags of all languages that there are texts in. */
export const languages: readonly string[] = ['en', ...Object.keys(FIRST)];

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

interface Group {
  readonly group: TextGroup;
  readonly from: Fetches;
  /** What is here, by language. */
  readonly here: Map<string, Dictionary>;
}

const groups: Group[] = [];

/** Adds texts that are fetched by themselves. */
export function addGroup(group: TextGroup, from: Fetches): void {
  if (!groups.some((one) => one.group === group)) groups.push({ group, from, here: new Map([['en', {}]]) });
}

addGroup('first', FIRST);
addGroup('late', LATE);

/** The texts of a language of `languages`, if those of the elements in use are here; with those of late parts, if they are. */
export function dictionaryOf(language: string): Dictionary | undefined {
  const used = groups.filter(({ group }) => isInUse(group));
  if (used.some(({ group, here }) => group !== 'late' && !here.has(language))) return undefined;
  return Object.assign({}, ...used.map(({ here }) => here.get(language)));
}

/**
 * Fetches what is in use of a language of `languages` and not here. A promise rejects when its texts cannot be fetched;
 * the next call tries again.
 */
export function fetchMissing(language: string): readonly Promise<void>[] {
  return groups
    .filter(({ group, here }) => isInUse(group) && !here.has(language))
    .map(({ here, from }) => fetchInto(here, from, language));
}

async function fetchInto(here: Map<string, Dictionary>, from: Fetches, language: string): Promise<void> {
  const parts = await Promise.all(from[language]?.() ?? []);
  here.set(language, Object.assign({}, ...parts.flatMap(Object.values)));
}
