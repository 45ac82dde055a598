/** `<local-llm-chat-isolated>` with the real model, under the strictest policy: it answers, and reaches nothing. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Frame, Page, Worker } from 'playwright';
import { expect as expectPage } from 'playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FRAMING_PAGE_POLICY, policyFor } from '../../../apps/docs/server/policies.mjs';
import { PACKAGE_MOUNTS, startServer } from '../../../apps/docs/server/serve.mjs';
import { openPage, strangers, type WatchedPage } from './browser.js';
import { IsolatedPage } from './isolated-page.js';

const site = fileURLToPath(new URL('../site/', import.meta.url));

let server: Awaited<ReturnType<typeof startServer>>;
let watched: WatchedPage | undefined;
/** Another site, which nobody is to reach. */
let stranger: Server;
let strangerUrl: string;
/** What it was asked for, and what the own site was asked for by an attempt to leave. */
const heard: string[] = [];

beforeAll(async () => {
  const policies = (path: string) => {
    if (path.includes('leak')) heard.push(path);
    return path.endsWith('in-a-frame.html') ? FRAMING_PAGE_POLICY : policyFor(path);
  };
  server = await startServer({ root: site, mounts: PACKAGE_MOUNTS, policies });
  stranger = createServer((request, response) => {
    heard.push(request.url ?? '');
    const type =
      request.url === '/' ? 'text/html' : request.url?.includes('stylesheet') ? 'text/css' : 'text/javascript';
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': type }).end('');
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  strangerUrl = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  await server.close();
  stranger.closeAllConnections();
  stranger.close();
});
afterEach(async () => {
  await watched?.close();
  watched = undefined;
  heard.length = 0;
});

describe('a chat in a frame of its own', () => {
  it('answers, keeps its model, and reaches neither network nor page nor storage', async () => {
    watched = await openPage();
    const { page, complaints, requests } = watched;
    const response = await page.goto(`${server.url}in-a-frame.html`);
    expect(response?.headers()['content-security-policy']).toContain("frame-src 'self'");
    const chat = new IsolatedPage(page);

    await expectPage(chat.inside.locator('[part~="panel-start"]')).toContainText('98,362,432');
    expect(requests.filter((url) => /\.gguf|\.wasm|engine-w/.test(url))).toEqual([]);
    await chat.inside.locator('[part~="start-button"]').click();
    await chat.waitForStatus('ready');
    await chat.answerBriefly();
    const answer = await chat.ask('Say hello.');
    expect(answer.trim()).not.toBe('');

    // What the frame is allowed besides scripts: to copy, when somebody presses for it.
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
    await chat.inside.locator('[part~="copy-button"]').last().click();
    await chat.chat.evaluate((element) => element.blur());
    await expectPage.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(answer.trim());

    // A second visit: all but the model comes again.
    const before = requests.length;
    await page.reload();
    await chat.waitForStatus('ready');
    await chat.answerBriefly();
    expect((await chat.ask('Say hello.')).trim()).not.toBe('');
    expect(requests.slice(before).filter((url) => url.endsWith('.gguf'))).toEqual([]);
    expect(complaints).toEqual([]);
    expect(strangers(requests, server.url)).toEqual([]);

    // Somebody has got into the frame, whichever way.
    const frame = frameOf(page);
    const workers = await listening(page.workers());
    expect(workers.every((worker) => worker.url().startsWith('blob:null/'))).toBe(true);
    expect(workers.length).toBeGreaterThan(0);
    for (const base of [strangerUrl, server.url]) {
      const found = await Promise.all([
        frame.evaluate(tryToLeave, base),
        ...workers.map((worker) => worker.evaluate(tryToLeave, base)),
        // As a text: what compiles this file has an import() of its own.
        frame.evaluate(
          `import('${base}leak-import.js').then(() => [['import', 'reached']], () => [])`,
        ) as Promise<Attempts>,
        ...workers.map(
          (worker) =>
            worker.evaluate(
              `import('${base}leak-import.js').then(() => [['import', 'reached']], () => [])`,
            ) as Promise<Attempts>,
        ),
      ]);
      expect(found.flat().filter(([, outcome]) => outcome === 'reached')).toEqual([]);
      expect(found.flat().length).toBeGreaterThan(20);
    }
    expect(await frame.evaluate(tryPageAndStorage)).toEqual([]);
    expect(await page.evaluate(tryFrame)).toEqual('null');
    expect(heard).toEqual([]);

    // Even the frame itself cannot leave with what it knows: the page's policy holds it, and the element lets go of it.
    await frameOf(page)
      .evaluate((url) => {
        location.href = `${url}leak-by-navigation`;
      }, strangerUrl)
      .catch(() => undefined);
    await expectPage(page.locator('local-llm-chat-isolated [part~="panel"]')).toContainText('could not be opened');
    expect(heard).toEqual([]);
    await expectPage.poll(() => page.workers().length).toBe(0);
  });
});

it('would have been heard of without the frame', async () => {
  watched = await openPage();
  const { page } = watched;
  await page.goto(strangerUrl);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  const found = await page.evaluate(tryToLeave, strangerUrl);
  const reached = found.filter(([, outcome]) => outcome === 'reached').map(([name]) => name);
  expect(reached).toEqual(expect.arrayContaining(['fetch', 'request', 'script', 'stylesheet', 'code from text']));
  for (const name of ['fetch', 'request', 'events', 'worker', 'image', 'beacon', 'script', 'iframe', 'style', 'window'])
    expect(heard.filter((url) => url.includes(`leak-${name}`))).not.toEqual([]);
});

/** The name of an attempt, and what came of it. */
type Attempts = readonly (readonly [string, string])[];

function frameOf(page: Page): Frame {
  const frame = page.frames().find((one) => one.url().endsWith('isolated.html'));
  if (frame === undefined) throw new Error('There is no frame.');
  return frame;
}

/** The workers that can be asked: threads of llama.cpp wait for work and hear nothing else. */
async function listening(workers: readonly Worker[]): Promise<readonly Worker[]> {
  const answers = workers.map((worker) => {
    const silence = new Promise<null>((resolve) => setTimeout(() => resolve(null), 2000));
    return Promise.race([worker.evaluate('1').then(() => worker), silence]);
  });
  return (await Promise.all(answers)).filter((worker) => worker !== null);
}

/** Ways out of a realm, and what came of each. */
async function tryToLeave(base: string): Promise<Attempts> {
  const found: Promise<readonly [string, string]>[] = [];
  const attempt = (name: string, work: () => Promise<unknown> | unknown) => {
    const late = new Promise<string>((resolve) => setTimeout(() => resolve('silence'), 1500));
    const outcome = Promise.resolve()
      .then(work)
      .then(
        () => 'reached',
        (error: unknown) => `refused: ${error}`,
      );
    found.push(Promise.race([outcome, late]).then((end) => [name, end] as const));
  };
  const opened = (target: EventTarget, good: string) =>
    new Promise((resolve, reject) => {
      target.addEventListener(good, resolve);
      target.addEventListener('error', () => reject(new Error('refused')));
    });
  // The engine's own worker has a `fetch` that gives the WebAssembly which was handed in, and comes from nowhere.
  const fromSomewhere = ({ url }: Response) => (url === '' ? Promise.reject(new Error('refused')) : url);
  attempt('fetch', async () => fromSomewhere(await fetch(`${base}leak-fetch`)));
  const post = { mode: 'no-cors', method: 'POST', body: 'x' } as const;
  attempt('fetch without CORS', async () => {
    if ((await fetch(`${base}leak-fetch`, post)).type === 'opaque') return;
    throw new Error('refused');
  });
  attempt('socket', () => opened(new WebSocket(`${base.replace('http', 'ws')}leak-socket`), 'open'));
  attempt('request', () => {
    const request = new XMLHttpRequest();
    request.open('GET', `${base}leak-request`);
    request.send();
    return opened(request, 'load');
  });
  attempt('events', () => opened(new EventSource(`${base}leak-events`), 'open'));
  attempt('worker', () => opened(new Worker(`${base}leak-worker.js`), 'message'));
  if (typeof document === 'undefined') return Promise.all(found);
  attempt('image', () => {
    const image = new Image();
    image.src = `${base}leak-image`;
    return opened(image, 'load');
  });
  attempt('beacon', () => {
    // It is taken and then refused, so that only the server can tell.
    navigator.sendBeacon(`${base}leak-beacon`, 'x');
    throw new Error('unknown');
  });
  for (const [tag, attribute] of [
    ['script', 'src'],
    ['iframe', 'src'],
    ['object', 'data'],
    ['video', 'src'],
  ] as const) {
    attempt(tag, () => {
      const element = document.createElement(tag);
      element.setAttribute(attribute, `${base}leak-${tag}`);
      document.body.append(element);
      // A frame's error page counts as loaded: only the server can tell.
      return tag === 'iframe' ? Promise.reject(new Error('unknown')) : opened(element, 'load');
    });
  }
  for (const rel of ['stylesheet', 'prefetch', 'preload', 'modulepreload']) {
    attempt(rel, () => {
      const link = document.createElement('link');
      link.rel = rel;
      link.setAttribute('as', 'script');
      link.href = `${base}leak-${rel}`;
      document.head.append(link);
      return opened(link, 'load');
    });
  }
  attempt('style', () => {
    document.body.style.backgroundImage = `url(${base}leak-style)`;
    throw new Error('unknown');
  });
  attempt('data as code', () => opened(new Worker(`data:text/javascript,postMessage(1)`), 'message'));
  attempt('window', () => {
    if (open(`${base}leak-window`) === null) throw new Error('refused');
  });
  attempt('form', () => {
    const form = document.createElement('form');
    form.action = `${base}leak-form`;
    form.target = '_blank';
    document.body.append(form);
    form.submit();
    throw new Error('unknown');
  });
  // In a turn of its own: what a debugger runs may do more.
  attempt(
    'code from text',
    () =>
      new Promise((resolve, reject) =>
        setTimeout(() => {
          try {
            resolve(Function('return 1')());
          } catch (error) {
            reject(error);
          }
        }),
      ),
  );
  attempt('inline script', () => {
    const script = document.createElement('script');
    script.textContent = 'window.didRun = true';
    document.body.append(script);
    if (!('didRun' in window)) throw new Error('refused');
  });
  return Promise.all(found);
}

/** What of page and storage was open after all. */
async function tryPageAndStorage(): Promise<readonly string[]> {
  const tries: Record<string, () => unknown> = {
    document: () => parent.document.body,
    location: () => parent.location.href,
    move: () => {
      if (top === null) throw new Error();
      top.location.href = 'about:blank#leak';
    },
    local: () => localStorage.length,
    session: () => sessionStorage.length,
    database: () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('leak');
        request.onsuccess = resolve;
        request.onerror = reject;
      }),
    files: () => navigator.storage.getDirectory(),
    caches: () => caches.open('leak'),
    cookies: () => document.cookie,
    locks: () => navigator.locks.query(),
    serviceWorker: () => navigator.serviceWorker.getRegistrations(),
    clipboard: () => navigator.clipboard.readText(),
  };
  const open: string[] = [];
  for (const [name, attempt] of Object.entries(tries)) {
    try {
      await attempt();
      open.push(name);
    } catch {
      // As it should be.
    }
  }
  return open;
}

/** What the page sees of the frame's document. */
function tryFrame(): string {
  const frame = document.querySelector('local-llm-chat-isolated')?.shadowRoot?.querySelector('iframe');
  return String(frame?.contentDocument);
}
