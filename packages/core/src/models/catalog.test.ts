/** The catalogue keeps its promises: tiers with open defaults, pinned files, sizes that say what they are. */
import { prebuiltAppConfig } from '@mlc-ai/web-llm';
import { describe, expect, it } from 'vitest';
import { modelCatalog } from './catalog.js';
import { DEVICE_TIERS, type MlcModel } from './model-record.js';
import { publishedFiles } from './published-files.js';

const chat = modelCatalog.filter(({ task }) => task !== 'embedding');
const mlc = modelCatalog.filter((model): model is MlcModel => model.engine === 'webllm');
/** All libraries are pinned to one commit of their repository, when it is known. */
const LIBRARIES = 'binary-mlc-llm-libs';
const OPEN = ['Apache-2.0', 'MIT'];

describe('the catalogue', () => {
  it('has a dozen chat models or more, and embedding models for both engines', () => {
    expect(chat.length).toBeGreaterThanOrEqual(12);
    const embedding = modelCatalog.filter(({ task }) => task === 'embedding').map(({ engine }) => engine);
    expect(embedding.sort()).toEqual(['webllm', 'wllama']);
    const dimensions = modelCatalog.flatMap((model) => model.embedding?.dimensions ?? []);
    expect(dimensions).toEqual([384, 384]);
  });

  it('has names that are used once', () => {
    const ids = modelCatalog.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => modelCatalog.some(({ family }) => family === id))).toEqual([]);
  });

  it.each(DEVICE_TIERS)('has an open default for %s, and others after all open ones', (tier) => {
    const licenses = chat.filter((model) => model.tier === tier).map(({ license }) => license.id);
    expect(OPEN).toContain(licenses[0]);
    const firstOther = licenses.findIndex((id) => !OPEN.includes(id));
    if (firstOther !== -1) expect(licenses.slice(firstOther).filter((id) => OPEN.includes(id))).toEqual([]);
  });

  it.each(modelCatalog.map((model) => [model.id, model] as const))(
    'says of %s what people and devices need',
    (_, model) => {
      expect(model.goodAt).toMatch(/\.$/);
      expect(model.languages?.length).toBeGreaterThan(0);
      expect(model.memoryBytes).toBeGreaterThan(0);
      expect(model.parameters).toBeGreaterThan(0);
      expect(model.bytes).toBeGreaterThan(1e6);
      expect(model.license.url).toMatch(/^https:/);
    },
  );

  it('calls a size exact only when every byte of it was published', () => {
    for (const model of modelCatalog) {
      const files = [...(model.files ?? []), ...(model.engine === 'webllm' ? [model.libraryFile] : [])];
      const known = files.length > 0 && files.every((file) => file?.bytes != null);
      expect(`${model.id} ${model.bytesAre}`).toBe(`${model.id} ${known ? 'exact' : 'approximate'}`);
    }
  });

  it('pins the address of what has a commit, and says so by leaving it out where none is known', () => {
    for (const model of modelCatalog) {
      const url = model.engine === 'webllm' ? model.url : (model.files[0]?.url ?? '');
      expect(url).toContain(`/resolve/${model.revision ?? 'main'}/`);
      if (model.revision !== undefined) expect(model.revision).toMatch(/^[0-9a-f]{40}$/);
    }
  });

  it('says where published figures were read', () => {
    const withFiles = modelCatalog.filter(({ files }) => files !== undefined);
    expect(withFiles.filter(({ source }) => source === undefined)).toEqual([]);
  });

  it('uses every published file, and nothing else is published under a name that no model has', () => {
    const ids = [...modelCatalog.map(({ id }) => id), LIBRARIES];
    expect(Object.keys(publishedFiles).filter((id) => !ids.includes(id))).toEqual([]);
    for (const { files = [] } of modelCatalog) {
      for (const { bytes, sha256 } of files) {
        expect(bytes).toBeGreaterThan(0);
        if (sha256 !== undefined) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      }
    }
  });

  it('has of each MLC folder all that web-llm reads', () => {
    for (const { id, files } of mlc) {
      if (files === undefined) continue;
      const paths = files.map(({ path }) => path);
      expect([id, ...paths]).toEqual(
        expect.arrayContaining(['mlc-chat-config.json', 'tensor-cache.json', 'tokenizer.json']),
      );
      const shards = paths.filter((path) => path.endsWith('.bin'));
      expect(shards).toEqual(shards.map((_, index) => `params_shard_${index}.bin`));
    }
  });
});

describe('MLC models', () => {
  const known = new Map(prebuiltAppConfig.model_list.map((record) => [record.model_id, record]));

  it.each(mlc.map((model) => [model.id, model] as const))(
    '%s has the library and the memory of web-llm’s own list',
    (id, model) => {
      const record = known.get(id);
      expect(model.library.replace(`/${publishedFiles[LIBRARIES] ?? 'main'}/`, '/main/')).toBe(record?.model_lib);
      expect(model.url.replace(/\/resolve\/.*/, '')).toBe(record?.model);
      expect(model.memoryBytes).toBe(Math.round((record?.vram_required_MB ?? 0) * 2 ** 20));
      for (const feature of record?.required_features ?? []) expect(model.gpu.features).toContain(feature);
    },
  );

  it('has a largest buffer that the first shard confirms, where it holds the table of tokens alone', () => {
    const shard = (id: string) =>
      mlc.find((model) => model.id === id)?.files?.find(({ path }) => path === 'params_shard_0.bin');
    const binding = (id: string) => mlc.find((model) => model.id === id)?.gpu.maxStorageBufferBindingSize;
    for (const id of ['Qwen2.5-0.5B-Instruct-q4f16_1-MLC', 'Qwen2.5-1.5B-Instruct-q4f16_1-MLC']) {
      expect(shard(id)?.bytes).toBe(binding(id));
    }
  });
});
