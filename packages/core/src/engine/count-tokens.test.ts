/** Counting tokens on its way: host and client, a runner that comes back, and the tabs of a site. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFakeAdapter, type FakeScript } from '../adapters/fake.js';
import { LocalLLMError } from '../errors.js';
import { collectText, type GenerationEvent } from '../generate.js';
import { createFakeLLM, fakeModel } from '../testing.js';
import { EngineClient } from './client.js';
import type { Engine } from './engine.js';
import { KnownCounts } from './known-counts.js';
import { connectPage } from './page-connection.js';
import { answer, ask, type FakeSite, readySite } from './tabs.case.js';

const LONG: FakeScript = { reply: 'word '.repeat(10_000), tokensPerSecond: 200 };

function clientOf(script: FakeScript = {}) {
  const asked: (readonly string[])[] = [];
  const adapter = createFakeAdapter(script);
  const countTokens: typeof adapter.countTokens = (texts, options) => {
    asked.push(texts);
    return adapter.countTokens(texts, options);
  };
  const connection = connectPage(() => ({ ...adapter, countTokens }));
  return { client: new EngineClient({ connection, assets: {} }), asked };
}

describe('a client that counts tokens', () => {
  it('asks the engine for each text once, until another model is loaded', async () => {
    const { client, asked } = clientOf();
    await client.load(fakeModel);
    expect(await client.countTokens(['a b', 'c', 'a b'])).toEqual([2, 1, 2]);
    expect(await client.countTokens(['c', 'a b', 'd e f'])).toEqual([1, 2, 3]);
    expect(asked).toEqual([['a b', 'c'], ['d e f']]);
    await client.load(fakeModel);
    expect(await client.countTokens(['c'])).toEqual([1]);
    expect(asked.at(-1)).toEqual(['c']);
    await client.close();
  });

  it('waits for the answer that runs', async () => {
    const { client, asked } = clientOf(LONG);
    await client.load(fakeModel);
    const stop = new AbortController();
    const order: string[] = [];
    const running = (async () => {
      for await (const { type } of client.generate(ask('hi'), { signal: stop.signal })) {
        if (type === 'generation-start') void client.countTokens(['a']).then(() => order.push('counted'));
        if (type === 'text-delta') stop.abort();
        if (type === 'finish') order.push('finished');
      }
    })();
    await running;
    await client.countTokens(['b']);
    expect(order).toEqual(['finished', 'counted']);
    expect(asked).toEqual([['a'], ['b']]);
    await client.close();
  });

  it('tells what went wrong', async () => {
    const { client } = clientOf();
    await expect(client.countTokens(['a'])).rejects.toMatchObject({ code: 'not-loaded' });
    await client.load(fakeModel);
    await expect(client.countTokens(['a'], { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
    client.terminate();
    await expect(client.countTokens(['a'])).rejects.toMatchObject({ code: 'aborted' });
  });

  it('is called off while it waits, and asks the engine for nothing', async () => {
    const { client, asked } = clientOf(LONG);
    await client.load(fakeModel);
    const answering = client.generate(ask('hi'))[Symbol.asyncIterator]();
    await answering.next();
    const stop = new AbortController();
    const counting = client.countTokens(['a'], { signal: stop.signal });
    stop.abort();
    await expect(counting).rejects.toMatchObject({ code: 'aborted' });
    await answering.return?.(undefined);
    expect(await client.countTokens(['b'])).toEqual([1]);
    expect(asked).toEqual([['b']]);
    await client.close();
  });
});

describe('known counts', () => {
  it('forget the oldest texts when they get too many', async () => {
    const counts = new KnownCounts();
    const ask = vi.fn(async (texts: readonly string[]) => texts.map(({ length }) => length));
    const large = ['a', 'b', 'c'].map((letter) => letter.repeat(900_000));
    await counts.count(large, ask);
    expect(await counts.count(large, ask)).toEqual([900_000, 900_000, 900_000]);
    expect(ask.mock.calls.map(([texts]) => texts.map(([letter]) => letter).join(''))).toEqual(['abc', 'a']);
  });
});

describe('a model', () => {
  it('counts, and says how much it can read at once', async () => {
    const llm = createFakeLLM({ contextWindow: 512 });
    expect(llm.contextWindow).toBe(0);
    await expect(llm.countTokens(['a'])).rejects.toMatchObject({ code: 'not-loaded' });
    await llm.load();
    expect(llm.contextWindow).toBe(512);
    expect(await llm.countTokens(['one two three', ''])).toEqual([3, 0]);
    expect(llm.getSnapshot().status).toBe('ready');
    await llm.unload();
    expect(llm.contextWindow).toBe(0);
  });

  it('that has crashed comes back to count', async () => {
    const error = new LocalLLMError('engine-crashed', 'It crashed.');
    const llm = createFakeLLM({ failAfterTokens: { tokens: 1, error } });
    await llm.load();
    await expect(collectText(llm.generate(ask('hi')))).rejects.toMatchObject({ code: 'engine-crashed' });
    expect(await llm.countTokens(['a b'])).toEqual([2]);
    await llm.unload();
  });

  it('refuses a format that it could not keep to, with advice', async () => {
    const llm = createFakeLLM();
    await llm.load();
    const format = { type: 'json', schema: { not: {} } } as const;
    await expect(collectText(llm.generate({ ...ask('hi'), format }))).rejects.toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining('"not"'),
      hint: expect.stringContaining('properties'),
    });
    const messages = [...ask('hi').messages, { role: 'assistant' as const, content: 'y' }];
    const choice = { type: 'choice', choices: ['yes'] } as const;
    await expect(collectText(llm.generate({ messages, format: choice }))).rejects.toMatchObject({
      code: 'invalid-request',
    });
    expect(await collectText(llm.generate({ ...ask('hi'), format: choice }))).toBe('yes');
    await llm.unload();
  });
});

describe('tabs that share an engine', () => {
  let site: FakeSite | null = null;
  afterEach(() => site?.close());

  it('count with it in turn, and go on with the next when its tab is closed', async () => {
    const made = await readySite(2, LONG);
    site = made.site;
    const [leader, follower] = made.engines as [Engine, Engine];
    expect(await follower.countTokens(['a b c', ''])).toEqual([3, 0]);
    const running = answer(leader, 'hi');
    await running.began;
    const counting = follower.countTokens(['d e']);
    made.tabs[0]?.kill();
    expect(await counting).toEqual([2]);
    expect(made.site.starts).toBe(2);
  });

  it('are told what went wrong, and can call off', async () => {
    const made = await readySite(2, LONG);
    site = made.site;
    const [leader, follower] = made.engines as [Engine, Engine];
    const running = answer(leader, 'hi');
    await running.began;
    const stop = new AbortController();
    const counting = [leader, follower].map((engine) => engine.countTokens(['a'], { signal: stop.signal }));
    const ended = Promise.allSettled(counting);
    stop.abort();
    for (const outcome of await ended) expect(outcome).toMatchObject({ reason: { code: 'aborted' } });
    await follower.unload();
    await leader.unload();
    await expect(leader.countTokens(['a'])).rejects.toMatchObject({ code: 'not-loaded' });
  });

  it('have the formats and log-probabilities that they ask for', async () => {
    const made = await readySite(2, { reply: 'maybe', logprob: -2 });
    site = made.site;
    const follower = made.engines[1] as Engine;
    const format = { type: 'choice', choices: ['yes', 'no'] } as const;
    const events: GenerationEvent[] = [];
    for await (const event of follower.generate({ ...ask('hi'), format, logprobs: true })) events.push(event);
    expect(events).toContainEqual({ type: 'text-delta', text: 'yes' });
    expect(events).toContainEqual({ type: 'logprobs', tokens: [{ text: 'yes', logprob: -2 }] });
  });
});
