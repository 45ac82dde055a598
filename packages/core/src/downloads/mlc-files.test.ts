/** What a folder in MLC format says of itself, and where web-llm looks for it. */
import { describe, expect, it } from 'vitest';
import { type MlcModel, parseModelRecord } from '../models/model-record.js';
import { mlcCache } from './mlc-cache.js';
import { configFile, libraryFile, readConfig, readWeightsList, tokenizerFile, weightsListFile } from './mlc-files.js';

const modelAt = (url: string, library = `${url}model.wasm`) =>
  parseModelRecord({ id: 'tiny', engine: 'webllm', url, library }, 'https://site.example/') as MlcModel;

const plain = modelAt('https://site.example/models/tiny/');
const list = weightsListFile(plain);
const config = configFile(plain);

describe('places', () => {
  it.each([
    ['https://site.example/models/tiny/', 'https://site.example/models/tiny/resolve/main/'],
    ['https://hub.example/org/tiny/resolve/main/', 'https://hub.example/org/tiny/resolve/main/'],
    ['https://hub.example/org/tiny/resolve/refs/pr/1/', 'https://hub.example/org/tiny/resolve/refs/pr/1/'],
    ['https://hub.example/org/all/resolve/main/tiny/', 'https://hub.example/org/all/resolve/main/tiny/'],
  ])('%s is known to web-llm as %s', (url, key) => {
    const model = modelAt(url);
    expect(mlcCache.folderUrl(model)).toBe(key);
    expect(configFile(model)).toMatchObject({ url: `${url}mlc-chat-config.json`, key: `${key}mlc-chat-config.json` });
  });

  it('gives the library of a local server a name that web-llm keeps', () => {
    const { url, key } = libraryFile(modelAt('http://localhost:8080/tiny/'));
    expect(url).toBe('http://localhost:8080/tiny/model.wasm');
    expect(key).not.toContain('localhost');
    expect(URL.canParse(key)).toBe(true);
  });

  it('takes a model with another library for another model', () => {
    const other = modelAt(plain.url, 'https://site.example/newer.wasm');
    expect(mlcCache.noteUrl(other)).not.toBe(mlcCache.noteUrl(plain));
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
