/** What people do with a conversation, with the real engine: edit, branch, stop, go on, reload, two tabs, a long PDF file. */
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright';
import { expect as expectPage } from 'playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PACKAGE_MOUNTS, startServer } from '../../../apps/docs/server/serve.mjs';
import { makePdf } from '../../core/src/files/pdf.case.js';
import { openPage, strangers, type WatchedPage } from './browser.js';
import { ChatPage } from './chat-page.js';
import { shortMounts } from './short-mounts.js';

const site = fileURLToPath(new URL('../site/', import.meta.url));

let server: Awaited<ReturnType<typeof startServer>>;
let watched: WatchedPage;
let chat: ChatPage;

beforeEach(async () => {
  watched = await openPage();
});
afterEach(async () => {
  const { requests, complaints } = watched;
  await watched.close();
  expect(strangers(requests, server.url)).toEqual([]);
  expect(complaints).toEqual([]);
});

/** Serves the site while tests run, each of which begins with an open page. */
function serveAs(mounts: () => Promise<typeof PACKAGE_MOUNTS>): void {
  beforeAll(async () => {
    server = await startServer({ root: site, mounts: await mounts() });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    chat = await visit();
  });
}

/** Opens the page, in another tab unless it is the first. */
async function visit(page = watched.page): Promise<ChatPage> {
  await page.goto(`${server.url}history.html`);
  const opened = new ChatPage(page);
  await opened.waitForStatus('ready');
  await opened.answerBriefly(12);
  return opened;
}

const questions = (of = chat): Locator => of.chat.locator('[part~="user-message"]');
const markdown = (of = chat): Locator => of.answers.last().locator('[part~="markdown"]');
const text = async (locator: Locator) => ((await locator.textContent()) ?? '').trim();
/** Buttons below a message are there for the pointer, and for the keyboard. */
async function press(message: Locator, part: string): Promise<void> {
  await message.hover();
  await message.locator(`[part~="${part}"]`).click();
}

/** Asks for more than there is time for, and waits for its first words. */
async function askForStory(): Promise<void> {
  await chat.answerBriefly(1000);
  await chat.send('Write a very long story about the sea.');
  await expectPage(markdown()).not.toBeEmpty({ timeout: 60_000 });
}

describe('a conversation', () => {
  serveAs(shortMounts);

  it('branches where a question is edited and where it is answered again, and shows any of the branches', async () => {
    const first = await chat.ask('Name a colour.');
    await press(questions().first(), 'edit-button');
    const field = chat.chat.locator('[part~="edit-input"]');
    await expectPage(field).toHaveValue('Name a colour.');
    await field.fill('Name an animal.');
    await chat.chat.locator('[part~="save-button"]').click();
    await expectPage(questions()).toHaveText([/Name an animal\./]);
    await chat.waitForEnd();
    await chat.waitForStatus('ready');
    const second = await text(markdown());
    expect(second).not.toBe('');

    await press(chat.answers.last(), 'again-button');
    await expectPage(chat.answers.last().locator('[part~="branches"]')).toContainText(/2\s*\/\s*2/);
    await chat.waitForEnd();
    await chat.waitForStatus('ready');

    await press(questions().first(), 'previous-button');
    await expectPage(questions()).toHaveText([/Name a colour\./]);
    expect(await text(markdown())).toBe(first.trim());
    await press(questions().first(), 'next-button');
    await expectPage(questions()).toHaveText([/Name an animal\./]);
  });

  it('stops, and goes on where it was', async () => {
    await askForStory();
    await chat.input.press('Escape');
    await chat.waitForStatus('ready');
    const begun = await text(markdown());
    await chat.answerBriefly(12);
    await press(chat.answers.last(), 'continue-button');
    await expectPage
      .poll(async () => (await text(markdown())).length, { timeout: 60_000 })
      .toBeGreaterThan(begun.length);
    await chat.waitForEnd();
    expect(await text(markdown())).toContain(begun.slice(0, 20));
  });

  it('loses no word to a reload in mid-answer, and goes on after it', async () => {
    await askForStory();
    await expectPage.poll(async () => (await text(markdown())).length, { timeout: 60_000 }).toBeGreaterThan(40);
    const shown = await text(markdown());
    await chat.page.reload();
    chat = new ChatPage(chat.page);
    await expectPage(questions()).toHaveText([/Write a very long story/]);
    await expectPage.poll(() => text(markdown())).toContain(shown);
    const kept = await text(markdown());
    await chat.waitForStatus('ready');
    await chat.answerBriefly(12);
    await press(chat.answers.last(), 'continue-button');
    await expectPage
      .poll(async () => (await text(markdown())).length, { timeout: 60_000 })
      .toBeGreaterThan(kept.length);
  });

  it('is the same one in two tabs, and each keeps what the other adds', async () => {
    await chat.ask('Name a colour.');
    const other = await visit(await chat.page.context().newPage());
    // Another tab begins with a conversation of its own.
    await other.chat.evaluate(async (element) => {
      const owner = element as HTMLElement & {
        listThreads(): Promise<readonly { id: string }[]>;
        openThread(id: string): Promise<void>;
      };
      await owner.openThread((await owner.listThreads())[0]?.id ?? '');
    });
    await expectPage(questions(other)).toHaveText([/Name a colour\./]);
    await other.ask('Name an animal.');
    await expectPage(questions()).toHaveText([/Name a colour\./, /Name an animal\./]);
    // Both at once: neither takes the other's place.
    await Promise.all([chat.send('Name a fruit.'), other.send('Name a river.')]);
    await Promise.all([chat.waitForEnd(), other.waitForEnd()]);
    await chat.page.reload();
    chat = new ChatPage(chat.page);
    await chat.waitForStatus('ready');
    const all = await chat.chat.evaluate(async (element) => {
      const json = await (element as HTMLElement & { exportThreads(): Promise<string> }).exportThreads();
      return [...json.matchAll(/Name an? [a-z]+\./g)].map(([found]) => found);
    });
    expect(new Set(all)).toEqual(new Set(['Name a colour.', 'Name an animal.', 'Name a fruit.', 'Name a river.']));
  });
});

describe('a PDF file of thirty pages', () => {
  serveAs(async () => PACKAGE_MOUNTS);

  it('is read on the device, and asked about', async () => {
    const pdf = await makePdf((document) => {
      for (let page = 1; page <= 30; page += 1) {
        if (page > 1) document.addPage();
        document.text(page === 1 ? 'The password of the harbour master is zebra.' : `Page ${page} is about boats.`);
        for (let line = 0; line < 25; line += 1) document.text(`Line ${line} of page ${page} tells of wind and waves.`);
      }
    });
    const chooser = chat.page.waitForEvent('filechooser');
    await chat.chat.locator('[part~="add-button"]').click();
    const item = chat.chat.locator('[part~="menu-item"]').first();
    if (await item.isVisible().catch(() => false)) await item.click();
    await (await chooser).setFiles({ name: 'harbour.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf) });
    const chip = chat.chat.locator('[part~="attachment"]');
    await expectPage(chip).toContainText('harbour.pdf');
    await expectPage(chip).toHaveAttribute('data-state', 'read', { timeout: 60_000 });
    // As much of it as a slow processor reads in half a minute.
    await chat.chat.evaluate((element) => element.setAttribute('context-window', '512'));
    await chat.waitForStatus('ready');
    await chat.answerBriefly(24);
    await chat.send('What is the password of the harbour master?');
    expect(await chat.waitForEnd()).toBe('complete');
    await expectPage(questions().last()).toContainText('harbour.pdf');
    expect(await text(markdown())).toMatch(/zebra/i);
  }, 240_000);
});
