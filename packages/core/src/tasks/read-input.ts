/** Looks at a text before a model sees it, and refuses what is none. */
import { LocalLLMError } from '../errors.js';
import { guessLanguage, type TextLanguage } from './text-language.js';

/** The most UTF-16 units that a text may have unless told otherwise: a book has about a million. */
export const LONGEST_INPUT = 20_000_000;

/** What is known of a text before a model sees it. The text itself stays as it is: spans point into it. */
export interface InputText extends TextLanguage {
  readonly text: string;
  /** Empty, or nothing but white space: there is nothing to ask a model. */
  readonly isBlank: boolean;
}

/** Of signs that no text has, such as zeros, this share is forgiven: programs that copy texts lose some. */
const FORGIVEN_CONTROLS = 1 / 50;
/** Umlauts that were lost in an old encoding leave about this share of replacement signs. */
const FORGIVEN_REPLACEMENTS = 1 / 10;
/** A short one may be what is asked about. */
const SHORTEST_WALL = 1000;
/** Lines of encoded data are longer than words of any language. */
const WALL_WORD = 40;

/**
 * Takes a text in. Linear in its length.
 *
 * @throws `invalid-request` with `details.reason`: `'too-long'`, or `'binary'` for what is no text: zeros, control
 * characters, a decoding that went wrong, or data as base64.
 */
export function readInput(text: string, { maxLength = LONGEST_INPUT }: { maxLength?: number } = {}): InputText {
  if (text.length > maxLength) {
    throw new LocalLLMError('invalid-request', `The text has ${text.length} characters; ${maxLength} are the most.`, {
      hint: 'Give a part of the text, such as one chapter.',
      details: { reason: 'too-long', length: text.length, maxLength },
    });
  }
  if (looksBinary(text)) {
    throw new LocalLLMError('invalid-request', 'This is no text, but data of another kind.', {
      hint: 'Read the text out of the file first, in its right encoding, and give that.',
      details: { reason: 'binary' },
    });
  }
  return { text, isBlank: !/\S/.test(text), ...guessLanguage(text) };
}

function looksBinary(text: string): boolean {
  let controls = 0;
  let replacements = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isControl(code)) controls += 1;
    else if (code >= 0xd800 && code <= 0xdfff) {
      const isPair = code <= 0xdbff && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
      if (isPair) index += 1;
      else replacements += 1;
    } else if (code === 0xfffd) replacements += 1;
  }
  // One by chance says nothing of a short text.
  if (controls > 1 && controls > text.length * FORGIVEN_CONTROLS) return true;
  if (replacements > 3 && replacements > text.length * FORGIVEN_REPLACEMENTS) return true;
  return isBase64Wall(text);
}

/** Escapes are no controls here: they colour logs. */
function isControl(code: number): boolean {
  if (code >= 0xfffe || (code >= 0x7f && code < 0xa0 && code !== 0x85)) return true;
  return code < 0x20 && !(code >= 0x08 && code <= 0x0d) && code !== 0x1a && code !== 0x1b;
}

/** More than half of it are long words of capitals, small letters and digits without any other sign. */
function isBase64Wall(text: string): boolean {
  if (text.length < SHORTEST_WALL) return false;
  let encoded = 0;
  for (const [word] of text.matchAll(/[A-Za-z0-9+/_=-]{40,}/g)) {
    if (word.length >= WALL_WORD && /[A-Z]/.test(word) && /[a-z]/.test(word) && /[0-9]/.test(word)) {
      encoded += word.length;
    }
  }
  return encoded * 2 > text.length;
}
