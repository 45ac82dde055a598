#!/usr/bin/env node
/** `local-llm-manifest`: writes the manifest of a model for a site's own server, with exact sizes and every hash. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const MIB = 2 ** 20;
const LEAST_PART = 4 * MIB;
const MOST_PART = 32 * MIB;
const MOST_PARTS = 256;

const USAGE = `Writes a manifest.json for a model that you serve yourself: exact sizes, SHA-256 of every file and of its parts.

  local-llm-manifest model.gguf [shard-2.gguf …] [options]   a model for the CPU (GGUF)
  local-llm-manifest folder/ [options]                       a model for the GPU (MLC), with its library

Options
  --out FILE             where to write it; default: manifest.json beside the model, - for the terminal
  --id ID                default: the name of the file or folder
  --name NAME            what people see; default: the id
  --license ID           SPDX identifier of the weights' licence
  --license-url URL
  --languages LIST       BCP 47 tags, e.g. en,de
  --context TOKENS       default: 4096, or what mlc-chat-config.json says
  --quantization NAME    e.g. Q4_K_M
  --library FILE         MLC: the compiled library; default: model.wasm in the folder
  --binding BYTES        MLC: the largest GPU buffer, if it is more than 128 MiB
  --features LIST        MLC: WebGPU features; default: shader-f16 when the name says q…f16
`;

/** A mistake in what was asked for: said without a stack. */
export class ManifestError extends Error {}

/**
 * The size of a file's parts: 4 MiB, or a power of two more, so that there are at most 256 of them; at
 * most 32 MiB, the most that a download holds in memory.
 *
 * @param {number} bytes
 */
export function partSize(bytes) {
  let size = LEAST_PART;
  while (size < MOST_PART && bytes / size > MOST_PARTS) size *= 2;
  return size;
}

/**
 * Reads a file once and hashes it, whole and in parts.
 *
 * @param {string} path
 */
export async function describeFile(path) {
  const { size: bytes } = await stat(path).catch((error) => {
    throw new ManifestError(`${path} cannot be read: ${error.message}`);
  });
  if (bytes === 0) throw new ManifestError(`${path} is empty.`);
  const size = partSize(bytes);
  const whole = createHash('sha256');
  const parts = [];
  let part = createHash('sha256');
  let inPart = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: MIB })) {
    whole.update(chunk);
    for (let start = 0; start < chunk.length; ) {
      const piece = chunk.subarray(start, start + size - inPart);
      part.update(piece);
      inPart += piece.length;
      start += piece.length;
      if (inPart === size) {
        parts.push(part.digest('hex'));
        part = createHash('sha256');
        inPart = 0;
      }
    }
  }
  if (inPart > 0) parts.push(part.digest('hex'));
  const sha256 = whole.digest('hex');
  // The hash of the only part would say the same again.
  return { bytes, sha256, ...(parts.length > 1 ? { parts: { bytes: size, sha256: parts } } : {}) };
}

/**
 * The manifest of a GGUF model.
 *
 * @param {string[]} paths the file, or all shards in order
 */
export async function ggufManifest(paths) {
  const files = [];
  for (const path of paths) {
    if ((await readStart(path)) !== 'GGUF') throw new ManifestError(`${path} is not a GGUF file.`);
    files.push({ url: encodeURIComponent(basename(path)), ...(await describeFile(path)) });
  }
  const id = basename(paths[0] ?? '').replace(/(-00001-of-\d+)?\.gguf$/i, '');
  return { id, engine: 'wllama', files };
}

/** @param {string} path */
async function readStart(path) {
  let start = '';
  try {
    for await (const chunk of createReadStream(path, { end: 3 })) start += chunk.toString('latin1');
  } catch (error) {
    throw new ManifestError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  return start;
}

/** The tokenizers that web-llm reads, in its order. */
const TOKENIZERS = ['tokenizer.json', 'tokenizer.model'];

/**
 * The manifest of a model in MLC format, to be put into its folder.
 *
 * @param {string} folder
 * @param {{ library?: string, features?: string[], binding?: number }} [options]
 */
export async function mlcManifest(folder, { library, features, binding } = {}) {
  const config = await readJson(join(folder, 'mlc-chat-config.json'));
  const cache = await readJson(join(folder, 'tensor-cache.json'));
  const shards = (Array.isArray(cache.records) ? cache.records : []).map(({ dataPath }) => String(dataPath));
  if (shards.length === 0) throw new ManifestError(`${join(folder, 'tensor-cache.json')} lists no weights.`);
  const here = await readdir(folder);
  const tokenizer = TOKENIZERS.find((name) => here.includes(name));
  if (tokenizer === undefined) throw new ManifestError(`${folder} has no ${TOKENIZERS.join(' or ')}.`);
  const files = [];
  for (const path of ['mlc-chat-config.json', 'tensor-cache.json', tokenizer, ...shards]) {
    if (path.split('/').includes('..')) throw new ManifestError(`${path} leads out of ${folder}.`);
    files.push({ path, ...(await describeFile(join(folder, path))) });
  }
  const id = basename(resolve(folder));
  const quantization = typeof config.quantization === 'string' ? config.quantization : undefined;
  const halfFloats = /q\df16/.test(quantization ?? id);
  const window = Number(config.context_window_size);
  const wasm = library ?? join(folder, 'model.wasm');
  return {
    id,
    engine: 'webllm',
    url: './',
    library: encodeURIComponent(basename(wasm)),
    files,
    libraryFile: await describeFile(wasm),
    ...(window > 0 ? { contextLength: window } : {}),
    ...(quantization === undefined ? {} : { quantization }),
    gpu: {
      features: features ?? (halfFloats ? ['shader-f16'] : []),
      ...(binding === undefined ? {} : { maxStorageBufferBindingSize: binding }),
    },
  };
}

/** @param {string} path */
async function readJson(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ManifestError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

/**
 * What was asked for, written to a file or returned as text.
 *
 * @param {string[]} args
 * @returns {Promise<string>} what to print
 */
export async function run(args) {
  const { values, positionals } = parse(args);
  const [first] = positionals;
  if (values.help || first === undefined) return USAGE;
  const isFolder = (await stat(first).catch(() => null))?.isDirectory() ?? false;
  if (isFolder && positionals.length > 1) throw new ManifestError('One folder at a time.');
  const features = list(values.features);
  const made = isFolder
    ? await mlcManifest(first, {
        ...(values.library === undefined ? {} : { library: values.library }),
        ...(features === undefined ? {} : { features }),
        ...(values.binding === undefined ? {} : { binding: whole(values.binding, '--binding') }),
      })
    : await ggufManifest(positionals);
  const languages = list(values.languages);
  const { id, ...rest } = made;
  const manifest = {
    id: values.id ?? id,
    name: values.name ?? values.id ?? id,
    ...rest,
    ...(values.license === undefined
      ? {}
      : { license: { id: values.license, ...(values['license-url'] ? { url: values['license-url'] } : {}) } }),
    ...(values.context === undefined ? {} : { contextLength: whole(values.context, '--context') }),
    ...(values.quantization === undefined ? {} : { quantization: values.quantization }),
    ...(languages === undefined ? {} : { languages }),
  };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  if (values.out === '-') return text;
  const out = values.out ?? join(isFolder ? first : resolve(first, '..'), 'manifest.json');
  await writeFile(out, text);
  const described = [...made.files, ...('libraryFile' in made ? [made.libraryFile] : [])];
  const bytes = described.reduce((sum, file) => sum + file.bytes, 0);
  return `${out}: ${described.length} ${described.length === 1 ? 'file' : 'files'}, ${bytes.toLocaleString('en')} bytes.\n`;
}

/** @param {string[]} args */
function parse(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: text,
        id: text,
        name: text,
        license: text,
        'license-url': text,
        languages: text,
        context: text,
        quantization: text,
        library: text,
        binding: text,
        features: text,
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new ManifestError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}

/** @param {string | undefined} value */
function list(value) {
  return value?.split(',').filter((item) => item !== '');
}

/**
 * @param {string} value
 * @param {string} option
 */
function whole(value, option) {
  if (!/^[1-9]\d*$/.test(value)) throw new ManifestError(`${option} wants a whole number, not "${value}".`);
  return Number(value);
}

/** Started by its name, by npx through a link, or imported by a test: only then nothing runs. */
async function isStarted() {
  const { realpath } = await import('node:fs/promises');
  const started = process.argv[1];
  return started !== undefined && (await realpath(started).catch(() => started)) === fileURLToPath(import.meta.url);
}

if (await isStarted()) {
  try {
    process.stdout.write(await run(process.argv.slice(2)));
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
