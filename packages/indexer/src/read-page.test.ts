/** What is read of a page, and what is not. */
import { describe, expect, it } from 'vitest';
import { readHtml } from './html-page.js';
import { readMarkdown } from './markdown-page.js';
import { readPage } from './read-page.js';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('an HTML page', () => {
  it('is its main part, with its title, language and address', () => {
    const page = readHtml(`<!doctype html><html lang="en-GB"><head><title> Prices
      of chairs </title><link rel="canonical" href="/prices"></head><body><header>Shop menu</header>
      <svg><title>Icon</title></svg><main><h1>Prices</h1><p>A chair costs <b>40</b> euros.</p>
      <nav>On this page</nav><aside>Note well.</aside><img alt="A chair"><br>Last line</main><footer>Imprint</footer></body></html>`);
    expect(page).toMatchObject({
      title: 'Prices of chairs',
      language: 'en-GB',
      canonical: '/prices',
      isNoindex: false,
    });
    expect(page.text).toContain('# Prices\n\nA chair costs 40 euros.');
    expect(page.text).toContain('Note well.');
    expect(page.text).toContain('Last line');
    for (const word of ['menu', 'Icon', 'Imprint', 'On this page', 'of chairs']) expect(page.text).not.toContain(word);
  });

  it('is all but what is around its text, where it names no main part', () => {
    const page = readHtml(
      '<body><header>Menu</header><h1>Hello</h1><p>Text<footer>Imprint</footer><p data-noindex>Not me',
    );
    expect(page).toMatchObject({ title: 'Hello', language: null, canonical: null });
    expect(page.text.trim()).toBe('# Hello\n\nText');
  });

  it('has its main part where a role says so, and runs no script', () => {
    const page = readHtml(
      '<p>Before</p><div role="main"><div><p>Text</p></div><script>alert(1)</script></div><p>After',
    );
    expect(page.text.trim()).toBe('Text');
  });

  it.each([
    ['noindex', true],
    ['follow, NOINDEX', true],
    ['none', true],
    ['index, follow', false],
    ['noindexing', false],
  ])('asks with %j not to be found: %s', (rule, isNoindex) => {
    expect(readHtml(`<meta name="Robots" content="${rule}"><p>a`).isNoindex).toBe(isNoindex);
  });
});

describe('a Markdown file', () => {
  it('has its front matter, and its text as the page shows it', () => {
    const page = readMarkdown(
      '---\ntitle: "Getting started"\nlang: de\n---\n\n# Start\n\nRead **this**, [now](./x.md).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [ ] one\n\n```sh\nnpm i\n```\n',
      false,
    );
    expect(page).toMatchObject({ title: 'Getting started', language: 'de', isNoindex: false });
    expect(page.text).toContain('# Start\n\nRead this, ');
    expect(page.text).toContain('a | b\n1 | 2');
    expect(page.text).toContain('npm i');
    expect(page.text).not.toContain('**');
  });

  it('begins with what its front matter says it is about, unless it says so itself', () => {
    const about = (text: string) =>
      readMarkdown(`---\ndescription: All about\n  chairs\n---\n\n${text}`, false).text.trim();
    expect(about('# Shop\n\nText.')).toBe('All about chairs\n\n# Shop\n\nText.');
    expect(about('# Shop\n\nAll about chairs: text.')).toBe('# Shop\n\nAll about chairs: text.');
    expect(readMarkdown('---\ndescription: 7\n---\nText.', false).text.trim()).toBe('Text.');
  });

  it.each(['noindex: true', 'draft: true', 'search: false'])('is left out with %j', (line) => {
    expect(readMarkdown(`---\n${line}\n---\nText`, false).isNoindex).toBe(true);
  });

  it('is there with a front matter that nobody understands', () => {
    expect(readMarkdown('---\n{ : [\n---\n\n# A\n\nText', false)).toMatchObject({ title: 'A', isNoindex: false });
  });

  it('has none of its code as MDX, but all that it shows', () => {
    const source =
      "import { Meta } from 'blocks';\nexport const a = 1;\n\n<Meta title=\"x\" />\n\n# Agent\n\n{/* a note */}Text.\n\n```js\nimport { b } from 'c';\n```\n\nexport is a word here.\n";
    const { text } = readMarkdown(source, true);
    expect(text).toContain("import { b } from 'c';");
    expect(text).toContain('Text.');
    for (const gone of ['Meta', 'const a', 'a note']) expect(text).not.toContain(gone);
    expect(readMarkdown(source, false).text).toContain('const a');
  });
});

describe('a page', () => {
  const source = { source: 'docs/first-steps.md', url: '/first-steps' };

  it('has the name of its file where it has no title', () => {
    expect(readPage({ ...source, ending: '.md', bytes: bytes('Text.'), language: 'en' })).toEqual({
      source: 'docs/first-steps.md',
      page: { url: '/first-steps', title: 'first steps', text: expect.stringContaining('Text.'), language: 'en' },
    });
  });

  it('is read in the encoding that it names', () => {
    const page = Buffer.from('<meta charset="iso-8859-1"><p>caf\xe9', 'latin1');
    expect(readPage({ ...source, ending: '.html', bytes: page })).toMatchObject({
      page: { text: expect.stringContaining('café') },
    });
  });

  it.each([
    ['empty', '.md', bytes('---\ntitle: A\n---\n\n---\n')],
    ['noindex', '.html', bytes('<meta name=robots content=noindex><p>a')],
    ['kind', '.docx', bytes('PK')],
    ['unreadable', '.md', new Uint8Array([0xff, 0xfe, 0x41, 0x00])],
    ['unreadable', '.txt', bytes('a\0b')],
  ] as const)('is left out, with the reason: %s', (reason, ending, content) => {
    expect(readPage({ ...source, ending, bytes: content })).toMatchObject({
      skipped: { source: source.source, reason },
    });
  });
});
