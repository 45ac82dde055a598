/** Where models of embeddings are found, and what is said where there is none. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findEmbeddingModel } from './find-embedding-model.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedding-model-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(path: string, content: unknown): Promise<void> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

const MANIFEST = {
  id: 'small',
  engine: 'wllama',
  task: 'embedding',
  contextLength: 256,
  files: [{ url: 'weights/small.gguf' }],
};

it('is in a package, looked for from the folder and above', async () => {
  const inside = 'node_modules/@models/small';
  await put(`${inside}/package.json`, { name: '@models/small', exports: { './manifest.json': './manifest.json' } });
  await put(`${inside}/manifest.json`, MANIFEST);
  await put(`${inside}/weights/small.gguf`, 'GGUF');
  await put('docs/a.md', 'A');
  const path = join(folder, inside, 'weights/small.gguf');
  for (const from of [folder, join(folder, 'docs')]) {
    expect(await findEmbeddingModel('@models/small', from)).toEqual({ id: 'small', path, contextLength: 256 });
  }
});

it('is where a manifest, its folder or a GGUF file is named', async () => {
  await put('model/manifest.json', MANIFEST);
  await put('model/weights/small.gguf', 'GGUF');
  const path = join(folder, 'model/weights/small.gguf');
  for (const name of ['model', './model/manifest.json', join(folder, 'model')]) {
    expect(await findEmbeddingModel(name, folder)).toEqual({ id: 'small', path, contextLength: 256 });
  }
  expect(await findEmbeddingModel('model/weights/small.gguf', folder)).toEqual({
    id: 'small-b83633aa',
    path,
    contextLength: 512,
  });
});

it.each([
  ['@models/none', /no package @models\/none here.*npm install --save-dev @models\/none/],
  ['./none.gguf', /no model at \.\/none\.gguf/],
  ['none/manifest.json', /no model at none\/manifest\.json/],
  ['chat/manifest.json', /is of no model of embeddings in GGUF/],
  ['unfetched', /weights of small are not at .*small\.gguf/],
  ['broken/manifest.json', /is no JSON/],
  ['empty', /could not be read/],
])('is missed by its name: %s', async (name, message) => {
  await put('chat/manifest.json', { ...MANIFEST, task: 'chat' });
  await put('unfetched/manifest.json', MANIFEST);
  await put('broken/manifest.json', '{');
  await put('empty/a.txt', '');
  await expect(findEmbeddingModel(name, folder)).rejects.toThrow(message);
});
