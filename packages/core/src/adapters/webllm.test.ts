/** Our logic around web-llm, on a stand-in that has its habits. The real one is examined in Chromium. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FetchedModel } from '../downloads/fetch-model.js';
import type { EngineAdapter, LoadProgress } from '../engine/adapter.js';
import type { GenerateRequest, GenerationEvent } from '../generate.js';
import { type MlcModel, parseModelRecord } from '../models/model-record.js';
import { fakeModel } from '../testing.js';
import { examineAdapter } from './adapter.case.js';
import { GrammarWalker, seededRandom } from './xgrammar.case.js';

vi.mock('@mlc-ai/web-llm', () => import('./webllm-double.case.js'));
const downloads = vi.hoisted(() => ({
  config: { tokenizer: 'tokenizer.json', contextWindow: 2048 as number | null, stop: [] as string[] },
  released: 0,
}));
vi.mock('../downloads/load-model.js', () => ({
  async loadModel(
    model: MlcModel,
    _store: unknown,
    _options: unknown,
    load: (files: FetchedModel) => Promise<unknown>,
  ) {
    const names = ['mlc-chat-config.json', 'tensor-cache.json', 'tokenizer.json'];
    const urls = [...names.map((name) => model.url + name), model.library];
    const files = new Map(urls.map((url) => [url, new File(['{}'], url)]));
    const config = { ...downloads.config, temperature: undefined, topP: undefined };
    const loaded = await load({ files, config, fetched: false });
    const release = () => {
      downloads.released += 1;
    };
    return { loaded, release };
  },
}));

const { createAdapter } = await import('./webllm.js');
const { script } = await import('./webllm-double.case.js');

const model = parseModelRecord(
  { id: 'tiny', engine: 'webllm', url: 'model/', library: 'model.wasm', contextLength: 8192 },
  'https://site.example/',
) as MlcModel;

const gpu = {
  requestAdapter: async () => ({
    features: new Set<string>(),
    limits: {
      maxComputeWorkgroupStorageSize: 32768,
      maxStorageBuffersPerShaderStage: 10,
      maxComputeInvocationsPerWorkgroup: 256,
      maxBufferSize: 2 ** 30,
      maxStorageBufferBindingSize: 2 ** 30,
    },
  }),
};
vi.stubGlobal('navigator', { gpu });

const ask = (content: string, more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  messages: [{ role: 'user', content }],
  ...more,
});

async function collect(events: AsyncIterable<GenerationEvent>): Promise<GenerationEvent[]> {
  const all: GenerationEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

const pieces = (events: readonly GenerationEvent[]) =>
  events.flatMap((event) => (event.type === 'text-delta' ? [event.text] : []));

// Answers in a format are those that web-llm's own xgrammar lets through.
const walker = await GrammarWalker.open();
const random = seededRandom(3);
script.inGrammar = (grammar) => walker.walk(grammar, random);

examineAdapter('web-llm’s adapter', {
  createAdapter,
  model,
  foreignModel: fakeModel,
  goesOnInWords: 'web-llm closes every answer in the prompt, so the model is asked to go on.',
  hidesLogprobsInFormat: 'web-llm knows probabilities only after the grammar has masked them.',
});

describe('the adapter of web-llm', () => {
  let adapter: EngineAdapter;
  beforeEach(() => {
    adapter = createAdapter();
    script.requests = [];
    script.overrides = [];
    downloads.released = 0;
    downloads.config = { tokenizer: 'tokenizer.json', contextWindow: 2048, stop: [] };
  });
  afterEach(async () => {
    await adapter.unload();
    expect(script.live).toBe(0);
  });

  it('tells a load that resolved with nothing loaded from one that worked', async () => {
    script.loadNothing = true;
    await expect(adapter.load(model)).rejects.toMatchObject({ code: 'load-failed' });
    await adapter.load(model);
  });

  it.each([
    ['an error that is a string', 'ModelNotFoundError: no such model', 'load-failed'],
    ['a library of another version', new WebAssembly.LinkError('function import requires a callable'), 'load-failed'],
    ['a GPU without half floats', Object.assign(new Error('f16'), { name: 'ShaderF16SupportError' }), 'unsupported'],
    ['a GPU that was lost', Object.assign(new Error('Device was lost'), { name: 'DeviceLostError' }), 'device-lost'],
  ])('says what %s means', async (_, failure, code) => {
    script.failLoad = failure;
    await expect(adapter.load(model)).rejects.toMatchObject({ code });
  });

  it('lets go of the files of a model with the model', async () => {
    await adapter.load(model);
    expect(downloads.released).toBe(0);
    await adapter.unload();
    expect(downloads.released).toBe(1);
  });

  it('names the version pin when the library does not fit', async () => {
    script.failLoad = new WebAssembly.LinkError('function import requires a callable');
    await expect(adapter.load(model)).rejects.toMatchObject({ hint: expect.stringContaining('v0_2_86') });
  });

  it('makes room for the shortest of wish, model and configuration', async () => {
    expect(await adapter.load(model)).toEqual({ contextWindow: 2048, threads: 0, device: 'gpu' });
    expect(await adapter.load(model, { contextWindow: 1024 })).toMatchObject({ contextWindow: 1024 });
    downloads.config = { ...downloads.config, contextWindow: null };
    expect(await adapter.load(model)).toMatchObject({ contextWindow: 4096 });
    expect(script.overrides).toEqual([{ context_window_size: 2048 }, { context_window_size: 1024 }, {}]);
  });

  it('tells how far the weights are on their way to the GPU', async () => {
    const progress: LoadProgress[] = [];
    await adapter.load(model, { onProgress: (step) => progress.push(step) });
    expect(progress).toEqual([null, 0.4, 0.8].map((fraction) => ({ type: 'load-progress', fraction })));
  });

  it('gives nothing half done to whoever calls off during the load', async () => {
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    await expect(adapter.load(model, { signal: stop.signal, onProgress })).rejects.toMatchObject({ code: 'aborted' });
    expect(script.live).toBe(0);
  });

  it('ends a load that is under way when it is unloaded', async () => {
    const loading = adapter.load(model);
    const ended = expect(loading).rejects.toMatchObject({ code: 'aborted' });
    await adapter.unload();
    await ended;
    expect(script.live).toBe(0);
  });

  it('keeps dollar signs from web-llm’s templates, but for answers, which must go back unchanged', async () => {
    await adapter.load(model);
    const messages = [
      { role: 'system', content: '$1' },
      { role: 'user', content: '$$x$$ and $&' },
      { role: 'assistant', content: '$5' },
      { role: 'user', content: '{user_message} $' },
    ] as const;
    await collect(adapter.generate({ messages }));
    const sent = script.requests[0]?.messages ?? [];
    const filled = sent.map(({ role, content }) => (role === 'assistant' ? content : '<#>'.replace('#', content)));
    expect(filled).toEqual(['<$1>', '<$$x$$ and $&>', '$5', '<{user_message} $>']);
  });

  it('asks for what was asked for, else for the model’s own, else for ours', async () => {
    await adapter.load(model);
    await collect(adapter.generate(ask('Hi', { temperature: 0, topP: 0.5, seed: 3, maxTokens: 9, stop: ['X'] })));
    await collect(adapter.generate(ask('Hi')));
    expect(script.requests[0]).toMatchObject({ temperature: 0, top_p: 0.5, seed: 3, max_tokens: 9, stop: ['X'] });
    expect(script.requests[1]).toMatchObject({ temperature: 0.7, top_p: 0.95, max_tokens: 1024 });
    expect(script.requests[1]).not.toHaveProperty('seed');
  });

  it('asks for a format as a grammar, the only form of which web-llm ignores nothing', async () => {
    await adapter.load(model);
    await collect(adapter.generate(ask('Hi', { format: { type: 'json', schema: { type: 'boolean' } } })));
    await collect(adapter.generate(ask('Hi')));
    expect(script.requests[0]?.response_format).toEqual({
      type: 'grammar',
      grammar: expect.stringContaining('root ::= '),
    });
    expect(script.requests[1]).not.toHaveProperty('response_format');
  });

  it('asks for log-probabilities only where they are the model’s own', async () => {
    await adapter.load(model);
    const logprobs = true;
    const format = { type: 'choice', choices: ['a'] } as const;
    await collect(adapter.generate(ask('Hi', { logprobs, temperature: 0 })));
    await collect(adapter.generate(ask('Hi', { logprobs, temperature: 1, topP: 0.5 })));
    await collect(adapter.generate(ask('Hi', { logprobs, temperature: 0.5 })));
    await collect(adapter.generate(ask('Hi', { logprobs, temperature: 0, format })));
    expect(script.requests[0]).toMatchObject({ temperature: 1, top_p: 1e-5, logprobs: true, top_logprobs: 1 });
    expect(script.requests[1]).toMatchObject({ temperature: 1, top_p: 0.5, logprobs: true, top_logprobs: 1 });
    expect(script.requests[2]).toMatchObject({ temperature: 0.5 });
    expect(script.requests[3]).toMatchObject({ temperature: 0 });
    for (const request of script.requests.slice(2)) expect(request).not.toHaveProperty('logprobs');
  });

  it('estimates tokens where web-llm has its tokenizer somewhere else', async () => {
    script.hidesTokenizer = true;
    await adapter.load(model);
    script.hidesTokenizer = false;
    expect(await adapter.countTokens(['', 'abcdef', '日本'])).toEqual([0, 2, 2]);
  });

  it('shows nothing of a stop text that comes in pieces', async () => {
    await adapter.load(model);
    const events = await collect(adapter.generate(ask('Count', { stop: ['three four'] })));
    expect(pieces(events).join('')).toBe('One two ');
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
  });

  it('shows in the end what only looked like a stop text', async () => {
    await adapter.load(model);
    const events = await collect(adapter.generate(ask('Count', { stop: ['.\n\n'] })));
    expect(pieces(events).join('')).toBe('One two three four five.');
  });

  it('counts no speed for an answer of one token', async () => {
    await adapter.load(model);
    const events = await collect(adapter.generate(ask('Count', { maxTokens: 1 })));
    expect(events.find(({ type }) => type === 'usage')).toMatchObject({ usage: { decodeTokensPerSecond: 0 } });
  });

  it.each([
    ['an aborted read', Object.assign(new Error('A read was aborted'), { name: 'AbortError' })],
    ['used memory', new Error('Object has already been disposed')],
    ['anything else', 'some string'],
  ])('knows a lost device by %s, and stays lost until it loads again', async (_, failure) => {
    await adapter.load(model);
    script.loseDevice = failure;
    await expect(collect(adapter.generate(ask('Count')))).rejects.toMatchObject({ code: 'device-lost' });
    await expect(collect(adapter.generate(ask('Count')))).rejects.toMatchObject({ code: 'device-lost' });
    await adapter.load(model);
    expect(pieces(await collect(adapter.generate(ask('Count')))).join('')).toBe('One two three four five.');
  });
});
