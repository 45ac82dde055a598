/** What is defined after it is used: links by reference, and footnotes that are reached by keyboard. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { addAllEnglish } from '../locales/all-english.js';
import { createTexts } from '../texts.js';
import { MarkdownView } from './markdown-view.js';

addAllEnglish();

let element: HTMLElement;
let markdown: MarkdownView;

beforeEach(() => {
  const host = document.createElement('div');
  document.body.append(host);
  // As in the chat, where ids of the page mean nothing.
  element = document.createElement('div');
  host.attachShadow({ mode: 'open' }).append(element);
  markdown = new MarkdownView(element, createTexts('en'));
});

afterEach(() => document.body.replaceChildren());

/** Writes a text as it comes, and returns what `look` saw after each character. */
function write<Seen>(text: string, look: () => Seen): Seen[] {
  const seen: Seen[] = [];
  for (let length = 1; length <= text.length; length += 1) {
    markdown.update(text.slice(0, length), false);
    seen.push(look());
  }
  markdown.update(text);
  return [...seen, look()];
}

function buttons(kind: 'note-call' | 'note-back'): HTMLButtonElement[] {
  return [...element.querySelectorAll<HTMLButtonElement>(`button.${kind}`)];
}

describe('a link by reference', () => {
  const TEXT = 'See **the** [guide][g].\n\n- and [g] here\n  - and [g]\n\n| a | b |\n|---|---|\n| [g] | c |\n\nend\n\n';

  it('is text until it is defined, then a link in the place where it stood', () => {
    const seen = write(`${TEXT}[g]: https://example.org/guide\n\n`, () => element.querySelector('p')?.textContent);
    expect(seen.at(TEXT.length - 1)).toBe('See the [guide][g].');
    expect(seen.at(-1)).toBe('See the guide.');
    const links = [...element.querySelectorAll('a')];
    expect(links.map(({ href }) => href)).toEqual(Array(4).fill('https://example.org/guide'));
    expect(links.map(({ textContent }) => textContent)).toEqual(['guide', 'g', 'g', 'g']);
  });

  it('leaves every block what it is while it is resolved', () => {
    const before = new Map<string, Element>();
    write(`${TEXT}[g]: https://example.org/guide\n\nafter\n`, () => {
      for (const block of element.querySelectorAll('strong, td, th, li, .table')) {
        const key = `${block.localName} ${[...element.querySelectorAll(block.localName)].indexOf(block)}`;
        const isFinal = (element.textContent ?? '').includes('end');
        if (isFinal && !before.has(key)) before.set(key, block);
        if (isFinal) expect(before.get(key)).toBe(block);
      }
    });
    expect(before.size).toBeGreaterThan(6);
    expect(element.querySelectorAll('a')).toHaveLength(4);
  });

  it('takes the first of two definitions, and no forbidden address', () => {
    markdown.update('[a] and [b]\n\n[a]: https://one.example/\n[a]: https://two.example/\n[b]: javascript:1\n');
    expect([...element.querySelectorAll('a')].map(({ href }) => href)).toEqual(['https://one.example/']);
    expect(element.textContent).toBe('a and b');
  });
});

describe('footnotes', () => {
  const TEXT =
    'One[^b] two[^a] and again[^b].\n\n[^a]: Note A.\n[^b]: Note B with [^c].\n\n[^c]: Note C.\n\n[^d]: Never called.\n';

  it('are numbered by their calls and listed at the end', () => {
    write(TEXT, () => null);
    expect(buttons('note-call').map(({ textContent }) => textContent)).toEqual(['1', '2', '1', '3']);
    const notes = [...element.querySelectorAll('.notes li')];
    expect(notes.map(({ textContent }) => textContent)).toEqual(['Note B with 3. ↩', 'Note A. ↩', 'Note C. ↩']);
    expect(element.lastElementChild?.className).toBe('notes');
    expect(element.querySelector('.notes')?.getAttribute('aria-label')).toBe('Footnotes');
  });

  it('stay at the end while the text goes on', () => {
    const last = write(`${TEXT}\nMore text.\n\nAnd more[^a].\n`, () => element.lastElementChild?.className);
    expect(last.slice(TEXT.length)).not.toContain('');
    expect(element.querySelector('.notes')?.previousElementSibling?.textContent).toBe('And more2.');
  });

  it('are reached and left by keyboard', async () => {
    markdown.update(TEXT);
    const root = element.getRootNode() as ShadowRoot;
    const [, , again] = buttons('note-call');
    expect(again?.getAttribute('aria-label')).toBe('Footnote 1');
    again?.focus();
    await userEvent.keyboard('{Enter}');
    expect(root.activeElement).toBe(element.querySelector('.notes li'));
    await userEvent.tab();
    await userEvent.tab();
    expect(root.activeElement).toBe(buttons('note-back')[0]);
    expect(root.activeElement?.getAttribute('aria-label')).toBe('Back to the text of footnote 1');
    await userEvent.keyboard('{Enter}');
    expect(root.activeElement).toBe(again);
    expect(location.hash).toBe('');
  });

  it('without a definition are text', () => {
    markdown.update('One[^a] two[^b].\n\n[^a]: Note.\n');
    expect(element.querySelector('p')?.textContent).toBe('One1 two[^b].');
  });
});
