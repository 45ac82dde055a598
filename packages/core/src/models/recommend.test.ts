/** Which device gets which model, on paper. */
import { describe, expect, it } from 'vitest';
import { modelCatalog } from './catalog.js';
import { deviceWith, gpuWith, noGpu } from './device.case.js';
import type { DeviceReport } from './device.js';
import type { DeviceTier, ModelRecord } from './model-record.js';
import { candidatesFrom, type ModelWish, recommendModels, tierOf } from './recommend.js';

const unknown = { memory: { class: 'unknown', deviceMemory: 'unknown' } } as const;
const phone = { mobile: true, system: 'android', memory: { class: 'medium', deviceMemory: 4 } } as const;
const small = { class: 'small', deviceMemory: 2 } as const;

const devices = {
  'phone without GPU': deviceWith({ ...phone, webgpu: noGpu, cpu: { threads: 8, threadsAllowed: false } }),
  'phone without GPU, cross-origin isolated': deviceWith({ ...phone, webgpu: noGpu }),
  'small phone without GPU': deviceWith({ ...phone, webgpu: noGpu, memory: small }),
  'Adreno with f16': deviceWith({ ...phone, webgpu: gpuWith({ vendor: 'qualcomm', architecture: 'adreno-7xx' }) }),
  'Mali without f16': deviceWith({ ...phone, webgpu: gpuWith({ vendor: 'arm', shaderF16: false }) }),
  'phone with 8 storage buffers': deviceWith({
    ...phone,
    webgpu: gpuWith({ limits: { maxStorageBuffersPerShaderStage: 8 } }),
  }),
  iPhone: deviceWith({ ...unknown, mobile: true, system: 'ios', webgpu: gpuWith({ vendor: 'apple' }) }),
  'Intel with f16': deviceWith(),
  'Intel without f16': deviceWith({ webgpu: gpuWith({ vendor: 'intel', shaderF16: false }) }),
  'Intel with 4 GiB': deviceWith({ memory: { class: 'medium', deviceMemory: 4 } }),
  SwiftShader: deviceWith({
    webgpu: gpuWith({ vendor: 'google', architecture: 'swiftshader', software: true, shaderF16: false }),
  }),
  Firefox: deviceWith({ ...unknown, webgpu: gpuWith({ vendor: 'unknown' }) }),
  'Firefox without WebGPU': deviceWith({ ...unknown, webgpu: noGpu, cpu: { threads: 8, threadsAllowed: false } }),
  'Safari on a Macintosh': deviceWith({ ...unknown, webgpu: gpuWith({ vendor: 'apple' }) }),
  'desktop of 8 GB': deviceWith({ webgpu: gpuWith({ vendor: 'nvidia' }) }),
  'desktop of 16 GB': deviceWith({
    webgpu: gpuWith({ vendor: 'nvidia' }),
    memory: { class: 'large', deviceMemory: 16 },
  }),
  'desktop with bindings of 128 MiB': deviceWith({
    webgpu: gpuWith({ limits: { maxStorageBufferBindingSize: 2 ** 27 } }),
  }),
  'desktop with bindings of 512 MiB': deviceWith({
    webgpu: gpuWith({ limits: { maxStorageBufferBindingSize: 2 ** 29 } }),
  }),
  'laptop that saves data': deviceWith({ network: { saveData: true } }),
  'laptop on a telephone’s connection': deviceWith({ network: { metered: true } }),
  'laptop with 50 MB of storage': deviceWith({ storage: { quotaBytes: 50e6 } }),
  'laptop with 300 MB of storage left': deviceWith({ storage: { quotaBytes: 1e9, usedBytes: 700e6 } }),
  'GPU that does not answer': deviceWith({ webgpu: { available: 'unknown', why: 'The GPU did not answer in time.' } }),
} satisfies Record<string, DeviceReport>;
type DeviceName = keyof typeof devices;

const candidates = (device: DeviceReport, wish?: ModelWish, catalogue: readonly ModelRecord[] = modelCatalog) =>
  candidatesFrom(recommendModels(device, catalogue, wish)).candidates.map(({ model }) => model.id);
const codes = (device: DeviceReport, wish?: ModelWish) =>
  candidatesFrom(recommendModels(device, modelCatalog, wish)).passedOver.map(({ code }) => code);

const CPU_360 = 'SmolLM2-360M-Instruct-Q8_0-GGUF';
const CPU_135 = 'SmolLM2-135M-Instruct-Q4_1-GGUF';
const CPU_500 = 'Qwen2.5-0.5B-Instruct-Q4_K_M-GGUF';
const F16_360 = 'SmolLM2-360M-Instruct-q4f16_1-MLC';
const F16_500 = 'Qwen2.5-0.5B-Instruct-q4f16_1-MLC';
const F32_360 = 'SmolLM2-360M-Instruct-q4f32_1-MLC';
const QWEN_1_5 = 'Qwen2.5-1.5B-Instruct-q4f16_1-MLC';
const PHI = 'Phi-4-mini-instruct-q4f16_1-MLC';

describe('recommendModels', () => {
  it.each<[DeviceName, DeviceTier, string | undefined]>([
    ['phone without GPU', 'cpu', CPU_135],
    ['phone without GPU, cross-origin isolated', 'cpu', CPU_360],
    ['small phone without GPU', 'cpu', CPU_135],
    ['Adreno with f16', 'gpu-phone', F16_360],
    ['Mali without f16', 'gpu-basic', F32_360],
    ['phone with 8 storage buffers', 'gpu-phone', CPU_360],
    ['iPhone', 'gpu-phone', F16_360],
    ['Intel with f16', 'gpu-laptop', QWEN_1_5],
    ['Intel without f16', 'gpu-basic', F32_360],
    ['Intel with 4 GiB', 'gpu-laptop', QWEN_1_5],
    ['SwiftShader', 'cpu', CPU_360],
    ['Firefox', 'gpu-laptop', QWEN_1_5],
    ['Firefox without WebGPU', 'cpu', CPU_135],
    ['Safari on a Macintosh', 'gpu-laptop', QWEN_1_5],
    ['desktop of 8 GB', 'gpu-desktop', PHI],
    ['desktop of 16 GB', 'gpu-desktop', PHI],
    ['desktop with bindings of 128 MiB', 'gpu-phone', F16_360],
    ['desktop with bindings of 512 MiB', 'gpu-phone', F16_360],
    ['laptop that saves data', 'gpu-laptop', F16_360],
    ['laptop on a telephone’s connection', 'gpu-laptop', F16_360],
    ['laptop with 50 MB of storage', 'gpu-laptop', undefined],
    ['laptop with 300 MB of storage left', 'gpu-laptop', F16_360],
    ['GPU that does not answer', 'cpu', CPU_360],
  ])('gives a %s (%s) %s', (name, tier, id) => {
    expect(tierOf(devices[name])).toBe(tier);
    expect(candidates(devices[name])[0]).toBe(id);
  });

  it.each(Object.keys(devices) as DeviceName[])('keeps to its limits and to open licences: %s', (name) => {
    const device = devices[name];
    const [first] = recommendModels(device, modelCatalog).filter(({ fits }) => fits);
    if (first === undefined) return expect(name).toContain('50 MB');
    expect(['Apache-2.0', 'MIT']).toContain(first.model.license.id);
    if (device.mobile === true) expect(first.model.bytes).toBeLessThanOrEqual(400e6);
    if (device.memory.deviceMemory !== 'unknown') {
      expect(first.model.memoryBytes).toBeLessThanOrEqual((device.memory.deviceMemory * 2 ** 30) / 2);
    }
  });

  it.each(Object.keys(devices) as DeviceName[])('goes down to the smallest for the CPU: %s', (name) => {
    const ids = candidates(devices[name]);
    if (ids.length === 0) return expect(name).toContain('50 MB');
    expect(ids).toContain(CPU_135);
    const memory = ids.map((id) => modelCatalog.find((model) => model.id === id)?.memoryBytes ?? 0);
    // Something lighter than the first, which every device can hold.
    expect(Math.min(...memory)).toBeLessThan(2 ** 29);
  });

  it('steps down on the GPU first, then to the CPU, and offers larger models last', () => {
    const ids = candidates(devices['Adreno with f16'], { maxBytes: 1e9 });
    const at = (id: string) => ids.indexOf(id);
    expect(ids.slice(0, 2)).toEqual([F16_360, F16_500]);
    expect(at(F16_500)).toBeLessThan(at(CPU_360));
    expect(at(CPU_360)).toBeLessThan(at(QWEN_1_5));
  });

  it('offers one build of a model for each engine, without half floats only where there are none', () => {
    expect(candidates(devices['Intel with f16'])).not.toContain(F32_360);
    expect(candidates(devices['Intel without f16'])).toContain(F32_360);
    expect(recommendModels(devices['Intel with f16'], modelCatalog).map(({ model }) => model.id)).toContain(F32_360);
  });

  it('ranks every model of the task once, those that fit before those that do not', () => {
    for (const device of Object.values(devices)) {
      const all = recommendModels(device, modelCatalog);
      const chat = modelCatalog.filter(({ task }) => task !== 'embedding').map(({ id }) => id);
      expect(all.map(({ model }) => model.id).sort()).toEqual(chat.sort());
      expect(all.map(({ fits }) => fits)).toEqual(
        all.map(({ fits }) => fits).sort((one, other) => Number(other) - Number(one)),
      );
      expect(all.filter(({ reasons }) => reasons.length === 0)).toEqual([]);
    }
  });
});

describe('reasons', () => {
  const reasonOf = (device: DeviceReport, id: string, wish?: ModelWish) =>
    recommendModels(device, modelCatalog, wish)
      .find(({ model }) => model.id === id)
      ?.reasons.map(({ message }) => message)
      .join(' ');

  it.each<[string, DeviceReport, string, RegExp]>([
    ['a fit', devices['Intel with f16'], QWEN_1_5, /GPU: about 882 MB to download, about 1\.7 GB of memory/],
    ['memory', devices.Firefox, PHI, /needs about 3\.6 GB of memory; this device offers about 2\.1 GB/],
    [
      'buffers',
      devices['desktop with bindings of 512 MiB'],
      PHI,
      /needs 307298304 bytes in one bound buffer; web-llm gets 134217728/,
    ],
    ['a feature', devices['Mali without f16'], F16_360, /no shader-f16, which SmolLM2 360M needs/],
    ['a phone', devices['Adreno with f16'], QWEN_1_5, /download of 882 MB; on a phone, 400 MB are the most/],
    ['saved data', devices['laptop that saves data'], CPU_360, /386 MB; where data is to be saved, 250 MB/],
    ['storage', devices['laptop with 50 MB of storage'], CPU_135, /takes up 98 MB; this browser has 50 MB left/],
    ['a CPU', devices.SwiftShader, 'Qwen2.5-1.5B-Instruct-Q4_K_M-GGUF', /1544 million weights; on a CPU, 1000/],
    [
      'limits',
      devices['phone with 8 storage buffers'],
      F16_360,
      /offers 8 storage buffers per shader; web-llm needs 10/,
    ],
  ])('say %s in figures', (_, device, id, pattern) => {
    expect(reasonOf(device, id)).toMatch(pattern);
  });

  it('are summed up in one example of each kind', () => {
    expect(codes(devices.SwiftShader)).toEqual(['cpu-too-slow', 'gpu-is-software']);
    expect(codes(devices['phone without GPU'])).toContain('no-webgpu');
    expect(codes(devices['laptop with 50 MB of storage'])).toContain('storage-too-small');
  });
});

describe('a wish', () => {
  it('for an engine leaves the other out', () => {
    const ids = candidates(devices['Intel with f16'], { engine: 'wllama' });
    expect(ids[0]).toBe(CPU_360);
    expect(ids.filter((id) => id.endsWith('MLC'))).toEqual([]);
    // Asked for by name, a GPU in software will do, and a CPU may be slow.
    expect(candidates(devices.SwiftShader, { engine: 'webllm' })[0]).toBe(F32_360);
    expect(ids).toContain('Qwen2.5-1.5B-Instruct-Q4_K_M-GGUF');
    expect(candidates(devices['phone without GPU'], { engine: 'webllm' })).toEqual([]);
  });

  it('for a language passes over models that do not know it', () => {
    expect(candidates(devices['Adreno with f16'], { languages: ['de-AT'] })).toEqual([F16_500, CPU_500]);
    expect(codes(devices['Adreno with f16'], { languages: ['de'] })).toContain('other-language');
  });

  it('for a size holds for every device', () => {
    expect(candidates(devices['desktop of 8 GB'], { maxBytes: 100e6 })).toEqual([CPU_135]);
    expect(candidates(devices['Adreno with f16'], { maxBytes: 1e9 })).toContain(QWEN_1_5);
  });

  it('for embeddings finds them', () => {
    expect(candidates(devices['Intel with f16'], { task: 'embedding' })[0]).toContain('snowflake');
    expect(candidates(devices['phone without GPU'], { task: 'embedding' })).toEqual(['all-MiniLM-L6-v2-Q8_0-GGUF']);
  });

  it('for models by name keeps the site’s order, and minds only what is impossible', () => {
    const byName = ['Qwen3-4B-q4f16_1-MLC', 'Qwen2.5-1.5B-Instruct-Q4_K_M-GGUF', F16_360].map(
      (id) => modelCatalog.find((model) => model.id === id) as ModelRecord,
    );
    const order = (device: DeviceReport) => candidates(device, { named: true }, byName);
    expect(order(devices['desktop of 8 GB'])).toEqual(byName.map(({ id }) => id));
    expect(order(devices['Adreno with f16'])).toEqual(byName.map(({ id }) => id));
    expect(order(devices['phone without GPU'])).toEqual(['Qwen2.5-1.5B-Instruct-Q4_K_M-GGUF']);
    expect(order(devices['laptop with 300 MB of storage left'])).toEqual([F16_360]);
    expect(recommendModels(devices['Intel with f16'], byName, { named: true })[0]?.reasons).toMatchObject([
      { code: 'asked-for' },
    ]);
  });

  it('needs no room for what is on the device already', () => {
    const device = deviceWith({ storage: { quotaBytes: 1e9, usedBytes: 900e6 } });
    expect(candidates(device)).not.toContain(QWEN_1_5);
    expect(candidates(device, { onDevice: [QWEN_1_5] })[0]).toBe(QWEN_1_5);
  });
});
