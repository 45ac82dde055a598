/** The terms of a text, by which it is found: the same in every browser and in Node, whatever their dictionaries. */

/** A run of letters and digits, with the marks that stand on letters; other words are apart by white space or signs. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}_]*/gu;
/** Letters of scripts that put no spaces between words, as a pattern. */
export const UNSPACED_LETTER = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]`;
const UNSPACED = new RegExp(`${UNSPACED_LETTER}+`, 'gu');
/** Accents of Latin, Greek and Cyrillic letters. The vowels of Hindi and Arabic are marks as well, and stay. */
const ACCENTS = /[\u0300-\u036f]/g;

/**
 * In order, as often as they stand there. Case and accents make no difference. Text without spaces gives its pairs of
 * letters: words would depend on a dictionary, and those differ.
 */
export function termsOf(text: string): string[] {
  const folded = text.normalize('NFKD').replace(ACCENTS, '').normalize('NFC');
  const terms: string[] = [];
  for (const [word] of folded.matchAll(WORD)) {
    let start = 0;
    for (const { 0: run, index } of word.matchAll(UNSPACED)) {
      if (index > start) terms.push(...wordsIn(word.slice(start, index)));
      terms.push(...pairsOf(run));
      start = index + run.length;
    }
    if (start < word.length) terms.push(...wordsIn(word.slice(start)));
  }
  return terms;
}

/** Names in code, as `snake_case` and `camelCase`, are found by their whole and by their parts. */
function wordsIn(word: string): string[] {
  const parts = word.split(/_|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u).filter((part) => part !== '');
  return (parts.length > 1 ? [word, ...parts] : parts).map((part) => part.toLowerCase());
}

function pairsOf(run: string): string[] {
  const letters = [...run];
  if (letters.length === 1) return letters;
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}
