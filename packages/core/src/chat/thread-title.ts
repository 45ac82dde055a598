/** Makes the title of a conversation of its first question. */
import { type ChatMessage, messageText } from '../messages.js';

/** Characters, as people count them, that a title may have. */
const TITLE_LENGTH = 60;

/** Of a long text only the beginning is looked at: nobody titles by the rest of a pasted book. */
const LOOKED_AT = 2000;

/**
 * The first sentence of the first question, without Markdown's marks, cut at a word; of a question
 * that is only a file, the file's name, and of one for a task both. `''` when there is no question, or none that says anything.
 */
export function titleOf(messages: readonly ChatMessage[]): string {
  const question = messages.find(({ role }) => role === 'user');
  if (question === undefined) return '';
  const text = plainText(messageText(question).slice(0, LOOKED_AT));
  const name = plainText(question.parts.find((part) => part.type === 'file')?.name ?? '');
  // Every summary is asked for in the same words.
  if (question.task !== undefined && name !== '') return shortened(`${text}: ${name}`);
  return shortened(text === '' ? name : firstSentence(text));
}

/** One line, without marks, and without characters that are seen only by what they do to others. */
export function plainText(markdown: string): string {
  return (
    markdown
      .replace(/^\s*(`{3,}|~{3,}).*$/gm, ' ')
      .replace(/^\s*(?:[-*_]\s*){3,}$/gm, ' ')
      .replace(/^\s*(?:>|#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s)\s*/gm, '')
      .replace(/!?\[([^\][]*)\]\([^()]*\)/g, '$1')
      .replace(/(\*{1,3}|~~|`+)(?=\S)(.*?\S)\1/g, '$2')
      .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)(.*?\S)\1(?![\p{L}\p{N}_])/gu, '$2')
      // Overrides of direction, and tags: a title stands among the page's own words.
      .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff\u{e0000}-\u{e007f}]/gu, '')
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
  );
}

function firstSentence(text: string): string {
  if (typeof Intl.Segmenter === 'function') {
    for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text)) {
      // "1." or "Hm." says too little to be a title.
      if (segment.trim().length > 3) return segment.trim();
    }
    return text;
  }
  return /^.{3,}?(?:[.!?](?=\s)|[。！？]|$)/u.exec(text)?.[0] ?? text;
}

function shortened(text: string): string {
  const characters = split(text, 'grapheme');
  if (characters.length <= TITLE_LENGTH) return text;
  let title = '';
  let length = 0;
  for (const word of split(text, 'word')) {
    const more = split(word, 'grapheme').length;
    if (length + more >= TITLE_LENGTH) break;
    title += word;
    length += more;
  }
  // A word that is too long for a title by itself is cut where it must be.
  if (title.trim() === '') title = characters.slice(0, TITLE_LENGTH - 1).join('');
  return `${title.replace(/[\s,;:.\u2013\u2014-]+$/u, '')}\u2026`;
}

function split(text: string, granularity: 'grapheme' | 'word'): string[] {
  if (typeof Intl.Segmenter !== 'function') return granularity === 'word' ? text.split(/(?<=\s)/u) : Array.from(text);
  return Array.from(new Intl.Segmenter(undefined, { granularity }).segment(text), ({ segment }) => segment);
}
