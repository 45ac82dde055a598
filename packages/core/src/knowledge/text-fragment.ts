/** Addresses that open a page at a passage: https://wicg.github.io/scroll-to-text-fragment/ */
import { withoutLinks } from './without-links.js';

/** Long enough to be there once, short enough for an address. */
const EDGE_WORDS = 5;
const SHORT_CHARACTERS = 60;

/**
 * An address that opens a page at a passage of it, where the browser can; elsewhere at its top.
 *
 * @param passage as it is read on the page: its first paragraph or line is looked for.
 */
export function passageUrl(url: string, passage: string): string {
  // A page of a PDF file is opened by a viewer that knows nothing of this.
  if (/#page=\d+$/.test(url)) return url;
  const line = plainLine(passage);
  // What was made on the spot of a file is at no address.
  if (line === '' || url.startsWith('file:')) return url;
  const hash = url.includes('#') ? `${url}:~:` : `${url}#:~:`;
  if (line.length <= SHORT_CHARACTERS) return `${hash}text=${encode(line)}`;
  const words = line.split(' ');
  // Text without spaces has its letters for words.
  if (words.length < 2 * EDGE_WORDS) return `${hash}text=${encode([...line].slice(0, SHORT_CHARACTERS).join(''))}`;
  const [start, end] = [words.slice(0, EDGE_WORDS), words.slice(-EDGE_WORDS)].map((edge) => edge.join(' '));
  return `${hash}text=${encode(start ?? '')},${encode(end ?? '')}`;
}

/** The first line that has words, as the page shows it: without the marks of Markdown. */
function plainLine(passage: string): string {
  for (const line of passage.split('\n')) {
    if (/^\s*(```|~~~)/.test(line)) continue;
    // A table's cells lie apart on the page: the first of them is enough.
    const cell = /^\s*\|([^|]+)\|/.exec(line)?.[1] ?? /^([^|]*\S) \| \S/.exec(line)?.[1];
    const text = withoutLinks((cell ?? line).replace(/^\s*(?:[-*+]|\d+[.)]|>)\s+/, ''))
      .replace(/\*\*|__|`/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (/[\p{L}\p{N}]/u.test(text)) return text;
  }
  return '';
}

/** Commas, hyphens and ampersands have a meaning in such an address. Half a character has no place in one. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll('-', '%2D');
}
