/** Facts about models that all builds of them share: their names, licences, languages and shapes. */
import type { ToolCallFormat } from '../generate.js';
import type { EmbeddingFacts, ModelLicense } from './model-record.js';

const HUB = 'https://huggingface.co';

const APACHE_2: ModelLicense = { id: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' };
const MIT: ModelLicense = { id: 'MIT', url: 'https://opensource.org/license/mit' };
/** Not an open licence: it limits who may use the model and for what. */
const LLAMA_3_2: ModelLicense = {
  id: 'LicenseRef-Llama-3.2',
  url: 'https://www.llama.com/llama3_2/license/',
};

/** What all builds of a model share. */
export interface Family {
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
  readonly embedding?: EmbeddingFacts;
  readonly toolCalls?: ToolCallFormat;
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
/** All of them have the tools of Hermes in their chat templates. */
const QWEN = { license: APACHE_2, contextLength: 32_768, languages: MANY, toolCalls: 'hermes' } as const;

export const smolLM2Small: Family = {
  ...SMOLLM2,
  family: 'smollm2-135m',
  name: 'SmolLM2 135M',
  parameters: 135,
  goodAt: 'Rephrases and drafts short English texts; often wrong about facts, sums and logic.',
  homepage: `${HUB}/HuggingFaceTB/SmolLM2-135M-Instruct`,
  shape: { vocabulary: 49_152, hidden: 576, layers: 30, keyValueWidth: 3 * 64 },
};
export const smolLM2Medium: Family = {
  ...SMOLLM2,
  family: 'smollm2-360m',
  name: 'SmolLM2 360M',
  parameters: 362,
  goodAt: 'Chats, rephrases and summarizes short texts in English; knows little.',
  homepage: `${HUB}/HuggingFaceTB/SmolLM2-360M-Instruct`,
  shape: { vocabulary: 49_152, hidden: 960, layers: 32, keyValueWidth: 5 * 64 },
};
export const smolLM2Large: Family = {
  ...SMOLLM2,
  family: 'smollm2-1.7b',
  name: 'SmolLM2 1.7B',
  parameters: 1711,
  goodAt: 'Writes and summarizes in good English.',
  homepage: `${HUB}/HuggingFaceTB/SmolLM2-1.7B-Instruct`,
  shape: { vocabulary: 49_152, hidden: 2048, layers: 24, keyValueWidth: 32 * 64 },
};
export const qwen25Small: Family = {
  ...QWEN,
  family: 'qwen2.5-0.5b',
  name: 'Qwen2.5 0.5B',
  parameters: 494,
  goodAt: 'Short answers and rewording in many languages; knows little.',
  homepage: `${HUB}/Qwen/Qwen2.5-0.5B-Instruct`,
  shape: { vocabulary: 151_936, hidden: 896, layers: 24, keyValueWidth: 2 * 64 },
};
export const qwen25Medium: Family = {
  ...QWEN,
  family: 'qwen2.5-1.5b',
  name: 'Qwen2.5 1.5B',
  parameters: 1544,
  goodAt: 'Answers about a text, summaries, lists and structured output in many languages.',
  homepage: `${HUB}/Qwen/Qwen2.5-1.5B-Instruct`,
  shape: { vocabulary: 151_936, hidden: 1536, layers: 28, keyValueWidth: 2 * 128 },
};
export const qwen3Medium: Family = {
  ...QWEN,
  family: 'qwen3-1.7b',
  name: 'Qwen3 1.7B',
  parameters: 1720,
  goodAt: 'Thinks aloud before it answers, in many languages: better at sums and logic, slower to the point.',
  homepage: `${HUB}/Qwen/Qwen3-1.7B`,
  shape: { vocabulary: 151_936, hidden: 2048, layers: 28, keyValueWidth: 8 * 128 },
};
export const qwen3Large: Family = {
  ...QWEN,
  family: 'qwen3-4b',
  name: 'Qwen3 4B',
  parameters: 4022,
  goodAt: 'Thinks aloud before it answers, in many languages: the best here at sums, logic and code.',
  homepage: `${HUB}/Qwen/Qwen3-4B`,
  shape: { vocabulary: 151_936, hidden: 2560, layers: 36, keyValueWidth: 8 * 128 },
};
export const phi4Mini: Family = {
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
export const mistral: Family = {
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
export const llama32: Family = {
  toolCalls: 'llama-3',
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
export const arcticEmbed: Family = {
  family: 'snowflake-arctic-embed-s',
  name: 'Snowflake Arctic Embed S',
  license: APACHE_2,
  languages: ['en'],
  contextLength: 512,
  parameters: 33,
  goodAt: 'Finds English passages by meaning, on the GPU.',
  homepage: `${HUB}/Snowflake/snowflake-arctic-embed-s`,
  task: 'embedding',
  embedding: { dimensions: 384, queryPrefix: 'Represent this sentence for searching relevant passages: ' },
  shape: { vocabulary: 30_522, hidden: 384, layers: 12, keyValueWidth: 0 },
};
export const miniLM: Family = {
  ...arcticEmbed,
  family: 'all-minilm-l6-v2',
  name: 'MiniLM L6',
  embedding: { dimensions: 384 },
  // Its makers cut texts here.
  contextLength: 256,
  parameters: 23,
  goodAt: 'Finds English passages by meaning, on any CPU.',
  homepage: `${HUB}/sentence-transformers/all-MiniLM-L6-v2`,
  shape: { vocabulary: 30_522, hidden: 384, layers: 6, keyValueWidth: 0 },
};
