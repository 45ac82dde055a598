import { describe, expect, it } from 'vitest';
import { modelCatalog } from './catalog.js';
import { parseModelRecord, totalBytes } from './model-record.js';

const base = 'https://example.com/models/manifest.json';
const gguf = { id: 'm', engine: 'wllama', files: [{ url: 'm.gguf', bytes: 10 }] };
const mlc = { id: 'm', engine: 'webllm', url: 'm', library: 'm/model.wasm' };

describe('parseModelRecord', () => {
  it('makes URLs absolute and fills in what may be left out', () => {
    expect(parseModelRecord(gguf, base)).toEqual({
      id: 'm',
      name: 'm',
      engine: 'wllama',
      files: [{ url: 'https://example.com/models/m.gguf', bytes: 10 }],
      bytes: 10,
      bytesAre: 'exact',
      license: { id: 'unknown' },
      contextLength: 4096,
    });
    expect(parseModelRecord(mlc, base)).toMatchObject({
      url: 'https://example.com/models/m/',
      library: 'https://example.com/models/m/model.wasm',
      bytes: null,
    });
  });

  it('reads back every record of the catalogue as it is', () => {
    expect(modelCatalog.length).toBeGreaterThan(0);
    for (const record of modelCatalog) {
      expect(parseModelRecord(JSON.parse(JSON.stringify(record)), 'https://elsewhere.example/')).toEqual(record);
    }
  });

  it.each([
    ['nothing', null, 'manifest'],
    ['another engine', { ...gguf, engine: 'other' }, 'engine'],
    ['no id', { ...gguf, id: '' }, 'id'],
    ['no files', { ...gguf, files: [] }, 'files'],
    ['a size that is no number', { ...gguf, files: [{ url: 'm.gguf', bytes: '10' }] }, 'files[0].bytes'],
    ['a hash that is none', { ...gguf, files: [{ url: 'm.gguf', sha256: 'ABC' }] }, 'files[0].sha256'],
    ['a script for a URL', { ...gguf, files: [{ url: 'javascript:alert(1)' }] }, 'files[0].url'],
    ['a broken URL', { ...mlc, url: 'https://' }, 'url'],
    ['a negative context', { ...gguf, contextLength: -1 }, 'contextLength'],
    ['features that are no list', { ...mlc, gpu: { features: 'shader-f16' } }, 'gpu.features'],
  ])('names the field that is wrong: %s', (_, manifest, field) => {
    expect(() => parseModelRecord(manifest, base)).toThrow(
      expect.objectContaining({ code: 'invalid-model', details: { field } }),
    );
  });
});

it('knows a total only when it knows every part', () => {
  expect(
    totalBytes([
      { url: 'a', bytes: 1 },
      { url: 'b', bytes: 2 },
    ]),
  ).toBe(3);
  expect(
    totalBytes([
      { url: 'a', bytes: 1 },
      { url: 'b', bytes: null },
    ]),
  ).toBeNull();
});
