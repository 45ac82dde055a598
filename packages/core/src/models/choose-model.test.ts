import { describe, expect, it } from 'vitest';
import { defaultModels } from './catalog.js';
import { chooseModels } from './choose-model.js';
import type { GpuProbe } from './device.js';
import type { ModelRecord } from './model-record.js';

const gpu = (change: Partial<Extract<GpuProbe, { available: true }>> = {}): GpuProbe => ({
  available: true,
  software: false,
  features: new Set(['shader-f16']),
  maxStorageBufferBindingSize: 2 ** 30,
  vendor: '',
  ...change,
});
const none: GpuProbe = { available: false, why: 'This browser has no WebGPU.' };
const F16 = 'SmolLM2-360M-Instruct-q4f16_1-MLC';
const F32 = 'SmolLM2-360M-Instruct-q4f32_1-MLC';
const CPU = 'SmolLM2-135M-Instruct-Q4_1-GGUF';

type Engine = 'auto' | 'webllm' | 'wllama';
const choose = (probe: GpuProbe, engine: Engine = 'auto', models: readonly ModelRecord[] = defaultModels) =>
  chooseModels({ models, engine, named: false }, probe);

describe('chooseModels', () => {
  it.each<[string, GpuProbe, Engine, string[], string[]]>([
    ['a good GPU', gpu(), 'auto', [F16, F32, CPU], []],
    ['a GPU without f16', gpu({ features: new Set() }), 'auto', [F32, CPU], ['gpu-feature-missing']],
    [
      'a GPU with small buffers',
      gpu({ maxStorageBufferBindingSize: 2 ** 20 }),
      'auto',
      [CPU],
      ['gpu-too-small', 'gpu-too-small'],
    ],
    ['a GPU done in software', gpu({ software: true }), 'auto', [CPU], ['gpu-is-software']],
    ['a GPU done in software, web-llm by name', gpu({ software: true }), 'webllm', [F16, F32], []],
    ['no GPU', none, 'auto', [CPU], ['no-webgpu']],
    ['no GPU, web-llm by name', none, 'webllm', [], ['no-webgpu']],
    ['a good GPU, llama.cpp by name', gpu(), 'wllama', [CPU], []],
  ])('%s', (_, probe, engine, ids, reasons) => {
    const { candidates, passedOver } = choose(probe, engine);
    expect(candidates.map(({ model }) => model.id)).toEqual(ids);
    expect(passedOver.map(({ code }) => code)).toEqual(reasons);
  });

  it('says the numbers when a buffer is too small', () => {
    const { passedOver } = choose(gpu({ maxStorageBufferBindingSize: 1000 }));
    expect(passedOver[0]?.message).toContain('134217728');
    expect(passedOver[0]?.message).toContain('1000');
  });

  it('gives the engine of each candidate, and who wanted it', () => {
    const { candidates } = chooseModels({ models: defaultModels, engine: 'auto', named: true }, none);
    expect(candidates).toMatchObject([{ engine: 'wllama', reason: { code: 'asked-for' } }]);
  });
});
