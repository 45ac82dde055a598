/** What happens around a load: files that are mended, lists that are let go of, and notes. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LocalLLMError } from '../errors.js';
import { type GgufModel, type MlcModel, type ModelRecord, parseModelRecord } from '../models/model-record.js';
import { FaultyServer, partsOf, sha256Of } from './faulty-server.case.js';
import type { FetchedModel } from './fetch-model.js';
import { loadModel } from './load-model.js';
import { measureModel } from './measure-model.js';
import { MemoryStore } from './memory-store.js';
import { fileKey } from './model-key.js';
import { readModelNote } from './model-note.js';

const server = new FaultyServer();
beforeAll(async () => void (await server.start()));
afterAll(() => server.close());

let store: MemoryStore;
beforeEach(() => {
  server.reset();
  store = new MemoryStore();
});

const unreadable = () => new LocalLLMError('load-failed', 'It cannot be read.');

/** Loads; the engine fails as often as it is told to. */
async function load(model: ModelRecord, failures = 0): Promise<{ files: FetchedModel; loads: number }> {
  let loads = 0;
  const { loaded, release } = await loadModel(model, store, {}, async (files) => {
    loads += 1;
    if (loads <= failures) throw unreadable();
    return files;
  });
  release();
  return { files: loaded, loads };
}

const requests = () => server.sent.map(({ name }) => name).sort();
const notes = async () => [...(await store.readModelNotes()).values()].map(readModelNote);

describe('a GGUF model that does not load', () => {
  const PART = 65_536;
  let body: Buffer;
  let model: GgufModel;
  beforeEach(() => {
    body = server.add('model.gguf', 5 * PART);
    body.write('GGUF');
    const file = {
      url: server.url('model.gguf'),
      bytes: body.length,
      sha256: sha256Of(body),
      parts: partsOf(body, PART),
    };
    model = parseModelRecord({ id: 'tiny', engine: 'wllama', files: [file] }, server.url('')) as GgufModel;
  });

  it('is mended where it is damaged, and loaded once more', async () => {
    await load(model);
    server.sent = [];
    const key = model.files[0]?.sha256 ?? '';
    // Behind our back, and with the time of the file unchanged.
    const { lastModified } = (await store.read(key)) ?? { lastModified: 0 };
    const handle = await store.open(key);
    handle.write(new Uint8Array(PART), 2 * PART);
    handle.addToNote(
      `${JSON.stringify({ completeAt: (await store.read(key))?.lastModified ?? lastModified, md5: null })}\n`,
    );
    handle.close();
    const { files, loads } = await load(model, 1);
    expect(loads).toBe(2);
    expect(server.sent).toMatchObject([{ from: 2 * PART, bytes: PART }]);
    const [file] = files.files.values();
    expect(Buffer.from((await file?.arrayBuffer()) ?? new ArrayBuffer(0)).equals(body)).toBe(true);
  });

  it('and is what was published is not fetched again', async () => {
    await load(model);
    server.sent = [];
    await expect(load(model, 1)).rejects.toMatchObject({ code: 'load-failed' });
    expect(server.sent).toEqual([]);
    await load(model);
    expect(server.sent).toEqual([]);
  });

  it('and has only just been fetched is not looked through', async () => {
    await expect(load(model, 1)).rejects.toMatchObject({ code: 'load-failed' });
    expect((await load(model)).loads).toBe(1);
  });

  it('for another reason keeps its files', async () => {
    await load(model);
    server.sent = [];
    const refuse = async () => {
      throw new LocalLLMError('out-of-memory', 'Too large.');
    };
    await expect(loadModel(model, store, {}, refuse)).rejects.toMatchObject({ code: 'out-of-memory' });
    expect(server.sent).toEqual([]);
  });

  it('is noted: what it has, and when it was used', async () => {
    await load(model);
    const key = model.files[0]?.sha256;
    expect(await notes()).toMatchObject([
      { id: 'tiny', name: 'tiny', engine: 'wllama', keys: [key], files: [{ key, bytes: body.length }] },
    ]);
    // Another version of the model under the same name: what only the old one had goes.
    const newer = server.add('newer.gguf', PART);
    newer.write('GGUF');
    await load({ ...model, files: [{ url: server.url('newer.gguf'), bytes: PART, sha256: sha256Of(newer) }] });
    expect(await notes()).toMatchObject([{ id: 'tiny', keys: [sha256Of(newer)] }]);
    expect(await store.read(key ?? '')).toBeNull();
  });
});

describe('a folder in MLC format', () => {
  const names = ['mlc-chat-config.json', 'model.wasm', 'tensor-cache.json', 'tokenizer.json'];
  let model: MlcModel;
  beforeEach(() => {
    const shards = ['a.bin', 'b.bin'].map((name) => ({ name, body: server.add(name, 100_000) }));
    const records = shards.map(({ name, body }) => ({
      dataPath: name,
      nbytes: body.length,
      md5sum: createHash('md5').update(body).digest('hex'),
    }));
    server.files.set('tensor-cache.json', Buffer.from(JSON.stringify({ records })));
    server.files.set('tokenizer.json', Buffer.from('{}'));
    server.files.set('mlc-chat-config.json', Buffer.from('{"tokenizer_files":["tokenizer.json"]}'));
    server.files.set('model.wasm', Buffer.from([0, 0x61, 0x73, 0x6d, 1]));
    const record = { id: 'mlc', engine: 'webllm', url: server.url(''), library: server.url('model.wasm') };
    model = parseModelRecord(record, server.url('')) as MlcModel;
  });
  const pinned = (): MlcModel => {
    const known = (name: string) => {
      const body = server.files.get(name) ?? Buffer.of();
      return { bytes: body.length, sha256: sha256Of(body) };
    };
    const paths = [...server.files.keys()].filter((name) => name !== 'model.wasm');
    const files = paths.map((path) => ({ path, url: server.url(path), ...known(path) }));
    return { ...model, files, libraryFile: known('model.wasm') };
  };
  const totalBytes = () => [...server.files.values()].reduce((sum, { length }) => sum + length, 0);

  it('is read from its own lists, and each file comes once', async () => {
    const { files } = await load(model);
    expect(files.config).toMatchObject({ tokenizer: 'tokenizer.json' });
    expect([...files.files.keys()].sort()).toEqual([...server.files.keys()].map((name) => server.url(name)).sort());
    expect(requests()).toEqual([...server.files.keys()].sort());
  });

  it('is measured by its lists alone', async () => {
    expect(await measureModel(model)).toBe(totalBytes());
    expect(requests()).toEqual(['mlc-chat-config.json', 'tensor-cache.json']);
    server.sent = [];
    expect(await measureModel(pinned())).toBe(totalBytes());
    expect(requests()).toEqual([]);
    server.files.delete('tensor-cache.json');
    expect(await measureModel(model)).toBeNull();
    expect(await measureModel(model, { signal: AbortSignal.abort() })).toBeNull();
  });

  it('that does not load gets new lists and a new library, and keeps its weights', async () => {
    await load(model);
    await expect(load(model, 2)).rejects.toMatchObject({ code: 'load-failed' });
    server.sent = [];
    await load(model);
    expect(requests()).toEqual(names);
  });

  it('of which every hash was published keeps everything', async () => {
    await load(pinned());
    await expect(load(pinned(), 2)).rejects.toMatchObject({ code: 'load-failed' });
    server.sent = [];
    await load(pinned());
    expect(requests()).toEqual([]);
  });

  it('that has changed on the server since is fetched as it is now', async () => {
    server.lasting.set('b.bin', { kind: 'flip', at: 5 });
    await expect(load(model)).rejects.toMatchObject({ code: 'integrity' });
    server.lasting.clear();
    const changed = server.add('b.bin', 100_000);
    const list = JSON.parse(server.files.get('tensor-cache.json')?.toString() ?? '');
    list.records[1].md5sum = createHash('md5').update(changed).digest('hex');
    server.files.set('tensor-cache.json', Buffer.from(JSON.stringify(list)));
    const { files } = await load(model);
    const file = files.files.get(server.url('b.bin'));
    expect(Buffer.from((await file?.arrayBuffer()) ?? new ArrayBuffer(0)).equals(changed)).toBe(true);
  });

  it('whose record forgets a file says which', async () => {
    const record = pinned();
    const files = (record.files ?? []).filter(({ path }) => path !== 'b.bin');
    await expect(load({ ...record, files })).rejects.toMatchObject({
      code: 'invalid-model',
      message: expect.stringMatching(/b\.bin/),
    });
  });

  it('shares what another model has too', async () => {
    await load(pinned());
    server.sent = [];
    await load({ ...pinned(), id: 'other' });
    expect(requests()).toEqual([]);
    expect(await fileKey(pinned().files?.[0] ?? { url: '' })).toMatch(/^[0-9a-f]{64}$/);
  });
});
