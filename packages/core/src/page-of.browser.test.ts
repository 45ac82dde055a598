/** Pages of knowledge that are made of what is open, selected or dropped. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKnowledge, pageOfDocument, pageOfFile, pageOfSelection } from './knowledge.js';

const address = location.href.split('#')[0] ?? '';

beforeEach(() => {
  document.title = 'Shop';
  document.documentElement.lang = 'en';
  const main = document.createElement('main');
  const nav = document.createElement('nav');
  nav.textContent = 'Menu';
  const heading = document.createElement('h2');
  heading.textContent = 'Delivery';
  const section = document.createElement('p');
  section.id = 'days';
  section.lang = 'en-GB';
  section.textContent = 'It takes two days.';
  main.append(nav, heading, section);
  document.body.append(main);
});

afterEach(() => {
  getSelection()?.removeAllRanges();
  document.body.replaceChildren();
});

function days(): Element {
  const found = document.querySelector('#days');
  if (found === null) throw new Error('There is no section.');
  return found;
}

describe('the page that is open', () => {
  it('has its title, its language and its text with headings', async () => {
    expect(await pageOfDocument()).toEqual({
      url: address,
      title: 'Shop',
      language: 'en',
      text: '## Delivery\n\nIt takes two days.',
    });
  });

  it('can be a part of it, at its own place', async () => {
    const page = await pageOfDocument(days());
    expect(page).toEqual({ url: `${address}#days`, title: 'Shop', language: 'en-GB', text: 'It takes two days.' });
    const knowledge = createKnowledge();
    await knowledge.add(page);
    const [result] = await knowledge.search('days');
    expect(result?.href).toBe(`${address}#days:~:text=It%20takes%20two%20days.`);
  });

  it('can be that of a frame', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inner = frame.contentDocument as Document;
    const [folded, title, rest] = ['details', 'summary', 'p'].map((name) => inner.createElement(name));
    title?.append('Returns');
    rest?.append('Within thirty days.');
    folded?.append(title as Element, rest as Element);
    inner.body.append(folded as Element);
    const page = { url: 'about:blank', title: '', text: 'Returns' };
    expect(await pageOfDocument(inner)).toEqual(page);
    folded?.setAttribute('open', '');
    expect((await pageOfDocument(inner.body)).text).toContain('Within thirty days.');
  });

  it('is not read for who has called off', async () => {
    const reason = new Error('Enough.');
    await expect(pageOfDocument(document, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe('what is selected', () => {
  it('is a page of its own', () => {
    getSelection()?.selectAllChildren(days());
    expect(pageOfSelection()).toEqual({
      url: `${address}#selection`,
      title: 'Shop',
      language: 'en-GB',
      text: 'It takes two days.',
    });
  });

  it('is none where nothing is', () => {
    expect(pageOfSelection()).toBeNull();
  });
});

describe('a file', () => {
  it('is found, and linked to by nothing', async () => {
    const knowledge = createKnowledge();
    const page = await pageOfFile(new File(['# Prices\n\nA chair costs 40 euros.'], 'price list.md'));
    expect(page.url).toBe('file:price%20list.md');
    await knowledge.add(page);
    const [result] = await knowledge.search('chair');
    expect(result).toMatchObject({ title: 'price list.md', href: page.url, text: 'A chair costs 40 euros.' });
    await knowledge.remove(page.url);
    expect(await knowledge.search('chair')).toEqual([]);
  });

  it('that cannot be read is an error', async () => {
    await expect(pageOfFile(new File([''], 'empty.txt'))).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});
