/// <reference types="node" />
/** PDF files of all kinds, read by the real reader. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packCharacterMaps } from '../../tsup.config.js';
import { breakTable, makeFlood, makeJapanese, makePdf, makeScan } from './pdf.case.js';
import { readPdf } from './read-pdf.js';

/** The tables of characters, as the build packs them. */
async function packedMaps(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'character-maps-'));
  await packCharacterMaps(join(folder, 'maps'));
  const pack = new Blob([await readFile(join(folder, 'maps'))]);
  await rm(folder, { recursive: true });
  return URL.createObjectURL(pack);
}

/** No file of these tests needs any but the Japanese one. */
const NO_MAPS = 'blob:none';

const read = async (data: Uint8Array, characterMaps = NO_MAPS) => (await readPdf(data, { characterMaps })).text;

const SENTENCES =
  'The quick brown fox jumps over the lazy dog. It was not amused, and said so to everybody who came by. ';

describe('a text in one column', () => {
  it('becomes paragraphs, whatever its lines are', async () => {
    const pdf = await makePdf((made) => {
      made.fontSize(24).text('On foxes').moveDown().fontSize(11);
      made.text(SENTENCES.repeat(6).trim()).moveDown();
      made.text(SENTENCES.repeat(3).trim());
    });
    expect(await read(pdf)).toBe(
      `[page 1]\n\n## On foxes\n\n${SENTENCES.repeat(6).trim()}\n\n${SENTENCES.repeat(3).trim()}`,
    );
  });

  it('joins words that were cut at the end of a line, but not those that have a hyphen of their own', async () => {
    const pdf = await makePdf((made) => {
      made.text('This is well-known to everybody who has read the news-').text('papers of last year, which is a well-');
      made.text('known fact.');
    });
    expect((await read(pdf)).replace(/\s+/g, ' ')).toBe(
      '[page 1] This is well-known to everybody who has read the newspapers of last year, which is a well-known fact.',
    );
  });

  it('keeps the items of lists apart', async () => {
    const pdf = await makePdf((made) =>
      made.text(SENTENCES.repeat(3)).list(['Wash the apples', 'Peel them', 'Eat them']),
    );
    expect(await read(pdf)).toContain('Wash the apples\nPeel them\nEat them');
  });
});

describe('the title', () => {
  it('is what the file says, and nothing where it says none', async () => {
    const titled = await makePdf((made) => {
      made.info.Title = ' Prices\nof chairs ';
      made.text(SENTENCES);
    });
    expect((await readPdf(titled, { characterMaps: NO_MAPS })).title).toBe('Prices of chairs');
    const bare = await makePdf((made) => made.text(SENTENCES));
    expect((await readPdf(bare, { characterMaps: NO_MAPS })).title).toBe('');
  });
});

describe('two columns below a title', () => {
  it('are read one after the other', async () => {
    const left = 'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda '.repeat(12).trim();
    const right = 'one two three four five six seven eight nine ten eleven twelve '.repeat(12).trim();
    const pdf = await makePdf((made) => {
      made.fontSize(20).text('A title that goes across both of the columns').fontSize(10);
      const top = made.y + 10;
      // In stripes, as some programs write them: line by line across the page.
      made.text(left, 72, top, { width: 220 }).text(right, 320, top, { width: 220 });
    });
    expect(await read(pdf)).toBe(`[page 1]\n\n## A title that goes across both of the columns\n\n${left}\n\n${right}`);
  });
});

describe('a table', () => {
  it('is read row by row', async () => {
    const rows = [
      ['Name', 'Amount', 'City'],
      ['Ada', '12', 'London'],
      ['Grace', '7', 'New York'],
      ['Alan', '31', 'Manchester'],
    ];
    const pdf = await makePdf((made) => {
      for (const [index, row] of rows.entries()) {
        for (const [column, cell] of row.entries()) made.text(cell, 72 + 150 * column, 100 + 20 * index);
      }
    });
    expect(await read(pdf)).toBe(`[page 1]\n\n${rows.map((row) => row.join(' | ')).join('\n')}`);
  });
});

describe('thirty pages', () => {
  it('have marks, and no running titles and page numbers', async () => {
    const pdf = await makePdf(
      (made) => {
        for (let page = 1; page <= 30; page += 1) {
          made.addPage().fontSize(9).text('Annual report of foxes', 72, 40);
          made.fontSize(11).text(`Chapter ${page} begins. ${SENTENCES.repeat(3)}`, 72, 100);
          made.fontSize(9).text(`Page ${page} of 30`, 72, 700);
        }
      },
      { autoFirstPage: false },
    );
    const seen: number[] = [];
    const { text, pages } = await readPdf(pdf, {
      characterMaps: NO_MAPS,
      onPage: (done, total) => seen.push(done / total),
    });
    expect(pages).toBe(30);
    expect(text).not.toMatch(/Annual report|of 30/);
    expect([...text.matchAll(/\[page (\d+)\]\n\nChapter (\d+) begins/g)].map(([, mark, page]) => [mark, page])).toEqual(
      Array.from({ length: 30 }, (_, index) => [`${index + 1}`, `${index + 1}`]),
    );
    expect(seen).toEqual(Array.from({ length: 31 }, (_, index) => index / 30));
  });
});

describe('a Japanese file without tables of its own', () => {
  it('is read with ours', async () => {
    // 吾輩は猫である。 in Shift-JIS
    const pdf = makeJapanese('8CE1 94 79 82CD 944C 82C5 82A0 82E9 8142'.replaceAll(' ', ''));
    expect(await read(pdf, await packedMaps())).toBe('[page 1]\n\n吾輩は猫である。');
  });

  it('is not read wrongly where ours are missing', async () => {
    const pdf = makeJapanese('8CE1947982CD944C');
    await expect(read(pdf)).rejects.toMatchObject({ code: 'load-failed' });
  });
});

describe('a form', () => {
  it('is read with what was filled in', async () => {
    const pdf = await makePdf((made) => {
      made.font('Helvetica').initForm();
      made.text('Your name:', 72, 100);
      made.formText('name', 150, 96, 200, 16, { value: 'Ada Lovelace' });
    });
    expect(await read(pdf)).toBe('[page 1]\n\nYour name: Ada Lovelace');
  });
});

describe('a file that cannot be read', () => {
  const failure = async (data: Uint8Array) => {
    const error = await read(data).then(
      (text) => text,
      (thrown) => thrown,
    );
    return `${error.code} ${error.details?.reason}`;
  };

  it('says that it asks for a password', async () => {
    for (const pdfVersion of ['1.3', '1.4', '1.7ext3'] as const) {
      const pdf = await makePdf((made) => made.text('secret'), { userPassword: 'open sesame', pdfVersion });
      expect(await failure(pdf)).toBe('file-unreadable encrypted');
    }
  });

  it('is read when only changing it asks for one', async () => {
    const pdf = await makePdf((made) => made.text('not secret'), { ownerPassword: 'open sesame', pdfVersion: '1.7' });
    expect(await read(pdf)).toBe('[page 1]\n\nnot secret');
  });

  it('says that it is a scan', async () => {
    expect(await failure(makeScan())).toBe('file-unreadable no-text');
  });

  it('says that it is damaged', async () => {
    expect(await failure(new TextEncoder().encode('This is no PDF at all.'))).toBe('file-unreadable broken');
    const whole = await makePdf((made) => made.text('whole'));
    expect(await failure(whole.slice(0, 200))).toBe('file-unreadable broken');
  });

  it('is mended where that can be done', async () => {
    const whole = await makePdf((made) => made.text('Still here.'), { compress: false });
    expect(await read(breakTable(whole))).toBe('[page 1]\n\nStill here.');
  });

  it('says that it is a flood', async () => {
    const reading = readPdf(makeFlood(1000), { characterMaps: NO_MAPS, charactersMost: 10_000 });
    await expect(reading).rejects.toMatchObject({ code: 'file-unreadable', details: { reason: 'too-large' } });
  });
});
