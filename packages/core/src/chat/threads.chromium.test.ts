/// <reference types="node" />
/** Conversations in a whole Chromium: tabs that reload, crash and run out of room, and what is left on the disk. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../../../scripts/chromium.mjs';
import { type BuiltSite, bundleScripts, startBuiltSite } from '../built-site.case.js';
import type { Shown, ThreadsPage } from './threads.page.case.js';

declare const conversations: ThreadsPage;

// A browser on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let site: BuiltSite;
let context: BrowserContext;
let profile: string;

beforeAll(async () => {
  const entry = { page: 'src/chat/threads.page.case.ts' };
  site = await startBuiltSite({ build: (folder) => bundleScripts(entry, folder) });
});

afterAll(() => site.close());

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'local-llm-chat-'));
  const executablePath = (await findChromium()) ?? undefined;
  context = await chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    args: [...CHROMIUM_ARGS],
  });
});

afterEach(async () => {
  await context.close();
  await rm(profile, { recursive: true, force: true });
});

async function openPage(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(site.origin);
  await isReady(page);
  return page;
}

async function isReady(page: Page): Promise<void> {
  await page.waitForFunction(() => 'conversations' in globalThis);
}

function shown(page: Page): Promise<Shown> {
  return page.evaluate(() => conversations.shown());
}

/** Whether these bytes lie anywhere in the profile. */
async function isOnDisk(...needles: readonly Buffer[]): Promise<boolean> {
  const entries = await readdir(profile, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => null);
    if (needles.some((needle) => bytes?.includes(needle))) return true;
  }
  return false;
}

describe('an answer under way', () => {
  it('survives a reload with every word that was shown, and can go on', async () => {
    const witness = await openPage();
    await witness.evaluate(() => conversations.witness());
    const page = await openPage();
    for (const length of [300, 900, 2000]) {
      await page.evaluate(() => conversations.ask('Tell me a story.', 200));
      await page.waitForFunction((most) => (conversations.shown().last?.text.length ?? 0) > most, length);
      await page.reload();
      await isReady(page);
      await page.evaluate(() => conversations.openNewest());
      const { last } = await shown(page);
      expect(last).toMatchObject({ status: 'stopped', canContinue: true });
      const kept = last?.text.length ?? 0;
      const heard = await witness.evaluate(() => conversations.heard());
      const end = heard.findLast((one) => one.length === null)?.at ?? 0;
      const states = heard.filter((one) => one.length !== null && one.at <= end);
      expect(kept).toBeGreaterThan(length);
      expect(kept).toBeGreaterThanOrEqual(states.at(-1)?.length ?? Number.POSITIVE_INFINITY);
    }
  });

  it('is taken for stopped by the other tabs when its tab crashes', async () => {
    const page = await openPage();
    const witness = await openPage();
    await witness.evaluate(() => conversations.witness());
    await page.evaluate(() => conversations.ask('Tell me a story.', 200));
    await witness.waitForFunction(() => conversations.shown().titles.length === 1);
    await witness.evaluate(() => conversations.openNewest());
    await witness.waitForFunction(() => (conversations.shown().last?.text.length ?? 0) > 500);
    expect((await shown(witness)).last?.status).toBe('streaming');
    const cdp = await context.newCDPSession(page);
    // Its answer never comes.
    cdp.send('Page.crash').catch(() => undefined);
    await witness.waitForFunction(() => conversations.shown().last?.status === 'stopped');
    const { last } = await shown(witness);
    const heard = await witness.evaluate(() => conversations.heard());
    const end = heard.at(-1)?.at ?? 0;
    // Its last words were on their way to the disk.
    expect(last?.text.length).toBeGreaterThanOrEqual(heard.findLast(({ at }) => at <= end - 200)?.length ?? 0);
    await witness.evaluate(() => conversations.saved());
    await witness.reload();
    await isReady(witness);
    await witness.evaluate(() => conversations.openNewest());
    expect((await shown(witness)).last).toEqual(last);
  });
});

describe('the disk', () => {
  it('holds nothing that can be read, and after an erasure no key either', async () => {
    const needles = [Buffer.from('canary7391'), Buffer.from('canary7391', 'utf16le')];
    const page = await openPage();
    await page.evaluate(() => conversations.send('A canary7391 sings'));
    await page.evaluate(() => conversations.saved());
    const key = Buffer.from(await page.evaluate(() => conversations.key()), 'hex');
    // That the search would find them: the key lies there as it is.
    await expect.poll(() => isOnDisk(key)).toBe(true);
    expect(await isOnDisk(...needles)).toBe(false);
    await page.evaluate(() => conversations.eraseAll());
    await context.close();
    expect(await isOnDisk(key)).toBe(false);
    expect(await isOnDisk(...needles)).toBe(false);
  });

  it('holds ten thousand messages, and each of them is found', async () => {
    const page = await openPage();
    await page.evaluate(() => conversations.fill(500, 20));
    await page.reload();
    await isReady(page);
    expect((await shown(page)).titles).toHaveLength(500);
    expect(await page.evaluate(() => conversations.search('needle fox'))).toBe(1);
    expect(await page.evaluate(() => conversations.search('nobody'))).toBe(500);
  });
});
