/** Sources of an answer: what marks show, how they are opened, and what strangers could make of them. */
import type { ChatMessage, KnowledgeSource } from '@local-llm-chat/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { focused, show } from '../messages/message-stage.case.js';
import { message } from '../messages/messages.case.js';
import { accessibilityProblems, announced, hasPart, part, parts, press, waitUntil } from '../stage.case.js';
import { CHAIR_QUESTION, found, source } from './knowledge.case.js';
import { SourceOpenEvent } from './source-events.js';

const QUOTE = 'A chair costs 40 euros.';
const words = (element: Element) => (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
let opened: string[] = [];

beforeEach(() => {
  document.documentElement.lang = 'en';
  opened = [];
  // The tests stay where they are, whatever is opened.
  addEventListener('click', noteLinks);
});
afterEach(() => {
  removeEventListener('click', noteLinks);
  document.body.replaceChildren();
  document.documentElement.removeAttribute('dir');
  CSS.highlights.clear();
});

function noteLinks(event: MouseEvent): void {
  const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement);
  if (link === undefined || event.defaultPrevented) return;
  event.preventDefault();
  opened.push(`${(link as HTMLAnchorElement).target} ${(link as HTMLAnchorElement).href}`);
}

async function cited(
  sources: readonly KnowledgeSource[],
  text = `${QUOTE} [1]`,
  more: Partial<ChatMessage> = {},
): Promise<LocalLLMChat> {
  const answer = message('a', 'assistant', 'q', text, { knowledge: found(sources), ...more });
  const chat = await show({ messages: [message('q', 'user', null, CHAIR_QUESTION), answer], leafId: 'a' });
  await waitUntil(() => hasPart(chat, 'source'));
  await waitUntil(() => !part(chat, 'markdown').classList.contains('plain'));
  return chat;
}

/** A source in the page of the test. */
function here(more: Partial<KnowledgeSource> = {}): KnowledgeSource {
  const url = location.href.replace(/#.*/, '');
  return source(1, { url, href: `${url}#:~:text=A%20chair`, ...more });
}

function placeText(html: () => readonly Node[]): void {
  const main = document.createElement('main');
  main.append(...html());
  document.body.prepend(main);
}

function paragraph(...content: readonly (string | Node)[]): HTMLElement {
  const made = document.createElement('p');
  made.append(...content);
  return made;
}

function marked(): string[] {
  const highlight = CSS.highlights.get('llm-source');
  return highlight === undefined ? [] : [...highlight].map((range) => String(range));
}

describe('a mark', () => {
  it('stands for a source that there is, outside of code and links', async () => {
    const code = '`code [1]`\n\n```\nx[1]\n```';
    const text = `One [1], none [2], [a link [1]](https://shop.example/), ${code}`;
    const chat = await cited([source(1)], text);
    await waitUntil(() => hasPart(chat, 'citation'));
    expect(parts(chat, 'citation').map((mark) => mark.dataset['number'])).toEqual(['1']);
    expect(part<HTMLAnchorElement>(chat, 'citation').href).toBe(source(1).href);
    expect(words(part(chat, 'markdown'))).toContain('One [1], none [2], a link [1], code [1]');
  });

  it('is that of a source whatever the text makes of it', async () => {
    const chat = await cited([source(1)], 'One [1].\n\n[1]: https://evil.example/');
    await waitUntil(() => hasPart(chat, 'citation'));
    expect([...part(chat, 'markdown').querySelectorAll('a')].map(({ href }) => href)).toEqual([source(1).href]);
  });

  it('shows what it stands for to who points at it, and to the keyboard', async () => {
    const chat = await cited([source(1)]);
    await waitUntil(() => hasPart(chat, 'citation'));
    await userEvent.hover(part(chat, 'citation'));
    await waitUntil(() => hasPart(chat, 'source-card'));
    const card = part(chat, 'source-card');
    expect(card.matches(':popover-open')).toBe(true);
    expect(words(card)).toContain(`Prices (opens in a new tab) shop.example${QUOTE}`);
    expect(await accessibilityProblems(chat)).toEqual([]);
    chat.style.marginBlockStart = '30px';
    dispatchEvent(new Event('resize'));
    const [box, mark] = [card, part(chat, 'citation')].map((one) => one.getBoundingClientRect());
    expect(box?.right).toBeLessThanOrEqual(innerWidth);
    expect(box?.width).toBeGreaterThan(120);
    const gap = box && mark && Math.max(mark.top - box.bottom, box.top - mark.bottom);
    expect(gap).toBeGreaterThan(0);
    expect(gap).toBeLessThan(8);
    // It can be pointed at itself.
    await userEvent.hover(card);
    expect(card.matches(':popover-open')).toBe(true);
    await userEvent.hover(part(chat, 'input'));
    expect(card.matches(':popover-open')).toBe(false);
    part(chat, 'citation').focus();
    expect(card.matches(':popover-open')).toBe(true);
    const key = press(part(chat, 'citation'), 'Escape');
    expect(key.defaultPrevented).toBe(true);
    expect(card.matches(':popover-open')).toBe(false);
    expect(focused(chat)).toBe(part(chat, 'citation'));
  });

  it('keeps its card for a pointer on the way to it, and lets go of it with Escape, outside, and with the chat', async () => {
    const chat = await cited([source(1)]);
    const field = document.createElement('input');
    document.body.append(field);
    await waitUntil(() => hasPart(chat, 'citation'));
    const mark = part(chat, 'citation');
    await userEvent.hover(mark);
    await waitUntil(() => hasPart(chat, 'source-card'));
    const card = part(chat, 'source-card');
    const isShown = () => card.matches(':popover-open');
    const [box, { left, top, bottom }] = [card.getBoundingClientRect(), mark.getBoundingClientRect()];
    const between = box.bottom <= top ? (box.bottom + top) / 2 : (box.top + bottom) / 2;
    expect(chat.shadowRoot?.elementFromPoint(left + 2, between)).toBe(card);
    // Who points at it may be writing elsewhere.
    field.focus();
    expect(press(field, 'Escape').defaultPrevented).toBe(true);
    expect(isShown()).toBe(false);
    expect(press(field, 'Escape').defaultPrevented).toBe(false);
    await userEvent.hover(part(chat, 'input'));
    await userEvent.hover(mark);
    expect(isShown()).toBe(true);
    const leave = () => chat.dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }));
    leave();
    expect(isShown()).toBe(false);
    mark.focus();
    leave();
    expect(isShown()).toBe(true);
    chat.remove();
    expect(press(field, 'Escape').defaultPrevented).toBe(false);
  });

  it('takes its card with it when it goes out of sight, or is drawn anew', async () => {
    const chat = await cited([source(1)], `${QUOTE} [1]${'\n\nAnd so on.'.repeat(80)}`);
    await waitUntil(() => hasPart(chat, 'citation'));
    const log = part(chat, 'log');
    part(chat, 'citation').focus();
    await waitUntil(() => hasPart(chat, 'source-card'));
    const card = part(chat, 'source-card');
    expect(card.matches(':popover-open')).toBe(true);
    log.scrollTop = log.scrollHeight;
    await waitUntil(() => !card.matches(':popover-open'));
    await userEvent.hover(part(chat, 'citation'));
    await waitUntil(() => card.matches(':popover-open'));
    document.documentElement.lang = 'de';
    await waitUntil(() => part(chat, 'citation').getAttribute('aria-label')?.startsWith('Quelle') === true);
    await chat.updateComplete;
    chat.requestUpdate();
    await waitUntil(() => !card.matches(':popover-open'));
  });

  it('shows it to a finger, which opens it in a second step', async () => {
    const chat = await cited([here()]);
    placeText(() => [paragraph(QUOTE)]);
    await waitUntil(() => hasPart(chat, 'citation'));
    const touch = new PointerEvent('click', { bubbles: true, composed: true, cancelable: true, pointerType: 'touch' });
    part(chat, 'citation').dispatchEvent(touch);
    expect(touch.defaultPrevented).toBe(true);
    expect(marked()).toEqual([]);
    const link = part(chat, 'source-card').querySelector<HTMLElement>('a');
    link?.click();
    expect(marked()).toEqual([QUOTE]);
    expect(part(chat, 'source-card').matches(':popover-open')).toBe(false);
  });

  it('asks from the card, too, before it leads to another site', async () => {
    const chat = await cited([source(1)]);
    await waitUntil(() => hasPart(chat, 'citation'));
    part(chat, 'citation').focus();
    await waitUntil(() => hasPart(chat, 'source-card'));
    const link = part(chat, 'source-card').querySelector<HTMLElement>('a');
    link?.click();
    await waitUntil(() => hasPart(chat, 'leave-dialog'));
    expect(opened).toEqual([]);
    expect(part(chat, 'source-card').matches(':popover-open')).toBe(true);
    press(part(chat, 'cancel-button'), 'Escape');
    await waitUntil(() => !hasPart(chat, 'leave-dialog') && focused(chat) === link);
    expect(part(chat, 'source-card').matches(':popover-open')).toBe(true);
  });

  it('is no link where its address is none to follow', async () => {
    for (const href of ['javascript:alert(1)', 'data:text/html,hi', '/relative', 'https://user@evil.example/']) {
      const chat = await cited([source(1, { href, url: href })]);
      await waitUntil(() => hasPart(chat, 'citation'));
      expect(part(chat, 'citation').localName, href).toBe('span');
      expect(hasPart(chat, 'source-link'), href).toBe(false);
      document.body.replaceChildren();
    }
  });
});

describe('a source', () => {
  it('of this page is scrolled to, marked and led to, across elements and marks of Markdown', async () => {
    const chat = await cited([here({ quotes: ['A **chair** costs\n40 euros.'] })]);
    const strong = document.createElement('strong');
    strong.append('chair');
    const text = paragraph('A ', strong, ' costs \n 40 euros. And more.');
    const high = paragraph('Far above.');
    high.style.blockSize = '300vh';
    const script = document.createElement('script');
    script.type = 'text/plain';
    script.append('A chair costs 40 euros.');
    const fold = document.createElement('details');
    fold.append(text);
    placeText(() => [script, high, fold]);
    const link = part<HTMLAnchorElement>(chat, 'source-link');
    expect(link.target).toBe('');
    expect(words(link)).toBe('Prices');
    await userEvent.click(link);
    expect(marked()).toEqual(['A chair costs \n 40 euros.']);
    expect(fold.open).toBe(true);
    expect(document.activeElement).toBe(text);
    expect(announced(chat)).toBe('The passage is marked on the page.');
    expect(opened).toEqual([]);
    await waitUntil(() => text.getBoundingClientRect().top < innerHeight);
    text.blur();
    expect(text.hasAttribute('tabindex')).toBe(false);
  });

  it('of this page that is no longer there is left to the browser', async () => {
    const chat = await cited([here()]);
    await userEvent.click(part(chat, 'source-link'));
    expect(opened).toEqual([` ${here().href}`]);
    expect(marked()).toEqual([]);
  });

  it('of this page is looked for where it can be seen', async () => {
    const chat = await cited([here({ quotes: [QUOTE] })]);
    const unseen = ['display: none', 'visibility: hidden', 'content-visibility: hidden'].map((style) => {
      const text = paragraph(QUOTE);
      text.style.cssText = style;
      return text;
    });
    const [box, fold, folded] = [paragraph(QUOTE), document.createElement('details'), paragraph(QUOTE)];
    box.style.display = 'contents';
    fold.append(folded);
    placeText(() => unseen);
    await userEvent.click(part(chat, 'source-link'));
    expect(marked()).toEqual([]);
    expect(opened).toHaveLength(1);
    for (const [seen, text] of [
      [fold, folded],
      [box, box],
    ] as const) {
      placeText(() => [...unseen, seen]);
      part(chat, 'source-link').click();
      const [range] = CSS.highlights.get('llm-source') ?? [];
      expect(text.contains((range as Range).startContainer)).toBe(true);
      seen.remove();
    }
  });

  it('of another page of the site opens a tab at the passage, and asks nothing', async () => {
    const href = `${location.origin}/prices#:~:text=A%20chair`;
    const chat = await cited([source(1, { url: `${location.origin}/prices`, href })]);
    await userEvent.click(part(chat, 'source-link'));
    expect(opened).toEqual([`_blank ${href}`]);
    expect(part<HTMLAnchorElement>(chat, 'source-link').rel).toContain('noopener');
  });

  it('of another site shows its host, and asks before it is opened', async () => {
    const chat = await cited([source(1)]);
    expect(words(part(chat, 'source'))).toContain('shop.example');
    await userEvent.click(part(chat, 'source-link'));
    expect(opened).toEqual([]);
    await waitUntil(() => hasPart(chat, 'leave-dialog'));
    expect(words(part(chat, 'leave-address'))).toBe(source(1).href);
    part(chat, 'cancel-button').click();
    await waitUntil(() => !hasPart(chat, 'leave-dialog'));
    await waitUntil(() => hasPart(chat, 'citation'));
    await userEvent.click(part(chat, 'citation'));
    await waitUntil(() => hasPart(chat, 'leave-dialog'));
    expect(opened).toEqual([]);
  });

  it('can be opened by the site in its own way', async () => {
    const chat = await cited([source(1)]);
    await waitUntil(() => hasPart(chat, 'citation'));
    const heard: string[] = [];
    document.body.addEventListener(
      SourceOpenEvent.type,
      (event) => {
        heard.push((event as SourceOpenEvent).source.title);
        event.preventDefault();
      },
      { once: true },
    );
    await userEvent.click(part(chat, 'citation'));
    expect(heard).toEqual(['Prices']);
    expect(opened).toEqual([]);
    expect(hasPart(chat, 'leave-dialog')).toBe(false);
  });

  it('names its page and headings once, as text', async () => {
    const title = '<b>Prices</b>';
    const chat = await cited([source(1, { title, path: [title, 'Chairs \u202e', 'Oak'] })]);
    expect(words(part(chat, 'source-link').querySelector('bdi') ?? document.body)).toBe(
      '<b>Prices</b> › Chairs ‹U+202E› › Oak',
    );
    expect(part(chat, 'source').querySelector('b')).toBeNull();
  });

  it('stays within the chat from right to left', async () => {
    document.documentElement.dir = 'rtl';
    const long = 'https://shop.example/'.padEnd(200, 'a');
    const chat = await cited([source(1, { title: 'الأسعار', path: ['x'.repeat(120)], quotes: [long] })]);
    const list = part(chat, 'sources');
    expect(list.scrollWidth).toBeLessThanOrEqual(list.clientWidth + 1);
    expect(await accessibilityProblems(chat)).toEqual([]);
  });
});

describe('what is read from documents', () => {
  it('makes strangers’ words of all that follows', async () => {
    const chat = await cited([source(1)], `${QUOTE} [1] See [more](https://evil.example/).`);
    const links = [...part(chat, 'markdown').querySelectorAll<HTMLElement>('a:not(.citation)')];
    await userEvent.click(links[0] ?? document.body);
    await waitUntil(() => hasPart(chat, 'leave-dialog'));
    expect(opened).toEqual([]);
  });

  it('has no sources where it broke off before its first word', async () => {
    const knowledge = found([source(1)], { status: 'reading' });
    const answer = message('a', 'assistant', 'q', [], { knowledge, status: 'stopped' });
    const chat = await show({ messages: [message('q', 'user', null, CHAIR_QUESTION), answer], leafId: 'a' });
    await waitUntil(() => hasPart(chat, 'note'));
    expect(hasPart(chat, 'source')).toBe(false);
    expect(hasPart(chat, 'continue-button')).toBe(false);
  });

  it('has those that it cites where it broke off later', async () => {
    const knowledge = found([source(1)], { status: 'reading' });
    const chat = await cited([source(1)], `${QUOTE} [1]`, { knowledge, status: 'stopped' });
    expect(words(part(chat, 'sources-title'))).toBe('Sources');
    expect(hasPart(chat, 'continue-button')).toBe(false);
  });
});
