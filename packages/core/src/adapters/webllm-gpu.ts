/** Asks, before anything is downloaded, whether this device's GPU can run web-llm and a model. */
import type { Availability } from '../engine/adapter.js';
import { LocalLLMError } from '../errors.js';
import type { MlcModel, ModelRecord } from '../models/model-record.js';

/** What web-llm asks every device for; it fails without, but only after it has downloaded. */
const HARD_LIMITS = [
  ['maxComputeWorkgroupStorageSize', 32 * 2 ** 10, 'bytes of workgroup memory'],
  ['maxStorageBuffersPerShaderStage', 10, 'storage buffers per shader'],
  ['maxBufferSize', 2 ** 28, 'bytes in one buffer'],
  ['maxStorageBufferBindingSize', 2 ** 27, 'bytes in one bound buffer'],
] as const;

/** web-llm asks for bindings of a gigabyte, or else takes the least there can be: nothing between. */
const LARGE_BINDING = 2 ** 30;
const SMALL_BINDING = 2 ** 27;

/** A browser that does not answer is taken to have no GPU. */
const PROBE_DEADLINE_MS = 10_000;

interface GpuAdapterLike {
  readonly features: ReadonlySet<string>;
  readonly limits: Readonly<Record<string, number | undefined>>;
}

interface GpuLike {
  requestAdapter(options: { powerPreference: string }): Promise<GpuAdapterLike | null>;
}

/** Whether the model can run here; if not, an error that names what is missing. */
export async function gpuAvailability(model: ModelRecord): Promise<Availability> {
  if (model.engine !== 'webllm') return unavailable(`${model.name} is not a model in MLC format.`);
  const gpu = (navigator as { gpu?: GpuLike }).gpu;
  if (gpu === undefined) return unavailable('This browser has no WebGPU in workers.');
  let adapter: GpuAdapterLike | null;
  try {
    // A GPU process that has just started may not have found its GPU yet: the second answer counts.
    adapter = (await ask(gpu)) ?? (await ask(gpu));
  } catch (error) {
    return unavailable('WebGPU could not be started.', error);
  }
  if (adapter === null) return unavailable('WebGPU found no compatible GPU.');
  const problem = obstacle(model, adapter);
  return problem === null ? { available: true } : unavailable(problem);
}

function obstacle(model: MlcModel, { features, limits }: GpuAdapterLike): string | null {
  const missing = featuresOf(model).find((feature) => !features.has(feature));
  if (missing !== undefined) return `This GPU has no ${missing}, which ${model.name} needs.`;
  for (const [limit, needed, what] of HARD_LIMITS) {
    const offered = limits[limit] ?? 0;
    if (offered < needed) return `This GPU offers ${offered} ${what}; web-llm needs ${needed}.`;
  }
  const binding = (limits['maxStorageBufferBindingSize'] ?? 0) >= LARGE_BINDING ? LARGE_BINDING : SMALL_BINDING;
  const needed = model.gpu.maxStorageBufferBindingSize ?? 0;
  if (needed > binding) {
    return `${model.name} needs ${needed} bytes in one bound buffer; web-llm gets ${binding} from this GPU.`;
  }
  return null;
}

/** What the record says, and half floats for every build that is made of them: few records say so themselves. */
function featuresOf(model: MlcModel): readonly string[] {
  const features = model.gpu.features ?? [];
  const halfFloats = [model.quantization ?? '', model.id, model.library].some((name) => /q\df16/i.test(name));
  return halfFloats && !features.includes('shader-f16') ? [...features, 'shader-f16'] : features;
}

async function ask(gpu: GpuLike): Promise<GpuAdapterLike | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The GPU did not answer in time.')), PROBE_DEADLINE_MS);
  });
  try {
    return await Promise.race([gpu.requestAdapter({ powerPreference: 'high-performance' }), deadline]);
  } finally {
    clearTimeout(timer);
  }
}

function unavailable(message: string, cause?: unknown): Availability {
  return { available: false, error: new LocalLLMError('unsupported', message, { cause }) };
}
