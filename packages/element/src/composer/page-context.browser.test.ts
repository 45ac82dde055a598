/** The page around the chat as context: what is offered, what is taken, and that nothing is without a chip. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accessibilityProblems, announced, hasPart, part, parts, press, type, waitUntil } from '../stage.case.js';
import { attached, chipReaches, openMenu, placeReady } from './composer.case.js';
import { select } from './given.case.js';
import { readPage } from './page-text.js';

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Plants';
});

afterEach(() => {
  getSelection()?.removeAllRanges();
  document.body.replaceChildren();
});

/** Tests have no Trusted Types, so that they can write a page as it is read. */
function write(html: string): void {
  const page = new DOMParser().parseFromString(html, 'text/html');
  document.body.append(...page.body.childNodes);
}

function query(selector: string): Element {
  const found = document.querySelector(selector);
  if (found === null) throw new Error(`There is no ${selector}.`);
  return found;
}

describe('the text of a page', () => {
  it('is its main part with headings, lists, links and tables, and nothing that is not read', async () => {
    write(`
      <header>Shop</header><nav><a href="/x">Menu</a></nav>
      <main>
        <h1>Ferns</h1><p>They like <b>shade</b> and <a href="/water">water</a>.</p>
        <ul><li>often</li><li>little</li></ul>
        <table><tr><th>Plant</th><th>Days</th></tr><tr><td>Fern</td><td>3</td></tr></table>
        <p hidden>hidden one</p><p style="display: none">hidden two</p><p class="gone">hidden three</p>
        <p aria-hidden="true">hidden four</p><details><summary>More</summary>hidden five</details>
        <nav>in main</nav><script>"code"</script><style>.gone { visibility: hidden }</style>
        <input value="secret"><textarea>draft</textarea><button>Buy</button>
        <div style="display: contents">Shown all the same.</div>
      </main>
      <footer>Imprint</footer>`);
    const chat = document.createElement('local-llm-chat');
    query('main').append(chat);
    const text = await readPage(chat);
    expect(text).toBe(`# Ferns

They like shade and [water](/water).

- often
- little

Plant | Days
Fern | 3

More

Shown all the same.`);
  });

  it('is all of the body without its surroundings where no part is the main one', async () => {
    write(`<header>Shop</header><aside>Advert</aside><article>One</article><article>Two</article><footer>End</footer>`);
    expect(await readPage(document.createElement('local-llm-chat'))).toBe('One\n\nTwo');
  });

  it('goes into shadow roots as a reader sees them', async () => {
    write('<main><p>Before</p><div id="card"><span slot="title">Title</span><em>not shown</em></div></main>');
    const root = query('#card').attachShadow({ mode: 'open' });
    const slot = document.createElement('slot');
    slot.name = 'title';
    const words = document.createElement('p');
    words.textContent = 'In the shadow';
    root.append(slot, words);
    expect(await readPage(document.createElement('local-llm-chat'))).toBe('Before\n\nTitle\n\nIn the shadow');
  });

  it('ends where no model could read on, and leaves the page its turns', async () => {
    write(`<main>${'<p>word word word word word word word word</p>'.repeat(20_000)}</main>`);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const text = await readPage(document.createElement('local-llm-chat'));
    clearInterval(timer);
    expect(text.length).toBeGreaterThan(300_000);
    expect(text.length).toBeLessThan(450_000);
    expect(turns).toBeGreaterThan(0);
  });
});

describe('asking about the page', () => {
  it('is in a menu, shows a chip that can be removed, and sends what was there when it was pressed', async () => {
    write('<main><h1>Ferns</h1><p id="text">They like shade.</p></main>');
    const chat = await placeReady({ reply: 'Yes.' }, { pageContext: 'page' });
    const button = part(chat, 'add-button');
    expect(button.getAttribute('aria-haspopup')).toBe('menu');
    await openMenu(chat);
    expect(button.getAttribute('aria-expanded')).toBe('true');
    expect(parts(chat, 'menu-item').map((item) => item.textContent?.trim())).toEqual(['Files…', 'Ask about this page']);
    expect(await accessibilityProblems(chat)).toEqual([]);
    part(chat, 'page-item').click();
    const chip = await chipReaches(chat, 'Plants', 'read');
    expect(chip.textContent).toContain('# Ferns They like shade.');
    expect(announced(chat)).toBe('Plants was added.');
    expect(hasPart(chat, 'menu')).toBe(false);
    expect(await accessibilityProblems(chat)).toEqual([]);
    query('#text').textContent = 'Changed';
    press(await type(chat, 'Do they?'), 'Enter');
    await waitUntil(() => chat.messages.length > 1);
    const [given] = chat.messages[0]?.parts ?? [];
    expect(given).toMatchObject({ source: 'page', name: 'Plants', text: '# Ferns\n\nThey like shade.' });
  });

  it('moves through the menu by keyboard, and Escape leads back without stopping an answer', async () => {
    const chat = await placeReady({ reply: 'one two '.repeat(50), tokensPerSecond: 20 }, { pageContext: 'page' });
    const answer = chat.send('Hi');
    await openMenu(chat);
    await waitUntil(() => chat.shadowRoot?.activeElement === part(chat, 'files-item'));
    press(part(chat, 'files-item'), 'ArrowDown');
    expect(chat.shadowRoot?.activeElement).toBe(part(chat, 'page-item'));
    press(part(chat, 'page-item'), 'ArrowDown');
    expect(chat.shadowRoot?.activeElement).toBe(part(chat, 'files-item'));
    press(part(chat, 'files-item'), 'End');
    expect(chat.shadowRoot?.activeElement).toBe(part(chat, 'page-item'));
    press(part(chat, 'page-item'), 'Escape');
    await waitUntil(() => !hasPart(chat, 'menu'));
    expect(chat.shadowRoot?.activeElement).toBe(part(chat, 'add-button'));
    expect(['pending', 'streaming']).toContain(chat.messages.at(-1)?.status);
    chat.stop();
    await answer;
  });

  it('says so when there is nothing to read', async () => {
    const chat = await placeReady({}, { pageContext: 'page' });
    await openMenu(chat);
    part(chat, 'page-item').click();
    await waitUntil(() => announced(chat) === 'There is no text on this page.');
    expect(attached(chat)).toEqual([]);
  });
});

describe('asking about a selection', () => {
  it('is offered with its first words, and taken only by a press', async () => {
    write('<main><p id="one">Ferns like shade.</p></main>');
    const chat = await placeReady({ reply: 'Yes.' }, { pageContext: 'selection' });
    await select(query('#one'));
    await waitUntil(() => hasPart(chat, 'offer'));
    expect(part(chat, 'offer').textContent?.trim()).toBe('Ask about “Ferns like shade.”');
    expect(await accessibilityProblems(chat)).toEqual([]);
    press(await type(chat, 'Without it'), 'Enter');
    await waitUntil(() => chat.messages.at(-1)?.status === 'complete');
    expect(chat.messages[0]?.parts).toEqual([{ type: 'text', text: 'Without it' }]);
    part(chat, 'offer').click();
    await chipReaches(chat, 'Plants', 'read');
    expect(hasPart(chat, 'offer')).toBe(false);
    press(await type(chat, 'With it'), 'Enter');
    await waitUntil(() => chat.messages.length === 4);
    expect(chat.messages[2]?.parts[0]).toMatchObject({ source: 'selection', text: 'Ferns like shade.' });
  });

  it('outlasts that the visitor goes to the chat, and ends when the selection does', async () => {
    write('<main><p id="one">Ferns like shade.</p></main>');
    const chat = await placeReady({}, { pageContext: 'selection page' });
    await select(query('#one'));
    await waitUntil(() => hasPart(chat, 'offer'));
    const told = new Promise((resolve) => document.addEventListener('selectionchange', resolve, { once: true }));
    part(chat, 'input').focus();
    await told;
    await openMenu(chat);
    expect(part(chat, 'selection-item').getAttribute('aria-disabled')).toBeNull();
    press(part(chat, 'selection-item'), 'Escape');
    part(chat, 'add-button').blur();
    getSelection()?.removeAllRanges();
    document.dispatchEvent(new Event('selectionchange'));
    await waitUntil(() => !hasPart(chat, 'offer'));
    await openMenu(chat);
    expect(part(chat, 'selection-item').getAttribute('aria-disabled')).toBe('true');
  });

  it('is not offered for what is selected in the chat, nor where the page did not allow it', async () => {
    write('<main><p id="one">Ferns like shade.</p></main>');
    const chat = await placeReady({ reply: 'An answer.' }, { pageContext: 'selection' });
    const other = await placeReady({}, { pageContext: 'page' });
    await chat.send('Hi');
    await waitUntil(() => (part(chat, 'markdown').textContent ?? '').includes('answer'));
    await select(part(chat, 'markdown'));
    await select(query('#one'));
    await waitUntil(() => hasPart(chat, 'offer'));
    expect(hasPart(other, 'offer')).toBe(false);
    await select(part(chat, 'markdown'));
    await waitUntil(() => !hasPart(chat, 'offer'));
  });
});
