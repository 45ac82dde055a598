/**
 * Characters that show nothing or reorder what is shown, in texts that others wrote: each becomes a small mark such as
 * `U+202E`. What they are rightly used for stays as it is: emoji, Persian and Indian scripts, one mark of direction.
 */

/** Controls, zero-width and bidirectional characters, tags, variation selectors and fillers. */
const HIDDEN =
  '\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u2028\\u2029\\u2800\\u{16FE4}\\u{1D159}' +
  '\\p{Default_Ignorable_Code_Point}\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFFF9-\\uFFFB\\u{E0001}';

/** Scripts whose letters are joined, or kept apart, by characters without width. */
const JOINED = ['Arabic', 'Syriac', 'Nko', 'Mandaic', 'Mongolian', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati']
  .concat(['Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Tibetan', 'Myanmar', 'Khmer'])
  .map((script) => `\\p{Script=${script}}`)
  .join('');
/** Scripts that are written without spaces, where a zero-width one says where a line may end. */
const SPACELESS = ['Thai', 'Lao', 'Khmer', 'Myanmar'].map((script) => `\\p{Script=${script}}`).join('');
const RIGHT_TO_LEFT = ['Arabic', 'Hebrew', 'Syriac', 'Thaana', 'Nko'].map((script) => `\\p{Script=${script}}`).join('');

const WORD = '[\\p{L}\\p{M}\\p{N}]';
const NOT_HIDDEN = `(?![${HIDDEN}])`;
/** Between letters of one direction they would do nothing: there they carry something else. */
const DIRECTION = '[\\u200E\\u200F\\u061C]';

/** What stays as it is, each with what must stand before and after it. */
const RIGHTFUL = [
  // Emoji: in their coloured form, and several that are one.
  '(?<=[#*0-9])\\uFE0F(?=\\u20E3)',
  '(?<=(?![#*0-9])\\p{Emoji})[\\uFE0E\\uFE0F](?:\\u200D(?=\\p{Extended_Pictographic}))?',
  '(?<=\\p{Extended_Pictographic}|\\p{Emoji_Modifier})\\u200D(?=\\p{Extended_Pictographic})',
  // The flags of England, Scotland and Wales.
  '(?<=\\u{1F3F4})\\u{E0067}\\u{E0062}(?:\\u{E0065}\\u{E006E}\\u{E0067}|\\u{E0073}\\u{E0063}\\u{E0074}|\\u{E0077}\\u{E006C}\\u{E0073})\\u{E007F}',
  // Forms of Chinese characters and of signs.
  `(?<=\\p{Script=Han})[\\uFE00-\\uFE02\\u{E0100}-\\u{E01EF}]${NOT_HIDDEN}`,
  `(?<=\\p{Sm})\\uFE00${NOT_HIDDEN}`,
  `(?<=\\p{Script=Mongolian})[\\u180B-\\u180F]${NOT_HIDDEN}`,
  // Scripts that join their letters.
  `(?<=[${JOINED}])[\\u200C\\u200D](?=[${JOINED}]|[^\\p{L}\\p{N}${HIDDEN}]|$)`,
  `(?<=[${SPACELESS}])\\u200B(?=[${SPACELESS}])`,
  `(?<=\\p{M})\\u034F(?=\\p{M})`,
  // Where a word may be divided.
  `(?<=\\p{L}|\\p{M})\\u00AD(?=\\p{L})`,
  // Braille has a blank of its own.
  '(?<=[\\u2801-\\u28FF])\\u2800(?=[\\u2801-\\u28FF])',
];
const RIGHTFUL_DIRECTION = [
  `(?<!${WORD})${DIRECTION}${NOT_HIDDEN}`,
  `${DIRECTION}(?!${WORD}|[${HIDDEN}])`,
  `(?<=[${RIGHT_TO_LEFT}])${DIRECTION}(?![${RIGHT_TO_LEFT}${HIDDEN}])`,
  `${DIRECTION}(?=[${RIGHT_TO_LEFT}])(?<![${RIGHT_TO_LEFT}].)`,
];

const ANY_HIDDEN = new RegExp(`[${HIDDEN}]`, 'u');
/** Either something that stays, or a run that is marked. */
const IN_TEXT = new RegExp(`${[...RIGHTFUL, ...RIGHTFUL_DIRECTION].join('|')}|(?<run>[${HIDDEN}]+)`, 'gu');
/** In code no direction is ever rightly turned. */
const IN_CODE = new RegExp(`${RIGHTFUL.join('|')}|(?<run>[${HIDDEN}]+)`, 'gu');
/** What the next character may yet make part of an emoji, or a word. */
const UNDECIDED = new RegExp(`(?:[${HIDDEN}]|[\\uD800-\\uDBFF])+$`, 'u');
/** Longer runs are no part of any. */
const MOST_UNDECIDED = 64;
/** A mark names so many characters, and says how many there are. */
const MOST_NAMED = 3;

/** True for what is more than it shows. */
export function hasHidden(text: string, isCode = false): boolean {
  return ANY_HIDDEN.test(text) && !runs(text, isCode)[Symbol.iterator]().next().done;
}

/** A text whose hidden characters are names in brackets, for places that can hold no elements. */
export function withHiddenNamed(text: string): string {
  if (!ANY_HIDDEN.test(text)) return text;
  let named = '';
  let from = 0;
  for (const { run, at } of runs(text, false)) {
    named += `${text.slice(from, at)}[${nameOf(run)}]`;
    from = at + run.length;
  }
  return named + text.slice(from);
}

/**
 * A text as nodes: texts, and marks between them. A mark has the characters as its text and shows their names by its
 * style, so that what is copied is what was written.
 */
export function markHidden(text: string, isCode = false): ChildNode[] {
  if (!ANY_HIDDEN.test(text)) return [document.createTextNode(text)];
  const nodes: ChildNode[] = [];
  let from = 0;
  for (const { run, at } of runs(text, isCode)) {
    // In code a text comes first, as it is found by that.
    if (at > from || nodes.length === 0) nodes.push(document.createTextNode(text.slice(from, at)));
    nodes.push(hiddenMark(run));
    from = at + run.length;
  }
  if (from < text.length || nodes.length === 0) nodes.push(document.createTextNode(text.slice(from)));
  return nodes;
}

/** A mark for characters that are nowhere to be seen. */
export function hiddenMark(run: string): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'hidden-character';
  mark.setAttribute('part', 'hidden-character');
  mark.setAttribute('data-name', nameOf(run));
  mark.append(run);
  return mark;
}

/** Marks what is hidden in the texts of a tree. */
export function markHiddenWithin(root: Node, isCode: boolean): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (ANY_HIDDEN.test(text.data)) found.push(text);
  }
  for (const text of found) {
    if (text.parentElement?.className !== 'hidden-character') text.replaceWith(...markHidden(text.data, isCode));
  }
}

/** Of a text that is still being written, what can be shown: half a character, or half an emoji, would change its look. */
export function decidedPart(text: string): string {
  const end = text.slice(-MOST_UNDECIDED - 1);
  const undecided = UNDECIDED.exec(end)?.[0].length ?? 0;
  return undecided === 0 || undecided > MOST_UNDECIDED ? text : text.slice(0, -undecided);
}

/** All characters of a text that are hidden, in their order; those of emoji and scripts are none. */
export function hiddenIn(text: string): string {
  return ANY_HIDDEN.test(text) ? [...runs(text, false)].map(({ run }) => run).join('') : '';
}

function* runs(text: string, isCode: boolean): Iterable<{ run: string; at: number }> {
  for (const match of text.matchAll(isCode ? IN_CODE : IN_TEXT)) {
    const run = match.groups?.['run'];
    if (run !== undefined) yield { run, at: match.index };
  }
}

/** `U+202E`, `U+200B ×5`, or `U+E0068 U+E0069 U+E0064 … ×40`. */
function nameOf(run: string): string {
  const names: string[] = [];
  let count = 0;
  for (const character of run) {
    count += 1;
    if (count > MOST_NAMED + 1) continue;
    names.push(`U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
  }
  if (count === 1) return names[0] ?? '';
  if (isOneRepeated(run)) return `${names[0]} ×${count}`;
  return count <= MOST_NAMED ? names.join(' ') : `${names.slice(0, MOST_NAMED).join(' ')} … ×${count}`;
}

function isOneRepeated(run: string): boolean {
  const [first = ''] = run;
  return run.replaceAll(first, '') === '';
}
