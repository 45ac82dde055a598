/** Conversations leave the page as files and come back, under the strict policy with Trusted Types. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright';
import { expect as expectPage } from 'playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_POLICY } from '../../../apps/docs/server/policies.mjs';
import { PACKAGE_MOUNTS, startServer } from '../../../apps/docs/server/serve.mjs';
import { sampleArchive } from '../../element/src/threads/sample-threads.case.js';
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

describe('the list of conversations', () => {
  it('imports a file that is chosen, exports what it holds, and the policy has nothing against it', async () => {
    watched = await openPage();
    const { page, complaints, requests } = watched;
    const response = await page.goto(`${server.url}index.html`);
    expect(response?.headers()['content-security-policy']).toBe(PAGE_POLICY);
    const { chat } = new ChatPage(page);
    const text = sampleArchive();
    await importInto(chat, text);
    await chat.locator('[part~="threads-button"]').click();
    await expectPage(chat.locator('[part~="thread"]')).toHaveCount(7);

    const [all] = await Promise.all([
      page.waitForEvent('download'),
      (async () => {
        await chat.locator('[part~="all-threads-button"]').click();
        await chat.locator('[data-key="export-all"]').click();
      })(),
    ]);
    expect(all.suggestedFilename()).toMatch(/^Conversations \d{4}-\d{2}-\d{2}\.json$/);
    const saved = await readFile(await all.path(), 'utf8');
    expect(JSON.parse(saved).threads).toHaveLength(7);

    const [one] = await Promise.all([
      page.waitForEvent('download'),
      (async () => {
        const row = chat.locator('[part~="thread"]', { hasText: 'Rivers of Spain' });
        await row.hover();
        await row.locator('[part~="thread-menu-button"]').click();
        await chat.locator('[data-key="markdown"]').click();
      })(),
    ]);
    expect(one.suggestedFilename()).toMatch(/^Rivers of Spain \d{4}-\d{2}-\d{2}\.md$/);
    expect(await readFile(await one.path(), 'utf8')).toContain('## Assistant\n\nEbro, Duero');

    await page.reload();
    await importInto(chat, saved);
    await chat.locator('[part~="threads-button"]').click();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      (async () => {
        await chat.locator('[part~="all-threads-button"]').click();
        await chat.locator('[data-key="import"]').click();
      })(),
    ]);
    await chooser.setFiles({ name: 'again.json', mimeType: 'application/json', buffer: Buffer.from(saved) });
    await expectPage(chat.locator('[part~="threads"]')).toContainText(
      'No conversation was added, 7 were here already.',
    );
    expect(complaints).toEqual([]);
    expect(strangers(requests, server.url)).toEqual([]);
  });
});

/** As a page does that has kept a file itself. */
async function importInto(chat: Locator, archive: string): Promise<void> {
  type Importing = HTMLElement & { importThreads(text: string): Promise<unknown> };
  await chat.evaluate((element, text) => (element as Importing).importThreads(text), archive);
}
