/** Visits the stories of the built docs one after the other, in one page that is the same each time. */
import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright';
import { PACKAGE_MOUNTS, startServer, WEB_ROOT } from '../../../apps/docs/server/serve.mjs';
import { openPage } from './browser.js';
import { fontMounts } from './pictures/picture-fonts.js';
import { PICTURES_BROWSER } from './pictures/pictures-browser.js';
import { keepStill, type StillScope } from './pictures/still-page.js';

/** A story as Storybook lists it. */
export interface Story {
  readonly id: string;
  readonly title: string;
  readonly name: string;
}

const index = JSON.parse(readFileSync(`${WEB_ROOT}/storybook/index.json`, 'utf8')) as {
  entries: Record<string, Story & { readonly type: string }>;
};

/** All but the live one, which downloads a real model when it is told to; what it does is proven elsewhere. */
export const stories: readonly Story[] = Object.values(index.entries).filter(
  ({ type, id }) => type === 'story' && !id.startsWith('live-'),
);

/** What a story is there to complain of, in the console that a site's developer looks at. */
const EXPECTED: Readonly<Record<string, RegExp>> = {
  'local-llm-summary-states--no-article': /^<local-llm-summary> has nothing to summarise: /,
};

/** A page for stories. */
export class StoryVisits {
  readonly page: Page;
  readonly #complaints: string[];
  readonly #devtools: CDPSession;
  readonly #url: string;
  readonly #close: () => Promise<void>;
  /** Requests under way. */
  readonly #pending = new Set<unknown>();

  private constructor(page: Page, complaints: string[], devtools: CDPSession, url: string, close: () => Promise<void>) {
    this.page = page;
    this.#complaints = complaints;
    this.#devtools = devtools;
    this.#url = url;
    this.#close = close;
    page.on('request', (request) => this.#pending.add(request));
    page.on('requestfinished', (request) => this.#pending.delete(request));
    page.on('requestfailed', (request) => this.#pending.delete(request));
  }

  static async start(): Promise<StoryVisits> {
    const server = await startServer({ mounts: [...PACKAGE_MOUNTS, ...fontMounts] });
    const { page, complaints, close } = await openPage(PICTURES_BROWSER);
    await keepStill(page);
    const devtools = await page.context().newCDPSession(page);
    return new StoryVisits(page, complaints, devtools, server.url, async () => {
      await close();
      await server.close();
    });
  }

  /** Shows a story until its play function has ended; gives what went wrong. */
  async show(id: string): Promise<string[]> {
    const { page } = this;
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', media: 'screen', reducedMotion: 'reduce' });
    this.#complaints.length = 0;
    this.#pending.clear();
    await page.goto(`${this.#url}storybook/iframe.html?id=${id}&viewMode=story`);
    const phase = await page.waitForFunction(() => {
      const { __STORYBOOK_PREVIEW__: preview } = globalThis as unknown as {
        __STORYBOOK_PREVIEW__?: { currentRender?: { phase?: string } };
      };
      const now = preview?.currentRender?.phase ?? '';
      return ['completed', 'finished', 'errored', 'aborted'].includes(now) && now;
    });
    await page.waitForFunction(() => !(globalThis as StillScope).stepsLeft);
    const ended = String(await phase.jsonValue());
    const complaints = this.#complaints.filter((complaint) => !EXPECTED[id]?.test(complaint));
    return [...(['completed', 'finished'].includes(ended) ? [] : [`The story ${ended}.`]), ...complaints];
  }

  /** Resolves when the page has all it asked for, and has come to rest. */
  async settle(): Promise<void> {
    await this.#rest();
    // What was placed before that finds its place.
    await this.page.evaluate(() => dispatchEvent(new Event('resize')));
    await this.#rest();
  }

  async #rest(): Promise<void> {
    let isLoading = true;
    while (isLoading || this.#pending.size > 0) {
      isLoading = await this.page.evaluate(async () => {
        await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
        for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
        const isLoading = document.fonts.status === 'loading';
        await document.fonts.ready;
        return isLoading;
      });
    }
  }

  /** What is to be seen of the page now, as a PNG. */
  async take(): Promise<Buffer> {
    const { data } = await this.#devtools.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
    return Buffer.from(data, 'base64');
  }

  /** The fonts of the machine that letters are drawn with: pictures of them would be different elsewhere. */
  async machineFonts(): Promise<string[]> {
    const devtools = this.#devtools;
    await devtools.send('DOM.enable');
    await devtools.send('CSS.enable');
    const { nodes } = await devtools.send('DOM.getFlattenedDocument', { depth: -1, pierce: true });
    const parents = nodes.filter(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue.trim() !== '');
    const found = new Set<string>();
    for (const nodeId of new Set(parents.map(({ parentId }) => parentId ?? 0))) {
      const { fonts } = await devtools.send('CSS.getPlatformFontsForNode', { nodeId });
      for (const { familyName, isCustomFont } of fonts) if (!isCustomFont) found.add(familyName);
    }
    await devtools.send('CSS.disable');
    await devtools.send('DOM.disable');
    return [...found];
  }

  close(): Promise<void> {
    return this.#close();
  }
}
