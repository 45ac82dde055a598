/** Tables keep their cells apart and their header near, in few tokens. */
import { describe, expect, it } from 'vitest';
import { csvToText } from './csv-text.js';
import { startPace } from './pace.js';

const read = (csv: string) => csvToText(csv, startPace(undefined), () => undefined);

describe('a table', () => {
  it.each([
    ['commas', 'a,b\n1,2\n'],
    ['semicolons', 'a;b\r\n1;2\r\n'],
    ['tabs', 'a\tb\n1\t2'],
    ['bars', 'a|b\n1|2'],
    ['quotes', '"a","b"\n"1","2"'],
  ])('is seen by its %s', async (_, csv) => {
    expect(await read(csv)).toBe('a | b\n1 | 2');
  });

  it('keeps separators and line breaks within quotes', async () => {
    expect(await read('name,text\nAda,"one, two\nthree ""four"""')).toBe('name | text\nAda | one, two three "four"');
  });

  it.each(['\n', '\r\n', '\r'])('knows its lines by %j, not by the breaks within quotes', async (end) => {
    expect(await read(`a,"b\nc"${end}1,"2\r\n3"${end}`)).toBe('a | b c\n1 | 2 3');
  });

  it('keeps empty cells and drops empty lines', async () => {
    expect(await read('a,b,c\n1,,3\n\n,,\n4,5,\n')).toBe('a | b | c\n1 |  | 3\n4 | 5 | ');
  });

  it('says its header again before each group of rows', async () => {
    const csv = ['n,square', ...Array.from({ length: 60 }, (_, n) => `${n},${n * n}`)].join('\n');
    const groups = (await read(csv)).split('\n\n');
    expect(groups).toHaveLength(3);
    for (const group of groups) expect(group).toMatch(/^n \| square\n\d/);
    expect(groups[2]).toMatch(/59 \| 3481$/);
  });

  it('with many columns says in each cell which it is of, and leaves out the empty ones', async () => {
    const header = Array.from({ length: 13 }, (_, index) => `column ${index}`).join(',');
    expect(await read(`${header}\n1,,,4${','.repeat(9)}\n`)).toBe('column 0: 1\ncolumn 3: 4');
  });

  it('that is none stays as it is', async () => {
    expect(await read('Dear diary\ntoday nothing')).toBe('Dear diary\ntoday nothing');
  });
});

describe('a table made to do harm', () => {
  it('may have a million columns', async () => {
    const text = await read(`${'x,'.repeat(1_000_000)}x\n${'1,'.repeat(1_000_000)}1`);
    expect(text.match(/x: 1/g)).toHaveLength(1_000_001);
  });

  it('may have a quote without end', async () => {
    expect(await read(`a,b\n1,"${'x\n'.repeat(500_000)}`)).toMatch(/^a \| b\n1 \| x x/);
  });

  it('may have a million rows', async () => {
    expect((await read(`a,b\n${'1,2\n'.repeat(1_000_000)}`)).match(/1 \| 2/g)).toHaveLength(1_000_000);
  });
});
