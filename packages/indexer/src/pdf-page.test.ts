/** PDF files in the command, read by the thread that was built: page by page, or left out with the reason. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKnowledge, readKnowledgeFile } from '@local-llm-chat/core/knowledge';
import { expect, it } from 'vitest';
import { makeJapanese, makePdf, makeScan } from '../../core/src/files/pdf.case.js';
import { runCommand } from './command.js';
import { readPdfFile } from './pdf-page.js';

it('has the pages of a file that have text, by their numbers, and its title', async () => {
  const pdf = await makePdf((made) => {
    made.info.Title = 'Prices of 2026';
    made.fontSize(24).text('Chairs').fontSize(11).text('A chair costs forty euros when it is bought in a pair.');
    made.addPage().addPage().text('[page 40]').text('Delivery takes two days by lorry, and abroad a week.');
    made.addPage().text('Returns are free within thirty days, and cost nothing.');
  });
  const { title, pages } = await readPdfFile(pdf);
  expect(title).toBe('Prices of 2026');
  expect(pages.map(({ number }) => number)).toEqual([1, 3, 4]);
  expect(pages[0]?.text).toBe('## Chairs\n\nA chair costs forty euros when it is bought in a pair.');
  expect(pages[1]?.text).toContain('Delivery takes two days');
});

it('reads fonts that need tables of characters', async () => {
  // In Shift JIS.
  expect((await readPdfFile(makeJapanese('93FA967B8CEA'))).pages).toEqual([{ number: 1, text: '日本語' }]);
});

it('stops when it is called off', async () => {
  const reason = new Error('Enough.');
  await expect(readPdfFile(new Uint8Array(8), AbortSignal.abort(reason))).rejects.toBe(reason);
});

it('becomes pages of an index that open where the answer stands; others are left out with the reason', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'indexer-pdf-'));
  try {
    const put = (name: string, bytes: Uint8Array) => writeFile(join(folder, name), bytes);
    await put(
      'Price list.pdf',
      await makePdf((made) => made.text('A chair costs forty euros.').addPage().text('Delivery takes two days.')),
    );
    await put('locked.pdf', await makePdf((made) => made.text('Secret'), { userPassword: 'x' }));
    await put('scan.pdf', await makeScan());
    await put('broken.pdf', Buffer.from('%PDF-1.7\nnothing'));
    const said: string[] = [];
    const out = join(folder, 'index.json');
    const world = { say: (line: string) => said.push(line), complain: (line: string) => said.push(line) };
    expect(await runCommand([folder, '--out', out, '--base', '/docs', '--language', 'en'], world)).toBe(0);
    const index = await readKnowledgeFile(new Uint8Array(await readFile(out)), out);
    expect(index.pages).toMatchObject([
      { url: '/docs/Price%20list.pdf#page=1', title: 'Price list', language: 'en' },
      { url: '/docs/Price%20list.pdf#page=2', title: 'Price list', language: 'en' },
    ]);
    expect(await createKnowledge({ index }).search('delivery')).toMatchObject([
      { href: '/docs/Price%20list.pdf#page=2' },
    ]);
    const report = said.join('\n');
    expect(report).toMatch(/locked\.pdf: could not be read \(asks for a password\)/);
    expect(report).toMatch(/scan\.pdf: could not be read \(pictures alone/);
    expect(report).toMatch(/broken\.pdf: could not be read \(damaged, or no PDF\)/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
