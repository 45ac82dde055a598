/** Finds a model of embeddings on this machine: a package, a manifest, or a GGUF file. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The package that is taken where none is named. */
export const DEFAULT_MODEL = '@local-llm-chat/embed-minilm';

/** What runs, and how it is called. */
export interface ModelFiles {
  /** Pages embed questions only with the model of this name. */
  readonly id: string;
  /** The GGUF file. */
  readonly path: string;
  /** The most tokens of a text that are read. */
  readonly contextLength: number;
}

/** Of a file that says nothing else: what models of this kind have. */
const CONTEXT_LENGTH = 512;
const HASH_CHARACTERS = 8;

/**
 * @param name of a package such as `@local-llm-chat/embed-minilm`, looked for from the folder; or the path of a
 *   `manifest.json` as `local-llm-manifest` writes it, of a folder with one, or of a GGUF file, which is then called by its
 *   name without the ending, and by what is in it: `name-1a2b3c4d`.
 * @throws Error that says what to do when it is not there, or is no model of embeddings for llama.cpp.
 */
export async function findEmbeddingModel(name = DEFAULT_MODEL, folder: string = process.cwd()): Promise<ModelFiles> {
  const path = resolve(folder, name);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return readManifest(join(path, 'manifest.json'));
  if (found?.isFile() && extname(path).toLowerCase() === '.gguf') {
    return { id: `${basename(path, extname(path))}-${await hashOf(path)}`, path, contextLength: CONTEXT_LENGTH };
  }
  if (found?.isFile()) return readManifest(path);
  if (/^[./]|\.gguf$|\.json$/i.test(name)) throw new Error(`There is no model at ${name}.`);
  return readManifest(manifestOf(name, folder));
}

/** The beginning of its SHA-256, so that another file of this name is another model. */
async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex').slice(0, HASH_CHARACTERS);
}

function manifestOf(name: string, folder: string): string {
  try {
    // The name of any file does: what counts is where it would lie.
    return createRequire(pathToFileURL(join(folder, 'index.js'))).resolve(`${name}/manifest.json`);
  } catch (cause) {
    throw new Error(`There is no package ${name} here. Install it: npm install --save-dev ${name}`, { cause });
  }
}

async function readManifest(path: string): Promise<ModelFiles> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(`${path} could not be read.`, { cause });
  });
  let manifest: Manifest;
  try {
    manifest = JSON.parse(text) as Manifest;
  } catch (cause) {
    throw new Error(`${path} is no JSON.`, { cause });
  }
  const { id, engine, task, files, contextLength } = manifest;
  const url = files?.[0]?.url;
  if (typeof id !== 'string' || engine !== 'wllama' || task !== 'embedding' || typeof url !== 'string') {
    throw new Error(`${path} is of no model of embeddings in GGUF.`);
  }
  const model = join(dirname(path), url);
  const file = await stat(model).catch(() => null);
  if (!file?.isFile()) throw new Error(`The weights of ${id} are not at ${model}.`);
  return { id, path: model, contextLength: typeof contextLength === 'number' ? contextLength : CONTEXT_LENGTH };
}

/** As much of a manifest as is looked at. */
interface Manifest {
  readonly id?: unknown;
  readonly engine?: unknown;
  readonly task?: unknown;
  readonly files?: readonly { readonly url?: unknown }[];
  readonly contextLength?: unknown;
}
