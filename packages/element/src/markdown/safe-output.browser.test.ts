/** What a reader sees of links, images and hidden characters: where a link leads, what was not loaded, what hides. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { addAllEnglish } from '../locales/all-english.js';
import { createTexts } from '../texts.js';
import { adoptMarkdownStyles } from './adopt-styles.js';
import { violations } from './allow-list.case.js';
import { colorCode } from './color-code.js';
import { readImageOrigins } from './image-origins.js';
import { askBeforeLeaving } from './leave-question.js';
import { MarkdownView } from './markdown-view.js';
import { rightfulTexts, unicodeTricks } from './unicode-tricks.case.js';

addAllEnglish();

const words = createTexts('en');
let element: HTMLElement;
let root: ShadowRoot;

beforeEach(() => {
  const host = document.createElement('div');
  document.body.append(host);
  root = host.attachShadow({ mode: 'open' });
  element = document.createElement('div');
  element.className = 'markdown';
  root.append(element);
  adoptMarkdownStyles(root);
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

function render(text: string, origins = ''): HTMLElement {
  new MarkdownView(element, words, { images: readImageOrigins(origins) }).update(text);
  return element;
}

const link = (text: string) => render(text).querySelector('a');

/** Of an element, with the names of hidden characters in the place of these. */
function seen(within: Element | null): string {
  if (within === null) return '';
  const copy = within.cloneNode(true) as Element;
  for (const mark of copy.querySelectorAll('.hidden-character'))
    mark.replaceWith(`[${mark.getAttribute('data-name')}]`);
  return copy.textContent ?? '';
}

describe('the host of a link', () => {
  it.each([
    ['[the guide](https://example.org/plants)', 'example.org'],
    ['[the guide](https://example.org:8443/plants)', 'example.org:8443'],
    ['[example.org](https://www.example.org/)', 'www.example.org'],
    ['[example](https://xn--pple-43d.com/)', 'xn--pple-43d.com'],
    ['[apple](https://аpple.com/)', 'xn--pple-43d.com'],
    ['[write](mailto:a@example.org)', 'a@example.org'],
    ['[**bold** and `code`](https://example.org/)', 'example.org'],
    ['[a][r]\n\n[r]: https://example.org/', 'example.org'],
    ['[exam\u200Bple.org](https://example.org/)', 'example.org'],
    ['[not.example.org.evil](https://evil/)', null],
    ['[example.org](https://example.org/)', null],
    ['[Example.org/](https://example.org/)', 'example.org'],
    ['https://example.org/a?b=c', null],
    ['<https://example.org/a>', null],
    ['[see example.org now](https://example.org/)', null],
    ['a@example.org', null],
    [`[here](${location.origin}/a)`, null],
  ])('of %s', (text, host) => {
    expect(link(text)?.getAttribute('data-host') ?? null).toBe(host);
    expect(violations(element)).toEqual([]);
  });

  it('is seen beside the label, and neither copied nor part of its text', () => {
    const anchor = link('[the guide](https://example.org/plants)');
    if (!anchor) throw new Error('There is no link.');
    // Isolated, so that it turns no line around.
    expect(getComputedStyle(anchor, '::after').content).toBe('" (\u2066example.org\u2069)"');
    expect(anchor.textContent).toBe('the guide');
    getSelection()?.selectAllChildren(element);
    expect(String(getSelection())).not.toContain('example.org');
  });

  it('breaks instead of leaving a narrow column', () => {
    element.style.width = '200px';
    const host = `${'long-name-'.repeat(5)}.${'another-long-'.repeat(4)}.example`;
    render(`[x](https://${host}/)`);
    expect(element.scrollWidth).toBeLessThanOrEqual(200);
  });
});

describe('images', () => {
  const PIXEL = '/pixel.png';

  it('are named unless their origin is on the list, and then ask for nothing but themselves', () => {
    const image = render('![A *cat*](https://img.example/cat.png "title")', 'https://img.example').querySelector('img');
    expect(image?.getAttribute('src')).toBe('https://img.example/cat.png');
    expect(image?.alt).toBe('A cat');
    expect([image?.referrerPolicy, image?.loading]).toEqual(['no-referrer', 'lazy']);
    expect(violations(element, true)).toEqual([]);
    expect(violations(element)).not.toEqual([]);
  });

  it.each([
    ['another origin', 'https://evil.example/cat.png'],
    ['another port', 'https://img.example:444/cat.png'],
    ['a subdomain', 'https://a.img.example/cat.png'],
    ['no encryption', 'http://img.example/cat.png'],
    ['a query', 'https://img.example/cat.png?q=secret'],
    ['a long path', `https://img.example/${'secret-'.repeat(30)}`],
    ['a user name', 'https://img.example@evil.example/'],
    ['another user name', 'https://a@img.example/'],
    ['data', 'data:image/png;base64,AAAA'],
    ['a blob', 'blob:https://img.example/1'],
    ['a path alone', '/cat.png'],
    ['no protocol', '//img.example/cat.png'],
  ])('are not loaded from %s', (_, address) => {
    render(`![A cat](${address})`, 'https://img.example');
    expect(element.querySelector('img')).toBeNull();
    expect(element.textContent).toContain('A cat (image');
  });

  it('may have a query where the site says so', () => {
    const text = '![A cat](https://img.example/cat.png?w=2)';
    expect(render(text, 'https://img.example?').querySelector('img')).not.toBeNull();
    expect(violations(element, true)).toEqual([]);
  });

  it('that cannot be loaded are named, and stay so while the text goes on', async () => {
    const origin = new URL(location.origin).origin;
    const view = new MarkdownView(element, words, { images: readImageOrigins(origin) });
    view.update(`![A cat](${origin}/no-such-image.png) and`, false);
    element.querySelector('img')?.dispatchEvent(new Event('error'));
    expect(element.textContent).toContain('A cat (image on');
    view.update(`![A cat](${origin}/no-such-image.png) and more`, false);
    expect(element.querySelector('img')).toBeNull();
    expect(element.textContent).toContain('and more');
    view.update(`[![A cat](${origin}${PIXEL})](https://example.org/)`);
    element.querySelector('img')?.dispatchEvent(new Event('error'));
    expect(element.querySelectorAll('a')).toHaveLength(1);
    expect(violations(element, true)).toEqual([]);
  });

  it('are not asked for again while the text grows', () => {
    const view = new MarkdownView(element, words, { images: readImageOrigins('https://img.example') });
    const text = 'A ![cat](https://img.example/cat.png) sat on a mat';
    view.update(text.slice(0, 42), false);
    const image = element.querySelector('img');
    expect(image).not.toBeNull();
    for (let length = 43; length <= text.length; length += 1) view.update(text.slice(0, length), false);
    view.update(text);
    expect(element.querySelector('img')).toBe(image);
  });

  it('reads lists of origins, and leaves out what is none', () => {
    const origins = readImageOrigins(' https://a.example  https://b.example? https://c.example/path data: nonsense * ');
    expect([...origins]).toEqual([
      ['https://a.example', { mayCarry: false }],
      ['https://b.example', { mayCarry: true }],
    ]);
    expect(readImageOrigins(undefined).size).toBe(0);
    expect(readImageOrigins(['https://a.example/']).size).toBe(1);
  });
});

describe('hidden characters', () => {
  const places: readonly (readonly [where: string, wrap: (text: string) => string, selector: string])[] = [
    ['text', (text) => `x ${text} x`, 'p'],
    ['a label', (text) => `[x ${text} x](https://example.org/)`, 'a'],
    ['emphasis', (text) => `**x ${text} x**`, 'strong'],
    ['code in a line', (text) => `\`x ${text} x\``, 'code'],
    ['a cell', (text) => `| a |\n|---|\n| x ${text} x |`, 'td'],
    ['an image', (text) => `![x ${text} x](https://example.org/a.png)`, 'a'],
    ['a note', (text) => `a[^1]\n\n[^1]: x ${text} x`, '.notes li'],
    ['raw HTML', (text) => `<div>x ${text} x</div>`, '.source'],
    ['a heading', (text) => `# x ${text} x`, 'h3'],
  ];

  it.each(places)('are seen in %s', (_, wrap, selector) => {
    for (const { text, seen: expected } of unicodeTricks) {
      render(wrap(text));
      expect(seen(element.querySelector(selector)), JSON.stringify(text)).toContain(expected);
      expect(violations(element), JSON.stringify(text)).toEqual([]);
    }
  });

  it('are seen in blocks of code, also in colours and while these are written', async () => {
    for (const { text } of unicodeTricks) {
      const source = `\`\`\`js\nlet a = 1;\nlet b = "${text}";\nlet c = 2;\n\`\`\`\n`;
      const view = new MarkdownView(element, words);
      for (let length = 1; length < source.length; length += 1) view.update(source.slice(0, length), false);
      view.update(source);
      const code = element.querySelector('pre > code');
      const growing = seen(code);
      expect(growing, JSON.stringify(text)).toMatch(/\[U\+/);
      expect(code?.textContent).toBe(`let a = 1;\nlet b = "${text}";\nlet c = 2;`);
      if (code) await colorCode(code);
      expect(seen(code)).toBe(growing);
      expect(violations(element)).toEqual([]);
    }
  });

  it('are none where they are rightly used', () => {
    for (const text of rightfulTexts) {
      const view = new MarkdownView(element, words);
      for (let length = 1; length < text.length; length += 1) {
        view.update(text.slice(0, length), false);
        expect(element.querySelector('.hidden-character'), text.slice(0, length)).toBeNull();
      }
      view.update(text);
      expect(element.textContent).toBe(text);
      expect(element.querySelector('.hidden-character')).toBeNull();
    }
  });

  it('turn nothing around: what follows an override stands behind it', () => {
    render('ab \u202Edcba\n\nend');
    const mark = element.querySelector('.hidden-character');
    const next = mark?.nextSibling;
    if (!mark || !(next instanceof Text)) throw new Error('There is no mark with a text behind it.');
    const lefts = [0, 1, 2, 3].map((at) => {
      const range = document.createRange();
      range.setStart(next, at);
      range.setEnd(next, at + 1);
      return range.getBoundingClientRect().left;
    });
    expect(lefts).toEqual([...lefts].sort((a, b) => a - b));
    expect(mark.getBoundingClientRect().right).toBeLessThanOrEqual(lefts[0] ?? 0);
  });

  it('are named in the label of a language', () => {
    expect(render('```a\u202Eb\nx\n```').querySelector('.language')?.textContent).toBe('a[U+202E]b');
  });
});

describe('before a link is followed', () => {
  let isTainted = true;
  const opened: string[] = [];
  /** What was not held back would be opened. */
  const watch = (event: Event) => {
    if (!event.defaultPrevented) opened.push((event.target as Element).closest('a')?.href ?? '');
    event.preventDefault();
  };

  beforeEach(() => {
    isTainted = true;
    opened.length = 0;
    askBeforeLeaving(element, () => (isTainted ? words : null));
    for (const name of ['click', 'auxclick']) root.addEventListener(name, watch);
  });

  const dialog = () => root.querySelector<HTMLDialogElement>('dialog');

  it('from strangers’ words the whole address is shown, and the harmless answer has the focus', async () => {
    const anchor = link('[the guide](https://example.org/plants?q=secret#x)');
    anchor?.focus();
    await userEvent.keyboard('{Enter}');
    expect(dialog()?.open).toBe(true);
    expect(opened).toEqual([]);
    expect(dialog()?.querySelector('.leave-address')?.textContent).toBe('https://example.org/plants?q=secret#x');
    expect(dialog()?.querySelector('strong')?.textContent).toBe('example.org');
    expect(root.activeElement?.textContent).toBe('Cancel');
    await userEvent.keyboard('{Escape}');
    await expect.poll(dialog).toBeNull();
    expect(root.activeElement).toBe(anchor);
    expect(opened).toEqual([]);
  });

  it('it opens when that is wanted', async () => {
    link('[the guide](https://example.org/plants)')?.click();
    const open = dialog()?.querySelector('a');
    expect(open?.rel).toBe('noopener noreferrer nofollow');
    expect(open?.target).toBe('_blank');
    open?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 2, composed: true }));
    expect(opened).toEqual([]);
    open?.click();
    expect(opened).toEqual(['https://example.org/plants']);
    await expect.poll(dialog).toBeNull();
  });

  it.each([
    ['Ctrl', () => new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true })],
    ['Shift', () => new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: true })],
    ['the middle button', () => new MouseEvent('auxclick', { bubbles: true, cancelable: true, button: 1 })],
  ])('it asks with %s too', (_, event) => {
    link('[the guide](https://example.org/)')?.dispatchEvent(event());
    expect(dialog()?.open).toBe(true);
    expect(opened).toEqual([]);
  });

  it('it cannot be dragged to another tab', () => {
    const drag = new DragEvent('dragstart', { bubbles: true, cancelable: true });
    link('[the guide](https://example.org/)')?.dispatchEvent(drag);
    expect(drag.defaultPrevented).toBe(true);
    expect(dialog()).toBeNull();
  });

  it('a mail asks as well, a link to the same site does not, nor does an answer of the model alone', async () => {
    link('[write](mailto:a@example.org?body=secret)')?.click();
    expect(dialog()?.querySelector('.leave-address')?.textContent).toBe('mailto:a@example.org?body=secret');
    dialog()?.close();
    await expect.poll(dialog).toBeNull();
    link(`[here](${location.origin}/a)`)?.click();
    expect(opened).toEqual([`${location.origin}/a`]);
    isTainted = false;
    link('[the guide](https://example.org/)')?.click();
    expect(opened.at(-1)).toBe('https://example.org/');
  });

  it('the address is copied', async () => {
    const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    link('[the guide](https://example.org/%E2%80%AE)')?.click();
    const copy = [...(dialog()?.querySelectorAll('button') ?? [])][1];
    copy?.click();
    await expect.poll(() => copy?.textContent).toBe('Address copied');
    expect(copied).toHaveBeenCalledWith('https://example.org/%E2%80%AE');
  });
});
