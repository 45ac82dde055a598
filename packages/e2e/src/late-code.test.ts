/** The built element where the server does not hand out what comes late, as after an update of the site, and then does. */
import { fileURLToPath } from 'node:url';
import { expect as expectPage } from 'playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import { startServer } from '../../../apps/docs/server/serve.mjs';
import { openPage, type WatchedPage } from './browser.js';
import { ChatPage } from './chat-page.js';
import { shortMounts } from './short-mounts.js';

const site = fileURLToPath(new URL('../site/', import.meta.url));

let server: Awaited<ReturnType<typeof startServer>>;
let watched: WatchedPage;

beforeAll(async () => {
  server = await startServer({ root: site, mounts: await shortMounts() });
});
afterAll(() => server.close());
beforeEach(async () => {
  watched = await openPage();
});
afterEach(() => watched.close());

/** Opens the page while some scripts are refused. What comes back hands them out from then on. */
async function visitWithout(scripts: RegExp): Promise<{ chat: ChatPage; handOut: () => Promise<void> }> {
  const { page } = watched;
  await page.route(scripts, (route) => route.fulfill({ status: 404 }));
  await page.goto(`${server.url}history.html`);
  const chat = new ChatPage(page);
  await chat.waitForStatus('ready');
  return { chat, handOut: () => page.unroute(scripts) };
}

describe('what comes late, and is refused at first', () => {
  it('is the list of conversations: the visitor is told, and has it by one press', async () => {
    const { chat, handOut } = await visitWithout(/threads-part/);
    const alert = chat.chat.getByRole('alert');
    await expectPage(alert).toContainText('The list of conversations cannot be shown now.');
    await alert.getByRole('button').click();
    await expectPage(alert).toContainText('reload the page');
    await handOut();
    await alert.getByRole('button').click();
    await expectPage(chat.chat.locator('[part~="threads-button"]')).toBeVisible();
    await expectPage(alert).toHaveCount(0);
    await expectPage(chat.chat.locator('[part~="input"]')).toBeFocused();
  });

  it('is what adds files: the button says so, and adds them once it can', async () => {
    const { chat, handOut } = await visitWithout(/extras/);
    const button = chat.chat.getByRole('button', { name: 'Add files' });
    await button.click();
    await expectPage(chat.chat.locator('.composer-note')).toContainText('Nothing can be added to the message now.');
    await handOut();
    await button.click();
    await expectPage(chat.chat.locator('.composer-note')).toHaveCount(0);
    await expectPage(button).toBeFocused();
    await chat.chat
      .locator('.file-input')
      .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Some words.') });
    await expectPage(chat.chat.locator('[part~="attachment"]')).toContainText('notes.txt');
  });

  it('is fetched by itself when the network is back', async () => {
    const { chat, handOut } = await visitWithout(/threads-part|extras/);
    await expectPage(chat.chat.getByRole('alert')).toBeVisible();
    await handOut();
    await watched.page.evaluate(() => dispatchEvent(new Event('online')));
    await expectPage(chat.chat.locator('[part~="threads-button"]')).toBeVisible();
    await expectPage(chat.chat.locator('.file-input')).toBeAttached();
    await expectPage(chat.chat.getByRole('alert')).toHaveCount(0);
  });
});
