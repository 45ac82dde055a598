/** Reads what a folder in MLC format says of itself: its configuration, and the list of its weights. Pure. */
import { LocalLLMError } from '../errors.js';
import type { MlcModel } from '../models/model-record.js';
import type { WantedFile } from './wanted-file.js';

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

export function configFile(model: MlcModel): WantedFile {
  return fileOf(model, 'mlc-chat-config.json');
}

export function weightsListFile(model: MlcModel): WantedFile {
  return fileOf(model, 'tensor-cache.json');
}

export function tokenizerFile(model: MlcModel, config: MlcConfig): WantedFile {
  return fileOf(model, config.tokenizer);
}

export function libraryFile({ library, libraryFile: known }: MlcModel): WantedFile {
  const name = new URL(library).pathname.split('/').at(-1) || 'model library';
  return { name, url: library, bytes: null, magic: WASM_MAGIC, ...known };
}

/**
 * Reads `mlc-chat-config.json`.
 *
 * @throws LocalLLMError `invalid-model` when it is not one.
 */
export function readConfig(file: WantedFile, value: unknown): MlcConfig {
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
export function readWeightsList(model: MlcModel, file: WantedFile, value: unknown): readonly WantedFile[] {
  const records = asObject(file, value)['records'];
  if (!Array.isArray(records) || records.length === 0) throw notMlc(file, 'lists no weights');
  return records.map((record: unknown) => {
    const { dataPath, nbytes, ...rest } = asObject(file, record);
    if (typeof dataPath !== 'string' || typeof nbytes !== 'number' || !Number.isSafeInteger(nbytes) || nbytes <= 0) {
      throw notMlc(file, 'has an entry without path or size');
    }
    // Written with a capital by some tools.
    const md5 = rest['md5sum'] ?? rest['md5Sum'];
    const shard = fileOf(model, dataPath);
    if (!shard.url.startsWith(model.url)) throw notMlc(file, 'leads out of its folder');
    // What the record says is the truth; the list is for those who have no more.
    if (shard.sha256 !== undefined || typeof md5 !== 'string') return { ...shard, bytes: shard.bytes ?? nbytes };
    return { ...shard, bytes: shard.bytes ?? nbytes, md5: md5.toLowerCase() };
  });
}

/** A file of the folder, with all that the record says of it. */
function fileOf(model: MlcModel, name: string): WantedFile {
  const known = model.files?.find(({ path }) => path === name);
  const { path: _, ...file } = known ?? { path: name, url: new URL(name, model.url).href, bytes: null };
  return { name, ...file };
}

function asObject(file: WantedFile, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notMlc(file, 'is not an object');
  return value as Record<string, unknown>;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function notMlc(file: WantedFile, problem: string): LocalLLMError {
  return new LocalLLMError('invalid-model', `This is not a model in MLC format: ${file.name} ${problem}.`, {
    hint: 'Check that the address is the folder that holds mlc-chat-config.json and tensor-cache.json.',
    details: { url: file.url },
  });
}
