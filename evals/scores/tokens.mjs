/** Words of any script, as scores compare them. */
import { plain } from './wordings.mjs';

const WORDS = new Intl.Segmenter('und', { granularity: 'word' });
const IDEOGRAPHS = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u;

/**
 * The words of a text without case; where a script has no spaces, each character is one. (The browser's own words of
 * Chinese come from a dictionary, which differs from version to version.)
 *
 * @param {string} text
 * @returns {string[]}
 */
export function wordsOf(text) {
  return [...WORDS.segment(plain(text))]
    .filter(({ isWordLike }) => isWordLike)
    .flatMap(({ segment }) => (IDEOGRAPHS.test(segment) ? [...segment] : [segment]));
}

/**
 * All of a text, cut at words, as it is written: put together the pieces are the text.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function piecesOf(text) {
  return [...WORDS.segment(text)].flatMap(({ segment }) => (IDEOGRAPHS.test(segment) ? [...segment] : [segment]));
}
