/** `<local-llm-summary>` with the real model, under the strictest policy: alone, and beside a chat. */
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright';
import { expect as expectPage } from 'playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_POLICY } from '../../../apps/docs/server/policies.mjs';
import { PACKAGE_MOUNTS, startServer } from '../../../apps/docs/server/serve.mjs';
import { openPage, strangers, type WatchedPage } from './browser.js';
import { ChatPage } from './chat-page.js';

const site = fileURLToPath(new URL('../site/', import.meta.url));
/** A busy machine takes seconds for a word; the test's own limit ends what never comes. */
const SLOW = { timeout: 175_000 };

let server: Awaited<ReturnType<typeof startServer>>;
let watched: WatchedPage | undefined;

beforeAll(async () => {
  server = await startServer({ root: site, mounts: PACKAGE_MOUNTS });
});
afterAll(() => server.close());
afterEach(async () => {
  await watched?.close();
  watched = undefined;
});

async function open(name: string): Promise<WatchedPage & { readonly summary: Locator }> {
  watched = await openPage();
  const response = await watched.page.goto(`${server.url}${name}`);
  expect(response?.headers()['content-security-policy']).toBe(PAGE_POLICY);
  // A host has no text of its own.
  return { ...watched, summary: watched.page.locator('local-llm-summary section') };
}

describe('an article with one tag', () => {
  it('is summarised after a press, by keyboard, and again without the network', async () => {
    const { page, summary, complaints, requests } = await open('summary.html');
    await expectPage(summary).toContainText('Downloads 98.4 MB once, then works offline.');
    expect(requests.filter((url) => /\.gguf|\.wasm|engine-w|define\.js/.test(url))).toEqual([]);

    await page.keyboard.press('Tab');
    await expectPage(summary.getByRole('button', { name: 'Summarise this article' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expectPage(summary.getByRole('button', { name: 'Copy' })).toBeVisible(SLOW);
    await expectPage(summary.locator('[part~="markdown"]')).toContainText(/bakery|bread/i);
    await expectPage(page.getByRole('status')).toHaveText('The summary is ready.');
    await expectPage(summary).toBeFocused();
    expect(requests.filter((url) => url.endsWith('.gguf'))).not.toEqual([]);

    const before = requests.length;
    await page.context().setOffline(true);
    await page.locator('#story').evaluate((story) => story.append('It closes at noon.'));
    await expectPage(summary).toContainText('The article has changed since this summary was made.');
    await summary.getByRole('button', { name: 'Summarise again' }).click();
    await expectPage(summary.locator('[part~="markdown"]')).not.toBeEmpty(SLOW);
    await page.keyboard.press('Escape');
    await expectPage(summary).toContainText('Stopped: this is not the whole summary.');
    expect(requests.slice(before)).toEqual([]);
    expect(strangers(requests, server.url)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('shares the model of a chat on the same page', async () => {
    const { page, summary, complaints } = await open('summary-and-chat.html');
    const chat = new ChatPage(page);
    await chat.waitForStatus('awaiting-consent');
    await chat.start();
    await chat.waitForStatus('ready');
    const workers = () => page.workers().length;
    const before = workers();
    await summary.getByRole('button', { name: 'Summarise this article' }).click();
    await expectPage(summary.locator('[part~="markdown"]')).not.toBeEmpty(SLOW);
    expect(workers()).toBe(before);
    await chat.waitForStatus('busy');
    await summary.getByRole('button', { name: 'Stop' }).click();
    await chat.waitForStatus('ready');
    expect(complaints).toEqual([]);
  });
});
