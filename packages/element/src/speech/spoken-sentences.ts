/** An answer as it is read aloud: without its Markdown, in sentences, in a language that is told by its letters. */

/** Letters that tell the language, the most telling first: Japanese has Chinese letters too, Chinese has no kana. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{sc=Hiragana}\p{sc=Katakana}]/gu, 'ja'],
  [/\p{sc=Hangul}/gu, 'ko'],
  [/\p{sc=Han}/gu, 'zh'],
  [/\p{sc=Arab}/gu, 'ar'],
  [/\p{sc=Devanagari}/gu, 'hi'],
  [/\p{sc=Hebr}/gu, 'he'],
  [/\p{sc=Cyrillic}/gu, 'ru'],
  [/\p{sc=Greek}/gu, 'el'],
  [/\p{sc=Thai}/gu, 'th'],
];
/** From this share of the letters on a text is in the language of that script. */
const TELLING = 0.2;

/** The language of a text, as far as its letters tell, else `fallback`. */
export function spokenLanguage(text: string, fallback: string): string {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  for (const [script, language] of SCRIPTS) {
    if ((text.match(script)?.length ?? 0) <= letters * TELLING) continue;
    // A region that the page names is kept: it decides the accent.
    return new Intl.Locale(fallback).language === language ? fallback : language;
  }
  return fallback;
}

/** What is said of a Markdown text: words without marks; what makes no sense to ears is left out. */
export function spokenText(markdown: string): string {
  return (
    markdown
      // Code is for eyes. A fence that is still open ends with the text.
      .replace(/^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\1[`~]*[ \t]*$|(?![\s\S]))/gm, '\n')
      .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
      .replace(/<?https?:\/\/[^\s>)]+>?/g, ' ')
      .replace(/^[ \t]*\|?[ \t:|-]*-[ \t:|-]*\|[ \t:|-]*$/gm, '')
      .replace(/^[ \t]*\||\|[ \t]*$/gm, '')
      .replace(/[ \t]*\|[ \t]*/g, ', ')
      .replace(/^ {0,3}(#{1,6}|>|[-*+]|\d{1,9}[.)])(?:\s+\[[ xX]\])?\s+/gm, '')
      .replace(/^[ \t]*([-*_][ \t]*){3,}$/gm, '')
      .replace(/(?<!\\)[*~`]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
      .replace(/\\([!-/:-@[-`{-~])/g, '$1')
  );
}

/** Its sentences, in order. Lines are sentences of their own, as items of lists and headings end without a full stop. */
export function spokenSentences(markdown: string, language: string): string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  return spokenText(markdown)
    .split(/\n+/)
    .flatMap((line) => [...segmenter.segment(line)])
    .map(({ segment }) => segment.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}
