/** Which GPUs can run which models, on paper. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseModelRecord } from '../models/model-record.js';
import { fakeModel } from '../testing.js';
import { gpuAvailability } from './webllm-gpu.js';

const ENOUGH = {
  maxComputeWorkgroupStorageSize: 32768,
  maxStorageBuffersPerShaderStage: 10,
  maxComputeInvocationsPerWorkgroup: 256,
  maxBufferSize: 2 ** 28,
  maxStorageBufferBindingSize: 2 ** 27,
};

const modelWith = (more: Record<string, unknown> = {}) =>
  parseModelRecord({ id: 'Tiny', engine: 'webllm', url: 'tiny/', library: 'tiny.wasm', ...more }, 'https://a.example/');

function gpuOf(...answers: unknown[]) {
  const requestAdapter = vi.fn();
  for (const answer of answers) requestAdapter.mockResolvedValueOnce(answer);
  vi.stubGlobal('navigator', { gpu: { requestAdapter } });
}

const adapterWith = (limits: Record<string, number> = {}, features: string[] = []) => ({
  features: new Set(features),
  limits: { ...ENOUGH, ...limits },
});

async function problemOf(more: Record<string, unknown> = {}): Promise<string> {
  const answer = await gpuAvailability(modelWith(more));
  if (answer.available) return 'none';
  expect(answer.error.code).toBe('unsupported');
  return answer.error.message;
}

afterEach(() => vi.unstubAllGlobals());

describe('gpuAvailability', () => {
  it('is content with exactly what web-llm asks for', async () => {
    gpuOf(adapterWith());
    expect(await problemOf()).toBe('none');
  });

  it('asks a GPU process that has just started twice', async () => {
    gpuOf(null, adapterWith());
    expect(await problemOf()).toBe('none');
    gpuOf(null, null);
    expect(await problemOf()).toBe('WebGPU found no compatible GPU.');
  });

  it('says when there is no WebGPU, or when it breaks', async () => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('self', globalThis);
    expect(await problemOf()).toContain('no WebGPU');
    vi.stubGlobal('navigator', { gpu: { requestAdapter: () => Promise.reject(new Error('no')) } });
    expect(await problemOf()).toContain('could not be started');
  });

  it.each(Object.entries(ENOUGH))('names %s when it is one short', async (limit, enough) => {
    gpuOf(adapterWith({ [limit]: enough - 1 }));
    expect(await problemOf()).toMatch(new RegExp(`offers ${enough - 1} .*needs ${enough}`));
  });

  it('knows that web-llm takes the smallest binding where it cannot have the largest', async () => {
    const needs = { gpu: { maxStorageBufferBindingSize: 2 ** 28 } };
    gpuOf(adapterWith({ maxStorageBufferBindingSize: 2 ** 29 }));
    expect(await problemOf(needs)).toContain(`gets ${2 ** 27}`);
    gpuOf(adapterWith({ maxStorageBufferBindingSize: 2 ** 30 }));
    expect(await problemOf(needs)).toBe('none');
  });

  it.each([
    { gpu: { features: ['shader-f16'] } },
    { quantization: 'q4f16_1' },
    { id: 'SmolLM2-135M-Instruct-q0f16-MLC' },
    { library: 'SmolLM2-q4f16_1.wasm' },
  ])('wants half floats for a build that is made of them: %o', async (more) => {
    gpuOf(adapterWith());
    expect(await problemOf(more)).toContain('shader-f16');
    gpuOf(adapterWith({}, ['shader-f16']));
    expect(await problemOf(more)).toBe('none');
  });

  it('refuses models of other engines', async () => {
    gpuOf(adapterWith());
    expect(await gpuAvailability(fakeModel)).toMatchObject({ available: false, error: { code: 'unsupported' } });
  });
});
