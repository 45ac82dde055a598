/** The command, on real folders and on a real site. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createKnowledge, readKnowledgeFile } from '@local-llm-chat/core/knowledge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from './command.js';
import { addressOf } from './folder.js';

let folder: string;
let said: string[];
let complained: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-llm-chat-indexer-'));
  said = [];
  complained = [];
});
afterEach(() => rm(folder, { recursive: true }));

async function put(files: Readonly<Record<string, string>>): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, 'docs', path)), { recursive: true });
    await writeFile(join(folder, 'docs', path), text);
  }
  return join(folder, 'docs');
}

function run(...words: string[]): Promise<number> {
  return runCommand(words, { say: (line) => said.push(line), complain: (line) => complained.push(line) });
}

async function read(path: string) {
  return readKnowledgeFile(new Uint8Array(await readFile(path)), path);
}

const DOCS = {
  'index.md': '# Shop\n\nWelcome to the shop.',
  'guide/prices.md': '# Prices\n\nA chair costs 40 euros.',
  'guide/draft.md': '---\ndraft: true\n---\nSecret.',
  'guide/empty.md': '',
  'guide/plan.pdf': '%PDF-1.7',
  'node_modules/x/readme.md': 'Not ours.',
  '.hidden/a.md': 'Not ours.',
  'picture.png': 'png',
};

describe('a folder of Markdown', () => {
  it('becomes a file in which answers are found', async () => {
    const docs = await put(DOCS);
    const out = join(folder, 'public/llm-index.json');
    expect(await run(docs, '--out', out, '--base', '/docs', '--language', 'en')).toBe(0);
    expect(complained).toEqual([]);
    expect(said.join('\n')).toMatch(/2 pages, 2 passages.*\n3 left out:\n.*draft\.md: asks not to be found/);
    expect(said.join('\n')).toMatch(/plan\.pdf: could not be read \(damaged, or no PDF\)/);
    const file = await read(out);
    expect(file.pages.map(({ url, language }) => [url, language])).toEqual([
      ['/docs/guide/prices', 'en'],
      ['/docs/', 'en'],
    ]);
    expect(await createKnowledge({ index: file }).search('chair')).toMatchObject([{ title: 'Prices' }]);
    expect(await readdir(dirname(out))).toEqual(['llm-index.json']);
  });

  it('is the same file each time, and the command tells what is new', async () => {
    const docs = await put(DOCS);
    const out = join(docs, 'llm-index.json');
    await run(docs, '--out', out);
    const first = await readFile(out, 'utf8');
    await run(docs, '--out', out);
    expect(await readFile(out, 'utf8')).toBe(first);
    await rm(join(docs, 'index.md'));
    await put({ 'guide/prices.md': '# Prices\n\n50 euros.', 'new.md': 'New.' });
    await run(docs, '--out', out);
    expect(said.filter((line) => line.startsWith('Since'))).toEqual([
      'Since the last time: 0 new, 0 changed, 0 gone.',
      'Since the last time: 1 new, 1 changed, 1 gone.',
    ]);
  });

  it('is written compressed, left alone in a dry run, and silent when asked', async () => {
    const docs = await put(DOCS);
    const out = join(folder, 'i.json');
    expect(await run(docs, '--out', out, '--dry-run')).toBe(0);
    await expect(readFile(out)).rejects.toThrow(/ENOENT/);
    said = [];
    expect(await run(docs, '--out', out, '--gzip', '--quiet')).toBe(0);
    expect(said).toEqual([]);
    expect([...(await readFile(out)).subarray(0, 2)]).toEqual([0x1f, 0x8b]);
    expect((await read(out)).pages).toHaveLength(2);
  });

  it('leaves out what is ignored, and keeps to a size', async () => {
    const docs = await put(DOCS);
    const out = join(folder, 'i.json');
    expect(await run(docs, '--out', out, '--ignore', 'guide/**')).toBe(0);
    expect((await read(out)).pages).toHaveLength(1);
    expect(await run(docs, '--out', out, '--max-size', '0.0001')).toBe(1);
    expect(complained.join('\n')).toMatch(/at most 0\.1 kB are allowed[\s\S]*characters: \/[\s\S]*--max-size/);
    // The one of before is still there.
    expect((await read(out)).pages).toHaveLength(1);
  });

  it.each([
    ['clean', 'guide/prices.md', 'guide/prices'],
    ['clean', 'guide/README.md', 'guide/'],
    ['clean', 'index.html', ''],
    ['html', 'guide/prices.html', 'guide/prices.html'],
    ['html', 'guide/index.html', 'guide/'],
    ['file', 'guide/index.html', 'guide/index.html'],
    ['clean', 'über uns/a&b.md', '%C3%BCber%20uns/a%26b'],
  ] as const)('has addresses that are %s: %s', (style, path, address) => {
    expect(addressOf(path, style)).toBe(address);
  });
});

describe('a site that was built', () => {
  it('keeps the names of its files', async () => {
    const docs = await put({
      'index.html': '<title>Shop</title><main>Welcome</main>',
      'a.html': '<h1>A</h1><p>Text',
      'assets/x.js': '1',
    });
    const out = join(folder, 'i.json');
    expect(await run(docs, '--out', out)).toBe(0);
    expect((await read(out)).pages.map(({ url, title }) => [url, title])).toEqual([
      ['/a.html', 'A'],
      ['/', 'Shop'],
    ]);
  });
});

describe('an order that makes no sense', () => {
  it.each([
    [[], /one folder/],
    [['a', 'b'], /one folder/],
    [['a', '--size'], /--size/],
    [['a', '--max-size', 'much'], /number of megabytes/],
    [['a', '--addresses', 'nice'], /clean, html or file/],
  ] as const)('%j', async (words, message) => {
    expect(await run(...words)).toBe(2);
    expect(complained.join('\n')).toMatch(message);
    expect(complained.join('\n')).toContain('--help');
  });

  it('names a folder that is not there, or in which nothing is to be read', async () => {
    expect(await run(join(folder, 'nowhere'))).toBe(1);
    const docs = await put({ 'a.md': '' });
    expect(await run(docs)).toBe(1);
    expect(complained.join('\n')).toMatch(/There is no folder[\s\S]*a\.md: says nothing[\s\S]*no page to index/);
  });

  it('is explained', async () => {
    expect(await run('--help')).toBe(0);
    expect(said.join('\n')).toContain('--out');
  });
});

describe('a site that runs', () => {
  let server: Server;
  let origin: string;
  let asked: string[];
  const pages: Record<
    string,
    { readonly body: string | Buffer; readonly headers?: Record<string, string>; status?: number }
  > = {};

  beforeEach(async () => {
    asked = [];
    for (const key of Object.keys(pages)) delete pages[key];
    server = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers['user-agent']}`);
      const page = pages[request.url ?? ''];
      const headers = { 'content-type': 'text/html; charset=utf-8', ...page?.headers };
      response.writeHead(page === undefined ? 404 : (page.status ?? 200), headers).end(page?.body ?? 'none');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const map = (...urls: string[]) => `<urlset>${urls.map((url) => `<url><loc>${url}</loc></url>`).join('')}</urlset>`;

  it('is read by its sitemap, as far as it allows', async () => {
    pages['/robots.txt'] = { body: 'User-agent: *\nDisallow: /private/\n' };
    const inner = map(`${origin}/a?x=1&amp;y=2`, `${origin}/private/b`, `${origin}/c`, 'https://other.example/d');
    pages['/sitemap.xml'] = {
      body: `<sitemapindex><sitemap><loc>${origin}/inner.xml.gz</loc></sitemap><sitemap><loc>https://other.example/s.xml</loc></sitemap></sitemapindex>`,
    };
    pages['/inner.xml.gz'] = {
      body: gzipSync(inner + map(`${origin}/gone`, `${origin}/e`, `${origin}/f.pdf`, `${origin}/g`, `${origin}/h.zip`)),
    };
    pages['/a?x=1&y=2'] = { body: '<html lang=en><title>A</title><p>Alpha' };
    pages['/c'] = { body: '<p>Gamma', headers: { 'x-robots-tag': 'noindex' } };
    pages['/e'] = { body: '<link rel=canonical href="/epsilon"><title>E</title><p>Epsilon' };
    pages['/f.pdf'] = { body: '%PDF', headers: { 'content-type': 'application/pdf' } };
    pages['/h.zip'] = { body: 'PK', headers: { 'content-type': 'application/zip' } };
    pages['/g'] = { body: '<link rel=canonical href="https://other.example/g"><title>G</title><p>Gamma' };
    const out = join(folder, 'i.json');
    expect(await run(`${origin}/sitemap.xml`, '--out', out, '--ignore', 'ignored/**')).toBe(0);
    expect((await read(out)).pages.map(({ url }) => url)).toEqual(['/a?x=1&y=2', '/epsilon', '/g']);
    const report = said.join('\n');
    expect(report).toContain(`${origin}/private/b: robots.txt says so`);
    expect(report).toContain(`${origin}/c: asks not to be found`);
    expect(report).toContain(`${origin}/gone: could not be read (404)`);
    expect(report).toContain(`${origin}/f.pdf: could not be read (damaged, or no PDF)`);
    expect(report).toContain(`${origin}/h.zip: of a kind that is not read (application/zip)`);
    expect(asked.some((line) => line.startsWith('/private/b'))).toBe(false);
    expect(asked.every((line) => line.endsWith('local-llm-chat-indexer'))).toBe(true);
  });

  it('has two pages of one address once', async () => {
    pages['/sitemap.txt'] = { body: `${origin}/a\n${origin}/b\n` };
    pages['/a'] = { body: '<p>A' };
    pages['/b'] = { body: '<link rel=canonical href=/a><p>B' };
    const out = join(folder, 'i.json');
    expect(await run(`${origin}/sitemap.txt`, '--out', out)).toBe(0);
    expect((await read(out)).pages).toHaveLength(1);
    expect(said.join('\n')).toContain(`${origin}/b: another page has its address (/a)`);
  });

  it('says what is wrong with a sitemap', async () => {
    expect(await run(`${origin}/none.xml`)).toBe(1);
    pages['/login.xml'] = { body: '<title>Log in</title>' };
    expect(await run(`${origin}/login.xml`)).toBe(1);
    expect(complained).toEqual([
      expect.stringMatching(/none\.xml could not be read: 404/),
      expect.stringMatching(/no addresses in the sitemap/),
    ]);
  });
});
