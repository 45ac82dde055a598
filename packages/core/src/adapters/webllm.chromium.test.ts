/**
 * The real worker file of web-llm in a real Chromium under the strict policy, against a server whose
 * faults we choose: everything up to the first token, for which a compiled library would be needed.
 */
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../../../scripts/chromium.mjs';
import { sha256Of } from '../downloads/faulty-server.case.js';
import type { LoadProgress } from '../engine/adapter.js';
import { type MlcModel, parseModelRecord } from '../models/model-record.js';
import type { LoadReport, TestPage } from './webllm.page.case.js';
import { makeModel, startSite, type TestSite } from './webllm-server.case.js';

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

const onDevice = (model = modelWith()) => page.evaluate((record) => testPage.onDevice(record), model);
const requests = () => site.server.sent.map(({ name }) => name).sort();
const allNames = () => [...site.server.files.keys()].sort();
const allBytes = () => [...site.server.files.values()].reduce((sum, { length }) => sum + length, 0);

/** The model's record with sizes and hashes of all files. */
function pinnedModel(): MlcModel {
  const known = (name: string) => {
    const body = site.server.files.get(name) ?? Buffer.of();
    return { bytes: body.length, sha256: sha256Of(body) };
  };
  const files = allNames().filter((name) => name !== 'model.wasm');
  return modelWith({
    files: files.map((path) => ({ path, ...known(path) })),
    libraryFile: known('model.wasm'),
  });
}

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
  site.server.reset();
  for (const [name, body] of makeModel()) site.server.files.set(name, body);
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
    expect(site.server.sent).toEqual([]);
  });

  it('names the feature that is missing, also when only the name of the build tells', async () => {
    for (const needs of [{ gpu: { features: ['shader-f16'] } }, { quantization: 'q4f16_1' }]) {
      const { error } = await load(REAL, modelWith(needs));
      expect(error).toMatchObject({ code: 'unsupported', message: expect.stringContaining('shader-f16') });
    }
    expect(site.server.sent).toEqual([]);
  });

  it('names the limit that is too low', async () => {
    const { error } = await load(REAL, modelWith({ gpu: { maxStorageBufferBindingSize: 2 ** 40 } }));
    expect(error).toMatchObject({ code: 'unsupported', message: expect.stringContaining('1099511627776 bytes') });
    expect(site.server.sent).toEqual([]);
  });

  it('says what the policy lacks', async () => {
    const { error } = await load(`/no-wasm${REAL}`);
    expect(error).toMatchObject({ code: 'worker-failed', hint: expect.stringContaining('wasm-unsafe-eval') });
    expect(site.server.sent).toEqual([]);
  });
});

describe('a download', () => {
  it('fetches each file once, counts every byte, and answers', async () => {
    const { loaded, error, progress, answer } = await load(DOUBLE);
    expect(error).toBeNull();
    expect(loaded).toEqual({ contextWindow: 1024, threads: 0, device: 'gpu' });
    expect(answer).toBe('One two three four five.');
    expect(requests()).toEqual(allNames());
    const steps = downloads(progress);
    expect(steps.at(-1)).toEqual({ type: 'download-progress', loadedBytes: allBytes(), totalBytes: allBytes() });
    const totals = new Set(steps.map(({ totalBytes }) => totalBytes));
    totals.delete(null);
    expect(totals).toEqual(new Set([allBytes()]));
    expect(progress.at(-1)?.type).toBe('load-progress');
    expect(await onDevice()).toBe(true);
  });

  it('happens once: the second load asks the network for nothing', async () => {
    await load(DOUBLE);
    site.server.sent = [];
    await page.reload();
    await page.waitForFunction(() => 'testPage' in globalThis);
    const { error, progress } = await load(DOUBLE);
    expect(error).toBeNull();
    expect(downloads(progress)).toEqual([]);
    expect(site.server.sent).toEqual([]);
  });

  it('of a record that lists all files knows every byte beforehand', async () => {
    const { error, progress } = await load(DOUBLE, pinnedModel());
    expect(error).toBeNull();
    expect(requests()).toEqual(allNames());
    expect(new Set(downloads(progress).map(({ totalBytes }) => totalBytes))).toEqual(new Set([allBytes()]));
    expect(await onDevice(pinnedModel())).toBe(true);
  });

  it('leaves nothing in the caches that web-llm would use', async () => {
    await load(DOUBLE);
    expect(await page.evaluate(() => testPage.caches())).toEqual([]);
  });

  it('is done by one of two tabs, for both', async () => {
    const second = await page.context().newPage();
    await second.goto(site.origin);
    await second.waitForFunction(() => 'testPage' in globalThis);
    const reports = await Promise.all([load(DOUBLE), load(DOUBLE, modelWith(), second)]);
    expect(reports.map(({ error }) => error)).toEqual([null, null]);
    expect(requests()).toEqual(allNames());
  });

  it('that is called off stops the network, and goes on from there', async () => {
    const half = (site.server.files.get(SHARD)?.length ?? 0) >> 1;
    site.server.lasting.set(SHARD, { kind: 'stall', after: half });
    const loading = load(DOUBLE);
    // Everything but the second half of one file.
    const received = () => page.evaluate(() => testPage.received());
    await expect.poll(received, { timeout: 20_000 }).toBe(allBytes() - half);
    await page.evaluate(() => testPage.callOff());
    await expect.poll(() => site.server.open).toBe(0);
    expect((await loading).error?.code).toBe('aborted');
    expect(await onDevice()).toBe(false);
    site.server.lasting.clear();
    site.server.sent = [];
    const again = await load(DOUBLE);
    expect(again.error).toBeNull();
    expect(requests()).toEqual([SHARD]);
    expect(downloads(again.progress).at(-1)?.loadedBytes).toBe(allBytes());
  });

  it.each([
    ['missing', SHARD, { kind: 'status', status: 404 }, 'http', /404.*params_shard_3\.bin/],
    ['missing', 'mlc-chat-config.json', { kind: 'status', status: 404 }, 'http', /404.*mlc-chat-config\.json/],
    ['missing', 'model.wasm', { kind: 'status', status: 404 }, 'http', /404.*model\.wasm/],
    ['shorter', SHARD, { kind: 'shorter', by: 10 }, 'integrity', /params_shard_3\.bin/],
    ['flipped', SHARD, { kind: 'flip', at: 1000 }, 'integrity', /params_shard_3\.bin/],
    ['a web page', SHARD, { kind: 'web-page' }, 'integrity', /params_shard_3\.bin/],
    ['a web page', 'mlc-chat-config.json', { kind: 'web-page' }, 'integrity', /mlc-chat-config\.json/],
    ['not JSON', 'tensor-cache.json', { kind: 'web-page', type: 'text/plain' }, 'integrity', /tensor-cache\.json/],
    ['not WebAssembly', 'model.wasm', { kind: 'web-page', type: 'text/plain' }, 'integrity', /model\.wasm/],
  ] as const)('of which a file is %s (%s) says so, and heals', async (_, name, fault, code, message) => {
    site.server.lasting.set(name, fault);
    const { error } = await load(DOUBLE);
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(message);
    expect(await onDevice()).toBe(false);
    site.server.lasting.clear();
    expect((await load(DOUBLE)).error).toBeNull();
    expect(await onDevice()).toBe(true);
  });

  it('fetches a flipped shard again by itself', async () => {
    site.server.faults.set(SHARD, [{ kind: 'flip', at: 1000 }]);
    expect((await load(DOUBLE)).error).toBeNull();
    expect(requests()).toEqual([...allNames(), SHARD].sort());
  });
});

describe('what is on the device', () => {
  it('is looked at before each load, and only what is missing is fetched', async () => {
    await load(DOUBLE, pinnedModel());
    const key = sha256Of(site.server.files.get(SHARD) ?? Buffer.of());
    await page.evaluate((name) => testPage.lose(name), key);
    expect(await onDevice(pinnedModel())).toBe(false);
    site.server.sent = [];
    const { error, progress } = await load(DOUBLE, pinnedModel());
    expect(error).toBeNull();
    expect(requests()).toEqual([SHARD]);
    expect(downloads(progress).at(-1)?.loadedBytes).toBe(allBytes());
  });
});

describe('the real web-llm', () => {
  it('finds everything where it looks for it, and refuses a library that is not its own with advice', async () => {
    const first = await load(REAL);
    expect(first.error).toMatchObject({ code: 'load-failed', hint: expect.stringContaining('v0_2_86') });
    // Nothing twice: web-llm read what we gave it, the library of a localhost included.
    expect(requests()).toEqual(allNames());
  });

  it('gets a new library with the next attempt, and keeps the weights', async () => {
    await load(REAL);
    expect(await onDevice()).toBe(false);
    site.server.sent = [];
    await load(REAL);
    expect(requests()).toEqual(['mlc-chat-config.json', 'model.wasm', 'tensor-cache.json', 'tokenizer.json']);
  });

  it('is bundled without anything that a strict policy forbids or a bundler would have to find', async () => {
    const script = await (await page.request.get(`${site.origin}${REAL}`)).text();
    expect(script.length).toBeGreaterThan(1_000_000);
    expect(script).not.toMatch(/\beval\(|new Function\(/);
    expect(script).not.toMatch(/^\s*import[\s{"*]|[;}]import[{"*]|\bimport\("[^"]+"\)/m);
    expect(script).not.toMatch(/\brequire\("/);
  });
});
