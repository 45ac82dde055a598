/** Finds where the target of a Markdown link ends. */

/** What was learned while a text was read from its beginning: without it, `](` over and over would take long. */
export interface TargetMemory {
  /** Up to here no target of a link comes to its end. */
  noTargetEndBefore: number;
}

/**
 * Behind the bracket that closes the target; -1 where there is none in this line, or what is there is no target but
 * words in brackets.
 *
 * @param start behind the opening bracket.
 */
export function linkTargetEnd(text: string, start: number, end: number, memory: TargetMemory): number {
  if (start <= memory.noTargetEndBefore) return -1;
  let depth = 1;
  for (let index = start; index < end; index += 1) {
    const sign = text.charAt(index);
    if (sign === '\n' || sign === '\r') {
      memory.noTargetEndBefore = index;
      return -1;
    }
    if (sign === '\\') index += 1;
    else if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    if (depth === 0) return isTarget(text.slice(start, index)) ? index + 1 : -1;
  }
  memory.noTargetEndBefore = end;
  return -1;
}

/** An address, and after a blank at most a title in quotes. */
function isTarget(inner: string): boolean {
  const words = inner.trim();
  const blank = words.startsWith('<') ? words.indexOf('>') + 1 : words.search(/\s/);
  const rest = blank <= 0 ? '' : words.slice(blank).trim();
  return rest === '' || /^(?:"[\s\S]*"|'[\s\S]*'|\([\s\S]*\))$/.test(rest);
}
