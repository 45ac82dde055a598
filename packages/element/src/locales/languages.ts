/** The languages that the element speaks, and which of them a page gets. English is always there; others are fetched. */
import { type Dictionary, isInUse, type TextGroup } from './english.js';

/** How the texts of each language are fetched. */
export type Fetches = Readonly<Record<string, () => Promise<Dictionary>>>;

/** What `en.ts` says: the first texts of a chat. */
const FIRST: Fetches = {
  ar: () => import('./ar.js').then(({ ar }) => ar),
  de: () => import('./de.js').then(({ de }) => de),
  es: () => import('./es.js').then(({ es }) => es),
  fr: () => import('./fr.js').then(({ fr }) => fr),
  hi: () => import('./hi.js').then(({ hi }) => hi),
  ja: () => import('./ja.js').then(({ ja }) => ja),
  'zh-Hans': () => import('./zh-hans.js').then(({ zhHans }) => zhHans),
};

/** What every other `en-<part>.ts` says, for all parts at once: most visits that need one of them need more. */
const LATE: Fetches = {
  ar: () =>
    joined(
      import('./ar-late.js').then(({ arLate }) => arLate),
      import('./ar-tools.js').then(({ arTools }) => arTools),
    ),
  de: () =>
    joined(
      import('./de-late.js').then(({ deLate }) => deLate),
      import('./de-tools.js').then(({ deTools }) => deTools),
    ),
  es: () =>
    joined(
      import('./es-late.js').then(({ esLate }) => esLate),
      import('./es-tools.js').then(({ esTools }) => esTools),
    ),
  fr: () =>
    joined(
      import('./fr-late.js').then(({ frLate }) => frLate),
      import('./fr-tools.js').then(({ frTools }) => frTools),
    ),
  hi: () =>
    joined(
      import('./hi-late.js').then(({ hiLate }) => hiLate),
      import('./hi-tools.js').then(({ hiTools }) => hiTools),
    ),
  ja: () =>
    joined(
      import('./ja-late.js').then(({ jaLate }) => jaLate),
      import('./ja-tools.js').then(({ jaTools }) => jaTools),
    ),
  'zh-Hans': () =>
    joined(
      import('./zh-hans-late.js').then(({ zhHansLate }) => zhHansLate),
      import('./zh-hans-tools.js').then(({ zhHansTools }) => zhHansTools),
    ),
};

async function joined(...parts: readonly Promise<Dictionary>[]): Promise<Dictionary> {
  return Object.assign({}, ...(await Promise.all(parts)));
}

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
  here.set(language, (await from[language]?.()) ?? {});
}
