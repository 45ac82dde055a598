/** What is known about a model: where its files are, how large, under which licence, what it needs. */
import { LocalLLMError } from '../errors.js';
import type { ToolCallFormat } from '../generate.js';

/**
 * Kinds of device, weakest first: no GPU that can be used; a GPU without half floats; a phone's GPU
 * with half floats, or another with small buffers; a laptop's; a desktop's with about 8 GB.
 */
export type DeviceTier = 'cpu' | 'gpu-basic' | 'gpu-phone' | 'gpu-laptop' | 'gpu-desktop';

/** All of them, weakest first. */
export const DEVICE_TIERS: readonly DeviceTier[] = ['cpu', 'gpu-basic', 'gpu-phone', 'gpu-laptop', 'gpu-desktop'];

/** The engines a model can be made for. */
export type ModelEngine = 'wllama' | 'webllm';

/** One file of a model. */
export interface ModelFile {
  /** Absolute URL. */
  readonly url: string;
  /** Size in bytes, or `null` when only the server knows. */
  readonly bytes: number | null;
  /** SHA-256 of the whole file, in lower-case hex. A file that differs is refused. */
  readonly sha256?: string;
  /** Hashes of its parts: damage is found in the part it hit, and that part alone is fetched again. */
  readonly parts?: FileParts;
}

/** A file cut into parts of equal size, the last one possibly shorter. */
export interface FileParts {
  /** Size of a part in bytes, at most 32 MiB. */
  readonly bytes: number;
  /** SHA-256 of each part in order, in lower-case hex. */
  readonly sha256: readonly string[];
}

/** One file of a folder. */
export interface FolderFile extends ModelFile {
  /** Its path in the folder, e.g. `params_shard_0.bin`. */
  readonly path: string;
}

/** The licence of the weights. */
export interface ModelLicense {
  /** SPDX identifier, or `unknown`. */
  readonly id: string;
  readonly url?: string;
}

/** What a model needs of WebGPU. */
export interface GpuNeeds {
  /** WebGPU features, e.g. `shader-f16`. */
  readonly features?: readonly string[];
  /** The largest buffer one shader binds, in bytes. */
  readonly maxStorageBufferBindingSize?: number;
}

/** What is known of a model's vectors. */
export interface EmbeddingFacts {
  /** Numbers in a vector. */
  readonly dimensions: number;
  /** What stands before a question, for models that tell it from a passage by that. */
  readonly queryPrefix?: string;
}

interface ModelRecordBase {
  /** Stable name of this build of the model. */
  readonly id: string;
  /** What people see. */
  readonly name: string;
  /** Bytes to download in all, or `null` when only the server knows. */
  readonly bytes: number | null;
  /** Whether `bytes` was read from the real files (`exact`) or computed (`approximate`). */
  readonly bytesAre: 'exact' | 'approximate';
  readonly license: ModelLicense;
  /** The longest prompt and answer together that the model was trained for, in tokens. */
  readonly contextLength: number;
  /** How weights are stored, e.g. `Q4_1`. */
  readonly quantization?: string;
  /** BCP 47 tags of the languages that it answers well in. */
  readonly languages?: readonly string[];
  /** What it is good at, in one English sentence. */
  readonly goodAt?: string;
  /** Memory that it takes while it runs, in bytes: weights, KV cache for 4,096 tokens, and buffers. */
  readonly memoryBytes?: number;
  /** What it does. Default: `chat`. */
  readonly task?: 'chat' | 'embedding';
  /** What its vectors are like, where it makes some. */
  readonly embedding?: EmbeddingFacts;
  /** How it was trained to call tools, where it was. */
  readonly toolCalls?: ToolCallFormat;
  /** A page about the model. */
  readonly homepage?: string;
  /** The short name that all builds of one model share, e.g. `smollm2-360m`. */
  readonly family?: string;
  /** The number of its weights, in millions. */
  readonly parameters?: number;
  /** The weakest kind of device that it is meant for. */
  readonly tier?: DeviceTier;
  /** The commit that its addresses are pinned to; absent when they follow a branch. */
  readonly revision?: string;
  /** Where its sizes and hashes were read. */
  readonly source?: string;
}

/** A GGUF model, for llama.cpp in WebAssembly. */
export interface GgufModel extends ModelRecordBase {
  readonly engine: 'wllama';
  /** The file, or all shards in order. */
  readonly files: readonly ModelFile[];
  /** A Jinja template that replaces the one inside the GGUF. */
  readonly chatTemplate?: string;
}

/** A model in MLC format, for web-llm on WebGPU. */
export interface MlcModel extends ModelRecordBase {
  readonly engine: 'webllm';
  /** Absolute URL of the folder that holds `mlc-chat-config.json`, ending in `/`. */
  readonly url: string;
  /** Absolute URL of the compiled model library (`.wasm`), of the version this package pins. */
  readonly library: string;
  /**
   * Every file of the folder that is downloaded, with exact sizes and hashes. Without this list they
   * are read from the folder's own `tensor-cache.json` when the visitor has agreed.
   */
  readonly files?: readonly FolderFile[];
  /** The library's size and hash. */
  readonly libraryFile?: Omit<ModelFile, 'url'>;
  readonly gpu: GpuNeeds;
}

/** A model that an engine can load. Plain data. */
export type ModelRecord = GgufModel | MlcModel;

/**
 * Reads a model manifest (parsed JSON, or an object a site wrote) into a {@link ModelRecord}.
 *
 * @param base the URL that relative file URLs start from.
 * @throws LocalLLMError `invalid-model`, naming the field that is wrong.
 *
 * @example
 * ```ts
 * import { parseModelRecord } from '@local-llm-chat/core';
 *
 * const model = parseModelRecord(
 *   {
 *     id: 'my-model',
 *     name: 'My model',
 *     engine: 'wllama',
 *     files: [{ url: 'my-model.gguf', bytes: 98362432 }],
 *     license: { id: 'Apache-2.0' },
 *     contextLength: 8192,
 *   },
 *   'https://example.com/models/',
 * );
 * console.log(model.bytes); // 98362432
 * ```
 */
export function parseModelRecord(value: unknown, base: string): ModelRecord {
  const manifest = asObject(value, 'manifest');
  const engine = manifest['engine'];
  if (engine !== 'wllama' && engine !== 'webllm') throw invalid('engine', "is not 'wllama' or 'webllm'");
  const license = asObject(manifest['license'] ?? { id: 'unknown' }, 'license');
  const common = {
    id: text(manifest['id'], 'id'),
    name: text(manifest['name'] ?? manifest['id'], 'name'),
    license: {
      id: text(license['id'], 'license.id'),
      ...(license['url'] === undefined ? {} : { url: absoluteUrl(license['url'], base, 'license.url') }),
    },
    contextLength: positive(manifest['contextLength'] ?? 4096, 'contextLength'),
    ...optionalText(manifest, 'quantization'),
    ...optionalText(manifest, 'homepage'),
    ...optionalText(manifest, 'goodAt'),
    ...(manifest['languages'] === undefined ? {} : { languages: texts(manifest['languages'], 'languages') }),
    ...(manifest['memoryBytes'] == null ? {} : { memoryBytes: positive(manifest['memoryBytes'], 'memoryBytes') }),
    ...(manifest['task'] === undefined ? {} : { task: taskOf(manifest['task']) }),
    ...(manifest['embedding'] === undefined ? {} : { embedding: embeddingOf(manifest['embedding']) }),
    ...(manifest['toolCalls'] === undefined ? {} : { toolCalls: toolCallsOf(manifest['toolCalls']) }),
    ...optionalText(manifest, 'family'),
    ...(manifest['parameters'] == null ? {} : { parameters: positive(manifest['parameters'], 'parameters') }),
    ...(manifest['tier'] === undefined ? {} : { tier: tierOf(manifest['tier']) }),
    ...optionalText(manifest, 'revision'),
    ...optionalText(manifest, 'source'),
  };
  if (engine === 'webllm') {
    const gpu = asObject(manifest['gpu'] ?? {}, 'gpu');
    const url = absoluteUrl(manifest['url'], base, 'url').replace(/\/?$/, '/');
    const library = absoluteUrl(manifest['library'], base, 'library');
    const libraryFile = manifest['libraryFile'] === undefined ? null : asObject(manifest['libraryFile'], 'libraryFile');
    const described = libraryFile && parseFile({ ...libraryFile, url: library }, base, 'libraryFile');
    const files = manifest['files'] === undefined ? null : folderFiles(manifest['files'], url);
    // The files' own sizes are the truth; a figure beside them is for records that do not list them.
    const sum = files && described ? totalBytes([...files, described]) : null;
    return {
      ...common,
      engine,
      url,
      library,
      ...(files === null ? {} : { files }),
      ...(described === null ? {} : { libraryFile: withoutUrl(described) }),
      bytes: sum ?? (manifest['bytes'] == null ? null : positive(manifest['bytes'], 'bytes')),
      bytesAre: sum === null && manifest['bytesAre'] === 'approximate' ? 'approximate' : 'exact',
      gpu: {
        ...(gpu['features'] === undefined ? {} : { features: texts(gpu['features'], 'gpu.features') }),
        ...(gpu['maxStorageBufferBindingSize'] === undefined
          ? {}
          : {
              maxStorageBufferBindingSize: positive(
                gpu['maxStorageBufferBindingSize'],
                'gpu.maxStorageBufferBindingSize',
              ),
            }),
      },
    };
  }
  const files = manifest['files'];
  if (!Array.isArray(files) || files.length === 0) throw invalid('files', 'is not a list with at least one file');
  const parsed = files.map((file: unknown, index) => parseFile(file, base, `files[${index}]`));
  return {
    ...common,
    engine,
    files: parsed,
    bytes: totalBytes(parsed),
    bytesAre: 'exact',
    ...optionalText(manifest, 'chatTemplate'),
  };
}

const SHA256 = /^[0-9a-f]{64}$/;

function parseFile(value: unknown, base: string, field: string): ModelFile {
  const file = asObject(value, field);
  const sha256 = file['sha256'];
  if (sha256 !== undefined && (typeof sha256 !== 'string' || !SHA256.test(sha256))) {
    throw invalid(`${field}.sha256`, 'is not 64 lower-case hex digits');
  }
  return {
    url: absoluteUrl(file['url'], base, `${field}.url`),
    bytes: file['bytes'] == null ? null : positive(file['bytes'], `${field}.bytes`),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(file['parts'] === undefined ? {} : { parts: parseParts(file, field) }),
  };
}

const MAX_PART_BYTES = 32 * 2 ** 20;

function parseParts(file: Record<string, unknown>, field: string): FileParts {
  const parts = asObject(file['parts'], `${field}.parts`);
  const bytes = positive(parts['bytes'], `${field}.parts.bytes`);
  if (bytes > MAX_PART_BYTES) throw invalid(`${field}.parts.bytes`, `is more than ${MAX_PART_BYTES}`);
  const sha256 = texts(parts['sha256'], `${field}.parts.sha256`);
  if (sha256.some((hash) => !SHA256.test(hash))) throw invalid(`${field}.parts.sha256`, 'is not a list of SHA-256');
  if (sha256.length !== Math.ceil(positive(file['bytes'], `${field}.bytes`) / bytes)) {
    throw invalid(`${field}.parts.sha256`, 'has not one hash for each part');
  }
  return { bytes, sha256 };
}

function folderFiles(value: unknown, folder: string): readonly FolderFile[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid('files', 'is not a list with at least one file');
  return value.map((item: unknown, index) => {
    const field = `files[${index}]`;
    const file = asObject(item, field);
    const path = text(file['path'], `${field}.path`);
    const parsed = parseFile({ ...file, url: path }, folder, field);
    if (!parsed.url.startsWith(folder)) throw invalid(`${field}.path`, 'leads out of the folder');
    return { path, ...parsed };
  });
}

function withoutUrl({ url: _, ...rest }: ModelFile): Omit<ModelFile, 'url'> {
  return rest;
}

function taskOf(value: unknown): 'chat' | 'embedding' {
  if (value !== 'chat' && value !== 'embedding') throw invalid('task', "is not 'chat' or 'embedding'");
  return value;
}

function embeddingOf(value: unknown): EmbeddingFacts {
  const embedding = asObject(value, 'embedding');
  const prefix = embedding['queryPrefix'];
  return {
    dimensions: positive(embedding['dimensions'], 'embedding.dimensions'),
    ...(prefix === undefined ? {} : { queryPrefix: text(prefix, 'embedding.queryPrefix') }),
  };
}

function toolCallsOf(value: unknown): ToolCallFormat {
  if (value !== 'hermes' && value !== 'llama-3') throw invalid('toolCalls', "is not 'hermes' or 'llama-3'");
  return value;
}

function tierOf(value: unknown): DeviceTier {
  const tier = DEVICE_TIERS.find((known) => known === value);
  if (tier === undefined) throw invalid('tier', `is none of ${DEVICE_TIERS.join(', ')}`);
  return tier;
}

/** The sum of file sizes, or `null` when one of them is unknown. */
export function totalBytes(files: readonly ModelFile[]): number | null {
  let sum = 0;
  for (const file of files) {
    if (file.bytes === null) return null;
    sum += file.bytes;
  }
  return sum;
}

function invalid(field: string, problem: string): LocalLLMError {
  return new LocalLLMError('invalid-model', `The model manifest cannot be used: \`${field}\` ${problem}.`, {
    details: { field },
  });
}

function asObject(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(field, 'is not an object');
  return value as Record<string, unknown>;
}

function text(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') throw invalid(field, 'is not a text');
  return value;
}

function texts(value: unknown, field: string): string[] {
  if (!Array.isArray(value)) throw invalid(field, 'is not a list of texts');
  return value.map((item: unknown, index) => text(item, `${field}[${index}]`));
}

function optionalText<Key extends string>(from: Record<string, unknown>, key: Key): { [K in Key]?: string } {
  return (from[key] === undefined ? {} : { [key]: text(from[key], key) }) as { [K in Key]?: string };
}

function positive(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0) {
    throw invalid(field, 'is not a positive whole number');
  }
  return value;
}

function absoluteUrl(value: unknown, base: string, field: string): string {
  const address = text(value, field);
  if (!URL.canParse(address, base)) throw invalid(field, 'is not a URL');
  const url = new URL(address, base);
  // `blob:` and `data:` are allowed on purpose: a page may hand over a file that the visitor chose.
  if (!['https:', 'http:', 'blob:', 'data:'].includes(url.protocol)) throw invalid(field, 'is not an http(s) URL');
  return url.href;
}
