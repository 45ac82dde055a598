/** A real worker in a real browser that loops for ever: comlink would wait for it as long. */
import { afterEach, describe, expect, it } from 'vitest';
import { collectText } from '../generate.js';
import { fakeModel } from '../testing.js';
import { EngineClient } from './client.js';
import { connectWorker } from './worker-connection.js';

const url = new URL('./endless-worker.case.ts', import.meta.url).href;
const ask = (content: string) => ({ messages: [{ role: 'user' as const, content }] });

const clients: EngineClient[] = [];

/** A client of a new worker, less patient than a real one. */
function start() {
  const deaths: string[] = [];
  const client = new EngineClient({
    connection: connectWorker(url, 'file'),
    assets: {},
    onDeath: ({ code }) => deaths.push(code),
    deadlines: { heartbeatMs: 100, silentMs: 500, silentLoadMs: 1000 },
  });
  clients.push(client);
  return { client, deaths };
}

afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  await allWorkersEnd();
});

describe('a worker that loops for ever', () => {
  it('in mid-answer is ended, every wait with it, and another one can take its place', async () => {
    const { client, deaths } = start();
    await client.load(fakeModel);
    expect(await collectText(client.generate(ask('do not')))).toBe('Once upon a time');
    let text = '';
    const running = (async () => {
      for await (const event of client.generate(ask('hang'))) if (event.type === 'text-delta') text += event.text;
    })();
    const queued = collectText(client.generate(ask('do not')));
    const outcomes = await Promise.allSettled([running, queued]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: 'timeout' } });
    expect(text).toBe('Once upon a time');
    expect(deaths).toEqual(['timeout']);
    await allWorkersEnd();
    const next = start().client;
    await next.load(fakeModel);
    expect(await collectText(next.generate(ask('do not')))).toBe('Once upon a time');
  });

  it('in a load is ended', async () => {
    const { client } = start();
    await expect(client.load({ ...fakeModel, id: 'hangs-in-load' })).rejects.toMatchObject({ code: 'timeout' });
    await allWorkersEnd();
  });

  it('does not keep anybody from stopping an answer', async () => {
    const { client } = start();
    await client.load(fakeModel);
    const stop = new AbortController();
    const ends: string[] = [];
    for await (const event of client.generate(ask('hang'), { signal: stop.signal })) {
      if (event.type === 'text-delta') stop.abort();
      if (event.type === 'finish') ends.push(event.reason);
    }
    expect(ends).toEqual(['abort']);
  });
});

/** Chromium gives a worker that loops two seconds before it ends it by force. */
async function allWorkersEnd(): Promise<void> {
  await expect.poll(livingWorkers, { timeout: 20_000 }).toBe(0);
}

/** Engine workers that live, told by the locks that they hold. */
async function livingWorkers(): Promise<number> {
  const { held = [] } = await navigator.locks.query();
  return held.filter(({ name }) => name?.startsWith('local-llm-chat:worker:')).length;
}
