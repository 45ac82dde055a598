/** Whether a text says something, in one of several wordings. */

/**
 * A text as wordings are compared: without case, kinds of quotes and dashes, width and runs of white space.
 *
 * @param {string} text
 */
export function plain(text) {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’‚´`]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * Whether the text has the wording: words as they are, or a pattern written `/…/`, both without case.
 * A wording that begins or ends with a letter or a digit is not found inside of a longer word or number:
 * "5" is not in "15" or "5.2", "Ling" is not in "telling".
 *
 * @param {string} text
 * @param {string} wording
 */
export function says(text, wording) {
  const [, pattern, flags] = /^\/(.+)\/([m]?)$/.exec(wording) ?? [];
  if (pattern !== undefined) return new RegExp(pattern, `iu${flags}`).test(flags === 'm' ? text : plainAgain(text));
  return new RegExp(wholeWords(plain(wording)), 'u').test(plainAgain(text));
}

/** One text is asked for many wordings in a row. */
let latest = { text: '', plain: '' };

/** @param {string} text */
function plainAgain(text) {
  if (latest.text !== text) latest = { text, plain: plain(text) };
  return latest.plain;
}

/**
 * @param {string} text
 * @param {readonly string[]} wordings
 */
export const saysOneOf = (text, wordings) => wordings.some((wording) => says(text, wording));

/** Scripts that write without spaces, or that hang articles and endings on their words: no edges to look for. */
const WITHOUT_EDGES = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Arab}\p{sc=Hebr}]/u;

const LETTER = { before: '(?<![\\p{L}\\p{N}])', after: '(?![\\p{L}\\p{N}])' };
/** Zeros change nothing: 89 is in 89.00, but not in 89.50 or 89,000. */
const NUMBER = { before: '(?<!\\p{N}|\\p{N}[.,])', after: '(?!\\p{N}|[.,](?!0{1,2}(?!\\p{N}))\\p{N})' };
const OTHER = { before: '', after: '' };

/** @param {string} words */
function wholeWords(words) {
  const escaped = words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return edgeAt(words.at(0) ?? '').before + escaped + edgeAt(words.at(-1) ?? '').after;
}

/** @param {string} character */
function edgeAt(character) {
  if (/\p{N}/u.test(character)) return NUMBER;
  return /\p{L}/u.test(character) && !WITHOUT_EDGES.test(character) ? LETTER : OTHER;
}
