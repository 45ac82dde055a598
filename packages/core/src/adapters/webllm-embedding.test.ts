/** Vectors from web-llm, on a stand-in that has its habits. No library of such a model could be run here. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FetchedModel } from '../downloads/fetch-model.js';
import type { EngineAdapter } from '../engine/adapter.js';
import { type MlcModel, parseModelRecord } from '../models/model-record.js';

vi.mock('@mlc-ai/web-llm', () => import('./webllm-double.case.js'));
vi.mock('../downloads/load-model.js', () => ({
  async loadModel(
    model: MlcModel,
    _store: unknown,
    _options: unknown,
    load: (files: FetchedModel) => Promise<unknown>,
  ) {
    const urls = ['mlc-chat-config.json', 'tokenizer.json'].map((name) => model.url + name);
    const files = new Map([...urls, model.library].map((url) => [url, new File(['{}'], url)]));
    const config = { tokenizer: 'tokenizer.json', contextWindow: 8, stop: [], temperature: undefined, topP: undefined };
    return { loaded: await load({ files, config, fetched: false }), release: () => undefined };
  },
}));

const { createAdapter } = await import('./webllm.js');
const { script } = await import('./webllm-double.case.js');

const facts = { engine: 'webllm', url: 'model/', library: 'model.wasm', contextLength: 512 };
const site = 'https://site.example/';
const model = parseModelRecord({ ...facts, id: 'arctic', task: 'embedding', embedding: { dimensions: 3 } }, site);
const chat = parseModelRecord({ ...facts, id: 'chat' }, site);

describe('vectors from web-llm', () => {
  let adapter: EngineAdapter;
  const embed: NonNullable<EngineAdapter['embed']> = (texts, options) =>
    adapter.embed?.(texts, options) ?? Promise.reject(new Error('It makes none.'));
  beforeEach(() => {
    adapter = createAdapter();
    script.overrides = [];
  });
  afterEach(async () => {
    await adapter.unload();
    expect(script.live).toBe(0);
  });

  it('come one by one, of what the model reads of a text', async () => {
    // Its library has a size that web-llm lets nobody change.
    expect(await adapter.load(model)).toEqual({ contextWindow: 8, threads: 0, device: 'gpu' });
    expect(script.overrides).toEqual([{}]);
    script.embedded = [];
    const vectors = await embed(['one  two', '', 'a b c d e f g h i j k']);
    expect(script.embedded).toEqual(['one two', ' ', 'a b c d e f g h']);
    expect(vectors).toEqual([Float32Array.of(2, 7, 3), Float32Array.of(0, 1, 3), Float32Array.of(8, 15, 3)]);
  });

  it('are called off between two texts, and with the model', async () => {
    await expect(embed(['a'])).rejects.toMatchObject({ code: 'not-loaded' });
    await adapter.load(model);
    const stop = new AbortController();
    const many = embed(new Array(100).fill('text'), { signal: stop.signal });
    await expect(embed(['a'])).rejects.toMatchObject({ code: 'busy' });
    script.embedded = [];
    stop.abort();
    await expect(many).rejects.toMatchObject({ code: 'aborted' });
    expect(script.embedded.length).toBeLessThan(100);
    const others = embed(new Array(100).fill('text'));
    const ended = expect(others).rejects.toMatchObject({ code: 'aborted' });
    await adapter.unload();
    await ended;
  });

  it('end with a lost device, and are refused by other models', async () => {
    await adapter.load(model);
    script.loseVector = Object.assign(new Error('Object has already been disposed'), { name: 'Error' });
    await expect(embed(['a'])).rejects.toMatchObject({ code: 'device-lost' });
    await expect(embed(['a'])).rejects.toMatchObject({ code: 'device-lost' });
    await adapter.load(chat);
    await expect(embed(['a'])).rejects.toMatchObject({ code: 'unsupported' });
    await adapter.load(model);
    const messages = [{ role: 'user' as const, content: 'Hello?' }];
    await expect(adapter.generate({ messages })[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'unsupported',
    });
  });

  it('need a model that was loaded indeed', async () => {
    script.loadNothing = true;
    await expect(adapter.load(model)).rejects.toMatchObject({ code: 'load-failed' });
  });
});
