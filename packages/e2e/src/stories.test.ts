/** Every story of the docs, as built: its play function runs to its end, and what it shows has no fault that axe knows. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../../apps/docs/server/serve.mjs';
import { openPage, type WatchedPage } from './browser.js';

const docs = fileURLToPath(new URL('../../../apps/docs/dist/', import.meta.url));
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface StoryEntry {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly name: string;
}

const index = JSON.parse(readFileSync(`${docs}storybook/index.json`, 'utf8')) as {
  entries: Record<string, StoryEntry>;
};
/** The live story downloads a real model when it is told to; what it does is proven elsewhere. */
const stories = Object.values(index.entries).filter(({ type, id }) => type === 'story' && !id.startsWith('live-'));

let server: Awaited<ReturnType<typeof startServer>>;
let watched: WatchedPage;

beforeAll(async () => {
  server = await startServer({ root: docs });
  watched = await openPage();
  // Asked for by the browser itself, once: Storybook's frames name no icon.
  await watched.page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
});
afterAll(async () => {
  await watched.close();
  await server.close();
});

/** What axe has against the page as it is now. */
function faults(): Promise<string[]> {
  return watched.page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await checker.run('#storybook-root', { rules: { region: { enabled: false } } });
    return violations.flatMap(({ id: rule, nodes }) => nodes.map(({ target }) => `${rule}: ${target.join(' ')}`));
  });
}

describe('a story', () => {
  it.each(stories.map(({ title, name, id }) => [`${title}: ${name}`, id] as const))('%s', async (_, id) => {
    const { page, complaints } = watched;
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    complaints.length = 0;
    await page.goto(`${server.url}storybook/iframe.html?id=${id}&viewMode=story`);
    const phase = await page.waitForFunction(() => {
      const { __STORYBOOK_PREVIEW__: preview } = globalThis as unknown as {
        __STORYBOOK_PREVIEW__?: { currentRender?: { phase?: string } };
      };
      const now = preview?.currentRender?.phase ?? '';
      return ['completed', 'finished', 'errored', 'aborted'].includes(now) && now;
    });
    expect([await phase.jsonValue(), ...complaints]).toEqual([expect.stringMatching(/^(completed|finished)$/)]);
    await page.addScriptTag({ path: axe });
    const light = await faults();
    await page.emulateMedia({ colorScheme: 'dark' });
    // Colours that move have come to rest by then.
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
    expect({ light, dark: await faults() }).toEqual({ light: [], dark: [] });
  });
});
