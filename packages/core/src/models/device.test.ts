/** What is known of a device on paper and in Node; real browsers are asked in device.browser.test.ts. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { probeDevice } from './device.js';

function browserWith(navigator: object, more: Record<string, unknown> = {}): void {
  vi.stubGlobal('self', globalThis);
  vi.stubGlobal('navigator', navigator);
  for (const [name, value] of Object.entries(more)) vi.stubGlobal(name, value);
}

afterEach(() => vi.unstubAllGlobals());

it('knows nothing in Node, and says so', async () => {
  expect(await probeDevice()).toEqual({
    webgpu: { available: 'unknown', why: expect.any(String) },
    cpu: { threads: 'unknown', threadsAllowed: 'unknown' },
    wasm: { simd: 'unknown', memory64: 'unknown', jspi: 'unknown' },
    memory: { class: 'unknown', deviceMemory: 'unknown' },
    storage: { quotaBytes: 'unknown', usedBytes: 'unknown', persisted: 'unknown' },
    promptApi: 'unknown',
    network: { saveData: 'unknown', metered: 'unknown', effectiveType: 'unknown' },
    mobile: 'unknown',
    system: 'unknown',
  });
});

it('reads what Chrome tells', async () => {
  browserWith(
    {
      hardwareConcurrency: 8,
      deviceMemory: 8,
      connection: { saveData: true, type: 'cellular', effectiveType: '3g' },
      userAgent: 'Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537.36',
      userAgentData: { mobile: true },
      storage: { estimate: async () => ({ quota: 100, usage: 40 }), persisted: async () => true },
    },
    { crossOriginIsolated: true, window: {}, LanguageModel: { availability: async () => 'downloadable' } },
  );
  expect(await probeDevice()).toMatchObject({
    cpu: { threads: 8, threadsAllowed: true },
    memory: { class: 'large', deviceMemory: 8 },
    storage: { quotaBytes: 100, usedBytes: 40, persisted: true },
    promptApi: 'downloadable',
    network: { saveData: true, metered: true, effectiveType: '3g' },
    mobile: true,
    system: 'android',
  });
});

it.each([
  [0.5, 'small'],
  [2, 'small'],
  [4, 'medium'],
  [8, 'large'],
  [32, 'large'],
])('calls a memory of %s GiB %s', async (deviceMemory, expected) => {
  browserWith({ deviceMemory });
  expect((await probeDevice()).memory.class).toBe(expected);
});

it.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1', 5, true, 'ios'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15', 5, true, 'ios'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15', 0, false, 'other'],
  ['Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 5, true, 'android'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140 Safari/537.36', 10, false, 'other'],
])('tells phones and tablets from computers: %s, %i touches', async (userAgent, maxTouchPoints, mobile, system) => {
  browserWith({ userAgent, maxTouchPoints });
  expect(await probeDevice()).toMatchObject({ mobile, system });
});

it('leaves out what nobody wants to know', async () => {
  const asked: string[] = [];
  browserWith(
    { gpu: { requestAdapter: async () => asked.push('webgpu') } },
    { window: {}, LanguageModel: { availability: async () => asked.push('promptApi') } },
  );
  const device = await probeDevice({ without: ['webgpu', 'promptApi'] });
  expect(device).toMatchObject({ webgpu: { available: 'unknown' }, promptApi: 'unknown' });
  expect(asked).toEqual([]);
  await probeDevice();
  expect(new Set(asked)).toEqual(new Set(['webgpu', 'promptApi']));
});

describe('a browser that breaks', () => {
  const broken = {
    gpu: { requestAdapter: () => Promise.reject(new Error('no')) },
    storage: {
      estimate: () => {
        throw new TypeError('no');
      },
      persisted: () => Promise.reject(new Error('no')),
    },
  };

  it('is unknown, and not a reason to throw', async () => {
    browserWith(broken, { window: {}, LanguageModel: { availability: async () => 'brand-new' } });
    expect(await probeDevice()).toMatchObject({
      webgpu: { available: false },
      storage: { quotaBytes: 'unknown', persisted: 'unknown' },
      promptApi: 'unknown',
    });
  });

  it('is not waited for', async () => {
    vi.useFakeTimers();
    const never = () => new Promise(() => undefined);
    browserWith({
      hardwareConcurrency: 4,
      gpu: { requestAdapter: never },
      storage: { estimate: never, persisted: never },
    });
    const report = probeDevice();
    await vi.advanceTimersByTimeAsync(2000);
    expect(await report).toMatchObject({
      webgpu: { available: 'unknown' },
      cpu: { threads: 4 },
      storage: { quotaBytes: 'unknown' },
    });
    vi.useRealTimers();
  });

  it('is left alone at once when the signal fires', async () => {
    const never = () => new Promise(() => undefined);
    browserWith({ gpu: { requestAdapter: never }, storage: { estimate: never } });
    const stop = new AbortController();
    const report = probeDevice({ signal: stop.signal });
    stop.abort();
    expect(await report).toMatchObject({ webgpu: { available: 'unknown' } });
    expect(await probeDevice({ signal: stop.signal })).toMatchObject({ storage: { quotaBytes: 'unknown' } });
  });
});
