/** The sources of an answer as a list in Markdown, for documents that people keep. */
import type { KnowledgeSource } from '../knowledge-event.js';
import { escapedMarkdown } from './escaped-markdown.js';

const STEP = ' › ';

/** One line for each: its number, its title with a link, and the words that are quoted. */
export function sourceLines(sources: readonly KnowledgeSource[]): readonly string[] {
  return sources.map(({ number, title, path, href, quotes }) => {
    const [first, ...rest] = path;
    const names = [title, ...(first === title ? rest : path)].filter((name) => name.trim() !== '');
    const label = escapedMarkdown(names.length === 0 ? href : names.join(STEP));
    const address = followable(href);
    const link = address === null ? label : `[${label}](<${address}>)`;
    return `${number}. ${[link, ...quotes.map((quote) => `“${escapedMarkdown(quote)}”`)].join(' ')}`;
  });
}

/** The address as it may stand in a link; `null` for one that does something else than open a page. */
function followable(href: string): string | null {
  const address = href
    .trim()
    .toWellFormed()
    .replace(/[<>\\\s\p{C}]/gu, encodeURIComponent);
  if (!URL.canParse(address, 'https://relative.invalid')) return null;
  const { protocol } = new URL(address, 'https://relative.invalid');
  return protocol === 'http:' || protocol === 'https:' ? address : null;
}
