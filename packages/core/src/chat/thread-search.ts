/** Finds words in conversations, whatever their case and accents. */
import type { ChatMessage } from '../messages.js';

/** Where a conversation holds what was looked for. */
export interface ThreadSnippet {
  /** What stands before it, shortened. */
  readonly before: string;
  /** What was found, as it is written there. */
  readonly match: string;
  readonly after: string;
}

/** What was found in one conversation. */
export interface FoundIn {
  readonly snippet: ThreadSnippet;
  /** The message it stands in; `null` when that is the title. */
  readonly messageId: string | null;
}

const BEFORE_LENGTH = 40;
const AFTER_LENGTH = 80;

/** Marks that people leave out when they search: accents, and the vowel signs of Hebrew and Arabic. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g;

/** A text as it is searched: `Ça` and `CA` are both `ca`. */
export function searchable(text: string): string {
  const lower = text.toLowerCase();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it asks for what is more than ASCII.
  return /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize('NFKD').replace(MARKS, '');
}

/** The words of a query, each once. */
export function wordsOf(query: string): readonly string[] {
  return [...new Set(searchable(query).split(/\s+/))].filter((word) => word !== '');
}

/** Remembers the searchable texts of messages, which never change in place. */
export class SearchTexts {
  readonly #texts = new WeakMap<ChatMessage, readonly SearchText[]>();

  /** The texts of a message that can be searched: what it says, and names and texts of files. */
  of(message: ChatMessage): readonly SearchText[] {
    const known = this.#texts.get(message);
    if (known !== undefined) return known;
    const texts = message.parts.flatMap((part) => {
      if (part.type === 'text') return [part.text];
      return part.type === 'file' ? [part.name, part.text] : [];
    });
    const made = texts.map((text) => ({ text, plain: searchable(text) }));
    this.#texts.set(message, made);
    return made;
  }
}

export interface SearchText {
  readonly text: string;
  readonly plain: string;
}

/**
 * Where a conversation holds all of the words, in its title or in any text; `null` where one is
 * missing. Shown is the text with the most of them.
 */
export function findWords(
  words: readonly string[],
  title: string,
  messages: readonly ChatMessage[],
  texts: SearchTexts,
): FoundIn | null {
  const plainTitle = searchable(title);
  const missing = new Set(words.filter((word) => !plainTitle.includes(word)));
  let best: { text: SearchText; messageId: string | null; count: number } = {
    text: { text: title, plain: plainTitle },
    messageId: null,
    count: words.length - missing.size,
  };
  for (const message of messages) {
    for (const text of texts.of(message)) {
      const found = words.filter((word) => text.plain.includes(word));
      for (const word of found) missing.delete(word);
      // A text says more than the title, which is often the same words.
      if (found.length > best.count || (best.messageId === null && found.length === best.count && found.length > 0)) {
        best = { text, messageId: message.id, count: found.length };
      }
    }
  }
  if (missing.size > 0) return null;
  return { snippet: snippetOf(best.text, words), messageId: best.messageId };
}

function snippetOf(found: SearchText, words: readonly string[]): ThreadSnippet {
  const { text, plain } = found;
  const places = words
    .map((word) => ({ start: plain.indexOf(word), length: word.length }))
    .filter(({ start }) => start >= 0)
    .sort((a, b) => a.start - b.start || b.length - a.length);
  const { start, length } = places[0] ?? { start: 0, length: 0 };
  const [from, to] = originalRange(found, start, start + length);
  const before = text.slice(Math.max(0, from - BEFORE_LENGTH), from);
  const after = text.slice(to, to + AFTER_LENGTH);
  return {
    before: `${from > BEFORE_LENGTH ? '\u2026' : ''}${oneLine(from > BEFORE_LENGTH ? fromWord(before) : before)}`,
    match: oneLine(text.slice(from, to)),
    after: `${oneLine(to + AFTER_LENGTH < text.length ? toWord(after) : after)}${to + AFTER_LENGTH < text.length ? '\u2026' : ''}`,
  };
}

/** A searchable text may be longer or shorter than its original: the way back is walked once, for what is shown. */
function originalRange({ text, plain }: SearchText, start: number, end: number): [number, number] {
  if (text.toLowerCase() === plain && text.length === plain.length) return [start, end];
  let plainLength = 0;
  let from: number | null = null;
  let position = 0;
  for (const character of text) {
    if (from === null && plainLength >= start && searchable(character) !== '') from = position;
    if (plainLength >= end) break;
    plainLength += searchable(character).length;
    position += character.length;
  }
  // Marks that follow the last letter belong to it.
  while (position < text.length && /^\p{M}/u.test(text.slice(position, position + 2))) position += 1;
  return [Math.min(from ?? 0, position), position];
}

function fromWord(text: string): string {
  const space = text.search(/\s/);
  return space >= 0 && space < text.length - 1 ? text.slice(space + 1) : withoutHalves(text);
}

function toWord(text: string): string {
  const space = text.search(/\s\S*$/);
  return space > 0 ? text.slice(0, space) : withoutHalves(text);
}

/** Half of a character beyond the first plane is none. */
function withoutHalves(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
