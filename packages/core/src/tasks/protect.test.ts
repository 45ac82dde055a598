import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameNumber, numbersIn } from './number-values.js';
import { type ProtectOptions, protect } from './protect.js';
import { linesOf, marksOf } from './text-lines.js';
import { anyText } from './texts.case.js';

const segmentsOf = (text: string, options?: ProtectOptions) => protect(text, options).segments;

/** A translation of each segment by a function. */
function translated(text: string, translate: (segment: string, index: number) => string, options?: ProtectOptions) {
  const { segments, restore } = protect(text, options);
  return restore(segments.map(translate));
}

const DOCUMENT = `# The \`npm\` guide #

Run \`npm start\`, then see [the **docs**](https://a.b/c_(d) "Title") or
https://a.b/x?y=1. Write to <me@a.b> or you@a.b, {name}!

> Quoted words
> and more[^1]

- [ ] First <b>item</b>
  1. Second: 1,234.5 km &amp; 50%

| Name | Age |
|------|----:|
| Ada \\| Bob | 36 |

\`\`\`js
const words = "stay";
\`\`\`

![A cat](cat.png)

[docs]: https://a.b
[^1]: A note
`;

describe('protect', () => {
  it('shows words with marks for what must survive', () => {
    expect(segmentsOf(DOCUMENT)).toEqual([
      'The `1` guide',
      'Run `1`, then see [the **docs**](2) or\n{3}. Write to {4} or {5}, {6}!',
      'Quoted words',
      'and more{1}',
      'First <1>item<2>',
      'Second: 1,234.5 km {1} 50%',
      ...['Name', 'Age', 'Ada \\| Bob'],
      '![A cat](1)',
      'A note',
    ]);
  });

  it('keeps structure and all that must survive', () => {
    const { text, missing, extra } = translated(DOCUMENT, (segment) => segment.replace(/[a-z]+/gi, 'wort'));
    expect(text).toBe(`# wort \`npm\` wort #

wort \`npm start\`, wort wort [wort **wort**](https://a.b/c_(d) "Title") wort
https://a.b/x?y=1. wort wort <me@a.b> wort you@a.b, {name}!

> wort wort
> wort wort[^1]

- [ ] wort <b>wort</b>
  1. wort: 1,234.5 wort &amp; 50%

| wort | wort |
|------|----:|
| wort \\| wort | 36 |

\`\`\`js
const words = "stay";
\`\`\`

![wort wort](cat.png)

[docs]: https://a.b
[^1]: wort wort
`);
    expect([missing, extra]).toEqual([[], []]);
  });

  it.each([
    ['code', 'See `x` now', 'Siehe jetzt', 'Siehe jetzt `x`', { kind: 'code', text: '`x`' }],
    [
      'a link',
      'See [the `x` docs](u) now',
      'Siehe die `1` Doku',
      'Siehe die `x` Doku [the `x` docs](u)',
      { kind: 'link', text: '](u)' },
    ],
    [
      'an address',
      'See https://a.b now',
      'Siehe jetzt',
      'Siehe jetzt https://a.b',
      { kind: 'url', text: 'https://a.b' },
    ],
    ['a placeholder', 'Hi {name}', 'Hallo', 'Hallo {name}', { kind: 'placeholder', text: '{name}' }],
    ['a number', 'In 42 days', 'In Tagen', 'In Tagen (42)', { kind: 'number', text: '42' }],
  ])('tells %s that was dropped, and puts it back', (_, source, translation, text, part) => {
    expect(translated(source, () => translation)).toEqual({ text, missing: [{ ...part, segment: 0 }], extra: [] });
  });

  it('tells what was invented or repeated', () => {
    const { text, extra } = translated('See `x` now', () => 'Siehe `1` und `1`: https://c.d, [hier](e), `y`, 7 {9}');
    expect(text).toBe('Siehe `x` und `x`: https://c.d, [hier](e), `y`, 7 {9}');
    expect(extra.map((part) => `${part.kind} ${part.text}`)).toEqual([
      ...['code `x`', 'url https://c.d', 'link ](e)', 'code `y`', 'placeholder {9}', 'number 7', 'number 9'],
    ]);
  });

  it('puts the right number where a wrong one is', () => {
    const { text, missing, extra } = translated('From 1990 to 2024, 3 times', () => 'Von 1990 bis 2042, 3 mal');
    expect(text).toBe('Von 1990 bis 2024, 3 mal');
    expect([missing[0]?.text, extra[0]?.text]).toEqual(['2024', '2042']);
  });

  it('reads marks as models write them', () => {
    const { text, missing } = translated(
      'See [a](u), `x`, {n} and <b>c</b>',
      () => 'Siehe [a] ( 1 ), ` 2 `, ｛3｝ und < 4 >c</5>',
    );
    expect(text).toBe('Siehe [a](u), `x`, {n} und <b>c</b>');
    expect(missing).toEqual([]);
  });

  it('takes what looks like its marks for what it is', () => {
    const source = 'Use {1} and <2> as in ](3), [x](4) or `5` here';
    expect(segmentsOf(source)).toEqual(['Use {1} and {2} as in {3}, [x](4) or `5` here']);
    expect(translated(source, (segment) => segment.replace('Use', 'Nimm')).text).toBe(source.replace('Use', 'Nimm'));
  });

  it('protects numbers with their units when asked to', () => {
    const source = 'Run 1,234.5 km in 20 °C for $5, v2';
    expect(segmentsOf(source, { numbers: 'protected' })).toEqual(['Run {1} in {2} for {3}, v2']);
    expect(translated(source, (segment) => segment.toUpperCase(), { numbers: 'protected' }).text).toBe(
      'RUN 1,234.5 km IN 20 °C FOR $5, V2',
    );
  });

  it('lets no translation change what a line is', () => {
    const line = (translation: string) => translated('Word\n', () => translation).text;
    expect(line('# Wort')).toBe('\\# Wort\n');
    expect(line('1. Wort')).toBe('1\\. Wort\n');
    expect(line('Wort\n\n- Wort')).toBe('Wort - Wort\n');
    expect(line('```')).toBe('\\```\n');
    expect(translated('| a | b |\n|---|---|\n', () => 'x|y\nz').text).toBe('| x\\|y z | x\\|y z |\n|---|---|\n');
    expect(translated('One\ntwo', () => 'Eins\n\n# zwei').text).toBe('Eins\n\\# zwei');
  });

  it('leaves alone what has no words, and what is code', () => {
    for (const text of [
      '',
      ' \n',
      '`a`',
      '42',
      '---',
      'https://a.b',
      '\tcode here',
      '<pre>\nwords\n</pre>',
      '<!-- a\nb -->',
    ]) {
      expect(segmentsOf(text)).toEqual([]);
    }
  });

  it('gives back any text that nobody changed, and what is not translated yet', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.constantFrom('visible', 'protected') as fc.Arbitrary<'visible' | 'protected'>,
        (text, numbers) => {
          const { segments, restore } = protect(text, { numbers });
          expect(restore(segments)).toEqual({ text, missing: [], extra: [] });
          expect(restore([])).toEqual({ text, missing: [], extra: [] });
          expect(restore(segments.map(() => ' ')).text).toBe(text);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('puts each mark back where it is, through changes of the words alone', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const changed = translated(text, (segment) => `${segment}\u00df`);
        expect(changed.missing).toEqual([]);
        expect(changed.text.replaceAll('\u00df', '')).toBe(text.replaceAll('\u00df', ''));
      }),
      { numRuns: 1000 },
    );
  });

  const kept = fc.constantFrom(
    ...[
      '`code`',
      '[a link](https://a.b/c)',
      '![b](d.png)',
      'https://e.f/g',
      'h@i.jk',
      '{name}',
      '<b>',
      '</b>',
      '42',
      '1,234.5',
    ],
  );
  const sentence = fc
    .array(fc.oneof(kept, fc.constantFrom('some', 'words', 'more')), { minLength: 1, maxLength: 8 })
    .map((words) => `The ${words.join(' ')}`);
  const document = fc
    .array(fc.tuple(fc.constantFrom('', '# ', '- ', '> ', '1. ', '|'), sentence))
    .map((lines) =>
      lines
        .map(([mark, words]) =>
          mark === '|' ? `| ${words} | a |\n|--|--|\n| b | ${words} |\n\n` : `${mark}${words}\n\n`,
        )
        .join(''),
    );
  /** What a bad model does to a segment: words go, come twice, change place; marks and numbers with them. */
  const damage = fc.array(fc.tuple(fc.constantFrom('drop', 'double', 'swap', 'new', 'break'), fc.nat()), {
    maxLength: 6,
  });

  function damaged(segment: string, harm: readonly (readonly [string, number])[]): string {
    const words = segment.split(' ');
    for (const [kind, at] of harm) {
      const index = at % (words.length || 1);
      if (kind === 'drop') words.splice(index, 1);
      else if (kind === 'double') words.splice(index, 0, words[index] ?? '');
      else if (kind === 'swap') words.push(...words.splice(index, 1));
      else words.splice(index, 0, kind === 'new' ? 'Neu' : '\n\n# ');
    }
    return words.join(' ');
  }

  it('never loses a link, number or code, and tells each that was dropped', () => {
    fc.assert(
      fc.property(document, damage, (source, harm) => {
        const { text, missing } = translated(source, (segment) => damaged(segment, harm));
        const pieces = (all: string) =>
          all.match(/`code`|\]\([^)]*\)|https:\/\/e\.f\/g|h@i\.jk|\{name\}|<\/?b>/g) ?? [];
        const count = (all: readonly string[], one: string) => all.filter((other) => other === one).length;
        for (const piece of new Set(pieces(source))) {
          expect(count(pieces(text), piece)).toBeGreaterThanOrEqual(count(pieces(source), piece));
        }
        const numbers = (all: string) => numbersIn(all.replace(/^\d\. /gm, '')).map((number) => number.text);
        const left = [...numbers(text)];
        for (const number of numbers(source)) {
          const at = left.findIndex((one) => isSameNumber(one, number));
          expect(at).not.toBe(-1);
          left.splice(at, 1);
        }
        if (harm.every(([kind]) => kind !== 'drop')) expect(missing).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps what each line is, whatever comes back', () => {
    const shape = (text: string) =>
      [...linesOf(text)].map(({ start, contentEnd }) => {
        const { isBlank, headingLevel, isListItem, fence, hasPipe } = marksOf(text.slice(start, contentEnd));
        return { isBlank, headingLevel, isListItem, fence, hasPipe };
      });
    fc.assert(
      fc.property(document, damage, (source, harm) => {
        const { text } = translated(source, (segment) => damaged(segment, harm));
        expect(shape(text)).toEqual(shape(source));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['1,234.5', '1.234,5', true],
    ['1,234', '1234', true],
    ['1,234', '1.234', true],
    ['10 000', '10,000', true],
    ['2.50', '2,5', true],
    ['٣٤', '34', true],
    ['１２', '12', true],
    ['1.5', '15', false],
    ['12.05.2024', '12052024', false],
    ['1,23', '123', false],
    ['42', '24', false],
  ])('reads %s and %s as the same number: %s', (one, other, isSame) => {
    expect(isSameNumber(one, other)).toBe(isSame);
  });

  it.each(['`', '``a', '](', '[a](', '<a ', '{', 'a@', 'https://', '$', '%', '1 000 ', '\\', '![', '[^1', 'a b|'])(
    'reads every sign a few times at most: %s',
    (unit) => {
      const work = (length: number) => {
        const source = `words ${unit.repeat(length / unit.length)}`;
        const { charAt } = String.prototype;
        let read = 0;
        String.prototype.charAt = function (at) {
          read += 1;
          return charAt.call(this, at);
        };
        try {
          const { restore, segments } = protect(source, { numbers: 'protected' });
          restore(segments);
        } finally {
          String.prototype.charAt = charAt;
        }
        return read / source.length;
      };
      expect(work(20_000)).toBeLessThan(work(5000) + 1);
      expect(work(20_000)).toBeLessThan(80);
    },
  );
});
