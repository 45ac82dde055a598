/** The languages that a text can be translated to: those that the element speaks itself, by their own names. */
import { languages, matchLanguage } from '../locales/languages.js';

/** The visitor's own language first, by what their browser says. */
export function translationLanguages(wished: readonly string[] = navigator.languages): readonly string[] {
  const own = wished.map((tag) => matchLanguage(tag)?.language).find((language) => language !== undefined);
  return own === undefined ? languages : [own, ...languages.filter((language) => language !== own)];
}

/** The name of a language in another one, or in itself, as it stands alone in a list. */
export function languageName(language: string, locale = language): string {
  const name = new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language;
  const [first = '', ...rest] = name;
  return locale === language ? first.toLocaleUpperCase(locale) + rest.join('') : name;
}
