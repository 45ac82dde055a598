/** Guesses the language of a text by its letters, and the way it runs. */

/** Which way a text runs. */
export type TextDirection = 'ltr' | 'rtl';

/** Letters that tell the language, the most telling first: Japanese has Chinese letters too, Chinese has no kana. */
const SCRIPTS: readonly { readonly letters: RegExp; readonly language: string; readonly direction: TextDirection }[] = [
  { letters: /[\p{sc=Hiragana}\p{sc=Katakana}]/gu, language: 'ja', direction: 'ltr' },
  { letters: /\p{sc=Hangul}/gu, language: 'ko', direction: 'ltr' },
  { letters: /\p{sc=Han}/gu, language: 'zh', direction: 'ltr' },
  { letters: /\p{sc=Arab}/gu, language: 'ar', direction: 'rtl' },
  { letters: /\p{sc=Hebr}/gu, language: 'he', direction: 'rtl' },
  { letters: /[\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/gu, language: 'und', direction: 'rtl' },
  { letters: /\p{sc=Thai}/gu, language: 'th', direction: 'ltr' },
  { letters: /\p{sc=Devanagari}/gu, language: 'hi', direction: 'ltr' },
  { letters: /\p{sc=Greek}/gu, language: 'el', direction: 'ltr' },
  { letters: /\p{sc=Cyrillic}/gu, language: 'ru', direction: 'ltr' },
];

/** From this share of the letters on, a text is in the language of that script. */
const TELLING = 0.2;
/** A long text is judged by this much from each of its beginning, middle and end. */
const SAMPLE = 16_384;

/** What the letters of a text tell. */
export interface TextLanguage {
  /** A BCP 47 tag for `Intl.Segmenter`; `und` for what many languages write alike, as in Latin letters. */
  readonly language: string;
  /** The way most of its letters run. */
  readonly direction: TextDirection;
}

/** Cheap, and good enough to find words and sentences: languages of one script are not told apart. */
export function guessLanguage(text: string): TextLanguage {
  const sample = sampleOf(text);
  const all = sample.match(/\p{L}/gu)?.length ?? 0;
  let language: string | undefined;
  let rightToLeft = 0;
  for (const script of SCRIPTS) {
    const share = (sample.match(script.letters)?.length ?? 0) / (all || 1);
    if (script.direction === 'rtl') rightToLeft += share;
    if (share > TELLING) language ??= script.language;
  }
  return { language: language ?? 'und', direction: rightToLeft > 0.5 ? 'rtl' : 'ltr' };
}

function sampleOf(text: string): string {
  if (text.length <= 3 * SAMPLE) return text;
  const middle = Math.floor((text.length - SAMPLE) / 2);
  return text.slice(0, SAMPLE) + text.slice(middle, middle + SAMPLE) + text.slice(-SAMPLE);
}
