/** Ranks models for a device and says why, in figures: pure, so that every device can be tried on paper. */
import type { ChoiceReason } from '../engine/engine-state.js';
import type { Candidates } from '../engine/ladder.js';
import type { DeviceReport } from './device.js';
import { bindingOf, gpuObstacle } from './gpu.js';
import { DEVICE_TIERS, type DeviceTier, type ModelEngine, type ModelRecord } from './model-record.js';

/** What a site wants of a model. All may be left out. */
export interface ModelWish {
  /** `auto` (default) takes whatever works. */
  readonly engine?: 'auto' | ModelEngine | undefined;
  /**
   * The catalogue holds the site's own models, best first: that order is kept, and only what makes a
   * model impossible counts against it.
   */
  readonly named?: boolean | undefined;
  /** The largest download, in bytes. Default: 400 MB for phones, 250 MB where data is to be saved. */
  readonly maxBytes?: number | undefined;
  /** BCP 47 tags of languages that the model must know. */
  readonly languages?: readonly string[] | undefined;
  /** Ids of models that are on this device already: they need neither a download nor room. */
  readonly onDevice?: readonly string[] | undefined;
  /** Default: `chat`, and for the site's own models whatever they do. */
  readonly task?: 'chat' | 'embedding' | undefined;
}

/** What is to be said of one model on one device. Plain data. */
export interface Recommendation {
  readonly engine: ModelEngine;
  readonly model: ModelRecord;
  /** Whether it can run here, as far as can be told without trying. */
  readonly fits: boolean;
  /** Why it fits, or all that stands against it; never empty. */
  readonly reasons: readonly ChoiceReason[];
  /** The weakest kind of device that the model is for. */
  readonly tier: DeviceTier;
}

/** The largest download that a phone gets without being asked for it, in bytes. */
const MOBILE_BYTES = 400e6;
/** The same where the visitor saves data, or pays by the byte. */
const SAVING_BYTES = 250e6;
/** Above this, llama.cpp in WebAssembly answers slower than people read. In millions of weights. */
const CPU_PARAMETERS = 1000;
/** Stored files need some room beside them. */
const STORAGE_FACTOR = 1.05;
const GIB = 2 ** 30;

/**
 * Ranks models for a device: those that fit first, best first, then those that do not. After the
 * best come smaller ones down to the smallest for the CPU, so that a load that fails has somewhere to
 * go; then larger ones, for visitors to pick.
 *
 * @example
 * ```ts
 * import { modelCatalog, probeDevice, recommendModels } from '@local-llm-chat/core';
 *
 * for (const { model, fits, reasons } of recommendModels(await probeDevice(), modelCatalog)) {
 *   console.log(fits ? 'fits:' : 'passed over:', model.name, reasons[0]?.message);
 * }
 * ```
 */
export function recommendModels(
  device: DeviceReport,
  catalogue: readonly ModelRecord[],
  wish: ModelWish = {},
): readonly Recommendation[] {
  const task = wish.task ?? (wish.named ? undefined : 'chat');
  const judged = catalogue
    .filter(({ engine }) => wish.engine === undefined || wish.engine === 'auto' || engine === wish.engine)
    .filter((model) => task === undefined || (model.task ?? 'chat') === task)
    .map((model) => judge(device, model, wish));
  const fitting = judged.filter(({ fits }) => fits);
  const others = judged.filter(({ fits }) => !fits);
  return wish.named ? [...fitting, ...others] : [...rank(fitting, device, wish), ...rank(others, device, wish)];
}

/**
 * What an engine runner needs of recommendations: the candidates, the lightest build of a model for
 * each engine, and for each kind of obstacle one example.
 */
export function candidatesFrom(recommendations: readonly Recommendation[]): Candidates {
  const fitting = recommendations.filter(({ fits }) => fits);
  const obstacles = recommendations.flatMap(({ fits, reasons: [reason] }) => (fits || !reason ? [] : [reason]));
  return {
    candidates: fitting.flatMap(({ engine, model, reasons: [reason] }) => {
      const twins = fitting.filter((other) => other.engine === engine && nameOf(other.model) === nameOf(model));
      const [lightest] = twins.toSorted((one, other) => memoryOf(one.model) - memoryOf(other.model));
      return lightest?.model === model && reason !== undefined ? [{ engine, model, reason }] : [];
    }),
    passedOver: obstacles.filter(({ code }, index) => obstacles.findIndex((one) => one.code === code) === index),
  };
}

const nameOf = ({ family, id }: ModelRecord) => family ?? id;
const memoryOf = ({ memoryBytes, bytes }: ModelRecord) => memoryBytes ?? bytes ?? 0;

/** The kind of device that this is, for a wish: a GPU that is a program counts when web-llm is asked for. */
export function tierOf(device: DeviceReport, engine: ModelWish['engine'] = 'auto'): DeviceTier {
  const { webgpu: gpu, memory, mobile, system } = device;
  if (gpu.available !== true || engine === 'wllama' || (gpu.software && engine !== 'webllm')) return 'cpu';
  if (!gpu.shaderF16) return 'gpu-basic';
  const isSmall = mobile === true || system === 'ios' || memory.class === 'small' || bindingOf(gpu.limits) < GIB;
  if (isSmall) return 'gpu-phone';
  // Laptops with 8 GiB name the same memory as desktops: the GPU tells them apart.
  return memory.class === 'large' && STRONG_VENDORS.includes(gpu.vendor) ? 'gpu-desktop' : 'gpu-laptop';
}

/** GPUs with memory of their own, or with as much as the whole device has. */
const STRONG_VENDORS = ['apple', 'nvidia'];

function judge(device: DeviceReport, model: ModelRecord, wish: ModelWish): Recommendation {
  const obstacles = [
    gpuObstacleOf(device, model, wish),
    ...(wish.named ? [] : [memoryObstacle(device, model), cpuObstacle(model, wish)]),
    ...(wish.onDevice?.includes(model.id)
      ? []
      : [downloadObstacle(device, model, wish), storageObstacle(device, model)]),
    languageObstacle(model, wish),
  ].filter((reason) => reason !== null);
  const fits = obstacles.length === 0;
  const tier = model.tier ?? (model.engine === 'wllama' ? 'cpu' : 'gpu-basic');
  return { engine: model.engine, model, fits, reasons: fits ? [praise(model, wish)] : obstacles, tier };
}

function praise(model: ModelRecord, { named }: ModelWish): ChoiceReason {
  const figures = [
    ...(model.bytes === null
      ? []
      : [`${model.bytesAre === 'exact' ? '' : 'about '}${megabytes(model.bytes)} to download`]),
    ...(model.memoryBytes === undefined ? [] : [`about ${megabytes(model.memoryBytes)} of memory`]),
  ];
  const facts = figures.length === 0 ? '.' : `: ${figures.join(', ')}.`;
  if (named) return { code: 'asked-for', message: `This page asks for ${model.name}${facts}` };
  return model.engine === 'webllm'
    ? { code: 'gpu-default', message: `${model.name} runs on this device’s GPU${facts}` }
    : { code: 'cpu-default', message: `${model.name} runs on any CPU${facts}` };
}

function gpuObstacleOf({ webgpu }: DeviceReport, model: ModelRecord, { engine }: ModelWish): ChoiceReason | null {
  if (model.engine !== 'webllm') return null;
  if (webgpu.available === true && webgpu.software && engine !== 'webllm') {
    return { code: 'gpu-is-software', message: 'WebGPU is done in software here, which is slower than the CPU.' };
  }
  return gpuObstacle(model, webgpu);
}

/** Half of the memory is left to the browser, the page and everything else. */
function memoryObstacle(device: DeviceReport, model: ModelRecord): ChoiceReason | null {
  const needed = model.memoryBytes ?? model.bytes;
  const offered = memoryFor(device);
  if (needed === null || needed <= offered) return null;
  return {
    code: 'memory-too-small',
    message: `${model.name} needs about ${megabytes(needed)} of memory; this device offers about ${megabytes(offered)}.`,
  };
}

function memoryFor({ memory, mobile, system }: DeviceReport): number {
  // Safari ends a tab at about 1.5 GB, whatever the device has.
  if (system === 'ios') return GIB;
  // Most browsers do not tell: then a laptop of 4 GiB is taken for granted, or a phone of 3.
  const gibibytes = memory.deviceMemory === 'unknown' ? (mobile === true ? 3 : 4) : memory.deviceMemory;
  return (gibibytes * GIB) / 2;
}

function cpuObstacle(model: ModelRecord, { engine }: ModelWish): ChoiceReason | null {
  if (model.engine !== 'wllama' || engine === 'wllama') return null;
  const { parameters = 0, name } = model;
  if (parameters <= CPU_PARAMETERS) return null;
  return {
    code: 'cpu-too-slow',
    message: `${name} has ${parameters} million weights; on a CPU, ${CPU_PARAMETERS} are the most that answer fast enough.`,
  };
}

function downloadObstacle(device: DeviceReport, model: ModelRecord, wish: ModelWish): ChoiceReason | null {
  const limit = downloadLimit(device, wish);
  if (limit === null || model.bytes === null || model.bytes <= limit.bytes) return null;
  const message = `${model.name} is a download of ${megabytes(model.bytes)}; ${limit.why}, ${megabytes(limit.bytes)} are the most.`;
  return { code: 'download-too-large', message };
}

function downloadLimit(
  { network, mobile, system }: DeviceReport,
  { maxBytes, named }: ModelWish,
): { readonly bytes: number; readonly why: string } | null {
  if (maxBytes !== undefined) return { bytes: maxBytes, why: 'by this page’s wish' };
  if (named) return null;
  if (network.saveData === true) return { bytes: SAVING_BYTES, why: 'where data is to be saved' };
  if (network.metered === true) return { bytes: SAVING_BYTES, why: 'on a connection that is paid by the byte' };
  return mobile === true || system === 'ios' ? { bytes: MOBILE_BYTES, why: 'on a phone' } : null;
}

function storageObstacle(
  { storage: { quotaBytes, usedBytes } }: DeviceReport,
  model: ModelRecord,
): ChoiceReason | null {
  if (quotaBytes === 'unknown' || model.bytes === null) return null;
  const free = Math.max(0, quotaBytes - (usedBytes === 'unknown' ? 0 : usedBytes));
  if (model.bytes * STORAGE_FACTOR <= free) return null;
  return {
    code: 'storage-too-small',
    message: `${model.name} takes up ${megabytes(model.bytes)}; this browser has ${megabytes(free)} left for this site.`,
  };
}

function languageObstacle(model: ModelRecord, { languages = [] }: ModelWish): ChoiceReason | null {
  if (model.languages === undefined) return null;
  const known = model.languages.map(primaryLanguage);
  const missing = languages.find((language) => !known.includes(primaryLanguage(language)));
  if (missing === undefined) return null;
  return { code: 'other-language', message: `${model.name} does not answer well in “${missing}”.` };
}

const primaryLanguage = (tag: string) => (tag.split('-')[0] ?? tag).toLowerCase();

/** Best first: what was made for such a device, then step by step for weaker ones, then for stronger ones. */
function rank(
  recommendations: readonly Recommendation[],
  device: DeviceReport,
  { engine }: ModelWish,
): readonly Recommendation[] {
  const own = DEVICE_TIERS.indexOf(tierOf(device, engine));
  const distance = ({ tier }: Recommendation) => {
    const steps = own - DEVICE_TIERS.indexOf(tier);
    return steps >= 0 ? steps : DEVICE_TIERS.length - steps;
  };
  const isWeak = device.cpu.threadsAllowed !== true || device.memory.class === 'small';
  const isSaving = device.network.saveData === true || device.network.metered === true;
  // On one thread a CPU reads a long question slowly: then small comes before good.
  const bySize = (one: Recommendation) => isSaving || (one.engine === 'wllama' && isWeak);
  return recommendations.toSorted(
    (one, other) => distance(one) - distance(other) || (bySize(one) && bySize(other) ? sizeOf(one) - sizeOf(other) : 0),
  );
}

const sizeOf = ({ model }: Recommendation) => model.bytes ?? Number.POSITIVE_INFINITY;

function megabytes(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
