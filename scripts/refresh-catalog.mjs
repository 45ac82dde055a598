/**
 * `node scripts/refresh-catalog.mjs`: reads commits, sizes and hashes of the catalogue's files from where they are published.
 *
 * Rewrites packages/core/src/models/published-files.ts. A record that cannot be read whole stays as it
 * was, and the exit status says so. Weights are not downloaded: the hub publishes their hashes.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOT } from './tools.mjs';

const MODELS = join(ROOT, 'packages/core/src/models');
/** The key under which the commit of all libraries is kept. */
export const LIBRARIES = 'binary-mlc-llm-libs';

/**
 * @typedef {object} Places where things are published; tests name servers of their own.
 * @property {string} hub
 * @property {string} api of GitHub
 * @property {string} raw of GitHub
 */
/** @type {Places} */
export const PLACES = {
  hub: 'https://huggingface.co',
  api: 'https://api.github.com',
  raw: 'https://raw.githubusercontent.com',
};

/** @typedef {import('@local-llm-chat/core').ModelRecord} ModelRecord */
/** @typedef {import('@local-llm-chat/core').MlcModel} MlcModel */
/** @typedef {{ path: string, bytes: number, sha256?: string, parts?: string }} PublishedFile */
/** @typedef {Record<string, string>} Published */

/**
 * The catalogue as its source has it.
 *
 * @param {string} [folder] of catalog.ts
 * @returns {Promise<{ modelCatalog: readonly ModelRecord[], publishedFiles: Published }>}
 */
export async function loadCatalog(folder = MODELS) {
  const { build } = await import('tsup');
  const outDir = await mkdtemp(join(tmpdir(), 'refresh-catalog-'));
  try {
    const entry = { catalog: join(folder, 'catalog.ts'), files: join(folder, 'published-files.ts') };
    const tsconfig = join(ROOT, 'tsconfig.base.json');
    await build({
      entry,
      outDir,
      format: 'esm',
      outExtension: () => ({ js: '.mjs' }),
      config: false,
      silent: true,
      tsconfig,
    });
    const { modelCatalog } = await import(pathToFileURL(join(outDir, 'catalog.mjs')).href);
    const { publishedFiles } = await import(pathToFileURL(join(outDir, 'files.mjs')).href);
    return { modelCatalog, publishedFiles };
  } finally {
    await rm(outDir, { recursive: true });
  }
}

/**
 * Reads everything anew.
 *
 * @param {readonly ModelRecord[]} models
 * @param {Published} before
 * @param {Places} places
 * @returns {Promise<{ after: Published, problems: string[] }>}
 */
export async function refresh(models, before, places) {
  /** @type {Published} */
  const after = { ...before };
  /** @type {string[]} */
  const problems = [];
  const libraries = await commitOf(`${places.api}/repos/mlc-ai/${LIBRARIES}/commits/main`).catch((error) => {
    problems.push(`${LIBRARIES}: ${error.message}`);
    return null;
  });
  for (const model of models) {
    try {
      const lines =
        model.engine === 'webllm'
          ? await readMlc(model, places, libraries)
          : await readGguf(model, places, before[model.id] ?? '');
      after[model.id] = lines;
    } catch (error) {
      problems.push(`${model.id}: ${error instanceof Error ? error.message : error}`);
    }
  }
  // All libraries have one commit: it moves on only when every library was read at the new one.
  const isWhole = models.every(
    ({ id, engine }) => engine !== 'webllm' || !problems.some((text) => text.startsWith(`${id}:`)),
  );
  if (libraries !== null && isWhole) after[LIBRARIES] = libraries;
  else for (const { id, engine } of models) if (engine === 'webllm') keepLibrary(after, before, id);
  return { after, problems };
}

/**
 * Leaves a record's library as it was, at the commit that it was read at.
 *
 * @param {Published} after
 * @param {Published} before
 * @param {string} id
 */
function keepLibrary(after, before, id) {
  // A record that could not be read is as it was.
  if (after[id] === before[id]) return;
  const { revision, files } = parse(after[id] ?? '');
  const library = parse(before[id] ?? '').files.filter(({ path }) => path === 'library');
  after[id] = render(revision, [...files.filter(({ path }) => path !== 'library'), ...library]);
}

/**
 * @param {MlcModel} model
 * @param {Places} places
 * @param {string | null} libraries
 */
async function readMlc(model, places, libraries) {
  const repository = repositoryOf(model.url);
  const { revision, tree } = await readRepository(repository, places);
  const folder = `${places.hub}/${repository}/resolve/${revision}/`;
  const config = await readSmall(folder, 'mlc-chat-config.json', tree);
  const cache = await readSmall(folder, 'tensor-cache.json', tree);
  const { tokenizer_files: tokenizers } = JSON.parse(config.text);
  const name = ['tokenizer.json', 'tokenizer.model'].find(
    (known) => Array.isArray(tokenizers) && tokenizers.includes(known),
  );
  if (name === undefined) throw new Error('mlc-chat-config.json names no tokenizer.');
  const { records } = JSON.parse(cache.text);
  if (!Array.isArray(records) || records.length === 0) throw new Error('tensor-cache.json lists no weights.');
  const shards = records.map(({ dataPath, nbytes }) => {
    const file = fileIn(tree, String(dataPath));
    if (file.bytes !== nbytes)
      throw new Error(`${dataPath} has ${file.bytes} bytes; tensor-cache.json says ${nbytes}.`);
    return file;
  });
  const tokenizer = fileIn(tree, name).sha256 ? fileIn(tree, name) : (await readSmall(folder, name, tree)).file;
  const files = [config.file, ...shards, cache.file, tokenizer];
  if (libraries !== null) files.push(await readLibrary(model.library, places, libraries));
  return render(revision, files);
}

/**
 * @param {Extract<ModelRecord, { engine: 'wllama' }>} model
 * @param {Places} places
 * @param {string} before
 */
async function readGguf(model, places, before) {
  const { revision, tree } = await readRepository(repositoryOf(model.files[0]?.url ?? ''), places);
  const known = parse(before).files;
  const files = model.files.map(({ url }) => {
    const file = fileIn(tree, new URL(url).pathname.split('/').slice(5).join('/'));
    if (file.sha256 === undefined) throw new Error(`the hub has published no SHA-256 of ${file.path}.`);
    // Hashes of parts hold for as long as the file is the same.
    const same = known.find(({ path, sha256 }) => path === file.path && sha256 === file.sha256);
    return same?.parts === undefined ? file : { ...file, parts: same.parts };
  });
  return render(revision, files);
}

/** @param {string} url */
const repositoryOf = (url) => new URL(url).pathname.split('/').slice(1, 3).join('/');

/**
 * @param {string} repository
 * @param {Places} places
 */
async function readRepository(repository, { hub }) {
  const revision = await commitOf(`${hub}/api/models/${repository}/revision/main`);
  /** @type {Map<string, PublishedFile>} */
  const tree = new Map();
  let next = `${hub}/api/models/${repository}/tree/${revision}?recursive=1`;
  while (next !== '') {
    const response = await request(next);
    for (const { type, path, size, lfs } of await response.json()) {
      if (type !== 'file') continue;
      tree.set(path, { path, bytes: lfs?.size ?? size, ...(isHash(lfs?.oid) ? { sha256: lfs.oid } : {}) });
    }
    // Long lists come in pages.
    next = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1] ?? '';
  }
  return { revision, tree };
}

/** @param {unknown} value */
const isHash = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** @param {string} url */
async function commitOf(url) {
  const { sha } = await (await request(url)).json();
  if (!/^[0-9a-f]{40}$/.test(sha)) throw new Error(`${url} names no commit.`);
  return sha;
}

/**
 * @param {Map<string, PublishedFile>} tree
 * @param {string} path
 */
function fileIn(tree, path) {
  const file = tree.get(path);
  if (file === undefined) throw new Error(`the repository has no ${path}.`);
  return file;
}

/**
 * A small file: the hub publishes no SHA-256 of it, so it is read.
 *
 * @param {string} folder
 * @param {string} path
 * @param {Map<string, PublishedFile>} tree
 */
async function readSmall(folder, path, tree) {
  const { bytes } = fileIn(tree, path);
  const content = await readWhole(folder + path);
  if (content.length !== bytes) throw new Error(`${path} has ${content.length} bytes; the hub’s list says ${bytes}.`);
  return { text: content.toString(), file: { path, bytes, sha256: sha256(content) } };
}

/**
 * @param {string} url in the catalogue
 * @param {Places} places
 * @param {string} commit
 */
async function readLibrary(url, { raw }, commit) {
  const [owner, repository, , ...path] = new URL(url).pathname.slice(1).split('/');
  const content = await readWhole([raw, owner, repository, commit, ...path].join('/'));
  return { path: 'library', bytes: content.length, sha256: sha256(content) };
}

/** @param {string} url */
async function readWhole(url) {
  return Buffer.from(await (await request(url)).arrayBuffer());
}

/** @param {Buffer} content */
const sha256 = (content) => createHash('sha256').update(content).digest('hex');

/** @param {string} url */
async function request(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(60_000) }).catch((error) => {
    throw new Error(`${url} cannot be reached (${error.cause?.code ?? error.message}).`);
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response;
}

/**
 * The lines of a record, as published-files.ts explains them.
 *
 * @param {string} revision
 * @param {readonly PublishedFile[]} files
 */
export function render(revision, files) {
  const texts = files.map(({ path, bytes, sha256, parts }) =>
    [path, bytes, sha256, parts].filter((part) => part !== undefined).join(' '),
  );
  const rows = Array.from({ length: Math.ceil(texts.length / 4) }, (_, row) =>
    texts.slice(row * 4, row * 4 + 4).join('; '),
  );
  return [revision, ...rows].join('\n');
}

/**
 * @param {string} text
 * @returns {{ revision: string, files: PublishedFile[] }}
 */
export function parse(text) {
  const [revision = '', ...rows] = text.split('\n');
  const files = rows
    .flatMap((row) => row.split('; '))
    .map((line) => {
      const [path = '', bytes, sha256, parts] = line.split(' ');
      return { path, bytes: Number(bytes), ...(sha256 ? { sha256 } : {}), ...(parts ? { parts } : {}) };
    });
  return { revision, files };
}

/**
 * published-files.ts with other contents.
 *
 * @param {string} source
 * @param {Published} published
 */
export function rewrite(source, published) {
  const start = source.indexOf('= {\n') + 4;
  const entries = Object.entries(published).map(([id, lines]) => {
    const key = /^[a-z]\w*$/i.test(id) ? id : `'${id}'`;
    return lines.includes('\n') ? `  ${key}: \`${lines}\`,\n` : `  ${key}: '${lines}',\n`;
  });
  return `${source.slice(0, start)}${entries.join('')}};\n`;
}

/**
 * What has changed, one line for each record.
 *
 * @param {Published} before
 * @param {Published} after
 */
export function table(before, after) {
  const ids = Object.keys(after).filter((id) => after[id] !== before[id]);
  const rows = ids.map((id) => [id, summary(before[id]), '→', summary(after[id])]);
  const widths = rows.reduce(
    (most, row) => most.map((width, index) => Math.max(width, row[index]?.length ?? 0)),
    [0, 0, 0, 0],
  );
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** @param {string | undefined} text */
function summary(text) {
  if (text === undefined) return 'nothing';
  const { revision, files } = parse(text);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const hashed = files.filter((file) => file.sha256 !== undefined).length;
  return `${revision.slice(0, 8) || 'main'} ${files.length} files, ${hashed} hashes, ${bytes.toLocaleString('en')} bytes`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const text = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({ options: { hub: text, api: text, raw: text, out: text } });
  const { hub = PLACES.hub, api = PLACES.api, raw = PLACES.raw } = values;
  const source = join(MODELS, 'published-files.ts');
  const { modelCatalog, publishedFiles } = await loadCatalog();
  const { after, problems } = await refresh(modelCatalog, publishedFiles, { hub, api, raw });
  await writeFile(values.out ?? source, rewrite(await readFile(source, 'utf8'), after));
  const changes = table(publishedFiles, after);
  process.stdout.write(changes.length === 0 ? 'Nothing has changed.\n' : `${changes.join('\n')}\n`);
  for (const problem of problems) process.stderr.write(`Not read, left as it was: ${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
}
