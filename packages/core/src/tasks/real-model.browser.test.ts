/** Tasks with the real engine and the real starter model: whatever it says, what they promise holds. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLocalLLM, type LocalLLM } from '../create-local-llm.js';
import { answer } from './answer.js';
import { classify } from './classify.js';
import { extract } from './extract.js';
import { summarize } from './summarize.js';

const TEXT =
  'The bakery on Mill Street opens at seven. On Sundays it is closed. Its owner, Ada Brandt, bakes 40 kinds of bread. ' +
  'A loaf of rye bread costs 4.20 euros.';

let llm: LocalLLM;

beforeAll(async () => {
  const model = new URL('../../../model-smollm2-135m/manifest.json', import.meta.url).href;
  llm = createLocalLLM({ model, contextWindow: 1024 });
  await llm.load();
});
afterAll(() => llm.unload());

it('extract facts in the shape of the schema, with as many calls as planned', async () => {
  const schema = {
    type: 'object',
    properties: { owner: { type: 'string' }, kinds: { type: 'integer', description: 'kinds of bread' } },
    required: ['owner', 'kinds'],
    additionalProperties: false,
  };
  const plan = await extract.plan(TEXT, schema, { model: llm });
  let calls = 0;
  let promptTokens = 0;
  const { value, spans } = await extract(TEXT, schema, {
    model: llm,
    onProgress: (progress) => {
      calls = progress.callsDone;
      promptTokens = progress.promptTokens;
    },
  });
  expect(value).toEqual({ owner: expect.any(String), kinds: expect.any(Number) });
  for (const { start, end } of Object.values(spans)) expect(TEXT.slice(start, end)).not.toBe('');
  expect(calls).toBe(plan.calls);
  expect(promptTokens).toBeLessThanOrEqual(plan.promptTokens);
});

it('answer with quotations that stand in the text, or not at all', async () => {
  const found = await answer('When does the bakery open?', TEXT, { model: llm });
  expect(found).toHaveProperty('quotes');
  if ('quotes' in found) for (const { text, start, end } of found.quotes) expect(TEXT.slice(start, end)).toBe(text);
  expect(await answer('Who won the football match in Peru?', TEXT, { model: llm })).toEqual({ notFound: true });
});

it('classify by probabilities that the engine tells, reading the text once', async () => {
  const { label, scores } = await classify(TEXT, ['shop', 'sport', 'weather'], { model: llm });
  expect(['shop', 'sport', 'weather']).toContain(label);
  expect(scores?.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1);
});

it('summarise, and stop in the middle', async () => {
  const summary = await summarize(TEXT, { model: llm, length: 'short' });
  expect(summary).toMatch(/\p{L}{3}/u);
  const numbers = summary.match(/\d+(?:\.\d+)?/g) ?? [];
  for (const number of numbers) expect(TEXT).toContain(number);
  const stop = new AbortController();
  const run = summarize(TEXT, { model: llm, signal: stop.signal });
  await expect(
    (async () => {
      for await (const _ of run) stop.abort();
    })(),
  ).rejects.toMatchObject({ code: 'aborted' });
});
