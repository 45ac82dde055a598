/** The promise of the README, kept: one tag, a real model, a real browser, the strictest policy. */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect as expectPage } from 'playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_POLICY } from '../../../apps/docs/server/policies.mjs';
import { PACKAGE_MOUNTS, startServer } from '../../../apps/docs/server/serve.mjs';
import { openPage, strangers, type WatchedPage } from './browser.js';
import { ChatPage } from './chat-page.js';

const site = fileURLToPath(new URL('../site/', import.meta.url));

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

describe('a page of two lines, under the strict policy with Trusted Types', () => {
  it('asks first, downloads, answers, remembers, stops, answers again, and is ready after a reload', async () => {
    watched = await openPage();
    const { page, complaints, requests } = watched;
    const response = await page.goto(`${server.url}index.html`);
    expect(response?.headers()['content-security-policy']).toBe(PAGE_POLICY);
    const chat = new ChatPage(page);

    // First visit: what it is, how large, under which licence. Nothing is fetched but the script.
    await chat.waitForStatus('awaiting-consent');
    const panel = chat.chat.locator('[part~="panel-start"]');
    await expectPage(panel).toContainText('SmolLM2 135M');
    await expectPage(panel).toContainText('Apache-2.0');
    await expectPage(panel).toContainText('98,362,432');
    expect(requests.filter((url) => /\.gguf|\.wasm|engine-w/.test(url))).toEqual([]);

    // By keyboard, as `docs/accessibility.md` has it with a scripted model: the focus comes to the field by itself.
    await chat.startByKeyboard();
    await chat.waitForStatus('ready');
    await expectPage(chat.input).toBeFocused();
    await chat.answerBriefly();
    expect(requests.filter((url) => url.endsWith('.gguf'))).not.toEqual([]);
    const about = chat.chat.locator('[part~="about"]');
    await expectPage(about).toContainText('SmolLM2 135M');
    // The strict policy allows threads, and isolation lets them be used.
    if (availableParallelism() > 1) await expectPage(about).toContainText(/[2-8] threads/);

    expect((await chat.ask('My name is Ada. Please remember it.')).trim()).not.toBe('');
    expect(await chat.ask('What is my name?')).toContain('Ada');

    await chat.answerBriefly(1000);
    await chat.input.fill('Write a very long story about the sea.');
    await chat.input.press('Enter');
    await expectPage(chat.answers.nth(2).locator('[part~="markdown"]')).not.toBeEmpty({ timeout: 60_000 });
    await chat.input.press('Escape');
    await expectPage(chat.answers.nth(2).locator('[part~="note"]')).toBeVisible();
    await chat.waitForStatus('ready');
    await chat.answerBriefly();
    expect((await chat.ask('Say hello.')).trim()).not.toBe('');

    const before = requests.length;
    await page.reload();
    await chat.waitForStatus('ready');
    await chat.answerBriefly();
    expect(requests.slice(before).filter((url) => url.endsWith('.gguf'))).toEqual([]);
    expect((await chat.ask('Say hello.')).trim()).not.toBe('');

    expect(strangers(requests, server.url)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('cancels a download, and keeps nothing that was not asked for', async () => {
    watched = await openPage();
    const { page, complaints, requests } = watched;
    await page.goto(`${server.url}index.html`);
    const chat = new ChatPage(page);
    await chat.waitForStatus('awaiting-consent');
    await chat.start();
    await chat.waitForStatus('downloading');
    await chat.chat.locator('[part~="cancel-button"]').click();
    await chat.waitForStatus('awaiting-consent');
    await page.reload();
    await chat.waitForStatus('awaiting-consent');
    expect(strangers(requests, server.url)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('starts its worker from a blob on a host that can send no headers', async () => {
    const bare = await startServer({ root: site, mounts: PACKAGE_MOUNTS, policies: () => null, headers: {} });
    try {
      watched = await openPage();
      const { page, complaints, requests } = watched;
      // The policy is in the page itself, Trusted Types included; the worker inherits it.
      await page.goto(`${bare.url}blob.html`);
      const chat = new ChatPage(page);
      await chat.waitForStatus('awaiting-consent');
      await chat.start();
      await chat.waitForStatus('ready');
      await chat.answerBriefly();
      expect((await chat.ask('Say hello.')).trim()).not.toBe('');
      expect(strangers(requests, bare.url)).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await bare.close();
    }
  });
});

describe('a browser that lacks the newest WebAssembly', () => {
  it('gets the build made for it, from the same folder and no other place', async () => {
    watched = await openPage();
    const { page, complaints, requests } = watched;
    // Safari has no JSPI; a worker without its name stands for it.
    await page.route('**/engine-wllama.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `delete WebAssembly.Suspending;\n${await response.text()}` });
    });
    await page.goto(`${server.url}index.html`);
    const chat = new ChatPage(page);
    await chat.waitForStatus('awaiting-consent');
    await chat.start();
    await chat.waitForStatus('ready');
    await chat.answerBriefly();
    expect(requests.filter((url) => url.endsWith('wllama-compat.wasm'))).not.toEqual([]);
    expect((await chat.ask('Say hello.')).trim()).not.toBe('');
    expect(strangers(requests, server.url)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe('a page whose files are not where they should be', () => {
  it('says in a sentence what failed, and tries again', async () => {
    watched = await openPage();
    const { page } = watched;
    const chat = new ChatPage(page);
    await page.route('**/*.gguf', (route) => route.fulfill({ status: 404 }));
    await page.goto(`${server.url}index.html`);
    await chat.waitForStatus('awaiting-consent');
    await chat.start();
    await chat.waitForStatus('failed');
    const panel = chat.chat.locator('[part~="panel-failed"]');
    await expectPage(panel).toContainText('The server did not hand out the model.');
    await page.unroute('**/*.gguf');
    await panel.locator('[part~="retry-button"]').click();
    await panel.waitFor({ state: 'detached' });
    await chat.waitForStatus('ready');
  });
});
