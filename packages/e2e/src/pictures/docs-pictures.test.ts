/** The guides and the README show the pictures that there are, and say in words what is in them. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { StoryVisits } from '../story-visits.js';
import { DOCS_FOLDER, docsPictures } from './docs-pictures.js';
import { isTaking } from './kept-pictures.js';
import { putOn } from './looks.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const GUIDES = `${ROOT}apps/docs/guides/`;

/** The names of the files in the folder of the docs' pictures. */
async function filesThere(): Promise<string[]> {
  return existsSync(ROOT + DOCS_FOLDER) ? readdir(ROOT + DOCS_FOLDER) : [];
}

/** Room for its shadow. */
const MARGIN = 16;

function around({ x, y, width, height }: { x: number; y: number; width: number; height: number }) {
  return { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN, scale: 1 };
}

describe.runIf(isTaking)('the pictures of the docs', () => {
  it('are taken', { timeout: 600_000 }, async () => {
    const visits = await StoryVisits.start();
    try {
      const { page } = visits;
      const devtools = await page.context().newCDPSession(page);
      await mkdir(ROOT + DOCS_FOLDER, { recursive: true });
      for (const { file, story, look, width, height, scale, isChat = false, isPrinted = false } of docsPictures) {
        const size = { width, height };
        // A chat takes its first measures from the window that it finds.
        await page.setViewportSize(size);
        expect(await visits.show(story)).toEqual([]);
        await putOn(look, page, size);
        if (isPrinted) await page.emulateMedia({ media: 'print' });
        await devtools.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: scale, mobile: false });
        await visits.settle();
        const box = isChat ? await page.locator('local-llm-chat').boundingBox() : null;
        const { data } = await devtools.send('Page.captureScreenshot', {
          ...(file.endsWith('.png') ? { format: 'png' } : { format: 'webp', quality: 80 }),
          ...(box === null ? {} : { clip: around(box) }),
        });
        await writeFile(ROOT + file, Buffer.from(data, 'base64'));
        await devtools.send('Emulation.clearDeviceMetricsOverride');
      }
      const wanted = docsPictures.map(({ file }) => file);
      for (const name of await filesThere())
        if (!wanted.includes(DOCS_FOLDER + name)) await rm(ROOT + DOCS_FOLDER + name);
    } finally {
      await visits.close();
    }
  });
});

describe('a picture of the docs', () => {
  it('is there for each that is wanted, and no other', async () => {
    const wanted = docsPictures.map(({ file }) => file).filter((file) => file.startsWith(DOCS_FOLDER));
    expect((await filesThere()).map((name) => DOCS_FOLDER + name).sort()).toEqual(wanted.sort());
    const others = docsPictures.map(({ file }) => file).filter((file) => !file.startsWith(DOCS_FOLDER));
    expect(others.filter((file) => !existsSync(ROOT + file))).toEqual([]);
  });

  it('is shown in a guide or in the README', async () => {
    const pages = (await readdir(GUIDES)).filter((name) => name.endsWith('.mdx')).map((name) => GUIDES + name);
    const texts = await Promise.all([...pages, `${ROOT}README.md`].map((file) => readFile(file, 'utf8')));
    const shown = texts.flatMap((text) => [...text.matchAll(/(?:src|srcSet|srcset)="([^":]+\.(?:webp|png))"/g)]);
    const names = shown.map(([, address = '']) => address.replace(/^pictures\//, DOCS_FOLDER));
    expect([...new Set(names)].sort()).toEqual(docsPictures.map(({ file }) => file).sort());
    const images = texts.flatMap((text) => [...text.matchAll(/<img\b[^>]*>/g)].map(([tag]) => tag));
    // Words enough to know what one would see.
    expect(images.filter((tag) => !/\balt="[^"]{30,}"/.test(tag))).toEqual([]);
  });
});
