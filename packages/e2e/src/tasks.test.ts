/** A task from the menu of an attached file, with the real engine: what comes of it in the conversation. */
import { fileURLToPath } from 'node:url';
import { expect as expectPage } from 'playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { PACKAGE_MOUNTS, startServer } from '../../../apps/docs/server/serve.mjs';
import { openPage, strangers, type WatchedPage } from './browser.js';
import { ChatPage } from './chat-page.js';

const site = fileURLToPath(new URL('../site/', import.meta.url));
const BAKERY = 'The bakery on Mill Street opens at seven. On Sundays it is closed. Its owner bakes 40 kinds of bread.';

let server: Awaited<ReturnType<typeof startServer>>;
let watched: WatchedPage;

beforeAll(async () => {
  server = await startServer({ root: site, mounts: PACKAGE_MOUNTS });
});
afterAll(() => server.close());
beforeEach(async () => {
  watched = await openPage();
});
afterEach(async () => {
  const { requests, complaints } = watched;
  await watched.close();
  expect(strangers(requests, server.url)).toEqual([]);
  expect(complaints).toEqual([]);
});

it('summarises a file that is attached', async () => {
  const { page } = watched;
  await page.goto(`${server.url}history.html`);
  const opened = new ChatPage(page);
  const { chat, answers } = opened;
  await opened.waitForStatus('ready');
  // An answer may have a third of it: on a slow processor each token takes its time.
  await chat.evaluate((element) => element.setAttribute('context-window', '256'));
  await chat.evaluate((element) => element.setAttribute('tasks', ''));
  await opened.waitForStatus('ready');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), chat.locator('[part~="add-button"]').click()]);
  await chooser.setFiles({ name: 'bakery.txt', mimeType: 'text/plain', buffer: Buffer.from(BAKERY) });
  await chat.getByRole('button', { name: 'Tasks for bakery.txt' }).click();
  await chat.getByRole('menuitem', { name: 'Summarise' }).click();
  await expectPage(answers).toHaveCount(1);
  expect(await opened.waitForEnd()).toBe('complete');
  await expectPage(chat.locator('[part~="user-message"]')).toContainText(/bakery\.txt[\s\S]*Summarise/);
  await expectPage(answers.first()).toContainText(/seven|Sundays|40 kinds/);
}, 240_000);
