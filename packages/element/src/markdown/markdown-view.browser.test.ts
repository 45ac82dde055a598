/** The renderer against hostile texts, every prefix of many texts, and itself: streamed and at once must be one. */

import sharedCorpora from 'virtual:shared-corpora';
import { afterEach, describe, expect, it } from 'vitest';
import { addAllEnglish } from '../locales/all-english.js';
import { createTexts } from '../texts.js';
import { violations } from './allow-list.case.js';
import { appendBlocks, type BuildContext } from './build-dom.js';
import { colorCode } from './color-code.js';
import { hostileTexts, ordinaryTexts } from './corpus.case.js';
import { Footnotes } from './footnotes.js';
import { halfWrittenTexts } from './half-written.case.js';
import { NO_IMAGES } from './image-origins.js';
import { MarkdownView, type ViewOptions } from './markdown-view.js';
import { formulas } from './math.js';
import { parseMarkdown, readable } from './parse.js';
import { randomFrom, randomText, withCodeJoined } from './random-text.case.js';
import { definitionsIn, References } from './references.js';

addAllEnglish();

const words = createTexts('en');
const all = [...ordinaryTexts, ...hostileTexts];
const sets = sharedCorpora.map(({ name, cases }) => ({
  name,
  texts: cases.map((one) => (typeof one === 'string' ? one : one.text)),
}));

function view(options?: ViewOptions): { element: HTMLElement; markdown: MarkdownView } {
  const element = document.createElement('div');
  return { element, markdown: new MarkdownView(element, words, options) };
}

function render(text: string, options?: ViewOptions): HTMLElement {
  const { element, markdown } = view(options);
  markdown.update(text);
  return element;
}

/** With all that a page can ask for; `colored` resolves when there is no more to come. */
function renderAll(text: string): { element: HTMLElement; colored: Promise<unknown> } {
  const waiting: Promise<void>[] = [];
  const element = render(text, { formulas, onCode: (code) => waiting.push(colorCode(code)) });
  return { element, colored: Promise.all(waiting) };
}

/** The whole text at once, without any of the view's shortcuts. */
function reference(text: string): string {
  const element = document.createElement('div');
  const notes = new Footnotes(element, words);
  const source = readable(text);
  const root = parseMarkdown(source);
  const references = new References();
  const definitions = definitionsIn([root]);
  for (const node of definitions) if (node.type === 'definition') references.define(node);
  const context: BuildContext = {
    texts: words,
    source,
    outline: [],
    openEnd: null,
    link: (identifier) => references.links.get(identifier),
    noteCall: (identifier) => notes.call(identifier),
    formula: () => null,
    images: NO_IMAGES,
    citations: null,
  };
  // First all names, as notes call notes.
  for (const node of definitions) if (node.type === 'footnoteDefinition') notes.define(node, context);
  for (const node of definitions) if (node.type === 'footnoteDefinition') notes.refill(node, node, context);
  appendBlocks(element, root.children, context, 0);
  notes.refresh();
  return element.innerHTML;
}

/** Says in the test's report how much was tried. */
function report(text: string): void {
  // biome-ignore lint/suspicious/noConsole: the numbers belong into the test's output.
  console.info(text);
}

afterEach(() => {
  expect((globalThis as { pwned?: number }).pwned).toBeUndefined();
});

describe('hostile texts', () => {
  it('become nothing but allowed elements', () => {
    for (const text of all) expect(violations(render(text)), text).toEqual([]);
  });

  it('become nothing but allowed elements with formulas and colours', async () => {
    for (const text of all) {
      for (const one of [text, `$${text}$`, `$$\n${text}\n$$`, `\`\`\`html\n${text}\n\`\`\``]) {
        const { element, colored } = renderAll(one);
        await colored;
        if (violations(element).length > 0) expect(violations(element), one).toEqual([]);
      }
    }
  });

  it('are worth the test: as HTML they do make forbidden elements, and run', async () => {
    const template = document.createElement('template');
    const caught = hostileTexts.filter((text) => {
      template.innerHTML = text;
      return violations(template.content).length > 0;
    });
    expect(caught.length).toBeGreaterThan(20);
    const ran = new Promise<Event>((resolve) => {
      (globalThis as { onControl?: (event: Event) => void }).onControl = resolve;
    });
    document.createElement('div').innerHTML = '<img src="data:," onerror="onControl(event)">';
    expect((await ran).type).toBe('error');
  });

  it.each(sets)(
    'of $name become nothing but allowed elements',
    ({ name, texts }) => {
      const template = document.createElement('template');
      let forbiddenAsHtml = 0;
      for (const text of texts) {
        expect(violations(render(text)), text).toEqual([]);
        expect(violations(renderAll(text).element), text).toEqual([]);
        template.innerHTML = text;
        if (violations(template.content).length > 0) forbiddenAsHtml += 1;
      }
      report(`${name}: ${texts.length} texts; as HTML ${forbiddenAsHtml} of them make forbidden elements`);
    },
    120_000,
  );

  it('of the collections that lie beside the repository are all there, or none', () => {
    report(`beside our own texts: ${sets.map(({ name }) => name).join(', ') || 'none'}`);
    if (sets.length > 0) expect(sets.flatMap(({ texts }) => texts).length).toBeGreaterThan(7000);
  });
});

describe('streaming', () => {
  it('shows only allowed elements at every prefix, and what the whole text at once would show', () => {
    let count = 0;
    for (const text of all.filter(({ length }) => length < 1500)) {
      const { element, markdown } = view();
      for (let end = 0; end <= text.length; end += 1) {
        const prefix = text.slice(0, end);
        markdown.update(prefix, false);
        if (violations(element).length > 0) expect(violations(element), prefix).toEqual([]);
        count += 1;
      }
      markdown.update(text);
      expect(element.innerHTML, text).toBe(reference(text));
    }
    report(`${count} prefixes`);
    expect(count).toBeGreaterThan(4000);
  });

  it.each(sets.filter(({ name }) => name === 'markdown-bypass.json'))(
    'shows only allowed elements at every prefix of $name',
    ({ texts }) => {
      let count = 0;
      for (const text of texts.filter(({ length }) => length < 1200)) {
        const { element, markdown } = view();
        for (let end = 0; end <= text.length; end += 1) {
          markdown.update(text.slice(0, end), false);
          if (violations(element).length > 0) expect(violations(element), text.slice(0, end)).toEqual([]);
          count += 1;
        }
        markdown.update(text);
        expect(element.innerHTML, text).toBe(reference(text));
      }
      report(`${count} prefixes`);
    },
    240_000,
  );

  it('ends as the whole text at once would show, whatever comes in whatever pieces', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = randomFrom(seed);
      const text = randomText(random, 3 + Math.floor(random() * 30));
      const { element, markdown } = view();
      const longest = random() < 0.5 ? 6 : 60;
      for (let end = 0; end < text.length; end += 1 + Math.floor(random() * longest)) {
        markdown.update(text.slice(0, end), false);
      }
      markdown.update(text);
      const [shown, expected] = [withCodeJoined(element.innerHTML), withCodeJoined(reference(text))];
      if (shown !== expected) expect(shown, `seed ${seed}\n${text}`).toBe(expected);
      expect(element.className, text).not.toContain('plain');
    }
  }, 240_000);

  it.each(halfWrittenTexts)('never lets the marks of $text be seen', ({ text, never, end }) => {
    for (const step of [1, 3]) {
      const { element, markdown } = view();
      for (let length = 1; length <= text.length; length += step) {
        markdown.update(text.slice(0, length), false);
        expect(element.textContent, JSON.stringify(text.slice(0, length))).not.toMatch(never);
      }
      markdown.update(text);
      expect(element.textContent).toBe(end);
    }
  });

  it.each([
    ['blocks', '# Title\n\nFirst.\n\nSecond\n\n', 'Third', ':scope > *', 3],
    ['items', '- one\n- two\n- three', ' and more\n- four', 'li:not(:last-child)', 2],
    ['items in items', '1. one\n   - a\n   - b\n     - x\n     - y', 'z\n     - w', 'ol li', 3],
    ['items with blocks', '- one\n\n  more\n\n  ```\n  code\n  ```\n\n  end', ' of it', 'p:not(:last-child), .code', 2],
    ['quoted blocks', '> one\n>\n> two\n>\n> thr', 'ee', 'p:not(:last-child)', 2],
    [
      'rows',
      '| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5',
      ' | 6 |\n| 7 | 8 |',
      'tr:not(:last-child), thead *, td',
      7,
    ],
    ['code', '```js\nlet a;\n', 'let b;\nlet c', 'pre, code', 2],
    ['code in an item', '- a\n\n  ```js\n  let a;\n', '  let b;\n  le', 'pre, code', 2],
    ['words of a line', 'Some **bold** and `code` and', ' some *more*', 'strong, code', 2],
  ])('leaves %s alone once they are finished', (_what, text, more, selector, count) => {
    const { element, markdown } = view();
    for (let length = 1; length <= text.length; length += 1) markdown.update(text.slice(0, length), false);
    const before = [...element.querySelectorAll(selector)].slice(0, count);
    expect(before).toHaveLength(count);
    for (let length = 1; length <= more.length; length += 1) markdown.update(text + more.slice(0, length), false);
    markdown.update(text + more);
    const after = [...element.querySelectorAll(selector)];
    for (const one of before) expect(after.includes(one), one.outerHTML).toBe(true);
    expect(element.innerHTML).toBe(reference(text + more));
  });

  it('parses no more of a long list, table or block of code than its last lines', () => {
    const long = {
      list: Array.from({ length: 400 }, (_, index) => `- item ${index}\n  - **nested**`).join('\n'),
      table: `| a | b |\n|---|---|\n${'| 1 | 2 |\n'.repeat(400)}`,
      code: `\`\`\`\n${'code\n'.repeat(800)}`,
    };
    for (const [name, text] of Object.entries(long)) {
      const { element, markdown } = view();
      for (let end = 0; end < text.length; end += 40) markdown.update(text.slice(0, end), false);
      markdown.update(text, false);
      const changes: MutationRecord[] = [];
      const observer = new MutationObserver(() => undefined);
      observer.observe(element, { subtree: true, childList: true, characterData: true });
      markdown.update(`${text}\nx`, false);
      changes.push(...observer.takeRecords());
      const touched = changes.reduce(
        (sum, { addedNodes, removedNodes }) => sum + addedNodes.length + removedNodes.length,
        0,
      );
      expect(touched, name).toBeLessThan(12);
      expect(changes.length, name).toBeLessThan(12);
    }
  });

  it('grows a block of code in place', () => {
    const { element, markdown } = view();
    markdown.update('```js\nlet a;', false);
    const block = element.firstElementChild;
    markdown.update('```js\nlet a;\nlet b;', false);
    expect(element.firstElementChild).toBe(block);
    expect(block?.querySelector('pre')?.textContent).toBe('let a;\nlet b;');
  });

  it('starts over when the text is another one', () => {
    const { element, markdown } = view();
    markdown.update('# One\n\ntwo\n\nthree');
    markdown.update('Other');
    expect(element.textContent).toBe('Other');
  });

  it('shows a text without end as it is', () => {
    const text = 'a*'.repeat(300_000);
    expect(render(text).textContent).toBe(text);
  });
});

describe('links and images', () => {
  const link = (text: string) => render(text).querySelector('a');

  it('follows http, https and mailto with the real address as title', () => {
    const anchor = link('[a](https://example.org/x?y=1)');
    expect(anchor?.getAttribute('href')).toBe('https://example.org/x?y=1');
    expect(anchor?.title).toBe('https://example.org/x?y=1');
    expect(anchor?.rel).toBe('noopener noreferrer nofollow');
    expect(link('[a](mailto:a@example.org)')?.href).toBe('mailto:a@example.org');
  });

  it('leaves every other address as text', () => {
    for (const address of [
      'javascript:1',
      'data:,1',
      '/a',
      '#a',
      '//example.org',
      'https://a@b.example/',
      'ftp://a.example/',
    ]) {
      const element = render(`[label](${address})`);
      expect(element.querySelector('a'), address).toBeNull();
      expect(element.textContent).toContain('label');
    }
  });

  it('names the real host beside a label that names another', () => {
    expect(link('[https://good.example/](https://evil.example/)')?.textContent).toBe(
      'https://good.example/ (evil.example)',
    );
    expect(link('[example.org](https://www.example.org/)')?.textContent).toBe('example.org');
    expect(link('https://example.org/a')?.textContent).toBe('https://example.org/a');
  });

  it('takes hidden characters out of addresses, and says so', () => {
    expect(link('[pay](https://example.org/\u{E0062}x\u200B)')?.lastElementChild?.getAttribute('data-name')).toBe(
      'U+E0062 U+200B',
    );
    expect(link('[a](https://example.org/\u{E0062}x\u200B)')?.href).toBe('https://example.org/x');
    expect(link('[\u200B](https://example.org/)')?.textContent).toBe('\u200Bexample.org');
  });

  it('loads no image: it names it and its host', () => {
    const element = render('![A cat](https://example.org/cat.png)');
    expect(element.querySelector('img')).toBeNull();
    expect(element.textContent).toBe('A cat (image on example.org, not loaded)');
    expect(render('![](data:image/png;base64,AAAA)').textContent).toBe('Image (image, not loaded)');
  });
});

describe('what is shown', () => {
  it('keeps headings in an order that a page can hold', () => {
    const tags = [...render('#### a\n\n# b\n\n### c\n\n###### d\n\n## e').children].map(({ localName }) => localName);
    expect(tags).toEqual(['h3', 'h3', 'h4', 'h5', 'h4']);
  });

  it('shows raw HTML as it was written', () => {
    expect(render('<b>bold</b>').textContent).toBe('<b>bold</b>');
    expect(render('<div>\n  <p>x</p>\n</div>').textContent).toBe('<div>\n  <p>x</p>\n</div>');
  });

  it('heads columns with what stands above them, and none with an empty corner', () => {
    const cells = render('| | price |\n|---|---|\n| roll | 1 |').querySelectorAll('thead tr > *');
    expect([...cells].map((cell) => [cell.tagName, cell.getAttribute('scope')])).toEqual([
      ['TD', null],
      ['TH', 'col'],
    ]);
  });

  it('labels code with its language and copies it', async () => {
    const element = render('```python\nprint(1)\n```');
    document.body.append(element);
    expect(element.querySelector('.language')?.textContent).toBe('python');
    const button = element.querySelector('button');
    button?.click();
    // With the permission it is copied, without it is selected: either way nothing is lost.
    await expect.poll(() => button?.textContent === 'Copied' || getSelection()?.toString() === 'print(1)').toBe(true);
    element.remove();
  });
});
