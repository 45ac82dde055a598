/** What of a text that is still being written can be shown: a line that may yet mean something else waits. */

/** What the finished lines end in. */
export type OpenBlock = 'table' | 'code' | 'html' | 'other';

/** The markers of containers at the start of a line. */
const CONTAINERS = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*/;
/** A line of these alone may become a heading, an item, a task, a rule, a fence, or emphasis. */
const MARKERS = /^(?:#{1,6}|\d{1,9}[.)]?|[-+*_=~`\s]+|\[[ xX]?\]?\s*|\[\^?|\\|<|!\[?|\$+)$/;
/** A fence whose language is being written. */
const FENCE = /^(?:`{3,}[^`]*|~{3,}.*)$/;
/** What defines a link or a footnote, which is shown elsewhere. */
const DEFINITION = /^\[[^\]]+\]:/;
const HALF_DELIMITER = /^\|?[\s:|-]*$/;

/** The part of `text` that can be shown. `open` is what its whole lines end in. */
export function visiblePart(text: string, open: OpenBlock): string {
  const start = text.lastIndexOf('\n') + 1;
  const body = text.slice(start).replace(CONTAINERS, '');
  const without = text.slice(0, start);
  if (open === 'code') return /^(?:`+|~+)\s*$/.test(body) ? without : text;
  if (open === 'html') return text;
  if (open === 'table') return /^[\s|]*$/.test(body) ? without : text;
  const before = lineBefore(text, start);
  // The line above may be the head of a table until this one says otherwise.
  if (HALF_DELIMITER.test(body) && before.body.startsWith('|')) return text.slice(0, before.start);
  if (body === '' || body.startsWith('|') || MARKERS.test(body) || FENCE.test(body) || DEFINITION.test(body)) {
    return without;
  }
  return text;
}

function lineBefore(text: string, start: number): { start: number; body: string } {
  const from = start > 1 ? text.lastIndexOf('\n', start - 2) + 1 : 0;
  return { start: from, body: text.slice(from, Math.max(from, start - 1)).replace(CONTAINERS, '') };
}
