/** What the element says, in one language: `t('start.button', { size })`. */
import type { GetICUArgs } from '@schummar/icu-type-parser';
import format, { type FormatOptions } from 'icu-minify/format';
import { type Dictionary, type English, englishMessage, type TextKey } from './locales/english.js';

/** The values that the message of a key needs, by name. */
export type TextArguments<Key extends TextKey> = GetICUArgs<
  English[Key],
  { ICUArgument: string | number; ICUNumberArgument: number; ICUDateArgument: Date }
>;

/** The values of any text, by name. */
export type TextValues = Readonly<Record<string, string | number | Date>>;

type KeysOf<Union> = Union extends Union ? keyof Union : never;
type Rest<Key extends TextKey> = [KeysOf<TextArguments<Key>>] extends [never] ? [] : [values: TextArguments<Key>];

/** The texts of one language. */
export interface Texts {
  /** Numbers, sizes and times around the texts are written by its rules. */
  readonly locale: string;
  /** The direction that the language is written in. */
  readonly dir: 'ltr' | 'rtl';
  /** The text for a key. What comes from elsewhere, such as a model's name, cannot disturb the direction around it. */
  readonly t: <Key extends TextKey>(key: Key, ...values: Rest<Key>) => string;
}

/**
 * A site's own words for a text, or `undefined` where the element's are right.
 *
 * @param values what the text says besides its words, by name: strings are ready to be shown, counts are numbers.
 * @param locale the language of the texts, as a BCP 47 tag.
 */
export type TextFunction = (key: TextKey, values: TextValues, locale: string) => string | undefined;

/**
 * The texts in a language.
 *
 * @param locale a BCP 47 tag of the dictionary's language, perhaps of a region: `de-AT` for the German one.
 * @param words is asked first.
 */
export function createTexts(locale: string, dictionary: Dictionary = {}, words?: TextFunction): Texts {
  const dir = direction(locale);
  const englishLocale = locale.startsWith('en') ? locale : 'en';
  const t = (key: TextKey, values: TextValues = {}): string => {
    const shown = isolated(values, dir);
    const worded = words?.(key, shown, locale);
    if (worded !== undefined) return worded;
    const own = dictionary[key];
    const message = own ?? englishMessage(key) ?? key;
    return format(message, own ? locale : englishLocale, shown, options) as string;
  };
  // Each key has values of its own; in here they are any.
  return { locale, dir, t: t as Texts['t'] };
}

/** Scripts that run from right to left. */
const RIGHT_TO_LEFT = /^(Arab|Hebr|Thaa|Syrc|Nkoo|Adlm|Rohg|Mand|Samr)$/;

/** The direction of a language, by its script. */
export function direction(locale: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(new Intl.Locale(locale).maximize().script ?? '') ? 'rtl' : 'ltr';
}

const RTL_LETTER = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Thaa}\p{sc=Syrc}\p{sc=Nkoo}\p{sc=Adlm}]/u;
const LTR_LETTER = /[^\P{L}\p{sc=Arab}\p{sc=Hebr}\p{sc=Thaa}\p{sc=Syrc}\p{sc=Nkoo}\p{sc=Adlm}]/u;
/** Marks that change the direction of all that follows. */
const CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;

/** Wraps texts of the other direction, so that the sentence around them keeps its order. */
function isolated(values: TextValues, dir: 'ltr' | 'rtl'): Record<string, string | number | Date> {
  const other = dir === 'rtl' ? LTR_LETTER : RTL_LETTER;
  const entries = Object.entries(values).map(([name, value]) => {
    if (typeof value !== 'string') return [name, value];
    const text = value.replaceAll(CONTROLS, '');
    return [name, other.test(text) ? `\u2068${text}\u2069` : text];
  });
  return Object.fromEntries(entries);
}

/** Intl's formatters take long to make. */
function kept<Arguments extends readonly unknown[], Made>(make: (...given: Arguments) => Made) {
  const all = new Map<string, Made>();
  return (...given: Arguments): Made => {
    const key = JSON.stringify(given);
    const made = all.get(key) ?? make(...given);
    all.set(key, made);
    return made;
  };
}

const options: FormatOptions = {
  formatters: {
    getDateTimeFormat: kept((...given) => new Intl.DateTimeFormat(...given)),
    getNumberFormat: kept((...given) => new Intl.NumberFormat(...given)),
    getPluralRules: kept((...given) => new Intl.PluralRules(...given)),
  },
};
