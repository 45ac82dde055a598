import { describe, expect, it } from 'vitest';
import { modelCatalog } from './catalog.js';
import { parseModelRecord, totalBytes } from './model-record.js';

const base = 'https://example.com/models/manifest.json';
const gguf = { id: 'm', engine: 'wllama', files: [{ url: 'm.gguf', bytes: 10 }] };
const mlc = { id: 'm', engine: 'webllm', url: 'm', library: 'm/model.wasm' };

const HASH = 'a'.repeat(64);
const withParts = (parts: unknown) => ({ ...gguf, files: [{ url: 'm.gguf', bytes: 10, parts }] });

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

  it('keeps the hashes of parts', () => {
    const parts = { bytes: 4, sha256: [HASH, HASH, HASH] };
    expect(parseModelRecord(withParts(parts), base)).toMatchObject({ files: [{ bytes: 10, parts }] });
  });

  it('knows the folder and the library of a model in MLC format by their files', () => {
    const files = [
      { path: 'a.bin', bytes: 3, sha256: HASH },
      { path: 'deep/b.bin', bytes: 4, parts: { bytes: 4, sha256: [HASH] } },
    ];
    const record = { ...mlc, files, libraryFile: { bytes: 5, sha256: HASH }, bytes: 99, bytesAre: 'approximate' };
    expect(parseModelRecord(record, base)).toMatchObject({
      files: [
        { path: 'a.bin', url: 'https://example.com/models/m/a.bin', bytes: 3, sha256: HASH },
        { path: 'deep/b.bin', url: 'https://example.com/models/m/deep/b.bin', bytes: 4 },
      ],
      libraryFile: { bytes: 5, sha256: HASH },
      // What the files add up to is the truth.
      bytes: 12,
      bytesAre: 'exact',
    });
    // Of a library of unknown size nobody can tell.
    expect(parseModelRecord({ ...record, libraryFile: undefined }, base)).toMatchObject({
      bytes: 99,
      bytesAre: 'approximate',
    });
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
    ['parts without hashes', withParts({ bytes: 4 }), 'files[0].parts.sha256'],
    ['parts of which one has no hash', withParts({ bytes: 4, sha256: [HASH, HASH] }), 'files[0].parts.sha256'],
    ['a part whose hash is none', withParts({ bytes: 5, sha256: [HASH, 'x'] }), 'files[0].parts.sha256'],
    ['parts that are too large', withParts({ bytes: 2 ** 26, sha256: [HASH] }), 'files[0].parts.bytes'],
    [
      'parts of a file of unknown size',
      { ...gguf, files: [{ url: 'm.gguf', parts: { bytes: 4, sha256: [HASH] } }] },
      'files[0].bytes',
    ],
    ['an empty list of the folder’s files', { ...mlc, files: [] }, 'files'],
    ['a file without a path', { ...mlc, files: [{ bytes: 3 }] }, 'files[0].path'],
    ['a file outside of the folder', { ...mlc, files: [{ path: '../a.bin', bytes: 3 }] }, 'files[0].path'],
    ['a file of another site', { ...mlc, files: [{ path: 'https://x.example/a', bytes: 3 }] }, 'files[0].path'],
    ['a task that nobody knows', { ...gguf, task: 'painting' }, 'task'],
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
