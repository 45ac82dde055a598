/** The element speaks the language that the page has around it, and the words that a site gives it. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LocalLLMChat } from './local-llm-chat.js';
import { createShelvedLLM, ScriptedShelf, sampleShelf } from './models/shelf.case.js';
import { accessibilityProblems, announced, hasPart, part, place, placeAt, type, waitUntil } from './stage.case.js';

beforeEach(() => {
  document.title = 'Test';
  document.documentElement.lang = 'en';
});

afterEach(() => {
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

const title = (chat: LocalLLMChat) => part(chat, 'heading').textContent;

describe('the language', () => {
  it.each([
    ['de', 'Privater Assistent'],
    ['fr-CA', 'Assistant privé'],
    ['es', 'Asistente privado'],
    ['zh-CN', '私密助手'],
    ['ja', 'プライベートアシスタント'],
    ['hi', 'निजी सहायक'],
    ['ar', 'مساعد خاص'],
  ])('is that of the page, %s, from the first text on', async (lang, heading) => {
    document.documentElement.lang = lang;
    const chat = await placeAt('ready');
    await waitUntil(() => title(chat) === heading);
    const frame = part(chat, 'chat');
    expect(frame.lang).toBe(lang);
    expect(frame.dir).toBe(lang === 'ar' ? 'rtl' : 'ltr');
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it('is that of the nearest element that has one, through shadow roots', async () => {
    const outer = document.createElement('div');
    outer.lang = 'de';
    outer.attachShadow({ mode: 'open' });
    document.body.append(outer);
    const chat = await placeAt('ready');
    outer.shadowRoot?.append(chat);
    await waitUntil(() => title(chat) === 'Privater Assistent');
    chat.lang = 'fr';
    await waitUntil(() => title(chat) === 'Assistant privé');
    chat.removeAttribute('lang');
    await waitUntil(() => title(chat) === 'Privater Assistent');
    outer.lang = 'es';
    await waitUntil(() => title(chat) === 'Asistente privado');
    outer.removeAttribute('lang');
    await waitUntil(() => title(chat) === 'Private assistant');
  });

  it('is the browser’s where the page names none', async () => {
    document.documentElement.removeAttribute('lang');
    vi.spyOn(navigator, 'language', 'get').mockReturnValue('de-CH');
    const chat = await placeAt('ready');
    await waitUntil(() => title(chat) === 'Privater Assistent');
    vi.spyOn(navigator, 'language', 'get').mockReturnValue('ja');
    dispatchEvent(new Event('languagechange'));
    await waitUntil(() => title(chat) === 'プライベートアシスタント');
  });

  it('changes in place: what is written, said and focused stays', async () => {
    const chat = await placeAt('ready', { reply: 'Two cups:\n\n```js\nfill(2)\n```' });
    await chat.send('How much?');
    await waitUntil(() => hasPart(chat, 'code-block'));
    const field = await type(chat, 'And how often?');
    field.focus();
    const log = part(chat, 'log');
    document.documentElement.lang = 'ar';
    await waitUntil(() => part(chat, 'chat').dir === 'rtl');
    expect(part(chat, 'input')).toBe(field);
    expect(field.value).toBe('And how often?');
    expect(field.placeholder).toBe('اكتب رسالة');
    expect(chat.shadowRoot?.activeElement).toBe(field);
    expect(part(chat, 'log')).toBe(log);
    expect(chat.messages).toHaveLength(2);
    expect(part(chat, 'copy-button').title).toBe('نسخ الإجابة');
    await waitUntil(() => part(chat, 'code-block').querySelector('button')?.textContent === 'نسخ');
    expect(part(chat, 'markdown').textContent).toContain('Two cups:');
  });

  it('is English where there are no texts in it: the page keeps its direction, and messages their language', async () => {
    document.documentElement.lang = 'he';
    const chat = await placeAt('ready', { reply: 'כן' });
    await chat.send('שלום');
    await chat.updateComplete;
    expect(title(chat)).toBe('Private assistant');
    const frame = part(chat, 'chat');
    expect(frame.lang).toBe('en');
    expect(frame.hasAttribute('dir')).toBe(false);
    expect(part(chat, 'bubble').lang).toBe('he');
    expect(part(chat, 'markdown').lang).toBe('he');
  });

  it('writes numbers, sizes and times too, and isolates names that run the other way', async () => {
    document.documentElement.lang = 'ar';
    const visit = await placeAt('awaiting-consent', { downloadMs: 60_000 });
    await waitUntil(() => part(visit, 'start-button').textContent?.includes('تنزيل') === true);
    expect(part(visit, 'facts').textContent).toContain('م.ب');
    part(visit, 'start-button').click();
    await waitUntil(() => visit.status === 'downloading' && hasPart(visit, 'panel-downloading'));
    expect(part(visit, 'panel-title').textContent).toMatch(/^جارٍ تنزيل \u2068.+\u2069$/);
    expect(announced(visit)).toBe('بدأ التنزيل.');
  });

  it('turns all around where it runs from right to left', async () => {
    document.documentElement.lang = 'ar';
    const chat = await placeAt('ready', { reply: 'one two three' }, { request: { maxTokens: 2 } });
    await chat.send('Hi');
    await waitUntil(() => part(chat, 'chat').dir === 'rtl' && hasPart(chat, 'continue-button'));
    const place = (element: Element | null | undefined) => element?.getBoundingClientRect().x ?? Number.NaN;
    const [name, device] = part(chat, 'about-summary').querySelectorAll('bdi');
    expect(place(name)).toBeGreaterThan(place(device));
    const field = part(chat, 'input');
    expect(getComputedStyle(field).direction).toBe('rtl');
    expect(place(field)).toBeGreaterThan(place(part(chat, 'send-button')));
    await type(chat, 'Hello');
    expect(getComputedStyle(field).direction).toBe('ltr');
    expect(getComputedStyle(part(chat, 'continue-button').querySelector('svg') ?? field).scale).toBe('-1 1');
  });

  it('reaches the sheet of models', async () => {
    document.documentElement.lang = 'de';
    const llm = createShelvedLLM({ downloadMs: 60_000 }, new ScriptedShelf(sampleShelf()));
    const chat = await placeAt('awaiting-consent', {}, { llm });
    await waitUntil(() => part(chat, 'others-button').textContent?.trim() === 'Andere Modelle');
    part(chat, 'others-button').click();
    await waitUntil(() => hasPart(chat, 'delete-all-button'));
    await waitUntil(() => part(chat, 'delete-all-button').textContent?.trim() === 'Alle löschen');
    document.documentElement.lang = 'fr';
    await waitUntil(() => part(chat, 'delete-all-button').textContent?.trim() === 'Tout supprimer');
  });
});

describe('words of the site', () => {
  it('replace those of the element, in any language', async () => {
    const chat = await place({}, { texts: { 'header.title': 'Ask our plants' } });
    expect(title(chat)).toBe('Ask our plants');
    document.documentElement.lang = 'de';
    await waitUntil(() => part(chat, 'chat').lang === 'de');
    expect(title(chat)).toBe('Ask our plants');
    chat.texts = undefined;
    await waitUntil(() => title(chat) === 'Privater Assistent');
  });

  it('take arguments, and count by the rules of a language that the element does not speak', async () => {
    document.documentElement.lang = 'pl';
    const threads = '{count, plural, one {# wątek} few {# wątki} many {# wątków} other {# wątku}}';
    const texts = { 'download.title': 'Pobieranie: {model}', 'about.tokens': threads, 'composer.send': 'Wyślij' };
    const chat = await placeAt('ready', { contextWindow: 3 } as object, { texts });
    await waitUntil(() => part(chat, 'send-button').title === 'Wyślij');
    part(chat, 'about-summary').click();
    expect(part(chat, 'chat').lang).toBe('pl');
    // Plain words are there at once; those that count come with the compiler.
    await waitUntil(() => /3 wątki/.test(part(chat, 'about-panel').textContent ?? ''));
  });

  it('may come from a function, which is given key, values and language', async () => {
    const asked = new Map<string, unknown>();
    const chat = await placeAt(
      'awaiting-consent',
      { downloadMs: 60_000 },
      {
        texts: (key, values, locale) => {
          asked.set(key, [values, locale]);
          return key === 'start.button' ? `Get ${values['size']}!` : undefined;
        },
      },
    );
    expect(part(chat, 'start-button').textContent?.trim()).toMatch(/^Get .+ MB!$/);
    expect(asked.get('start.title')).toEqual([{}, 'en']);
    expect(part(chat, 'panel-title').textContent).toBe('An assistant that stays on your device');
  });

  it('may come from a new function with each update of the page', async () => {
    const chat = await place({}, { texts: (key) => (key === 'header.title' ? 'One' : undefined) });
    expect(title(chat)).toBe('One');
    chat.texts = (key) => (key === 'header.title' ? 'Two' : undefined);
    await chat.updateComplete;
    expect(title(chat)).toBe('Two');
  });

  it('are asked for again only when they change, whatever object they come in', async () => {
    const words = () => ({ 'composer.send': 'Go {' + 'nowhere', 'header.title': 'Ask' });
    const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    const chat = await placeAt('ready', {}, { texts: words() });
    await waitUntil(() => warn.mock.calls.length > 0);
    chat.texts = words();
    await chat.updateComplete;
    expect(title(chat)).toBe('Ask');
    expect(part(chat, 'send-button').title).toBe('Send message');
    expect(warn).toHaveBeenCalledTimes(1);
    expect(String(warn.mock.calls[0])).toContain('"composer.send", as it is no ICU message');
  });

  it('are left out, with a warning that helps, where their key or an argument is wrong', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    const texts = { 'header.titel': 'A', 'download.title': '{name} comes', 'storage.delete-all': 'No' } as object;
    const chat = await place({}, { texts });
    await waitUntil(() => warn.mock.calls.length === 2);
    expect(warn.mock.calls.flat()).toEqual([
      '<local-llm-chat> has no text "header.titel". The nearest is "header.title".',
      '<local-llm-chat> cannot use the text "download.title": it has no argument "name". Its arguments: {model}.',
    ]);
    expect(title(chat)).toBe('Private assistant');
  });
});
