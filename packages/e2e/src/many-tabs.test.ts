/** Several tabs and elements with one real engine among them, in a real browser, and what becomes of it when tabs go. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { expect as expectPage } from 'playwright/test';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPage, strangers, type WatchedPage } from './browser.js';
import { ChatPage } from './chat-page.js';
import { startWeightsSite, type WeightsSite } from './weights-site.js';

const root = fileURLToPath(new URL('../site/', import.meta.url));

let site: WeightsSite;
let watched: WatchedPage;
/** The tab that loads first, and so leads. */
let first: ChatPage;

beforeEach(async () => {
  site = await startWeightsSite(root);
  watched = await openPage({ backForwardCache: true });
  first = await visit(watched.page, 'weights.html');
  await first.waitForStatus('awaiting-consent');
  await first.start();
  await first.waitForStatus('ready');
  await first.answerBriefly();
});
afterEach(async () => {
  // Whatever happened, each byte of the model came once.
  expect(site.total()).toBe(site.bytes);
  await watched.close();
  await site.close();
});

async function visit(page: Page, path: string, index = 0): Promise<ChatPage> {
  await page.goto(`${site.url}${path}`);
  const chat = new ChatPage(page, index);
  return chat;
}

/** Opens another tab and waits until its chat can answer. */
async function openTab(path = 'weights.html'): Promise<ChatPage> {
  const chat = await visit(await watched.page.context().newPage(), path);
  await chat.waitForStatus('ready');
  await chat.answerBriefly();
  return chat;
}

/** Locks of ours that are held in all tabs, as one of them sees it. */
function locks({ page }: ChatPage): Promise<string[]> {
  return page.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    return held.flatMap(({ name }) => (name?.startsWith('local-llm-chat:') ? [name] : []));
  });
}

/** Engine workers that live, told by the locks that they hold. */
async function workers(chat: ChatPage): Promise<number> {
  return (await locks(chat)).filter((name) => name.startsWith('local-llm-chat:worker:')).length;
}

/** Asks for more than there is time for, and waits until the answer has begun. */
async function askForStory(chat: ChatPage): Promise<void> {
  await chat.answerBriefly(1000);
  await chat.send('Write a very long story about the sea.');
  await expectPage(chat.answers.last().locator('[part~="markdown"]')).not.toBeEmpty({ timeout: 60_000 });
}

/** The interrupted answer is kept and marked, the model comes back from the device, and the answer goes on. */
async function expectHandover(chat: ChatPage): Promise<void> {
  expect(await chat.waitForEnd()).toBe('failed');
  const markdown = chat.answers.last().locator('[part~="markdown"]');
  const begun = ((await markdown.textContent()) ?? '').trim();
  expect(begun).not.toBe('');
  await chat.waitForStatus('ready');
  expect(await workers(chat)).toBe(1);
  await chat.answerBriefly(20);
  await chat.answers.last().locator('[part~="continue-button"]').click();
  expect(await chat.waitForEnd()).toBe('complete');
  const whole = ((await markdown.textContent()) ?? '').trim();
  expect(whole.startsWith(begun.slice(0, 20))).toBe(true);
  expect(whole.length).toBeGreaterThan(begun.length);
}

describe('three tabs, one of them with two elements', () => {
  it('share one worker; each sees its own conversation alone, and the last one frees the worker', async () => {
    const second = await openTab();
    const third = await openTab('two-chats.html');
    const fourth = new ChatPage(third.page, 1);
    await fourth.waitForStatus('ready');
    await fourth.answerBriefly();
    const chats = [first, second, third, fourth];
    expect(await workers(first)).toBe(1);

    for (const [index, chat] of chats.entries()) await chat.send(`Say hello to visitor ${index}.`);
    for (const [index, chat] of chats.entries()) {
      expect(await chat.waitForEnd()).toBe('complete');
      await expectPage(chat.chat.locator('[part~="user-message"]')).toHaveText([/Say hello to visitor \d/]);
      await expectPage(chat.chat.locator('[part~="user-message"]')).toContainText(`visitor ${index}`);
      await expectPage(chat.answers).toHaveCount(1);
      await expectPage(chat.answers.locator('[part~="markdown"]')).not.toBeEmpty();
    }
    expect(await workers(first)).toBe(1);

    // From the leader's last element on, it serves the others alone.
    await first.chat.evaluate((element) => element.remove());
    expect((await second.ask('Say hello again.')).trim()).not.toBe('');
    await third.page.close();
    await second.chat.evaluate((element) => element.remove());
    await expect.poll(() => locks(first), { timeout: 30_000 }).toEqual([]);

    expect(strangers(watched.requests, site.url)).toEqual([]);
  });

  it('do without the others where the page says so', async () => {
    const own = await openTab('own-tab.html');
    const neighbour = new ChatPage(own.page, 1);
    await neighbour.waitForStatus('ready');
    expect(await workers(first)).toBe(2);
  });
});

describe('the tab that runs the model', () => {
  it('is closed in mid-answer: the next one loads from the device, and the answer can go on', async () => {
    const [second, third] = [await openTab(), await openTab()];
    await askForStory(second);
    await third.send('Say hello.');
    await first.page.close();
    // What had not begun is answered as if nothing had happened.
    expect(await third.waitForEnd()).toBe('complete');
    await expectHandover(second);
  });

  it('goes elsewhere in mid-answer, and follows when it is back', async () => {
    const second = await openTab();
    await askForStory(second);
    await first.page.goto(`${site.url}icon.svg`);
    await expectHandover(second);
    await first.page.goBack({ waitUntil: 'commit' });
    await first.waitForStatus('ready');
    await first.answerBriefly();
    expect((await first.ask('Say hello.')).trim()).not.toBe('');
    expect(await workers(second)).toBe(1);
  });

  // A browser drops pages from that cache for reasons of its own too, such as a lack of memory.
  it('is the only one, and rests in the back/forward cache: without its worker, which it starts again', {
    retry: 2,
  }, async () => {
    await first.page.evaluate(() =>
      addEventListener('pageshow', ({ persisted }) => {
        document.documentElement.dataset['restored'] = String(persisted);
      }),
    );
    await first.page.goto(`${site.url}icon.svg`);
    await expect.poll(() => locks(first), { timeout: 30_000 }).toEqual([]);
    await first.page.goBack({ waitUntil: 'commit' });
    await expectPage(first.page.locator('html')).toHaveAttribute('data-restored', 'true');
    await first.waitForStatus('ready');
    expect((await first.ask('Say hello.')).trim()).not.toBe('');
    expect(await workers(first)).toBe(1);
  });

  it('hangs: the next one takes its place', async () => {
    const second = await openTab();
    await second.ask('Say hello.');
    void first.page
      .evaluate(() => {
        for (;;) {
          // As a page does whose script has gone wrong.
        }
      })
      .catch(() => undefined);
    expect((await second.ask('Say hello again.')).trim()).not.toBe('');
    expect((await locks(second)).filter((name) => name.includes(':engine:') && !name.includes(':life:'))).toHaveLength(
      1,
    );
  });
});
