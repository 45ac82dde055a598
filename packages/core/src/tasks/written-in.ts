/** Whether a text is in a language that is named: to know if what is said of it can be compared with it word by word. */
import { guessLanguage } from './text-language.js';

/** Small words that are everywhere in a language, and mostly not in its neighbours. */
const SMALL_WORDS: Readonly<Record<string, string>> = {
  en: 'the and of to is that for with was are be it on as at this',
  es: 'el la de que los las por con una del se y para no es su',
  fr: 'le la les des et est une dans pour du que en au qui il sur',
  de: 'der die und das ist mit den von nicht ein eine im zu dem auf für',
  it: 'il di che per una del della è sono con la un i gli non si',
  pt: 'o de que os uma do da em não com um para no na as se',
  nl: 'de het een van en dat is op voor met niet zijn die te in aan',
};
/** The beginning tells. */
const SAMPLE = 8192;
/** So much more often than the small words of any other language. */
const MARGIN = 1.15;

/** True when it surely is. Of languages of one script only some with Latin letters are told apart. */
export function isWrittenIn(text: string, tag: string): boolean {
  const [wanted = ''] = tag.toLowerCase().split('-');
  return languageOf(text) === wanted;
}

/** The language, without region; `null` where it cannot be told. */
export function languageOf(text: string): string | null {
  const byLetters = guessLanguage(text).language;
  if (byLetters !== 'und') return byLetters;
  const words =
    text
      .slice(0, SAMPLE)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  const counts = Object.entries(SMALL_WORDS).map(([language, list]) => {
    const small = new Set(list.split(' '));
    return { language, count: words.filter((word) => small.has(word)).length };
  });
  const [first, second] = counts.sort((a, b) => b.count - a.count);
  return first !== undefined && first.count > MARGIN * (second?.count ?? 0) ? first.language : null;
}
