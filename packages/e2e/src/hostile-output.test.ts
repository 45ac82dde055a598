/**
 * What a model writes cannot execute, navigate or send: every text of ours that tries, in every way of writing, on each
 * way to the page, under the strict policy with Trusted Types. The same texts run and send where nobody takes care.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PAGE_POLICY, policyFor } from '../../../apps/docs/server/policies.mjs';
import { PACKAGE_MOUNTS, startServer } from '../../../apps/docs/server/serve.mjs';
import { encodedVectors } from '../../element/src/markdown/exfiltration-encodings.case.js';
import { unicodeTricks } from '../../element/src/markdown/unicode-tricks.case.js';
import { openPage, strangers, type WatchedPage } from './browser.js';
import { type Listeners, listen } from './listeners.js';

/** Larger collections, which lie beside the repository on machines that have them. */
const corpora = fileURLToPath(new URL('../../../../shared/corpora/', import.meta.url));
/** Ends what a text may have left open, so that the next one counts. */
const BETWEEN = '\n\n-->]]>?></script></style></textarea></title></noscript></pre>\n\n';

type Server = Awaited<ReturnType<typeof startServer>>;
interface Said {
  readonly role: string;
  readonly parts: readonly { readonly text: string }[];
}
type Chat = HTMLElement & {
  importThreads(text: string): Promise<unknown>;
  exportThreads(): Promise<string>;
  openThread(id: string): Promise<void>;
};

let folder = '';
let site: Server;
let standalone: Server;
let careless: Server;
let ears: Listeners;
let watched: WatchedPage;
/** What has happened that should not. */
let moves: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-llm-chat-output-'));
  const root = fileURLToPath(new URL('../output-site/', import.meta.url));
  // The test runner's own mode would make this a development build.
  process.env['NODE_ENV'] = 'production';
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    cacheDir: join(folder, 'cache'),
    publicDir: fileURLToPath(new URL('../vite-site/public/', import.meta.url)),
    build: {
      outDir: join(folder, 'dist'),
      reportCompressedSize: false,
      rolldownOptions: { input: ['chat', 'react', 'control'].map((name) => `${root}${name}.html`) },
    },
  });
  site = await startServer({ root: join(folder, 'dist'), mounts: [], policies: policyFor });
  careless = await startServer({ root: join(folder, 'dist'), mounts: [], policies: () => null, headers: {} });
  standalone = await startServer({
    root: fileURLToPath(new URL('../site/', import.meta.url)),
    mounts: PACKAGE_MOUNTS,
  });
});
afterAll(async () => {
  await Promise.all([site, standalone, careless].map((server) => server?.close()));
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  ears = await listen();
  watched = await openPage();
  moves = [];
  const { page } = watched;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.context().addInitScript('globalThis.pwned = []; globalThis.pwn = (id) => pwned.push(id);');
});
afterEach(async () => {
  await watched.close();
  await ears.close();
});

function report(text: string): void {
  // biome-ignore lint/suspicious/noConsole: the numbers belong into the test's output.
  console.info(text);
}

/** As answers, some texts in each. */
function answersOf(texts: readonly string[], size: number): string[] {
  return Array.from({ length: Math.ceil(texts.length / size) }, (_, index) =>
    texts.slice(index * size, (index + 1) * size).join(BETWEEN),
  );
}

function ownTexts(): string[] {
  return [...encodedVectors(ears).map(({ text }) => text), ...unicodeTricks.map(({ text }) => text)];
}

function sharedTexts(): string[] {
  const names = existsSync(corpora) ? readdirSync(corpora).filter((name) => name.endsWith('.json')) : [];
  report(`beside our own texts: ${names.join(', ') || 'none'}`);
  return names.flatMap((name) =>
    (JSON.parse(readFileSync(corpora + name, 'utf8')).cases as (string | { text: string })[]).map((one) =>
      typeof one === 'string' ? one : one.text,
    ),
  );
}

/** What `exportThreads` would give of a conversation with these answers. */
function archiveOf(answers: readonly string[]): string {
  const messages = answers.flatMap((text, index) => {
    const parentId = index === 0 ? null : `a${index - 1}`;
    const common = { createdAt: 1, status: 'complete' };
    return [
      { ...common, id: `q${index}`, role: 'user', parentId, parts: [{ type: 'text', text: 'Show me.' }] },
      { ...common, id: `a${index}`, role: 'assistant', parentId: `q${index}`, parts: [{ type: 'text', text }] },
    ];
  });
  const leafId = `a${answers.length - 1}`;
  const threads = [{ id: 'hostile', ownTitle: answers[0]?.slice(0, 150), isPinned: false, leafId, messages }];
  return JSON.stringify({ format: 'local-llm-chat/threads@1', threads });
}

/** Opens a page and watches it from then on. */
async function visit(url: string, policy: string, page = watched.page): Promise<Page> {
  const response = await page.goto(url);
  expect(response?.headers()['content-security-policy']).toBe(policy);
  page.on('framenavigated', (frame) => moves.push(`navigated to ${frame.url()}`));
  page.on('dialog', (dialog) => {
    moves.push(`said ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('download', (download) => moves.push(`saved ${download.url()}`));
  page.on('popup', (other) => moves.push(`opened ${other.url()}`));
  return page;
}

/** Waits until so many answers are drawn, to the last. */
async function allDrawn(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const root = document.querySelector('local-llm-chat')?.shadowRoot;
      const messages = [...(root?.querySelectorAll('[part~="assistant-message"]') ?? [])];
      const texts = messages.map((one) => one.querySelector('[part~="markdown"]'));
      const isDrawn = (text: Element | null) => text?.hasChildNodes() && !text.classList.contains('plain');
      return messages.length >= wanted && texts.every(isDrawn);
    },
    count,
    { timeout: 90_000 },
  );
}

/** Everything in answers that is no link is pointed at, focused and pressed. Returns how many elements these were. */
function touchAll(page: Page): Promise<number> {
  return page.evaluate(() => {
    const root = document.querySelector('local-llm-chat')?.shadowRoot;
    const all = [...(root?.querySelectorAll<HTMLElement>('[part~="markdown"] *') ?? [])];
    const touched = all.filter((one) => one.closest('a') === null && !one.classList.contains('run'));
    const names = [
      'pointerover',
      'pointerenter',
      'mouseover',
      'mouseenter',
      'mousemove',
      'mousedown',
      'mouseup',
      'click',
    ];
    for (const one of touched) {
      for (const name of names)
        one.dispatchEvent(new MouseEvent(name, { bubbles: true, composed: true, cancelable: true }));
      one.focus?.({ preventScroll: true });
    }
    // Links are pointed at as well; what follows of a press is the visitor's wish.
    for (const link of root?.querySelectorAll<HTMLElement>('[part~="markdown"] a') ?? []) {
      for (const name of names.slice(0, 5)) link.dispatchEvent(new MouseEvent(name, { bubbles: true, composed: true }));
      link.focus({ preventScroll: true });
    }
    return touched.length;
  });
}

/** Nothing was heard, once that is heard which the same browser sends now from a page without care. */
async function nothingHappened(page: Page, origin: string): Promise<void> {
  for (const one of page.context().pages()) {
    expect(await one.evaluate(() => (globalThis as unknown as { pwned: number[] }).pwned)).toEqual([]);
  }
  const made = [...moves];
  const asked = strangers(watched.requests, origin).filter((url) => !url.startsWith(careless.url));
  const canary = await page.context().newPage();
  await canary.goto(`${careless.url}control.html`);
  await canary.evaluate((url) => {
    document.body.innerHTML = `<img src="${url}">`;
  }, `http://${ears.tcp}/canary`);
  await ears.heard('/canary');
  expect(ears.asked.filter((line) => !line.includes('/canary'))).toEqual([]);
  expect([ears.connections, ears.packets]).toEqual([1, 0]);
  expect(made).toEqual([]);
  expect(asked).toEqual([]);
  expect(watched.complaints).toEqual([]);
}

/** Selects the first answers and copies them, as a visitor does; returns what other programs are given as HTML. */
async function copiedHtml(page: Page, count: number): Promise<string> {
  await page.bringToFront();
  await page.evaluate((answers) => {
    const root = document.querySelector('local-llm-chat')?.shadowRoot;
    const all = [...(root?.querySelectorAll('[part~="markdown"]') ?? [])].slice(0, answers);
    const [first, last] = [all[0], all.at(-1)];
    if (first && last) getSelection()?.setBaseAndExtent(first, 0, last, last.childNodes.length);
  }, count);
  await page.keyboard.press('ControlOrMeta+c');
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const blob = await item?.getType('text/html');
    return (await blob?.text()) ?? '';
  });
}

/** Puts copied HTML where a careless program would, on a page that has no policy. */
async function pasteCarelessly(page: Page, copied: string): Promise<void> {
  const target = await page.context().newPage();
  await target.goto(`${careless.url}control.html`);
  await target.evaluate((html) => {
    document.body.innerHTML = html;
  }, copied);
}

async function show(page: Page, kind: 'streamed' | 'loaded' | 'tainted', answers: readonly string[]): Promise<void> {
  await page.waitForFunction('globalThis.show !== undefined');
  await page.evaluate(
    ([how, texts]) => (globalThis as unknown as { show(...given: unknown[]): Promise<void> }).show(how, texts),
    [kind, answers] as const,
  );
  await allDrawn(page, answers.length);
  // No limit has cut one short.
  const said = await page.evaluate(() => {
    const { messages } = document.querySelector('local-llm-chat') as unknown as { messages: readonly Said[] };
    return messages.flatMap(({ role, parts }) =>
      role === 'assistant' ? [parts.map(({ text }) => text).join('')] : [],
    );
  });
  expect(said).toEqual(answers);
}

describe('what a model writes does nothing', () => {
  it('while it is streamed', async () => {
    const page = await visit(`${site.url}chat.html`, PAGE_POLICY);
    const answers = answersOf(ownTexts(), 12);
    await show(page, 'streamed', answers);
    report(`${answers.length} answers, ${await touchAll(page)} elements touched`);
    await nothingHappened(page, site.url);
  });

  it('in the React element', async () => {
    const page = await visit(`${site.url}react.html`, PAGE_POLICY);
    const answers = answersOf(ownTexts(), 12);
    await show(page, 'loaded', answers);
    report(`${answers.length} answers, ${await touchAll(page)} elements touched`);
    await nothingHappened(page, site.url);
  });

  it('in a conversation that is imported, exported, and imported again, nor in what is copied of it', async () => {
    const page = await visit(`${standalone.url}index.html`, PAGE_POLICY);
    const answers = [...answersOf(ownTexts(), 12), ...answersOf(sharedTexts(), 60)];
    const load = (text: string) =>
      page.locator('local-llm-chat').evaluate(async (element, archive) => {
        await (element as Chat).importThreads(archive);
        await (element as Chat).openThread('hostile');
      }, text);
    await load(archiveOf(answers));
    await allDrawn(page, answers.length);
    report(`${answers.length} answers, ${await touchAll(page)} elements touched`);
    const saved = await page.locator('local-llm-chat').evaluate((element) => (element as Chat).exportThreads());
    expect(JSON.parse(saved).threads[0].messages).toHaveLength(answers.length * 2);

    const again = await visit(`${standalone.url}index.html`, PAGE_POLICY, await page.context().newPage());
    await again.locator('local-llm-chat').evaluate(async (element, archive) => {
      await (element as Chat).importThreads(archive);
      await (element as Chat).openThread('hostile');
    }, saved);
    await allDrawn(again, answers.length);
    await touchAll(again);
    const own = answersOf(ownTexts(), 12).length;
    const copied = await copiedHtml(again, own);
    expect(copied).toContain('http');
    await pasteCarelessly(again, copied);
    await nothingHappened(page, standalone.url);
  });
});

describe('a link in an answer on strangers’ words', () => {
  it('asks, whichever way it is pressed, and leads on when that is wanted', async () => {
    const page = await visit(`${site.url}chat.html`, PAGE_POLICY);
    await show(page, 'tainted', [`See [the guide](http://${ears.tcp}/followed?note=secret).`]);
    const link = page.locator('[part~="markdown"] a');
    const dialog = page.locator('[part~="leave-dialog"]');
    const presses = [
      () => link.click(),
      () => link.click({ button: 'middle' }),
      () => link.click({ modifiers: ['ControlOrMeta'] }),
      () => link.click({ modifiers: ['Shift'] }),
      () => link.press('Enter'),
    ];
    for (const press of presses) {
      await press();
      await dialog.waitFor();
      expect(await dialog.locator('[part~="leave-address"]').textContent()).toBe(
        `http://${ears.tcp}/followed?note=secret`,
      );
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      expect(await link.evaluate((element) => element.matches(':focus'))).toBe(true);
    }
    expect(page.context().pages()).toEqual([page]);
    await nothingHappened(page, site.url);
    await link.click();
    await dialog.locator('[part~="open-button"]').click();
    await ears.heard('/followed?note=secret');
    await dialog.waitFor({ state: 'detached' });
  });
});

describe('the same texts, put into a page without care', () => {
  it('run, and send by every way that is listened to: the tests above can fail', async () => {
    const { page } = watched;
    const vectors = encodedVectors(ears).filter(({ encoding }) => /plain|entities|cases|white space/.test(encoding));
    await page.goto(`${careless.url}control.html`);
    const asked = () => new Set(ears.asked.flatMap((line) => /\/v(\d+)\//.exec(line)?.[1] ?? []));
    const ran = async () => new Set(await page.evaluate(() => (globalThis as unknown as { pwned: number[] }).pwned));
    for (let from = 0; from < vectors.length; from += 60) {
      // Each in a frame of its own, as some of them take the whole page.
      await page.evaluate(
        async (texts) => {
          const pwn = (id: number) => (globalThis as unknown as { pwned: number[] }).pwned.push(id);
          document.body.replaceChildren();
          for (const text of texts) {
            const frame = document.createElement('iframe');
            frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
            document.body.append(frame);
            Object.assign(frame.contentWindow ?? {}, { pwn });
            if (frame.contentDocument) frame.contentDocument.body.innerHTML = text;
          }
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        },
        vectors.slice(from, from + 60).map(({ text }) => text),
      );
    }
    await expect.poll(async () => (await ran()).size, { timeout: 30_000 }).toBeGreaterThan(60);
    await expect.poll(() => asked().size, { timeout: 30_000 }).toBeGreaterThan(120);
    // WebRTC sends nothing from the loopback: on a machine that has no other network there is nothing to listen for.
    const hasNetwork = Object.values(networkInterfaces()).some((all) => all?.some(({ internal }) => !internal));
    if (hasNetwork) await expect.poll(() => ears.packets, { timeout: 30_000 }).toBeGreaterThan(0);
    report(
      `of ${vectors.length} texts ${(await ran()).size} ran and ${asked().size} sent; ${ears.connections} connections, ${ears.packets} packets`,
    );
  });
});
