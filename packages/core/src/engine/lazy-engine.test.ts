import { expect, it } from 'vitest';
import { collectText } from '../generate.js';
import { createFakeLLM } from '../testing.js';
import type { Engine } from './engine.js';
import { lazyEngine } from './lazy-engine.js';

const fake = (): Engine => {
  const llm = createFakeLLM({ reply: 'Hello.' });
  return { ...llm, prepare: (signal) => llm.prepare(signal ? { signal } : {}) };
};
const ask = { messages: [{ role: 'user' as const, content: 'hi' }] };

it('fetches nothing until it is asked, once for all questions, and tells earlier listeners', async () => {
  let fetched = 0;
  const engine = lazyEngine(async () => {
    fetched += 1;
    return fake();
  });
  const seen = new Set<string>();
  const stop = engine.subscribe(() => seen.add(engine.getSnapshot().status));
  expect(engine.getSnapshot().status).toBe('idle');
  await engine.unload();
  expect(fetched).toBe(0);
  await Promise.all([engine.prepare(), engine.load()]);
  expect(await collectText(engine.generate(ask))).toBe('Hello.');
  expect(fetched).toBe(1);
  expect([...seen]).toEqual(['checking', 'awaiting-consent', 'loading', 'ready', 'busy']);
  stop();
  seen.clear();
  await engine.unload();
  expect([...seen]).toEqual([]);
  expect(engine.getSnapshot().status).toBe('awaiting-consent');
});

it('says that it could not be fetched, and tries again', async () => {
  let attempts = 0;
  const engine = lazyEngine(async () => {
    attempts += 1;
    if (attempts === 1) throw new TypeError('Failed to fetch dynamically imported module');
    return fake();
  });
  await expect(engine.prepare()).rejects.toMatchObject({ code: 'network' });
  expect(engine.getSnapshot()).toMatchObject({ status: 'failed', error: { code: 'network' } });
  await engine.load();
  expect(engine.getSnapshot().status).toBe('ready');
});
