/** Text that a decision hangs on, with all in it that would not be seen, or would put the rest in another order. */

/** Controls, marks of direction, what is invisible or nothing: all but spaces that are seen, line breaks and joiners. */
const UNSEEN = /(?!\ufe0f|[\n \u00a0\u202f\u3000\u200c\u200d])[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;

/** Joiners that neither a script nor an emoji beside them has use for. */
const IDLE_JOINERS =
  /(?<![\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Script=Arabic}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}\p{Extended_Pictographic}])/gu;

/** Shows them by their numbers: `‹U+202E›`. */
export function visibleText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNSEEN, byNumber).replace(IDLE_JOINERS, byNumber);
}

function byNumber(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}
