/** The one look at a GPU that pages and workers share, on GPUs of paper. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { goodLimits, gpuWith, noGpu } from './device.case.js';
import { bindingOf, gpuObstacle, probeGpu } from './gpu.js';
import { type MlcModel, parseModelRecord } from './model-record.js';

function browserWith(requestAdapter: (() => Promise<unknown>) | undefined): void {
  vi.stubGlobal('self', globalThis);
  vi.stubGlobal('navigator', requestAdapter ? { gpu: { requestAdapter } } : {});
}
const adapter = { features: new Set(['subgroups', 'shader-f16']), limits: goodLimits, info: { vendor: 'apple' } };
const model = (more: object = {}) =>
  parseModelRecord(
    { id: 'Tiny', engine: 'webllm', url: 'a/', library: 'a.wasm', ...more },
    'https://a.example/',
  ) as MlcModel;

afterEach(() => vi.unstubAllGlobals());

describe('probeGpu', () => {
  it('reports plain data, and what the browser keeps to itself as unknown', async () => {
    browserWith(async () => adapter);
    const report = await probeGpu(1000);
    expect(report).toEqual({
      available: true,
      vendor: 'apple',
      architecture: 'unknown',
      description: 'unknown',
      software: false,
      features: ['shader-f16', 'subgroups'],
      shaderF16: true,
      subgroups: true,
      limits: goodLimits,
    });
    expect(structuredClone(report)).toEqual(report);
  });

  it.each([
    ['marked so', { info: { isFallbackAdapter: true } }],
    ['marked in the old way', { isFallbackAdapter: true, info: {} }],
    ['by its name', { info: { vendor: 'google', architecture: 'swiftshader' } }],
    ['by its driver', { info: { description: 'llvmpipe (LLVM 15.0.7, 256 bits)' } }],
  ])('knows a GPU done in software: %s', async (_, change) => {
    browserWith(async () => ({ ...adapter, ...change }));
    expect(await probeGpu(1000)).toMatchObject({ software: true });
  });

  it('asks a GPU process that has just started twice', async () => {
    browserWith(vi.fn().mockResolvedValueOnce(null).mockResolvedValueOnce(adapter));
    expect(await probeGpu(1000)).toMatchObject({ available: true });
    browserWith(async () => null);
    expect(await probeGpu(1000)).toEqual({ available: false, why: 'WebGPU found no compatible GPU.' });
  });

  it('says what was missing, and never throws', async () => {
    browserWith(undefined);
    expect(await probeGpu(1000)).toMatchObject({ available: false, why: expect.stringMatching(/no WebGPU/) });
    browserWith(() => Promise.reject(new Error('no')));
    expect(await probeGpu(1000)).toMatchObject({
      available: false,
      why: expect.stringMatching(/could not be started/),
    });
    browserWith(() => {
      throw new TypeError('no');
    });
    expect(await probeGpu(1000)).toMatchObject({ available: false });
    browserWith(() => new Promise(() => undefined));
    expect(await probeGpu(0)).toMatchObject({ available: 'unknown', why: expect.stringMatching(/in time/) });
    vi.unstubAllGlobals();
    expect(await probeGpu(1000)).toMatchObject({ available: 'unknown' });
  });
});

describe('gpuObstacle', () => {
  it('lets a model pass that needs what there is', () => {
    expect(gpuObstacle(model(), gpuWith())).toBeNull();
    expect(gpuObstacle(model(), noGpu)).toMatchObject({ code: 'no-webgpu' });
  });

  it.each([
    ['maxComputeWorkgroupStorageSize', 32 * 2 ** 10],
    ['maxStorageBuffersPerShaderStage', 10],
    ['maxComputeInvocationsPerWorkgroup', 256],
    ['maxBufferSize', 2 ** 28],
    ['maxStorageBufferBindingSize', 2 ** 27],
  ])('knows that web-llm needs a %s of %i', (limit, needed) => {
    expect(gpuObstacle(model(), gpuWith({ limits: { [limit]: needed } }))).toBeNull();
    expect(gpuObstacle(model(), gpuWith({ limits: { [limit]: needed - 1 } }))).toMatchObject({ code: 'gpu-too-small' });
  });

  it('gives web-llm the largest binding or the smallest, nothing between', () => {
    expect(
      [2 ** 27, 2 ** 29, 2 ** 30 - 1, 2 ** 30, 2 ** 31].map((maxStorageBufferBindingSize) =>
        bindingOf({ ...goodLimits, maxStorageBufferBindingSize }),
      ),
    ).toEqual([2 ** 27, 2 ** 27, 2 ** 27, 2 ** 30, 2 ** 30]);
  });

  it('wants half floats for builds that are made of them, whether the record says so or not', () => {
    const without = gpuWith({ shaderF16: false });
    expect(gpuObstacle(model({ quantization: 'q4f16_1' }), without)).toMatchObject({ code: 'gpu-feature-missing' });
    expect(gpuObstacle(model({ quantization: 'q4f32_1' }), without)).toBeNull();
  });
});
