/** Ranks models for a device and says why: pure, so that every device can be tried on paper. */
import type { Candidate, Candidates } from '../engine/engine-runner.js';
import type { ChoiceReason } from '../engine/engine-state.js';
import type { GpuProbe } from './device.js';
import type { MlcModel, ModelEngine, ModelRecord } from './model-record.js';

/** What the site wants. */
export interface ModelWish {
  /** Best first. */
  readonly models: readonly ModelRecord[];
  /** `auto` takes whatever works. */
  readonly engine: 'auto' | ModelEngine;
  /** Whether the site named the models itself. */
  readonly named: boolean;
}

/**
 * The models that this device can run, in the order of the wish.
 *
 * A GPU done in software counts only when the site asks for web-llm by name: llama.cpp on the CPU is
 * many times faster than it.
 */
export function chooseModels(wish: ModelWish, gpu: GpuProbe): Candidates {
  const candidates: Candidate[] = [];
  const passedOver: ChoiceReason[] = [];
  for (const model of wish.models) {
    if (wish.engine !== 'auto' && model.engine !== wish.engine) continue;
    const obstacle = model.engine === 'webllm' ? gpuObstacle(model, gpu, wish.engine === 'webllm') : null;
    if (obstacle === null) {
      candidates.push({ engine: model.engine, model, reason: reasonFor(model, wish.named) });
    } else if (!passedOver.some((reason) => reason.message === obstacle.message)) {
      passedOver.push(obstacle);
    }
  }
  return { candidates, passedOver };
}

function reasonFor(model: ModelRecord, named: boolean): ChoiceReason {
  if (named) return { code: 'asked-for', message: `This page asks for ${model.name}.` };
  return model.engine === 'webllm'
    ? { code: 'gpu-default', message: `${model.name} runs on this device’s GPU.` }
    : { code: 'cpu-default', message: `${model.name} runs on any CPU.` };
}

function gpuObstacle(model: MlcModel, gpu: GpuProbe, softwareIsFine: boolean): ChoiceReason | null {
  if (!gpu.available) return { code: 'no-webgpu', message: gpu.why };
  if (gpu.software && !softwareIsFine) {
    return { code: 'gpu-is-software', message: 'WebGPU is done in software here, which is slower than the CPU.' };
  }
  const missing = model.gpu.features?.find((feature) => !gpu.features.has(feature));
  if (missing !== undefined) {
    return { code: 'gpu-feature-missing', message: `This GPU has no ${missing}, which ${model.id} needs.` };
  }
  const needed = model.gpu.maxStorageBufferBindingSize ?? 0;
  if (needed > gpu.maxStorageBufferBindingSize) {
    return {
      code: 'gpu-too-small',
      message: `${model.id} needs GPU buffers of ${needed} bytes; this device offers ${gpu.maxStorageBufferBindingSize}.`,
    };
  }
  return null;
}
