/** What a folder in MLC format says of itself. */
import { describe, expect, it } from 'vitest';
import { type MlcModel, parseModelRecord } from '../models/model-record.js';
import { configFile, libraryFile, readConfig, readWeightsList, tokenizerFile, weightsListFile } from './mlc-files.js';

const modelAt = (url: string, library = `${url}model.wasm`) =>
  parseModelRecord({ id: 'tiny', engine: 'webllm', url, library }, 'https://site.example/') as MlcModel;

const plain = modelAt('https://site.example/models/tiny/');
const list = weightsListFile(plain);
const config = configFile(plain);

describe('files', () => {
  it('are in the folder, with all that the record says of them', () => {
    const sha256 = 'a'.repeat(64);
    const model = {
      ...plain,
      files: [{ path: 'mlc-chat-config.json', url: `${plain.url}mlc-chat-config.json`, bytes: 7, sha256 }],
      libraryFile: { bytes: 9 },
    };
    expect(configFile(model)).toEqual({
      name: 'mlc-chat-config.json',
      url: 'https://site.example/models/tiny/mlc-chat-config.json',
      bytes: 7,
      sha256,
    });
    expect(libraryFile(model)).toMatchObject({ url: `${plain.url}model.wasm`, bytes: 9 });
    expect(configFile(plain)).toMatchObject({ bytes: null });
  });
});

describe('readConfig', () => {
  it('reads what we need', () => {
    const value = {
      tokenizer_files: ['tokenizer.model', 'tokenizer.json', 'added_tokens.json'],
      context_window_size: 4096,
      temperature: 0.6,
      top_p: 0.9,
      conv_template: { stop_str: ['<|im_end|>', '', 7] },
    };
    const read = readConfig(config, value);
    expect(read).toEqual({
      tokenizer: 'tokenizer.json',
      contextWindow: 4096,
      temperature: 0.6,
      topP: 0.9,
      stop: ['<|im_end|>'],
    });
    expect(tokenizerFile(plain, read).url).toBe(`${plain.url}tokenizer.json`);
  });

  it('leaves open what is not said', () => {
    expect(readConfig(config, { tokenizer_files: ['tokenizer.model'], context_window_size: -1 })).toEqual({
      tokenizer: 'tokenizer.model',
      contextWindow: null,
      temperature: undefined,
      topP: undefined,
      stop: [],
    });
  });

  it.each([null, [], 'x', {}, { tokenizer_files: ['vocab.json'] }])('refuses %o', (value) => {
    expect(() => readConfig(config, value)).toThrow(expect.objectContaining({ code: 'invalid-model' }));
  });
});

describe('readWeightsList', () => {
  it('reads sizes and hashes, under either name', () => {
    const records = [
      { dataPath: 'a.bin', nbytes: 3, md5sum: 'ABC' },
      { dataPath: 'b.bin', nbytes: 4, md5Sum: 'def' },
      { dataPath: 'c.bin', nbytes: 5 },
    ];
    const shards = readWeightsList(plain, list, { records });
    expect(shards.map(({ name, bytes, md5 }) => [name, bytes, md5])).toEqual([
      ['a.bin', 3, 'abc'],
      ['b.bin', 4, 'def'],
      ['c.bin', 5, undefined],
    ]);
  });

  it('believes the record more than the list', () => {
    const sha256 = 'b'.repeat(64);
    const model = { ...plain, files: [{ path: 'a.bin', url: `${plain.url}a.bin`, bytes: 3, sha256 }] };
    const records = [{ dataPath: 'a.bin', nbytes: 5, md5sum: 'abc' }];
    expect(readWeightsList(model, list, { records })).toEqual([
      { name: 'a.bin', url: `${plain.url}a.bin`, bytes: 3, sha256 },
    ]);
  });

  it.each([
    {},
    { records: [] },
    { records: [{ dataPath: 'a.bin' }] },
    { records: [{ dataPath: 'a.bin', nbytes: 0 }] },
    { records: [{ dataPath: 'https://elsewhere.example/a.bin', nbytes: 3 }] },
    { records: [{ dataPath: '../../secret', nbytes: 3 }] },
  ])('refuses %o', (value) => {
    expect(() => readWeightsList(plain, list, value)).toThrow(expect.objectContaining({ code: 'invalid-model' }));
  });
});
