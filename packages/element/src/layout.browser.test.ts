/** The element in the room that it is given: narrow, wide, right to left, and scrolled. */
import { afterEach, describe, expect, it } from 'vitest';
import { cdp, page } from 'vitest/browser';
import { createShelvedLLM, ScriptedShelf, sampleModels, sampleShelf } from './models/shelf.case.js';
import { hasPart, part, placeAt, waitUntil } from './stage.case.js';

afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.removeAttribute('dir');
  document.documentElement.lang = 'en';
});

/** Makes the browser one without a mouse. What a session can do is typed by a package for Node. */
async function emulateTouch(enabled: boolean): Promise<void> {
  const session = cdp() as unknown as { send(method: string, parameters: object): Promise<void> };
  await session.send('Emulation.setTouchEmulationEnabled', { enabled });
}

describe('layout', () => {
  const LONG = `${'averylongwordwithoutanyspace'.repeat(12)}\n\n| a | b | c | d | e | f |\n|-|-|-|-|-|-|\n| one | two | three | four | five | six |\n\n\`\`\`\n${'x'.repeat(300)}\n\`\`\``;

  /** Languages, and one that the element does not speak, so that English stands in a page from right to left. */
  const LANGUAGES = [
    ['en', 'ltr'],
    ['de', 'ltr'],
    ['hi', 'ltr'],
    ['ar', 'rtl'],
    ['he', 'rtl'],
  ] as const;

  it.each(LANGUAGES)('fits a column of 320 pixels, in %s', async (lang, dir) => {
    await page.viewport(320, 640);
    document.documentElement.lang = lang;
    document.documentElement.dir = dir;
    const visit = await placeAt('awaiting-consent', { downloadMs: 100 });
    const chat = await placeAt('ready', { reply: LONG });
    await chat.send('w'.repeat(200));
    await waitUntil(() => part(chat, 'markdown').querySelector('table') !== null);
    for (const one of [visit, chat]) {
      for (const name of ['chat', 'header']) {
        const box = part(one, name);
        expect(box.scrollWidth, name).toBeLessThanOrEqual(box.clientWidth);
      }
    }
    const log = part(chat, 'log');
    expect(log.scrollWidth).toBeLessThanOrEqual(log.clientWidth);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    const bubble = part(chat, 'bubble').getBoundingClientRect();
    const column = part(chat, 'messages').getBoundingClientRect();
    const isAtEnd = dir === 'ltr' ? column.right - bubble.right < 30 : bubble.left - column.left < 30;
    expect(isAtEnd).toBe(true);
    await page.viewport(1280, 800);
  });

  it('gives fingers 44 pixels', async () => {
    await emulateTouch(true);
    try {
      expect(matchMedia('(pointer: coarse)').matches).toBe(true);
      const visit = await placeAt('awaiting-consent', { downloadMs: 60_000, models: sampleModels });
      const chat = await placeAt('ready', { reply: 'one two three' }, { request: { maxTokens: 2 } });
      await chat.send('Hi');
      part(visit, 'others-button').click();
      await waitUntil(() => hasPart(visit, 'use-button') && hasPart(chat, 'continue-button'));
      for (const one of [visit, chat]) {
        const targets = one.shadowRoot?.querySelectorAll<HTMLElement>('button, summary, .option') ?? [];
        const shown = [...targets].filter((target) => target.checkVisibility());
        expect(shown.length).toBeGreaterThan(3);
        for (const target of shown) {
          const { width, height } = target.getBoundingClientRect();
          expect(Math.min(width, height), target.outerHTML).toBeGreaterThanOrEqual(44);
        }
      }
    } finally {
      await emulateTouch(false);
    }
  });

  it.each(LANGUAGES)('fits the list of models into 320 pixels, in %s', async (lang, dir) => {
    await page.viewport(320, 640);
    document.documentElement.lang = lang;
    document.documentElement.dir = dir;
    const llm = createShelvedLLM({ downloadMs: 60_000 }, new ScriptedShelf(sampleShelf()));
    const chat = await placeAt('awaiting-consent', {}, { llm });
    part(chat, 'others-button').click();
    await waitUntil(() => hasPart(chat, 'delete-all-button'));
    part(chat, 'delete-all-button').click();
    await waitUntil(() => hasPart(chat, 'confirm-button'));
    const sheet = part(chat, 'models');
    for (const box of [sheet, ...sheet.querySelectorAll<HTMLElement>('.sheet-body, .option, .stored, .sheet-footer')]) {
      expect(box.scrollWidth, box.className).toBeLessThanOrEqual(box.clientWidth);
    }
    await page.viewport(1280, 800);
  });

  it('does not push its neighbours out of a flexible row', async () => {
    const row = document.createElement('div');
    row.setAttribute('style', 'display: flex; inline-size: 600px');
    const chat = await placeAt('ready');
    row.append(chat);
    document.body.append(row);
    expect(chat.getBoundingClientRect().width).toBeGreaterThan(200);
    expect(row.scrollWidth).toBeLessThanOrEqual(600);
  });

  it('does not widen a column of a grid on a phone', async () => {
    await page.viewport(320, 640);
    const grid = document.createElement('div');
    grid.setAttribute('style', 'display: grid');
    const column = document.createElement('div');
    grid.append(column);
    document.body.append(grid);
    const chat = await placeAt('ready');
    column.append(chat);
    expect(chat.getBoundingClientRect().width).toBeGreaterThan(240);
    expect(chat.getBoundingClientRect().width).toBeLessThanOrEqual(320);
    await page.viewport(1280, 800);
  });

  it('is as wide as it would like where the page leaves that to it', async () => {
    const float = document.createElement('div');
    float.setAttribute('style', 'float: inline-start; font-size: 16px');
    document.body.append(float);
    float.append(await placeAt('ready'));
    expect(float.getBoundingClientRect().width).toBe(480);
  });

  it('follows the answer until the visitor scrolls up, and jumps back when asked', async () => {
    const chat = await placeAt('ready', { reply: 'line\n\n'.repeat(80), tokensPerSecond: 200 });
    const log = part(chat, 'log');
    const isAtEnd = () => log.scrollHeight - log.clientHeight - log.scrollTop < 60;
    const answer = chat.send('Hi');
    await waitUntil(() => log.scrollTop > 50);
    expect(isAtEnd()).toBe(true);
    log.scrollTop = 0;
    await waitUntil(() => hasPart(chat, 'latest-button'));
    await answer;
    await chat.updateComplete;
    expect(log.scrollTop).toBe(0);
    part(chat, 'latest-button').click();
    await waitUntil(() => isAtEnd() && !hasPart(chat, 'latest-button'));
  });
});
