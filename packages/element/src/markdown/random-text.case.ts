/** Markdown that nobody would write: lines of every kind, in and out of containers, from a seed. */

/**
 * Without items that may not interrupt a paragraph: the parser does not allow them in some places
 * where there is no paragraph, which depends on lines far above.
 */
const LINES = [
  'plain words',
  'words with *emphasis* and **strong *both* words**',
  '`code` and [link](https://example.org/a) and https://example.org/b',
  'see [ref] and [text][ref] and [Other] and note[^n] and [^m].',
  '[ref]: https://example.org/ref',
  '[other]: <https://example.org/other> "title"',
  '[^n]: The note, with [ref].',
  '[^m]: Another\n    with a second line',
  '# Heading *one*',
  '#### Heading',
  '---',
  '===',
  '***',
  '- item',
  '- [ ] task',
  '- [x] done [ref]',
  '+ plus',
  '* star',
  '1. one',
  '> quote',
  '> - item in quote',
  '- > quote in item',
  '- - double',
  '-   wide item',
  '-     code in item',
  '| a | b |',
  '|---|:-:|',
  '| `1` | [2][ref] |',
  'a | b',
  '- | -',
  '```js',
  '```',
  '~~~~',
  '~~~',
  '    indented code',
  '\ttab',
  '<div>',
  '</div>',
  '<b>inline</b> html',
  '<!-- comment',
  '-->',
  'ends in two spaces  ',
  'ends in a backslash\\',
  '**open strong',
  '`open code',
  '[open link](https://exam',
  'x_y_z * 5 * 3 ~~gone~~',
  '',
  '',
  '',
  '',
];
const INDENTS = [
  '',
  '',
  '',
  '',
  '  ',
  '  ',
  '    ',
  '    ',
  '   ',
  ' ',
  '      ',
  '> ',
  '> ',
  '>',
  '>   ',
  '\t',
  '  > ',
  '    - ',
];

/** Numbers from 0 to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A text of so many lines. */
export function randomText(random: () => number, lines: number): string {
  const pick = <One>(list: readonly One[]): One => list[Math.floor(random() * list.length)] as One;
  const lineEnd = random() < 0.05 ? '\r\n' : '\n';
  // Some texts keep to few kinds of lines, so that containers become long.
  const kinds = random() < 0.6 ? Array.from({ length: 3 + Math.floor(random() * 6) }, () => pick(LINES)) : LINES;
  const indents = random() < 0.6 ? ['', pick(INDENTS), pick(INDENTS)] : INDENTS;
  return (
    Array.from({ length: lines }, () => pick(indents) + pick(kinds)).join(lineEnd) + (random() < 0.5 ? lineEnd : '')
  );
}

const CODE_HEADER =
  '</code></pre></div><div class="code" part="code-block" dir="ltr"><div class="code-header" part="code-header"><span class="language">Code</span><button type="button" class="copy">Copy</button></div><pre tabindex="0"><code>';

/**
 * HTML without what the parser does otherwise in the whole than in parts, and nobody sees: after a
 * quote it makes one block of each line of indented code, and it keeps or drops white space at ends.
 */
export function withCodeJoined(html: string): string {
  const joined = html.replaceAll(CODE_HEADER, '\n').replace(/[\r\n]+/g, '\n');
  return joined.replace(/\s+(?=<\/(?:code|p)>)/g, '');
}
