/** Reads what a folder in MLC format says of itself: its configuration, and the list of its weights. Pure. */
import { LocalLLMError } from '../errors.js';
import type { MlcModel } from '../models/model-record.js';
import { mlcCache } from './mlc-cache.js';

/** One file: where it comes from, and where web-llm will look for it. */
export interface MlcFile {
  /** Its path in the folder, for people. */
  readonly name: string;
  readonly url: string;
  readonly cache: string;
  readonly key: string;
  /** `null` until the server tells. */
  readonly bytes: number | null;
  readonly md5?: string;
  /** The bytes that such a file must begin with. */
  readonly magic?: readonly number[];
}

/** What we need of `mlc-chat-config.json`. */
export interface MlcConfig {
  readonly tokenizer: string;
  /** The longest context of the model in tokens, or `null` when it slides its window. */
  readonly contextWindow: number | null;
  readonly temperature: number | undefined;
  readonly topP: number | undefined;
  /** Texts that end every answer, by the model's chat template. */
  readonly stop: readonly string[];
}

/** `\0asm`: a web page that a server sent in place of a missing library has other bytes. */
const WASM_MAGIC = [0x00, 0x61, 0x73, 0x6d];

export function configFile(model: MlcModel): MlcFile {
  return fileOf(model, 'mlc-chat-config.json', mlcCache.config);
}

export function weightsListFile(model: MlcModel): MlcFile {
  return fileOf(model, 'tensor-cache.json', mlcCache.model);
}

export function tokenizerFile(model: MlcModel, config: MlcConfig): MlcFile {
  return fileOf(model, config.tokenizer, mlcCache.model);
}

export function libraryFile(model: MlcModel): MlcFile {
  const name = new URL(model.library).pathname.split('/').at(-1) ?? 'model library';
  const key = mlcCache.libraryUrl(model);
  return { name, url: model.library, cache: mlcCache.library, key, bytes: null, magic: WASM_MAGIC };
}

/**
 * Reads `mlc-chat-config.json`.
 *
 * @throws LocalLLMError `invalid-model` when it is not one.
 */
export function readConfig(file: MlcFile, value: unknown): MlcConfig {
  const config = asObject(file, value);
  const tokenizers = config['tokenizer_files'];
  // The order in which web-llm looks; it reads no other.
  const tokenizer = ['tokenizer.json', 'tokenizer.model'].find(
    (name) => Array.isArray(tokenizers) && tokenizers.includes(name),
  );
  if (tokenizer === undefined) throw notMlc(file, 'names no tokenizer.json or tokenizer.model');
  const window = numberOf(config['context_window_size']);
  const template = config['conv_template'];
  const stop: unknown =
    typeof template === 'object' && template !== null && 'stop_str' in template && template.stop_str;
  return {
    tokenizer,
    contextWindow: window !== undefined && window > 0 ? window : null,
    temperature: numberOf(config['temperature']),
    topP: numberOf(config['top_p']),
    stop: Array.isArray(stop) ? stop.filter((text) => typeof text === 'string' && text !== '') : [],
  };
}

/**
 * Reads `tensor-cache.json` into the files of weights.
 *
 * @throws LocalLLMError `invalid-model` when it is not one, or leads out of the model's folder.
 */
export function readWeightsList(model: MlcModel, file: MlcFile, value: unknown): readonly MlcFile[] {
  const records = asObject(file, value)['records'];
  if (!Array.isArray(records) || records.length === 0) throw notMlc(file, 'lists no weights');
  return records.map((record: unknown) => {
    const { dataPath, nbytes, ...rest } = asObject(file, record);
    if (typeof dataPath !== 'string' || typeof nbytes !== 'number' || !Number.isSafeInteger(nbytes) || nbytes <= 0) {
      throw notMlc(file, 'has an entry without path or size');
    }
    // Written with a capital by some tools.
    const md5 = rest['md5sum'] ?? rest['md5Sum'];
    const shard = fileOf(model, dataPath, mlcCache.model);
    if (!shard.url.startsWith(model.url)) throw notMlc(file, 'leads out of its folder');
    return { ...shard, bytes: nbytes, ...(typeof md5 === 'string' ? { md5: md5.toLowerCase() } : {}) };
  });
}

function fileOf(model: MlcModel, name: string, cache: string): MlcFile {
  return {
    name,
    url: new URL(name, model.url).href,
    cache,
    key: new URL(name, mlcCache.folderUrl(model)).href,
    bytes: null,
  };
}

function asObject(file: MlcFile, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notMlc(file, 'is not an object');
  return value as Record<string, unknown>;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function notMlc(file: MlcFile, problem: string): LocalLLMError {
  return new LocalLLMError('invalid-model', `This is not a model in MLC format: ${file.name} ${problem}.`, {
    hint: 'Check that the address is the folder that holds mlc-chat-config.json and tensor-cache.json.',
    details: { url: file.url },
  });
}
