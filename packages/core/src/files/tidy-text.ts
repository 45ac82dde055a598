/** Makes text of any origin fit for a model: nothing invisible, nothing broken, no idle blank space. */
import { type Pace, PIECE } from './pace.js';

/**
 * Signs that show nothing, and so could carry what only the model sees: controls, tags, and marks of direction. The
 * joiners stay, as Persian, Hindi and emoji are written with them, and so do the Arabic signs that do show.
 */
const INVISIBLE = /(?!\u200C|\u200D|[\n\t\u0600-\u0605\u06DD\u070F\u08E2])[\p{Cc}\p{Cf}]|[\u{E0100}-\u{E01EF}]/gu;

/** One selector of a variant is meant for the sign before it; a row of them is a message in hiding. */
const ROW_OF_SELECTORS = /[\uFE00-\uFE0F]{2,}/gu;

/**
 * The text without invisible and broken signs, trailing blanks and piles of empty lines. Every line break is `\n`.
 *
 * @example
 * ```ts
 * import { tidyText } from '@local-llm-chat/core/files';
 *
 * tidyText('one\r\ntwo  \u200B\n\n\n\n\nthree'); // 'one\ntwo\n\n\nthree'
 * ```
 */
export function tidyText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
      .replace(INVISIBLE, '')
      .replace(ROW_OF_SELECTORS, '')
      .replace(/[\u00A0\u2000-\u200A\u202F\u205F]/g, ' ')
      // The look behind begins at the first blank of a row, or a long row would be tried from each one.
      .replace(/(?<![ \t])[ \t]+$/gm, '')
      .replace(/\n{4,}/g, '\n\n\n')
      .normalize('NFC')
  );
}

/** {@link tidyText} in steps, for a text of any length. */
export async function tidyLongText(text: string, pace: Pace): Promise<string> {
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    await pace();
    const end = endOfPiece(text, start);
    pieces.push(tidyText(text.slice(start, end)));
    start = end;
  }
  return pieces.join('').replace(/^\n+/, '').trimEnd();
}

/** Where a piece ends that nothing to tidy reaches across: after the last of some line breaks. */
function endOfPiece(text: string, start: number): number {
  if (text.length - start <= PIECE) return text.length;
  let end = text.indexOf('\n', start + PIECE);
  if (end === -1 || end > start + 4 * PIECE) end = endInLine(text, start + PIECE);
  else while (text[end] === '\n' || text[end] === '\r') end += 1;
  return end;
}

/** A line that is longer than some pieces is cut between two letters, where there is nothing to tidy. */
function endInLine(text: string, near: number): number {
  const found = text.slice(near - 1, near + PIECE).search(/[a-z0-9][a-z0-9]/i);
  if (found !== -1) return near + found;
  const code = text.charCodeAt(near);
  return code >= 0xdc00 && code <= 0xdfff ? near + 1 : near;
}
