/** Devices on paper, for tests. */
import type { DeviceReport } from './device.js';
import type { GpuLimits, GpuReport } from './gpu.js';

/** A GPU that lacks nothing. */
export const goodLimits: GpuLimits = {
  maxBufferSize: 2 ** 31,
  maxStorageBufferBindingSize: 2 ** 31 - 4,
  maxComputeWorkgroupStorageSize: 32 * 2 ** 10,
  maxStorageBuffersPerShaderStage: 10,
  maxComputeInvocationsPerWorkgroup: 1024,
};

/** A GPU on paper. */
export function gpuWith(
  change: Partial<Omit<Extract<GpuReport, { available: true }>, 'limits'>> & { limits?: Partial<GpuLimits> } = {},
): GpuReport {
  const { limits, ...rest } = change;
  const shaderF16 = rest.shaderF16 ?? true;
  return {
    available: true,
    vendor: 'nvidia',
    architecture: 'ampere',
    description: 'unknown',
    software: false,
    features: shaderF16 ? ['shader-f16'] : [],
    subgroups: false,
    ...rest,
    shaderF16,
    limits: { ...goodLimits, ...limits },
  };
}

/** A browser without WebGPU. */
export const noGpu: GpuReport = { available: false, why: 'This browser has no WebGPU here.' };

/** A device on paper: a laptop of 8 GiB in Chrome on a page that is cross-origin isolated, changed. */
export function deviceWith(
  change: {
    [K in keyof DeviceReport]?: DeviceReport[K] extends object ? Partial<DeviceReport[K]> : DeviceReport[K];
  } = {},
): DeviceReport {
  return {
    webgpu: (change.webgpu as GpuReport | undefined) ?? gpuWith({ vendor: 'intel', architecture: 'xe' }),
    cpu: { threads: 8, threadsAllowed: true, ...change.cpu },
    wasm: { simd: true, memory64: true, jspi: true, ...change.wasm },
    memory: { class: 'large', deviceMemory: 8, ...change.memory },
    storage: { quotaBytes: 100e9, usedBytes: 0, persisted: false, ...change.storage },
    promptApi: change.promptApi ?? 'unavailable',
    network: { saveData: false, metered: 'unknown', effectiveType: '4g', ...change.network },
    mobile: change.mobile ?? false,
    system: change.system ?? 'other',
  };
}
