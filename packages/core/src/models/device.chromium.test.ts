/** The look at the device in a real Chromium with a GPU done in software, and with none: page and worker alike. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright';
import { build } from 'tsup';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../../../scripts/chromium.mjs';
import { modelCatalog } from './catalog.js';
import type { DeviceReport } from './device.js';
import { candidatesFrom, recommendModels } from './recommend.js';

// A browser on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let script: string;
const browsers: Browser[] = [];

beforeAll(async () => {
  const outDir = await mkdtemp(join(tmpdir(), 'probe-device-'));
  const entry = fileURLToPath(new URL('device.ts', import.meta.url));
  // No configuration file: its entries are others.
  await build({ entry: [entry], outDir, format: 'iife', globalName: 'probe', config: false, silent: true, dts: false });
  script = await readFile(join(outDir, 'device.global.js'), 'utf8');
  await rm(outDir, { recursive: true });
});
afterAll(async () => {
  for (const browser of browsers) await browser.close();
});

/** Asks the page, then a worker of it, in a browser with these flags. */
async function probeWith(...args: string[]): Promise<readonly DeviceReport[]> {
  const executablePath = (await findChromium()) ?? undefined;
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [...CHROMIUM_ARGS, ...args],
  });
  browsers.push(browser);
  const page = await browser.newPage();
  // WebGPU and storage exist on secure origins alone; nothing is fetched.
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.goto('https://site.example/');
  return page.evaluate(async (code) => {
    const ask = `${code}; probe.probeDevice().then((report) => (self.tell ?? postMessage)(report));`;
    const fromPage = await new Promise<DeviceReport>((tell) => {
      Object.assign(globalThis, { tell });
      const element = document.createElement('script');
      element.textContent = ask;
      document.head.append(element);
    });
    const worker = new Worker(URL.createObjectURL(new Blob([ask])));
    const fromWorker = await new Promise<DeviceReport>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<DeviceReport>) => resolve(data);
    });
    return [fromPage, fromWorker];
  }, script);
}

it('sees a GPU that is done in software, its features and its limits', async () => {
  const reports = await probeWith(
    '--enable-unsafe-webgpu',
    '--use-webgpu-adapter=swiftshader',
    '--enable-features=Vulkan',
  );
  expect(reports).toHaveLength(2);
  for (const { webgpu } of reports) {
    expect(webgpu).toMatchObject({ available: true, software: true });
    if (webgpu.available !== true) continue;
    expect(webgpu.shaderF16).toBe(webgpu.features.includes('shader-f16'));
    for (const limit of Object.values(webgpu.limits)) expect(limit).toBeGreaterThan(0);
  }
  const [device] = reports;
  if (device === undefined) return;
  const { candidates, passedOver } = candidatesFrom(recommendModels(device, modelCatalog));
  expect(candidates[0]?.engine).toBe('wllama');
  expect(passedOver.map(({ code }) => code)).toContain('gpu-is-software');
});

it('sees that there is none', async () => {
  for (const { webgpu } of await probeWith('--disable-gpu', '--disable-features=Vulkan,WebGPU')) {
    expect(webgpu).toMatchObject({ available: false, why: expect.stringContaining('WebGPU') });
  }
});
