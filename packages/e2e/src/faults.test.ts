/** What goes wrong on real devices and networks, done to a real page with the real engine: each ends well, or in one clear sentence. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { expect as expectPage } from 'playwright/test';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPage, strangers, type WatchedPage } from './browser.js';
import { ChatPage } from './chat-page.js';
import { type Fault, startWeightsSite, type WeightsSite } from './weights-site.js';

const root = fileURLToPath(new URL('../site/', import.meta.url));
/** Slow enough to step in, fast enough to end soon. */
const SLOW = 16e6;

let site: WeightsSite;
let watched: WatchedPage;
let chat: ChatPage;

beforeEach(async () => {
  site = await startWeightsSite(root);
  watched = await openPage();
  chat = await visit(watched.page);
});
afterEach(async () => {
  await watched.close();
  await site.close();
});

async function visit(page: Page): Promise<ChatPage> {
  await page.goto(`${site.url}weights.html`);
  return new ChatPage(page);
}

/** Agrees, and waits until the download is under way. */
async function agree(): Promise<void> {
  await chat.waitForStatus('awaiting-consent');
  await chat.start();
}

/** Resolves, with the bytes, when so many have come to the page. */
function untilArrived(bytes: number): Promise<number> {
  return chat.chat.evaluate(
    (element, wanted) =>
      new Promise<number>((resolve) => {
        element.addEventListener('llm-progress', function listen(event) {
          const { loadedBytes = 0 } = event as Event & { loadedBytes?: number };
          if (loadedBytes < wanted) return;
          element.removeEventListener('llm-progress', listen);
          resolve(loadedBytes);
        });
      }),
    bytes,
  );
}

/** Not for each fault: a model that has loaded has all its bytes, and what it says then does not depend on how they came. */
async function expectAnswer(): Promise<void> {
  await chat.waitForStatus('ready');
  await chat.answerBriefly(12);
  expect((await chat.ask('Say hello.')).trim()).not.toBe('');
}

/** No part crossed the network twice, but for those that a fault had hit. */
function expectNothingTwice(except: readonly number[] = []): void {
  const twice = site.timesSent().flatMap((times, part) => (times > 1 && !except.includes(part) ? [part] : []));
  expect(twice).toEqual([]);
}

/** A fault that hits only the first answers. */
function first(times: number, fault: Fault): void {
  site.fault = ({ index }) => (index < times ? fault : null);
}

describe('a download', () => {
  it('has the site and the model’s bytes as its only traffic, each byte once', async () => {
    await agree();
    await expectAnswer();
    expect(site.total()).toBe(site.bytes);
    expectNothingTwice();
    expect(strangers(watched.requests, site.url)).toEqual([]);
    expect(watched.complaints).toEqual([]);
  });

  it('waits while the device is offline, and goes on by itself', async () => {
    site.bytesPerSecond = SLOW;
    await agree();
    await site.untilSent(site.bytes * 0.3);
    await watched.page.context().setOffline(true);
    // That alone blocks only what is asked for from now on.
    site.breakConnections();
    await expectPage(chat.chat.locator('[part~="panel-downloading"]')).toContainText(/connection/i);
    const before = site.total();
    await watched.page.context().setOffline(false);
    await expectAnswer();
    expect(site.total()).toBeGreaterThan(before);
    expectNothingTwice();
  });

  it('goes on after its tab was closed in the middle', async () => {
    site.bytesPerSecond = SLOW;
    await agree();
    const arrived = await untilArrived(site.bytes * 0.5);
    const context = watched.page.context();
    await watched.page.close();
    await site.untilSilent();
    site.bytesPerSecond = 0;
    const before = site.total();
    chat = await visit(await context.newPage());
    await agree();
    await expectAnswer();
    // Each of four connections may lose the part that is arriving and the one that is being stored, and nothing else.
    expect(site.total() - before).toBeLessThanOrEqual(site.bytes - arrived + 8 * site.partBytes);
  });

  it('pauses without a byte more, and goes on', async () => {
    site.bytesPerSecond = SLOW;
    await agree();
    await site.untilSent(site.bytes * 0.3);
    const pause = chat.chat.locator('[part~="pause-button"]');
    await pause.click();
    await expectPage(pause).toHaveText('Resume');
    site.bytesPerSecond = 0;
    const paused = site.total();
    await chat.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
    expect(site.total()).toBe(paused);
    await pause.click();
    await chat.waitForStatus('ready');
    expectNothingTwice();
  });

  it('is silent within a second of a cancel, and keeps what it has', async () => {
    site.bytesPerSecond = SLOW;
    await agree();
    await site.untilSent(site.bytes * 0.5);
    await chat.chat.locator('[part~="cancel-button"]').click();
    await chat.waitForStatus('awaiting-consent');
    await chat.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
    const cancelled = site.total();
    await chat.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    expect(site.total()).toBe(cancelled);
    site.bytesPerSecond = 0;
    await chat.start();
    await chat.waitForStatus('ready');
    // What was sent when the cancel came may not have been stored: one part for each connection at most.
    expect(site.timesSent().filter((times) => times > 1).length).toBeLessThanOrEqual(4);
  });

  it.each([
    ['a broken connection', { kind: 'cut', after: 3_000_000 }],
    ['an answer that ends early without saying so', { kind: 'short', after: 3_000_000 }],
    ['a server that fails twice', { kind: 'status', status: 500 }],
    ['a server that is busy', { kind: 'status', status: 429 }],
  ] as const)('survives %s', async (_, fault) => {
    first(2, fault);
    await agree();
    await chat.waitForStatus('ready');
    expectNothingTwice();
  });

  it('survives a connection on which nothing more arrives', async () => {
    first(1, { kind: 'stall', after: 3_000_000 });
    await agree();
    await chat.waitForStatus('ready');
    expectNothingTwice();
  });

  it('fetches a part with a flipped bit again, and that part alone', async () => {
    const at = Math.floor(site.bytes / 2);
    let hit = false;
    site.fault = ({ start, end }) => {
      if (hit || at < start || at >= end) return null;
      hit = true;
      return { kind: 'flip', at };
    };
    await agree();
    await chat.waitForStatus('ready');
    expect(site.total()).toBe(site.bytes + site.partBytes);
    expectNothingTwice([Math.floor(at / site.partBytes)]);
  });

  it.each([
    ['the file is not there', { kind: 'status', status: 404 }, /server/i],
    ['a login page comes instead', { kind: 'html' }, /file|page/i],
    ['every part is damaged', { kind: 'flip', at: 20 }, /file/i],
  ] as const)('says so in a sentence when %s, and works when that is mended', async (_, fault, sentence) => {
    site.fault = () => fault;
    await agree();
    await chat.waitForStatus('failed');
    const panel = chat.chat.locator('[part~="panel-failed"]');
    await expectPage(panel.locator('[part~="panel-title"]')).toContainText(sentence);
    site.fault = () => null;
    await panel.locator('[part~="retry-button"]').click();
    await panel.waitFor({ state: 'detached' });
    await chat.waitForStatus('ready');
  });

  it('refuses with both figures when there is too little room', async () => {
    const session = await watched.page.context().newCDPSession(watched.page);
    const origin = new URL(site.url).origin;
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 20e6 });
    await agree();
    await chat.waitForStatus('failed');
    await expectPage(chat.chat.locator('[part~="panel-failed"]')).toContainText(/room|storage/i);
    expect(site.total()).toBeLessThan(site.bytes);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    const panel = chat.chat.locator('[part~="panel-failed"]');
    await panel.locator('[part~="retry-button"]').click();
    await panel.waitFor({ state: 'detached' });
    await chat.waitForStatus('ready');
  });

  it('is made once for two tabs that start it at the same time, each with an engine of its own', async () => {
    site.bytesPerSecond = SLOW;
    const other = new ChatPage(await watched.page.context().newPage());
    for (const one of [chat, other]) {
      await one.page.goto(`${site.url}own-tab.html`);
      await one.waitForStatus('awaiting-consent');
    }
    await Promise.all([chat.start(), other.start()]);
    await Promise.all([chat.waitForStatus('ready'), other.waitForStatus('ready')]);
    expect(site.total()).toBe(site.bytes);
  });
});

describe('what is on the device', () => {
  /** The file of weights in the origin's private file system. */
  const changeWeights = (change: 'delete' | 'cut') =>
    watched.page.evaluate(async (what) => {
      const folders = ['local-llm-chat', 'files'];
      let folder = await navigator.storage.getDirectory();
      for (const name of folders) folder = await folder.getDirectoryHandle(name);
      for await (const [name, handle] of folder.entries()) {
        if (handle.kind !== 'file' || name.includes('.')) continue;
        const file = handle as FileSystemFileHandle;
        if (what === 'delete') return void (await folder.removeEntry(name));
        const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer());
        const writable = await file.createWritable();
        await writable.write(bytes.subarray(0, bytes.length - 100_000));
        return void (await writable.close());
      }
      throw new Error('There are no weights.');
    }, change);

  beforeEach(async () => {
    await agree();
    await chat.waitForStatus('ready');
    await watched.page.goto('about:blank');
    await watched.page.goto(`${site.url}icon.svg`);
  });

  it('is used again without a byte from the network', async () => {
    await visit(watched.page);
    await expectAnswer();
    expect(site.total()).toBe(site.bytes);
  });

  it('is asked for again when the browser has deleted it', async () => {
    await changeWeights('delete');
    await visit(watched.page);
    await agree();
    await expectAnswer();
    expect(site.total()).toBe(2 * site.bytes);
  });

  it('is mended when it was cut short behind our back', async () => {
    await changeWeights('cut');
    await visit(watched.page);
    await agree();
    await expectAnswer();
    expect(site.total() - site.bytes).toBeGreaterThan(0);
    expect(site.total() - site.bytes).toBeLessThanOrEqual(site.partBytes);
  });
});

describe('an engine', () => {
  it('that dies in mid-answer comes back by itself, and the answer goes on', async () => {
    await agree();
    await chat.waitForStatus('ready');
    await chat.answerBriefly(200);
    await chat.input.fill('Write a long story about the sea.');
    await chat.input.press('Enter');
    const answer = chat.answers.first();
    await expectPage(answer.locator('[part~="markdown"]')).not.toBeEmpty({ timeout: 60_000 });
    const worker = watched.page.workers().find((one) => one.url().includes('engine-wllama'));
    // Never answers: the worker is gone.
    void worker?.evaluate(() => self.close()).catch(() => undefined);
    const goOn = answer.locator('[part~="continue-button"]');
    await goOn.waitFor();
    const begun = (await answer.locator('[part~="markdown"]').textContent()) ?? '';
    // It passes through `failed` on its way back.
    await expectPage
      .poll(() => chat.chat.evaluate((element) => (element as HTMLElement & { status?: string }).status), {
        timeout: 60_000,
      })
      .toBe('ready');
    await chat.answerBriefly(12);
    await goOn.click();
    await expectPage
      .poll(async () => ((await answer.locator('[part~="markdown"]').textContent()) ?? '').length, { timeout: 60_000 })
      .toBeGreaterThan(begun.length);
    expect(((await answer.locator('[part~="markdown"]').textContent()) ?? '').startsWith(begun.trimEnd())).toBe(true);
    expect(site.total()).toBe(site.bytes);
  });

  it('is freed with the last element of the page', async () => {
    await agree();
    await chat.waitForStatus('ready');
    expect(watched.page.workers().length).toBeGreaterThan(0);
    await chat.chat.evaluate((element) => element.remove());
    await expectPage.poll(() => watched.page.workers().length).toBe(0);
  });
});
