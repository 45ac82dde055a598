/** A search as it is typed: what is found, marked, linked to, and reached by keys; and what is said where nothing is. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  accessibilityProblems,
  announced,
  comes,
  focused,
  hasPart,
  indexFile,
  knowledge,
  part,
  parts,
  placeSearch,
  press,
  searched,
  type,
  waitUntil,
  words,
} from './search.case.js';

beforeEach(() => {
  document.documentElement.lang = 'en';
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

const titles = (results: readonly HTMLElement[]) =>
  results.map((result) => result.querySelector('bdi')?.textContent ?? '');

describe('what is typed', () => {
  it('is found, with the words of it marked', async () => {
    const search = await placeSearch({ answers: 'off' });
    const results = await searched(search, 'delivery chair');
    expect(titles(results)[0]).toBe('Prices › Delivery');
    expect(results[0]?.querySelector('[part=excerpt]')?.textContent).toContain(
      'The delivery of a chair takes two days.',
    );
    expect([...(results[0]?.querySelectorAll('mark') ?? [])].map(({ textContent }) => textContent)).toEqual([
      'delivery',
      'chair',
    ]);
    expect(results[0]?.querySelector('a')?.href).toContain(`${location.origin}/prices#:~:text=`);
    expect(await accessibilityProblems(search)).toEqual([]);
  });

  it('is searched for once where it is typed within a frame', async () => {
    const source = await knowledge();
    const find = vi.spyOn(source, 'find');
    const search = await placeSearch({ knowledge: source, answers: 'off' });
    type(search, 'd');
    type(search, 'de');
    await searched(search, 'delivery');
    expect(find.mock.calls.map(([query]) => query)).toEqual(['delivery']);
  });

  it('is found with a letter wrong', async () => {
    const search = await placeSearch({ answers: 'off' });
    const [result] = await searched(search, 'delivry');
    expect(result?.querySelector('mark')?.textContent).toBe('delivery');
  });

  it('is told of to the page, and to people who listen', async () => {
    const search = await placeSearch({ answers: 'off' });
    const heard: unknown[] = [];
    search.addEventListener('llm-search', ({ query, results }) => heard.push(query, results.length));
    await searched(search, 'steel');
    await waitUntil(() => announced(search) !== '');
    expect(announced(search)).toBe('1 result');
    expect(heard).toEqual(['steel', 1]);
  });

  it('may be nowhere', async () => {
    const search = await placeSearch();
    type(search, 'zebra');
    await waitUntil(() => words(search).includes('Nothing found'));
    expect(words(search)).toContain('Nothing found for “zebra”. Check the spelling, or try other or fewer words.');
    expect(hasPart(search, 'answer')).toBe(false);
    expect(await accessibilityProblems(search)).toEqual([]);
  });

  it('is kept to a language, a part of the site, and a number', async () => {
    const search = await placeSearch({ answers: 'off', language: 'de' });
    expect(titles(await searched(search, '40 chair'))).toEqual(['Preise']);
    search.language = undefined;
    search.path = '/prices';
    await waitUntil(() => titles(parts(search, 'result')).every((title) => title.startsWith('Prices')));
    search.path = undefined;
    await waitUntil(() => parts(search, 'result').length > 2);
    search.limit = 1;
    await waitUntil(() => parts(search, 'result').length === 1);
  });
});

describe('a result', () => {
  it('names the host of another site, and is no link where its address is none to follow', async () => {
    const search = await placeSearch({ answers: 'off' });
    const results = await searched(search, 'chairs chairman');
    const elsewhere = results.find((result) => result.textContent?.includes('elsewhere'));
    expect(elsewhere?.querySelector('.result-host')?.textContent).toBe('other.example');
    expect(elsewhere?.querySelector('a')?.rel).toContain('noopener');
    const bad = results.find((result) => result.textContent?.includes('evil'));
    expect(bad).toBeDefined();
    expect(bad?.querySelector('a')).toBeNull();
  });

  it('can be opened by the page', async () => {
    const search = await placeSearch({ answers: 'off' });
    const heard: string[] = [];
    search.addEventListener('llm-source-open', (event) => {
      event.preventDefault();
      heard.push(event.source.title, event.source.url);
    });
    const [result] = await searched(search, 'delivery');
    const click = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true });
    result?.querySelector('a')?.dispatchEvent(click);
    expect(click.defaultPrevented).toBe(true);
    expect(heard).toEqual(['Prices', `${location.origin}/prices`]);
  });
});

describe('the keyboard', () => {
  it('leads through the results and back', async () => {
    const search = await placeSearch({ answers: 'off' });
    await searched(search, 'chair');
    const links = parts(search, 'result-link');
    expect(links.length).toBeGreaterThan(1);
    press(search, 'ArrowDown');
    expect(focused(search)).toBe(links[0]);
    press(search, 'End');
    expect(focused(search)).toBe(links.at(-1));
    press(search, 'Home');
    press(search, 'ArrowDown');
    expect(focused(search)).toBe(links[1]);
    press(search, 'ArrowUp');
    press(search, 'ArrowUp');
    expect(focused(search)).toBe(part(search, 'input'));
  });

  it('goes back to the field with Escape, and empties it with another one', async () => {
    const search = await placeSearch({ answers: 'off' });
    await searched(search, 'chair');
    press(search, 'ArrowDown');
    press(search, 'Escape');
    expect(focused(search)).toBe(part(search, 'input'));
    press(search, 'Escape');
    await waitUntil(() => !hasPart(search, 'result'));
    expect(part<HTMLInputElement>(search, 'input').value).toBe('');
    expect(press(search, 'Escape').defaultPrevented).toBe(false);
  });

  it('comes to the field by a shortcut, where nothing is written', async () => {
    const search = await placeSearch({ answers: 'off', shortcut: '/ Control+K' });
    expect(part(search, 'input').getAttribute('aria-keyshortcuts')).toBe('/ Control+K');
    const field = document.createElement('textarea');
    document.body.append(field);
    field.focus();
    field.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
    expect(document.activeElement).toBe(field);
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
    expect(document.activeElement).toBe(search);
    field.focus();
    const event = new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true, cancelable: true });
    field.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
    expect(document.activeElement).toBe(search);
  });

  it('marks what is in the field with Shift, and may be pressed by the browser itself', async () => {
    const search = await placeSearch({ answers: 'off', shortcut: '/' });
    await searched(search, 'chair');
    const input = part(search, 'input');
    const down = new KeyboardEvent('keydown', { key: 'ArrowDown', shiftKey: true, bubbles: true, cancelable: true });
    input.dispatchEvent(down);
    expect(down.defaultPrevented).toBe(false);
    expect(focused(search)).toBe(input);
    // What Chromium sends where it fills in a form. A failure in it would be one of this file.
    dispatchEvent(new Event('keydown'));
  });

  it('is on the field after what is typed was cleared', async () => {
    const search = await placeSearch({ answers: 'off' });
    await searched(search, 'chair');
    const clear = part(search, 'clear-button');
    clear.focus();
    clear.click();
    await waitUntil(() => !hasPart(search, 'clear-button'));
    expect(focused(search)).toBe(part(search, 'input'));
  });
});

describe('the index', () => {
  const address = `${location.origin}/docs/llm-index.json`;

  it('is fetched when somebody begins, and its addresses are from its place', async () => {
    const file = await indexFile();
    const pages = file.pages.map((page) => ({ ...page, url: page.url.replace(/^\/prices$/, 'prices.html') }));
    const fetched = vi
      .spyOn(globalThis, 'fetch')
      .mockImplementation(async () => new Response(JSON.stringify({ ...file, pages })));
    const search = await placeSearch({ knowledge: '/docs/llm-index.json', answers: 'off' });
    expect(fetched).not.toHaveBeenCalled();
    search.focus();
    await waitUntil(() => fetched.mock.calls.length > 0);
    const [result] = await searched(search, 'delivery');
    expect(fetched).toHaveBeenCalledTimes(1);
    expect(String(fetched.mock.calls[0]?.[0])).toBe(address);
    expect(result?.querySelector('a')?.href).toContain('/docs/prices.html#');
  });

  it('may be missing, which is said, and tried again', async () => {
    const file = JSON.stringify(await indexFile());
    let isThere = false;
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () =>
      isThere ? new Response(file) : new Response('', { status: 404 }),
    );
    const search = await placeSearch({ knowledge: address, answers: 'off' });
    const heard: string[] = [];
    search.addEventListener('llm-error', ({ error, source }) => heard.push(`${source} ${error.code}`));
    type(search, 'chair');
    const retry = await comes(search, 'retry-button');
    expect(words(search)).toContain('What is searched here could not be loaded. If this stays so');
    expect(announced(search)).toBe('What is searched here could not be loaded.');
    expect(heard).toEqual(['search http']);
    expect(await accessibilityProblems(search)).toEqual([]);
    isThere = true;
    retry.click();
    await comes(search, 'result');
  });

  it('is fetched once there is a network again', async () => {
    const file = JSON.stringify(await indexFile());
    const isOnline = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => {
      if (!navigator.onLine) throw new TypeError('Failed to fetch');
      return new Response(file);
    });
    const search = await placeSearch({ knowledge: address, answers: 'off' });
    type(search, 'chair');
    await waitUntil(() => words(search).includes('There is no connection'));
    isOnline.mockReturnValue(true);
    dispatchEvent(new Event('online'));
    await comes(search, 'result');
  });
});

describe('the page', () => {
  it('can search, too', async () => {
    const search = await placeSearch({ answers: 'off' });
    const results = await search.search('returns');
    expect(results.map(({ title }) => title)).toEqual(['Returns']);
    expect(part<HTMLInputElement>(search, 'input').value).toBe('returns');
    expect(search.query).toBe('returns');
  });

  it('shows a hint of its own while nothing is typed', async () => {
    const search = await placeSearch({ answers: 'off' });
    const hint = document.createElement('p');
    hint.slot = 'hint';
    search.append(hint);
    const slot = () => search.shadowRoot?.querySelector<HTMLSlotElement>('slot[name=hint]');
    expect(slot()?.assignedElements()).toEqual([hint]);
    await searched(search, 'chair');
    expect(slot()).toBeNull();
  });

  it('asks nothing of a model that it has turned off', async () => {
    const search = await placeSearch({ answers: 'off' });
    const prepare = vi.spyOn(search.llm ?? Object.create(null), 'prepare');
    await searched(search, 'chair');
    expect(hasPart(search, 'answer')).toBe(false);
    expect(prepare).not.toHaveBeenCalled();
  });

  it.each(['de', 'ar', 'ja'])('is spoken to in its language: %s', async (lang) => {
    document.documentElement.lang = lang;
    const search = await placeSearch({ answers: 'off' });
    await waitUntil(() => part(search, 'input').getAttribute('aria-label') !== 'Search');
    type(search, 'zebra');
    await waitUntil(() => words(search).includes('zebra'));
    expect(words(search)).not.toMatch(/Nothing|Check/);
    expect(search.shadowRoot?.querySelector('.search')?.getAttribute('dir')).toBe(lang === 'ar' ? 'rtl' : 'ltr');
  });
});
