/** A tool in the chat, with the real engine and under the strict policy: it is used, seen, and what it gave is in the answer. */
import { fileURLToPath } from 'node:url';
import { expect as expectPage } from 'playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { PAGE_POLICY } from '../../../apps/docs/server/policies.mjs';
import { PACKAGE_MOUNTS, startServer } from '../../../apps/docs/server/serve.mjs';
import { openPage, strangers, type WatchedPage } from './browser.js';
import { ChatPage } from './chat-page.js';

const site = fileURLToPath(new URL('../site/', import.meta.url));
const core = { path: '/core/', folder: fileURLToPath(new URL('../../core/dist/', import.meta.url)), only: /\.js$/ };

let server: Awaited<ReturnType<typeof startServer>>;
let watched: WatchedPage;

beforeAll(async () => {
  server = await startServer({ root: site, mounts: [...PACKAGE_MOUNTS, core] });
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

it('works out a sum with the calculator', async () => {
  const { page } = watched;
  const response = await page.goto(`${server.url}tools.html`);
  expect(response?.headers()['content-security-policy']).toBe(PAGE_POLICY);
  const opened = new ChatPage(page);
  await opened.waitForStatus('ready');
  await opened.answerBriefly();
  expect(await opened.ask('What is 37 × 91?')).toContain('3367');
  const answer = opened.answers.last();
  const steps = answer.locator('[part~="tool-steps-summary"]');
  await expectPage(steps).toHaveText(/Used .?Calculator/);
  await steps.click();
  await expectPage(answer.locator('[part~="tool-arguments"]')).toContainText('37 × 91');
  await expectPage(answer.locator('[part~="tool-result"]')).toHaveText('3367');
}, 240_000);
