import { describe, expect, it, vi } from 'vitest';
import { createFakeAdapter, type FakeScript } from '../adapters/fake.js';
import { LocalLLMError } from '../errors.js';
import { collectText, type GenerateRequest, type GenerationEvent } from '../generate.js';
import { fakeModel } from '../testing.js';
import type { EngineAdapter } from './adapter.js';
import { type ClientDeadlines, EngineClient, type HostConnection } from './client.js';
import { connectPage } from './page-connection.js';

const ask = (content: string): GenerateRequest => ({ messages: [{ role: 'user', content }] });

function clientOver(adapter: EngineAdapter, deadlines: Partial<ClientDeadlines> = {}) {
  const onDeath = vi.fn();
  const page = connectPage(() => adapter);
  let die: (error: LocalLLMError) => void = () => undefined;
  const connection: HostConnection = {
    ...page,
    onDeath: (listener) => {
      die = listener;
    },
  };
  return { client: new EngineClient({ connection, assets: {}, onDeath, deadlines }), onDeath, die: () => die(crash) };
}

/** A client whose line to its host can be cut, as when a worker loops for ever. */
function clientOverLine(adapter: EngineAdapter, deadlines: Partial<ClientDeadlines>) {
  const onDeath = vi.fn();
  const page = connectPage(() => adapter);
  const { endpoint } = page;
  const commands = { count: 0 };
  let isCut = false;
  const line: HostConnection['endpoint'] = {
    addEventListener: (type, listener) => endpoint.addEventListener(type, listener),
    removeEventListener: (type, listener) => endpoint.removeEventListener(type, listener),
    postMessage(message, transfer) {
      commands.count += 1;
      if (!isCut) endpoint.postMessage(message, transfer);
    },
  };
  const client = new EngineClient({ connection: { ...page, endpoint: line }, assets: {}, onDeath, deadlines });
  const silence = () => {
    isCut = true;
  };
  return { client, onDeath, silence, commands };
}

const crash = new LocalLLMError('engine-crashed', 'It crashed.');
const fake = (script: FakeScript = {}) => createFakeAdapter(script);

/** An engine that does not listen to any signal. */
function deafAdapter(): EngineAdapter {
  const adapter = fake({ reply: 'never ends' });
  return {
    ...adapter,
    load: (model, options) => (model.id === 'deaf' ? new Promise(() => undefined) : adapter.load(model, options)),
    generate: async function* () {
      yield { type: 'generation-start' };
      await new Promise(() => undefined);
    },
  };
}

async function collect(events: AsyncIterable<GenerationEvent>): Promise<GenerationEvent['type'][]> {
  const types: GenerationEvent['type'][] = [];
  for await (const event of events) types.push(event.type);
  return types;
}

describe('EngineClient', () => {
  it('carries errors with code, hint and details from the host', async () => {
    const failLoad = new LocalLLMError('http', 'Not there.', { hint: 'Look again.', details: { status: 404 } });
    const { client } = clientOver(fake({ failLoad }));
    await expect(client.load(fakeModel)).rejects.toMatchObject({
      code: 'http',
      message: 'Not there.',
      hint: 'Look again.',
      details: { status: 404 },
    });
  });

  it('carries an error in mid-answer after the text that came before it', async () => {
    const { client } = clientOver(fake({ reply: 'a b c', failAfterTokens: { tokens: 2, error: crash } }));
    await client.load(fakeModel);
    let text = '';
    const answer = (async () => {
      for await (const event of client.generate(ask('x'))) if (event.type === 'text-delta') text += event.text;
    })();
    await expect(answer).rejects.toMatchObject({ code: 'engine-crashed' });
    expect(text).toBe('a b ');
  });

  it('refuses a request that cannot be answered before the engine sees it', async () => {
    const { client } = clientOver(fake());
    await client.load(fakeModel);
    await expect(collectText(client.generate({ messages: [] }))).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('skips a queued request that was stopped, and answers the next', async () => {
    const { client } = clientOver(fake({ reply: 'a b c d', tokensPerSecond: 100 }));
    await client.load(fakeModel);
    const stop = new AbortController();
    const first = collect(client.generate(ask('one')));
    const second = collect(client.generate(ask('two'), { signal: stop.signal }));
    const third = collect(client.generate(ask('three')));
    stop.abort();
    expect(await second).toEqual(['finish']);
    expect(await first).toContain('text-delta');
    expect(await third).toContain('text-delta');
  });

  it('rejects every wait when the host dies, and says so once', async () => {
    const { client, onDeath, die } = clientOver(deafAdapter());
    await client.load(fakeModel);
    const running = collect(client.generate(ask('one')));
    const queued = collect(client.generate(ask('two')));
    const outcomes = Promise.allSettled([running, queued]);
    die();
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { code: 'engine-crashed' } });
    expect(onDeath).toHaveBeenCalledExactlyOnceWith(crash);
    await expect(collect(client.generate(ask('three')))).rejects.toMatchObject({ code: 'engine-crashed' });
  });

  it('rejects a load when the host dies', async () => {
    const { client, die } = clientOver(deafAdapter());
    const load = client.load({ ...fakeModel, id: 'deaf' });
    queueMicrotask(die);
    await expect(load).rejects.toMatchObject({ code: 'engine-crashed' });
  });

  it('ends an engine that does not stop: the one who stopped it sees a stop', async () => {
    const { client, onDeath } = clientOver(deafAdapter(), { stopMs: 20 });
    await client.load(fakeModel);
    const stop = new AbortController();
    const answer = collect(client.generate(ask('one'), { signal: stop.signal }));
    stop.abort();
    expect((await answer).at(-1)).toBe('finish');
    expect(onDeath).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'timeout' }));
  });

  it('ends the wait for a load that does not stop', async () => {
    const { client } = clientOver(deafAdapter(), { stopLoadMs: 20 });
    const stop = new AbortController();
    const load = client.load({ ...fakeModel, id: 'deaf' }, { signal: stop.signal });
    stop.abort();
    await expect(load).rejects.toMatchObject({ code: 'aborted' });
  });

  it('gives up on a host that never starts', async () => {
    const { port1 } = new MessageChannel();
    const connection: HostConnection = { endpoint: port1, terminate: () => port1.close(), onDeath: () => undefined };
    const client = new EngineClient({ connection, assets: {}, deadlines: { startMs: 20 } });
    await expect(client.load(fakeModel)).rejects.toMatchObject({ code: 'timeout' });
  });

  it('ends a host that falls silent at work, and says so in every wait', async () => {
    const { client, onDeath, silence } = clientOverLine(deafAdapter(), { heartbeatMs: 5, silentMs: 20 });
    await client.load(fakeModel);
    const answer = collect(client.generate(ask('one')));
    const queued = collect(client.generate(ask('two')));
    const outcomes = Promise.allSettled([answer, queued]);
    silence();
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { code: 'timeout' } });
    expect(onDeath).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'timeout' }));
  });

  it('ends a host that falls silent in a load', async () => {
    const { client, silence } = clientOverLine(fake({ loadMs: 60_000 }), { heartbeatMs: 5, silentLoadMs: 20 });
    const outcome = expect(client.load(fakeModel)).rejects.toMatchObject({ code: 'timeout' });
    silence();
    await outcome;
  });

  it('leaves a host alone that is slow but listens', async () => {
    const { client, onDeath, commands } = clientOverLine(deafAdapter(), { heartbeatMs: 5, silentMs: 20 });
    await client.load(fakeModel);
    const before = commands.count;
    const answer = collect(client.generate(ask('one')));
    // Long past the limit: the request itself, and a ping each 5 ms.
    await vi.waitUntil(() => commands.count > before + 20);
    expect(onDeath).not.toHaveBeenCalled();
    client.terminate();
    await expect(answer).rejects.toMatchObject({ code: 'aborted' });
  });

  it('closes an engine that is at work', async () => {
    const { client, onDeath } = clientOver(fake({ reply: 'a b c d e f', tokensPerSecond: 50 }));
    await client.load(fakeModel);
    const answer = collect(client.generate(ask('one'))).catch((error: LocalLLMError) => error.code);
    await client.close();
    await client.close();
    expect(['aborted', expect.arrayContaining(['finish'])]).toContainEqual(await answer);
    expect(onDeath).not.toHaveBeenCalled();
  });
});
