/// <reference types="node" />
/** The built readers in a real browser, under the strictest policy with Trusted Types. */
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../../../scripts/chromium.mjs';
import { type FilesSite, startFilesSite } from './files-site.case.js';
import { makeBomb, makeJapanese, makePdf } from './pdf.case.js';
import type { FileText, ReadFileOptions } from './read-file.js';

declare const files: typeof import('../files.js');

// A browser on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let site: FilesSite;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  site = await startFilesSite();
  const executablePath = (await findChromium()) ?? undefined;
  browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...CHROMIUM_ARGS] });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
beforeEach(() => open('strict.html'));
afterEach(() => page.context().close());

async function open(path: string): Promise<void> {
  await page?.context().close();
  page = await (await browser.newContext()).newPage();
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${site.origin}/${path}`);
  await page.waitForFunction(() => 'files' in globalThis);
  site.asked.length = 0;
}

/** Reads a file in the page; what fails comes back as `{ code, reason }`. */
async function read(
  name: string,
  content: Uint8Array<ArrayBuffer> | string,
  options: Pick<ReadFileOptions, 'workerMode' | 'enginesUrl'> = {},
): Promise<Partial<FileText> & { code?: string; reason?: unknown }> {
  site.files.set(name, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  return page.evaluate(
    async ([path, settings]) => {
      const body = await (await fetch(`/files/${path}`)).blob();
      try {
        return await files.readFile(new File([body], path), settings);
      } catch (error) {
        const { code, details } = error as { code: string; details: Record<string, unknown> };
        return { code, reason: details?.['reason'] };
      }
    },
    [name, options] as const,
  );
}

const fetched = () => site.asked.filter((path) => !path.startsWith('/files/'));

describe('under the strict policy', () => {
  it('texts need nothing more, and each kind fetches its own reader alone', async () => {
    expect(await read('notes.md', '# Notes\n')).toMatchObject({ name: 'notes.md', text: '# Notes', bytes: 8 });
    expect(fetched()).toEqual([]);
    expect(await read('page.html', '<h1>Hi</h1><script>alert(1)</script><img src=x onerror=alert(1)>')).toMatchObject({
      text: '# Hi',
    });
    expect(await read('table.csv', 'a;b\n1;2')).toMatchObject({ text: 'a | b\n1 | 2' });
    expect(
      await read('old.txt', new Uint8Array([...'caf\u00e9 au lait'].map((sign) => sign.charCodeAt(0)))),
    ).toMatchObject({
      text: 'café au lait',
    });
    expect(fetched().filter((path) => /pdf/.test(path))).toEqual([]);
    const pdf = await makePdf((made) => made.text('A page of text.').addPage().text('Another.'));
    expect(await read('two.pdf', pdf)).toEqual({
      name: 'two.pdf',
      mediaType: 'application/pdf',
      bytes: pdf.length,
      text: '[page 1]\n\nA page of text.\n\n[page 2]\n\nAnother.',
      pages: 2,
    });
    expect(fetched().filter((path) => /files-pdf/.test(path))).toEqual(['/dist/files-pdf.js']);
    expect(complaints).toEqual([]);
  });

  it('a Japanese file fetches the tables of characters from the site', async () => {
    expect(await read('neko.pdf', makeJapanese('8CE1947982CD944C82C582A082E98142'))).toMatchObject({
      text: '[page 1]\n\n吾輩は猫である。',
    });
    expect(fetched()).toContain('/dist/files-pdf-maps.bin');
    expect(complaints).toEqual([]);
  });

  it('a worker from a blob reads as well, and from another folder', async () => {
    await open('blob.html');
    const pdf = await makePdf((made) => made.text('A page of text.'));
    for (const options of [{ workerMode: 'blob' }, { enginesUrl: '/dist/' }] as const) {
      expect(await read('one.pdf', pdf, options)).toMatchObject({ text: '[page 1]\n\nA page of text.' });
    }
    expect(await read('neko.pdf', makeJapanese('8CE1947982CD944C'), { workerMode: 'blob' })).toMatchObject({
      pages: 1,
    });
    expect(complaints).toEqual([]);
  });

  it('says when its worker is not there', async () => {
    const pdf = await makePdf((made) => made.text('A page of text.'));
    expect(await read('one.pdf', pdf, { enginesUrl: '/nowhere/' })).toMatchObject({ code: 'worker-failed' });
  });
});

describe('a long PDF file', () => {
  it('tells its progress, and its worker is gone as soon as it is cancelled', async () => {
    const pdf = await makePdf(
      (made) => {
        for (let number = 1; number <= 1000; number += 1) made.addPage().text(`This is page ${number}.`);
      },
      { autoFirstPage: false },
    );
    site.files.set('long.pdf', pdf);
    const seen = await page.evaluate(async () => {
      const body = await (await fetch('/files/long.pdf')).blob();
      const cancel = new AbortController();
      const steps: unknown[] = [];
      const outcome = await files
        .readFile(new File([body], 'long.pdf'), {
          signal: cancel.signal,
          onProgress(progress) {
            steps.push(progress);
            if (progress.done === 3) cancel.abort();
          },
        })
        .catch((error: { code: string }) => error.code);
      return { steps, outcome };
    });
    expect(seen.outcome).toBe('aborted');
    expect(seen.steps.slice(0, 4)).toEqual([0, 1, 2, 3].map((done) => ({ done, total: 1000, unit: 'pages' })));
    await expect.poll(() => page.workers().length).toBe(0);
    const whole = await read('long.pdf', pdf);
    expect(whole.pages).toBe(1000);
    expect(whole.text).toContain('[page 1000]\n\nThis is page 1000.');
  });
});

describe('a file that was made to do harm', () => {
  it('cannot fill the memory from a few kilobytes', async () => {
    expect(await read('small.pdf', makeBomb(1))).toMatchObject({ text: '[page 1]\n\nBang' });
    const bomb = makeBomb(300);
    expect(bomb.length).toBeLessThan(10_000);
    // It is not unpacked to its end, where the word is.
    expect(await read('bomb.pdf', bomb)).toMatchObject({ code: 'file-unreadable', reason: 'broken' });
    expect(await read('after.txt', 'The page lives.')).toMatchObject({ text: 'The page lives.' });
  });

  it('cannot hold up the page with tags without end', async () => {
    const html = `${'<div>'.repeat(100_000)}text`;
    expect(await read('deep.html', html)).toMatchObject({ code: 'file-unreadable', reason: 'broken' });
  });
});
