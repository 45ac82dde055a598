/** What this device and browser offer: asked all at once, in two seconds at most, and never guessed. */
import { type GpuReport, probeGpu } from './gpu.js';

/** What a browser does not tell. */
export type Unknown = 'unknown';

/** A device as its browser shows it. Plain data; `unknown` wherever nobody could tell. */
export interface DeviceReport {
  readonly webgpu: GpuReport;
  readonly cpu: {
    /** Threads that the processor runs at a time. */
    readonly threads: number | Unknown;
    /** Whether WebAssembly may use more than one: only cross-origin isolated pages may. */
    readonly threadsAllowed: boolean | Unknown;
  };
  readonly wasm: {
    /** 128-bit vectors. Without them llama.cpp does not run. */
    readonly simd: boolean | Unknown;
    /** More than 4 GiB of memory. */
    readonly memory64: boolean | Unknown;
    /** JavaScript Promise Integration: WebAssembly that can wait. */
    readonly jspi: boolean | Unknown;
  };
  readonly memory: {
    /** `small` up to 2 GiB, `medium` above, `large` from 8 GiB on. */
    readonly class: 'small' | 'medium' | 'large' | Unknown;
    /** RAM in GiB, rounded by the browser, which may also name no more than 8. */
    readonly deviceMemory: number | Unknown;
  };
  readonly storage: {
    /** Bytes that this site may take up in all. */
    readonly quotaBytes: number | Unknown;
    readonly usedBytes: number | Unknown;
    /** Whether the browser has promised not to clear it by itself. */
    readonly persisted: boolean | Unknown;
  };
  /** Whether the browser has a language model of its own. Only windows can tell. */
  readonly promptApi: 'available' | 'downloadable' | 'downloading' | 'unavailable' | Unknown;
  readonly network: {
    /** The visitor asked for less data. */
    readonly saveData: boolean | Unknown;
    /** Paid by the byte, as far as the kind of connection says. */
    readonly metered: boolean | Unknown;
    /** `slow-2g`, `2g`, `3g` or `4g`. */
    readonly effectiveType: string;
  };
  /** A phone or tablet. */
  readonly mobile: boolean | Unknown;
  readonly system: 'android' | 'ios' | 'other' | Unknown;
}

/** What to look at. All may be left out. */
export interface ProbeOptions {
  /** Ends the wait for answers. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Questions that need no answer, which is then `unknown`: WebGPU wakes the GPU up, and both write to
   * the console of some browsers that lack them.
   */
  readonly without?: readonly ('webgpu' | 'promptApi')[];
}

/** All answers together take no longer than this. */
const DEADLINE_MS = 2000;

/**
 * Looks at the device. Works in windows and workers; in Node everything is `unknown`.
 *
 * Never throws, not even when `signal` fires: then it returns at once, with `unknown` for every
 * question that has not been answered.
 *
 * @example
 * ```ts
 * import { probeDevice } from '@local-llm-chat/core';
 *
 * const device = await probeDevice();
 * if (device.webgpu.available === true) console.log(device.webgpu.vendor, device.webgpu.shaderF16);
 * console.log(device.memory.class, device.storage.quotaBytes);
 * ```
 */
export async function probeDevice({ signal, without = [] }: ProbeOptions = {}): Promise<DeviceReport> {
  const over = Promise.withResolvers<void>();
  const end = () => over.resolve();
  const timer = setTimeout(end, DEADLINE_MS);
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) end();
  const within = async <T>(ask: () => Promise<T>, unknown: T): Promise<T> => {
    // A question that throws is one that this browser does not know.
    const answer = Promise.resolve().then(ask);
    return Promise.race([answer.catch(() => unknown), over.promise.then(() => unknown)]);
  };
  try {
    const late: GpuReport = { available: 'unknown', why: 'The GPU did not answer in time.' };
    const unasked: GpuReport = { available: 'unknown', why: 'The GPU was not asked.' };
    const [webgpu, estimate, persisted, promptApi, { mobile, system }] = await Promise.all([
      without.includes('webgpu') ? unasked : within(() => probeGpu(DEADLINE_MS), late),
      within<StorageEstimate>(async () => navigator.storage.estimate(), {}),
      within<boolean | Unknown>(async () => navigator.storage.persisted(), 'unknown'),
      within(without.includes('promptApi') ? async () => 'unknown' as const : askPromptApi, 'unknown'),
      within(async () => kindOfDevice(), { mobile: 'unknown', system: 'unknown' }),
    ]);
    const { quota: quotaBytes = 'unknown', usage: usedBytes = 'unknown' } = estimate;
    return {
      webgpu,
      cpu: cpuOf(),
      wasm: wasmOf(),
      memory: memoryOf(),
      storage: { quotaBytes, usedBytes, persisted },
      promptApi,
      network: networkOf(),
      mobile,
      system,
    };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

/** Node has a `navigator` of its own, which knows nothing of a visitor's device. */
const isBrowser = () => typeof self !== 'undefined';

/** What browsers offer beyond the standard types. */
interface MoreNavigator {
  readonly deviceMemory?: number;
  readonly connection?: { readonly saveData?: boolean; readonly type?: string; readonly effectiveType?: string };
  readonly userAgentData?: { readonly mobile?: boolean };
  readonly userAgent?: string;
  readonly maxTouchPoints?: number;
  readonly hardwareConcurrency?: number;
}

const moreNavigator = (): MoreNavigator => (isBrowser() ? (navigator as MoreNavigator) : {});

function cpuOf(): DeviceReport['cpu'] {
  const threadsAllowed = isBrowser() && 'crossOriginIsolated' in globalThis ? crossOriginIsolated : 'unknown';
  return { threads: moreNavigator().hardwareConcurrency ?? 'unknown', threadsAllowed };
}

/** The least module that each feature needs, checked in a real browser. */
// biome-ignore format: bytes in rows.
const SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];
/** A memory whose limits carry the flag of 64-bit addresses. */
const MEMORY64 = [0, 97, 115, 109, 1, 0, 0, 0, 5, 3, 1, 4, 1];

function wasmOf(): DeviceReport['wasm'] {
  if (!isBrowser()) return { simd: 'unknown', memory64: 'unknown', jspi: 'unknown' };
  if (typeof WebAssembly === 'undefined') return { simd: false, memory64: false, jspi: false };
  return {
    simd: WebAssembly.validate(new Uint8Array(SIMD)),
    memory64: WebAssembly.validate(new Uint8Array(MEMORY64)),
    jspi: 'Suspending' in WebAssembly && 'promising' in WebAssembly,
  };
}

function memoryOf(): DeviceReport['memory'] {
  const { deviceMemory = 'unknown' } = moreNavigator();
  if (deviceMemory === 'unknown') return { class: 'unknown', deviceMemory };
  return { class: deviceMemory <= 2 ? 'small' : deviceMemory < 8 ? 'medium' : 'large', deviceMemory };
}

/** Kinds of connection that are usually paid by the month. */
const FLAT = ['ethernet', 'wifi'];

function networkOf(): DeviceReport['network'] {
  const { saveData = 'unknown', type, effectiveType = 'unknown' } = moreNavigator().connection ?? {};
  const metered = type === 'cellular' || (type !== undefined && FLAT.includes(type) ? false : 'unknown');
  return { saveData, metered, effectiveType };
}

function kindOfDevice(): Pick<DeviceReport, 'mobile' | 'system'> {
  const { userAgentData, userAgent = '', maxTouchPoints = 0 } = moreNavigator();
  if (userAgent === '') return { mobile: userAgentData?.mobile ?? 'unknown', system: 'unknown' };
  // An iPad calls itself a Macintosh, but no Macintosh has a touch screen.
  const ios = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
  const android = /Android/.test(userAgent);
  const mobile = ios || android || (userAgentData?.mobile ?? /Mobile/.test(userAgent));
  return { mobile, system: ios ? 'ios' : android ? 'android' : 'other' };
}

interface LanguageModelLike {
  availability(options: { expectedOutputs: { type: 'text'; languages: string[] }[] }): Promise<string>;
}

const AVAILABILITIES = ['available', 'downloadable', 'downloading', 'unavailable'] as const;

async function askPromptApi(): Promise<DeviceReport['promptApi']> {
  if (typeof window === 'undefined') return 'unknown';
  const model = (globalThis as { LanguageModel?: LanguageModelLike }).LanguageModel;
  if (model === undefined) return 'unavailable';
  // Chrome complains on the console when no language is named.
  const answer = await model.availability({ expectedOutputs: [{ type: 'text', languages: ['en'] }] });
  return AVAILABILITIES.find((known) => known === answer) ?? 'unknown';
}
