/**
 * The real worker file of web-llm in a real Chromium under the strict policy, against a server whose
 * faults we choose: everything up to the first token, for which a compiled library would be needed.
 */
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../../../scripts/chromium.mjs';
import type { LoadProgress } from '../engine/adapter.js';
import { type MlcModel, parseModelRecord } from '../models/model-record.js';
import type { LoadReport, TestPage } from './webllm.page.case.js';
import { startSite, type TestSite } from './webllm-server.case.js';

declare const testPage: TestPage;

// A browser on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const GPU_ARGS = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];
const REAL = '/engine-webllm.js';
const DOUBLE = '/double/engine-webllm.js';
const SHARD = 'params_shard_3.bin';
const ASK = { messages: [{ role: 'user' as const, content: 'Count' }] };

let site: TestSite;
let browser: Browser;
let page: Page;

async function launch(args: readonly string[]): Promise<Browser> {
  const executablePath = (await findChromium()) ?? undefined;
  return chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...CHROMIUM_ARGS, ...args] });
}

async function openPage(from: Browser): Promise<Page> {
  const opened = await (await from.newContext()).newPage();
  await opened.goto(site.origin);
  await opened.waitForFunction(() => 'testPage' in globalThis);
  return opened;
}

function modelWith(more: Record<string, unknown> = {}): MlcModel {
  const manifest = { id: 'tiny', engine: 'webllm', url: 'models/tiny/', library: 'models/tiny/model.wasm', ...more };
  return parseModelRecord(manifest, `${site.origin}/`) as MlcModel;
}

function load(worker: string, model: MlcModel = modelWith(), where: Page = page): Promise<LoadReport> {
  return where.evaluate(([path, record, ask]) => testPage.load(path, record, { ask }), [worker, model, ASK] as const);
}

const onDevice = () => page.evaluate((model) => testPage.onDevice(model), modelWith());
const keys = (cache: string) => page.evaluate((name) => testPage.keys(name), cache);

function downloads(progress: readonly LoadProgress[]) {
  return progress.flatMap((step) => (step.type === 'download-progress' ? [step] : []));
}

beforeAll(async () => {
  site = await startSite();
  browser = await launch(GPU_ARGS);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
beforeEach(async () => {
  site.reset();
  page = await openPage(browser);
});
afterEach(async () => {
  await page.context().close();
});

describe('before anything is downloaded', () => {
  it('says that there is no GPU', async () => {
    const plain = await launch(['--disable-gpu', '--disable-features=Vulkan,WebGPU']);
    try {
      const { error } = await load(REAL, modelWith(), await openPage(plain));
      expect(error).toMatchObject({ code: 'unsupported', message: expect.stringContaining('WebGPU') });
    } finally {
      await plain.close();
    }
    expect(site.requests).toEqual([]);
  });

  it('names the feature that is missing, also when only the name of the build tells', async () => {
    for (const needs of [{ gpu: { features: ['shader-f16'] } }, { quantization: 'q4f16_1' }]) {
      const { error } = await load(REAL, modelWith(needs));
      expect(error).toMatchObject({ code: 'unsupported', message: expect.stringContaining('shader-f16') });
    }
    expect(site.requests).toEqual([]);
  });

  it('names the limit that is too low', async () => {
    const { error } = await load(REAL, modelWith({ gpu: { maxStorageBufferBindingSize: 2 ** 40 } }));
    expect(error).toMatchObject({ code: 'unsupported', message: expect.stringContaining('1099511627776 bytes') });
    expect(site.requests).toEqual([]);
  });

  it('says what the policy lacks', async () => {
    const { error } = await load(`/no-wasm${REAL}`);
    expect(error).toMatchObject({ code: 'worker-failed', hint: expect.stringContaining('wasm-unsafe-eval') });
    expect(site.requests).toEqual([]);
  });
});

describe('a download', () => {
  it('fetches each file once, counts every byte, and answers', async () => {
    const { loaded, error, progress, answer } = await load(DOUBLE);
    expect(error).toBeNull();
    expect(loaded).toEqual({ contextWindow: 1024, threads: 0, device: 'gpu' });
    expect(answer).toBe('One two three four five.');
    expect([...site.requests].sort()).toEqual([...site.files.keys()].sort());
    const steps = downloads(progress);
    expect(steps.at(-1)).toEqual({ type: 'download-progress', loadedBytes: site.bytes, totalBytes: site.bytes });
    const totals = new Set(steps.map(({ totalBytes }) => totalBytes));
    totals.delete(null);
    expect(totals).toEqual(new Set([site.bytes]));
    expect(progress.at(-1)?.type).toBe('load-progress');
    expect(await onDevice()).toBe(true);
  });

  it('happens once: the second load asks the network for nothing', async () => {
    await load(DOUBLE);
    site.requests = [];
    await page.reload();
    await page.waitForFunction(() => 'testPage' in globalThis);
    const { error, progress } = await load(DOUBLE);
    expect(error).toBeNull();
    expect(downloads(progress)).toEqual([]);
    expect(site.requests).toEqual([]);
  });

  it('puts the weights where web-llm itself looks for them', async () => {
    const present = () => page.evaluate((model) => testPage.webllmHas(model), modelWith());
    expect(await present()).toBe(false);
    await load(DOUBLE);
    expect(await present()).toBe(true);
  });

  it('is done by one of two tabs, for both', async () => {
    const second = await page.context().newPage();
    await second.goto(site.origin);
    await second.waitForFunction(() => 'testPage' in globalThis);
    const reports = await Promise.all([load(DOUBLE), load(DOUBLE, modelWith(), second)]);
    expect(reports.map(({ error }) => error)).toEqual([null, null]);
    expect([...site.requests].sort()).toEqual([...site.files.keys()].sort());
  });

  it('that is called off stops the network, leaves nothing half there, and goes on from there', async () => {
    site.faults.set(SHARD, 'stalls');
    const loading = load(DOUBLE);
    // Everything but the stalled half is there.
    const half = (site.files.get(SHARD)?.length ?? 0) >> 1;
    await expect.poll(() => keys('webllm/model').then(({ length }) => length), { timeout: 20_000 }).toBe(7);
    await page.evaluate(() => testPage.callOff());
    await site.hungUp;
    const { error, progress } = await loading;
    expect(error?.code).toBe('aborted');
    expect(downloads(progress).at(-1)?.loadedBytes).toBeLessThanOrEqual(site.bytes - half);
    expect((await keys('webllm/model')).filter((key) => key.endsWith(SHARD))).toEqual([]);
    expect(await onDevice()).toBe(false);
    site.reset();
    const again = await load(DOUBLE);
    expect(again.error).toBeNull();
    expect(site.requests.filter((name) => name.startsWith('params'))).toEqual([SHARD]);
    expect(downloads(again.progress).at(-1)?.loadedBytes).toBe(site.bytes);
  });

  it.each([
    ['missing', SHARD, 'http', /404.*params_shard_3\.bin/],
    ['missing', 'mlc-chat-config.json', 'http', /404.*mlc-chat-config\.json/],
    ['missing', 'model.wasm', 'http', /404.*model\.wasm/],
    ['cut-off', SHARD, 'network', /params_shard_3\.bin/],
    ['shorter', SHARD, 'integrity', /params_shard_3\.bin/],
    ['flipped', SHARD, 'integrity', /params_shard_3\.bin/],
    ['web-page', SHARD, 'integrity', /params_shard_3\.bin/],
    ['web-page', 'mlc-chat-config.json', 'integrity', /mlc-chat-config\.json/],
    ['web-page', 'model.wasm', 'integrity', /model\.wasm/],
  ] as const)('of which a file is %s (%s) says so, and heals', async (fault, name, code, message) => {
    site.faults.set(name, fault);
    const { error } = await load(DOUBLE);
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(message);
    expect(await onDevice()).toBe(false);
    site.reset();
    expect((await load(DOUBLE)).error).toBeNull();
    expect(await onDevice()).toBe(true);
  });
});

describe('what is on the device', () => {
  it('is looked at again when something was missing, and only what is damaged is fetched', async () => {
    await load(DOUBLE);
    const shard = (await keys('webllm/model')).find((key) => key.endsWith(SHARD)) ?? '';
    await page.evaluate((key) => testPage.damage('webllm/model', key), shard);
    await page.evaluate(() => testPage.clear('webllm/wasm'));
    site.requests = [];
    const { error, progress } = await load(DOUBLE);
    expect(error).toBeNull();
    expect(site.requests.filter((name) => name.startsWith('params'))).toEqual([SHARD]);
    expect(downloads(progress).at(-1)?.loadedBytes).toBe(site.bytes);
  });
});

describe('the real web-llm', () => {
  it('finds everything in the cache, and refuses a library that is not its own with advice', async () => {
    const first = await load(REAL);
    expect(first.error).toMatchObject({ code: 'load-failed', hint: expect.stringContaining('v0_2_86') });
    // Nothing twice: web-llm read what we had put there, the library of a localhost included.
    expect([...site.requests].sort()).toEqual([...site.files.keys()].sort());
  });

  it('gets a new library with the next attempt, and keeps the weights', async () => {
    await load(REAL);
    expect(await onDevice()).toBe(false);
    site.requests = [];
    await load(REAL);
    expect([...site.requests].sort()).toEqual(
      ['mlc-chat-config.json', 'model.wasm', 'tensor-cache.json', 'tokenizer.json'].sort(),
    );
  });

  it('is bundled without anything that a strict policy forbids or a bundler would have to find', async () => {
    const script = await (await page.request.get(`${site.origin}${REAL}`)).text();
    expect(script.length).toBeGreaterThan(1_000_000);
    expect(script).not.toMatch(/\beval\(|new Function\(/);
    expect(script).not.toMatch(/^\s*import[\s{"*]|[;}]import[{"*]|\bimport\("[^"]+"\)/m);
    expect(script).not.toMatch(/\brequire\("/);
  });
});
