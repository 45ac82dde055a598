/** What a real Chromium tells of itself, in a page and in a worker, with and without WebGPU. */
import { afterEach, expect, it, vi } from 'vitest';
import type { DeviceReport } from './device.js';
import { probeDevice } from './device.js';

afterEach(() => vi.restoreAllMocks());

/** Asks from inside a worker. */
async function probeInWorker(): Promise<DeviceReport> {
  const script = `import { probeDevice } from ${JSON.stringify(new URL('./device.ts', import.meta.url).href)};
    postMessage(await probeDevice());`;
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(url, { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<DeviceReport>) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
    });
  } finally {
    worker.terminate();
    URL.revokeObjectURL(url);
  }
}

it('knows this browser', async () => {
  const device = await probeDevice();
  expect(structuredClone(device)).toEqual(device);
  expect(device).toMatchObject({
    cpu: { threads: navigator.hardwareConcurrency, threadsAllowed: crossOriginIsolated },
    // Chromium has had all three since 137.
    wasm: { simd: true, memory64: true, jspi: true },
    storage: { persisted: false },
    mobile: false,
    system: 'other',
  });
  expect(device.memory.class).not.toBe('unknown');
  expect(device.storage.quotaBytes).toBeGreaterThan(1e6);
});

it('refuses modules that are one byte off: the bytes test the features and not the parser', () => {
  const memory = (flags: number) =>
    WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 5, 3, 1, flags, 1]));
  // 4 is the flag of 64-bit addresses, 0 has none, and 64 is no flag.
  expect([0, 4, 64].map(memory)).toEqual([true, true, false]);
});

it('says of WebGPU what the browser says', async () => {
  const gpu = (navigator as { gpu?: { requestAdapter(): Promise<{ limits: { maxBufferSize: number } } | null> } }).gpu;
  const adapter = (await gpu?.requestAdapter()) ?? (await gpu?.requestAdapter()) ?? null;
  const { webgpu } = await probeDevice();
  if (adapter === null) {
    expect(webgpu).toMatchObject({ available: false, why: expect.stringMatching(/\.$/) });
  } else {
    expect(webgpu).toMatchObject({ available: true, limits: { maxBufferSize: adapter.limits.maxBufferSize } });
  }
});

it('does without WebGPU', async () => {
  vi.spyOn(navigator as { gpu?: unknown }, 'gpu', 'get').mockReturnValue(undefined);
  expect((await probeDevice()).webgpu).toEqual({ available: false, why: 'This browser has no WebGPU here.' });
});

it('sees in a worker what a page sees', async () => {
  const [page, worker] = await Promise.all([probeDevice(), probeInWorker()]);
  expect(worker.webgpu).toEqual(page.webgpu);
  expect(worker.cpu).toEqual(page.cpu);
  expect(worker.wasm).toEqual(page.wasm);
  expect(worker.memory).toEqual(page.memory);
  // Only windows know it.
  expect(worker.promptApi).toBe('unknown');
});
