/** What this device's GPU offers, asked of the browser without loading anything. */

/** A GPU as WebGPU shows it. */
export type GpuProbe =
  /** No usable WebGPU; `why` says what was missing, in English. */
  | { readonly available: false; readonly why: string }
  | {
      readonly available: true;
      /** Done in software: slower than the CPU engine. */
      readonly software: boolean;
      readonly features: ReadonlySet<string>;
      readonly maxStorageBufferBindingSize: number;
      /** e.g. `apple`, or empty when the browser does not tell. */
      readonly vendor: string;
    };

/** What is known of a GPU before anybody asks. */
export const NO_GPU: GpuProbe = { available: false, why: 'The GPU was not asked.' };

interface GpuAdapterLike {
  readonly features: ReadonlySet<string>;
  readonly limits: { readonly maxStorageBufferBindingSize: number };
  readonly info?: { readonly vendor?: string; readonly isFallbackAdapter?: boolean };
  readonly isFallbackAdapter?: boolean;
}

interface GpuLike {
  requestAdapter(options?: { powerPreference?: string }): Promise<GpuAdapterLike | null>;
}

/** A browser that does not answer is taken to have no GPU. */
const PROBE_DEADLINE_MS = 2000;

/** Asks for a WebGPU adapter. Never throws, and answers within two seconds. */
export async function probeGpu(): Promise<GpuProbe> {
  const gpu = (globalThis.navigator as { gpu?: GpuLike } | undefined)?.gpu;
  if (gpu === undefined) return { available: false, why: 'This browser has no WebGPU.' };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, PROBE_DEADLINE_MS, 'late');
  });
  try {
    const adapter = await Promise.race([gpu.requestAdapter({ powerPreference: 'high-performance' }), deadline]);
    if (adapter === 'late') return { available: false, why: 'The GPU did not answer in time.' };
    if (adapter === null) return { available: false, why: 'WebGPU found no compatible GPU.' };
    return {
      available: true,
      software: adapter.info?.isFallbackAdapter ?? adapter.isFallbackAdapter ?? false,
      features: new Set(adapter.features),
      maxStorageBufferBindingSize: adapter.limits.maxStorageBufferBindingSize,
      vendor: adapter.info?.vendor ?? '',
    };
  } catch {
    return { available: false, why: 'WebGPU could not be started.' };
  } finally {
    clearTimeout(timer);
  }
}
