/** Holds a title to its text: made-up parts go, and where it names nothing that the text is about, the text's own words come instead. */
import { keyPhrases } from './key-phrases.js';
import { sentencesOf } from './sentences.js';
import { contentKeys, contentWords } from './text-words.js';

/** What is longer is a sentence, of which the beginning says most. */
const MOST_WORDS = 12;
const MOST_CHARACTERS = 100;
/** Greetings and dates stand at the beginning. */
const MOST_LINES = 12;
/** A title names one word of these phrases at least. */
const PHRASES = 3;
/** Of a longer text the beginning. */
const MOST_READ = 20_000;

/** A title of the text's own language. */
export function heldTitle(title: string, text: string): string {
  const plain = withoutMadeUpPart(withoutRepeats(title), text);
  const sentences = sentencesOf(text.slice(0, MOST_READ)).map((span) => withoutMarks(span.text));
  const telling = sentences.filter(isTelling);
  const about = aboutOf(text.slice(0, MOST_READ), telling[0] ?? '');
  const names = (line: string) => [...contentKeys(line)].some((key) => about.has(key));
  if (about.size === 0 || (names(plain) && !isStray(plain, text))) return shortened(plain);
  const first = telling.find(names) ?? telling[0] ?? sentences.find(names);
  return first === undefined ? shortened(plain) : capitalized(shortened(first.replace(/[.。।]$/u, '')));
}

/** The words of the first sentence, those of the best phrases, and those that are said again. */
function aboutOf(text: string, first: string): ReadonlySet<string> {
  const about = contentKeys(`${first}\n${keyPhrases(text, PHRASES).join('\n')}`);
  const seen = new Set<string>();
  for (const { key } of contentWords(text)) {
    if (seen.has(key) && !/^\d+$/.test(key)) about.add(key);
    seen.add(key);
  }
  return about;
}

/** A sentence, and no label as "Present: Ada, Ben." */
function isTelling(line: string): boolean {
  return /[.!?。！？؟।]$/u.test(line) && contentKeys(line).size > 2 && !/^[\p{L} ]{2,20}[:：]/u.test(line);
}

/** A line of the text, or its beginning, that is neither a sentence nor a heading: a greeting, a date, a label. */
function isStray(title: string, text: string): boolean {
  if (/[.!?。！？؟…।]$/u.test(title) && contentKeys(title).size > 2) return false;
  return text
    .split('\n', MOST_LINES)
    .some((line) => line.trim() === title || line.startsWith(`${title},`) || line.startsWith(`**${title}`));
}

/** In letters a sentence may begin after the greeting. */
function capitalized(line: string): string {
  return line.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** Without the part after a colon of which the text has no word. */
function withoutMadeUpPart(title: string, text: string): string {
  const [, name, more] = /^(.{3,}?): (.+)$/u.exec(title) ?? [];
  if (name === undefined || more === undefined) return title;
  const known = contentKeys(text);
  const said = [...contentKeys(more)];
  return said.length === 0 || said.some((key) => known.has(key)) ? title : name;
}

/** Small models turn in circles also within a line: "free, friendly, friendly, friendly". */
function withoutRepeats(title: string): string {
  const parts = title.split(/(?<=[,;，、]) ?/u);
  const seen = new Set<string>();
  const fresh = parts.filter((part) => {
    const key = part
      .replace(/^and /i, '')
      .replace(/[,;，、]$/u, '')
      .trim()
      .toLowerCase();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return fresh.length === parts.length ? title : fresh.join(' ').replace(/[,;，、]$/u, '');
}

function withoutMarks(line: string): string {
  return line.replace(/^(?:#{1,6}|[-*+>]|\d+[.)]) +/, '').replaceAll(/\*\*|__/g, '');
}

/** A bracket that was not closed. */
const OPEN_BRACKET = / ?[([（][^)\]）]*$/u;

/** A title that is a sentence ends with a part of it: at a colon, a comma or a full stop, else after some words. */
export function shortened(title: string): string {
  const words = title.split(' ');
  if (words.length <= MOST_WORDS && title.length <= MOST_CHARACTERS) return title;
  const start = words
    .slice(0, MOST_WORDS + 2)
    .join(' ')
    .slice(0, MOST_CHARACTERS);
  const part = /^(.{12,}?)(?:[.:;,](?: |$)|[。：；，])/u.exec(start)?.[1];
  if (part !== undefined && (part.split(' ').length >= 3 || !part.includes(' '))) return part.replace(OPEN_BRACKET, '');
  // Small words at the end are the beginning of what is not there.
  return words
    .slice(0, MOST_WORDS)
    .join(' ')
    .slice(0, MOST_CHARACTERS)
    .replace(OPEN_BRACKET, '')
    .replace(/(?: (?:\p{Ll}{1,3}|from|with|that|into|over|their|after|which|when|where|while|because|before))+$/u, '');
}
