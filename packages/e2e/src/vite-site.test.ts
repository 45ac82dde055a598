/** A site that is built with Vite and no configuration: what the bundler does to workers and WebAssembly is the trap. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, createServer, type InlineConfig } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../../apps/docs/server/serve.mjs';
import { openPage, strangers, type WatchedPage } from './browser.js';
import { ChatPage } from './chat-page.js';

let folder = '';
let watched: WatchedPage | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-llm-chat-vite-'));
});
afterEach(async () => {
  await watched?.close();
  watched = undefined;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const config = (): InlineConfig => ({
  root: fileURLToPath(new URL('../vite-site/', import.meta.url)),
  configFile: false,
  logLevel: 'error',
  cacheDir: join(folder, 'cache'),
  build: { outDir: join(folder, 'dist'), reportCompressedSize: false },
});

async function answersAt(url: string): Promise<WatchedPage> {
  watched = await openPage();
  await watched.page.goto(url);
  const chat = new ChatPage(watched.page);
  await chat.waitForStatus('awaiting-consent');
  await chat.start();
  await chat.waitForStatus('ready');
  await chat.answerBriefly();
  expect((await chat.ask('Say hello.')).trim()).not.toBe('');
  expect(strangers(watched.requests, new URL(url).origin)).toEqual([]);
  return watched;
}

describe('a site made with Vite', () => {
  it('answers when built, under the strict policy', async () => {
    // The test runner's own mode would make this a development build.
    process.env['NODE_ENV'] = 'production';
    await build(config());
    const server = await startServer({ root: join(folder, 'dist'), mounts: [] });
    try {
      const { complaints } = await answersAt(server.url);
      expect(complaints).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it('answers while it is developed, its dependencies bundled ahead as those from a registry are', async () => {
    const server = await createServer({
      ...config(),
      optimizeDeps: { include: ['@local-llm-chat/element/define.js', '@local-llm-chat/model-smollm2-135m'] },
    });
    await server.listen();
    try {
      // Lit warns of its development build here, so complaints are not counted.
      await answersAt(server.resolvedUrls?.local[0] ?? '');
    } finally {
      await server.close();
    }
  });
});
