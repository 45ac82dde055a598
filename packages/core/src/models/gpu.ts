/** What this device's GPU offers, asked without loading anything, and whether a model can run on it. */
import type { ChoiceReason } from '../engine/engine-state.js';
import type { MlcModel } from './model-record.js';

/** The limits that decide what web-llm can do, as WebGPU names them. Bytes, or a count. */
export interface GpuLimits {
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
  readonly maxComputeWorkgroupStorageSize: number;
  readonly maxStorageBuffersPerShaderStage: number;
  readonly maxComputeInvocationsPerWorkgroup: number;
}

/** A GPU as WebGPU shows it. Plain data. */
export type GpuReport =
  | {
      /** `unknown` when nobody could be asked, or the answer did not come in time. */
      readonly available: false | 'unknown';
      /** What was missing, in an English sentence. */
      readonly why: string;
    }
  | {
      readonly available: true;
      /** e.g. `apple`, `qualcomm`; `unknown` when the browser does not tell. */
      readonly vendor: string;
      /** e.g. `adreno-6xx`; `unknown` when the browser does not tell. */
      readonly architecture: string;
      /** The driver's own words; `unknown` when the browser does not tell. */
      readonly description: string;
      /** Done in software: slower than the CPU engine. */
      readonly software: boolean;
      /** Names of WebGPU features. */
      readonly features: readonly string[];
      readonly shaderF16: boolean;
      readonly subgroups: boolean;
      readonly limits: GpuLimits;
    };

interface GpuAdapterLike {
  readonly features: Iterable<string>;
  readonly limits: Partial<GpuLimits>;
  readonly info?: {
    readonly vendor?: string;
    readonly architecture?: string;
    readonly description?: string;
    readonly isFallbackAdapter?: boolean;
  };
  readonly isFallbackAdapter?: boolean;
}

interface GpuLike {
  requestAdapter(options: { powerPreference: string }): Promise<GpuAdapterLike | null>;
}

/**
 * Asks for a WebGPU adapter, in a window or a worker. Never throws.
 *
 * @param deadlineMs how long it may take, in milliseconds.
 */
export async function probeGpu(deadlineMs: number): Promise<GpuReport> {
  const gpu = (globalThis.navigator as { gpu?: GpuLike } | undefined)?.gpu;
  if (gpu === undefined) {
    return typeof self === 'undefined'
      ? { available: 'unknown', why: 'There is no browser here to ask for a GPU.' }
      : { available: false, why: 'This browser has no WebGPU here.' };
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, deadlineMs, 'late');
  });
  try {
    const adapter = await Promise.race([askTwice(gpu), late]);
    if (adapter === 'late') return { available: 'unknown', why: 'The GPU did not answer in time.' };
    if (adapter === null) return { available: false, why: 'WebGPU found no compatible GPU.' };
    return reportOn(adapter);
  } catch {
    return { available: false, why: 'WebGPU could not be started.' };
  } finally {
    clearTimeout(timer);
  }
}

/** A GPU process that has just started may not have found its GPU yet: the second answer counts. */
async function askTwice(gpu: GpuLike): Promise<GpuAdapterLike | null> {
  const ask = () => gpu.requestAdapter({ powerPreference: 'high-performance' });
  return (await ask()) ?? (await ask());
}

/** Drivers that are programs: some browsers do not mark them as a fallback. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i;

function reportOn({ features, limits, info, isFallbackAdapter }: GpuAdapterLike): GpuReport {
  const { vendor = '', architecture = '', description = '' } = info ?? {};
  const names = [...features].sort();
  const limit = (name: keyof GpuLimits) => limits[name] ?? 0;
  return {
    available: true,
    vendor: vendor || 'unknown',
    architecture: architecture || 'unknown',
    description: description || 'unknown',
    software:
      (info?.isFallbackAdapter ?? isFallbackAdapter ?? false) ||
      SOFTWARE.test(`${vendor} ${architecture} ${description}`),
    features: names,
    shaderF16: names.includes('shader-f16'),
    subgroups: names.includes('subgroups'),
    limits: {
      maxBufferSize: limit('maxBufferSize'),
      maxStorageBufferBindingSize: limit('maxStorageBufferBindingSize'),
      maxComputeWorkgroupStorageSize: limit('maxComputeWorkgroupStorageSize'),
      maxStorageBuffersPerShaderStage: limit('maxStorageBuffersPerShaderStage'),
      maxComputeInvocationsPerWorkgroup: limit('maxComputeInvocationsPerWorkgroup'),
    },
  };
}

/** What web-llm asks every device for; it fails without, but only after it has downloaded. */
const HARD_LIMITS = [
  ['maxComputeWorkgroupStorageSize', 32 * 2 ** 10, 'bytes of workgroup memory'],
  ['maxStorageBuffersPerShaderStage', 10, 'storage buffers per shader'],
  ['maxComputeInvocationsPerWorkgroup', 256, 'invocations per workgroup'],
  ['maxBufferSize', 2 ** 28, 'bytes in one buffer'],
  ['maxStorageBufferBindingSize', 2 ** 27, 'bytes in one bound buffer'],
] as const;

/** web-llm asks for bindings of a gibibyte, or else takes the least there can be: nothing between. */
const LARGE_BINDING = 2 ** 30;
const SMALL_BINDING = 2 ** 27;

/** The largest buffer that web-llm can bind in one shader here, in bytes. */
export function bindingOf(limits: GpuLimits): number {
  return limits.maxStorageBufferBindingSize >= LARGE_BINDING ? LARGE_BINDING : SMALL_BINDING;
}

/** Why web-llm cannot run a model on this GPU, or `null` when it can. Pure: pages and workers share it. */
export function gpuObstacle(model: MlcModel, gpu: GpuReport): ChoiceReason | null {
  if (gpu.available !== true) return { code: 'no-webgpu', message: gpu.why };
  for (const [limit, needed, what] of HARD_LIMITS) {
    const offered = gpu.limits[limit];
    if (offered < needed) {
      return { code: 'gpu-too-small', message: `This GPU offers ${offered} ${what}; web-llm needs ${needed}.` };
    }
  }
  const missing = featuresOf(model).find((feature) => !gpu.features.includes(feature));
  if (missing !== undefined) {
    return { code: 'gpu-feature-missing', message: `This GPU has no ${missing}, which ${model.name} needs.` };
  }
  const needed = model.gpu.maxStorageBufferBindingSize ?? 0;
  const binding = bindingOf(gpu.limits);
  if (needed > binding) {
    return {
      code: 'gpu-too-small',
      message: `${model.name} needs ${needed} bytes in one bound buffer; web-llm gets ${binding} from this GPU.`,
    };
  }
  return null;
}

/** What the record says, and half floats for every build that is made of them: few records say so themselves. */
function featuresOf(model: MlcModel): readonly string[] {
  const features = model.gpu.features ?? [];
  const halfFloats = [model.quantization ?? '', model.id, model.library].some((name) => /q\df16/i.test(name));
  return halfFloats && !features.includes('shader-f16') ? [...features, 'shader-f16'] : features;
}
