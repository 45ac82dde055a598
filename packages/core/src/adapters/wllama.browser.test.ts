/** The real llama.cpp takes the exam, and answers with the real starter model what the exam does not ask. */

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { GenerateRequest, GenerationEvent } from '../generate.js';
import { modelCatalog } from '../models/catalog.js';
import { parseModelRecord } from '../models/model-record.js';
import { examineAdapter } from './adapter.case.js';
import { createAdapter } from './wllama.js';

const assets = { wasm: new URL('../../dist/wllama.wasm', import.meta.url).href };

const manifestUrl = new URL('../../../model-smollm2-135m/manifest.json', import.meta.url).href;
const manifest: unknown = await (await fetch(manifestUrl)).json();

// It loads many times, and does not look at what is said: a few layers are enough.
const shortModelUrl = new URL(inject('shortModelUrl'), location.href).href;

examineAdapter('wllama', {
  createAdapter: () => createAdapter(assets),
  model: parseModelRecord(await (await fetch(shortModelUrl)).json(), shortModelUrl),
  foreignModel: modelCatalog.find(({ engine }) => engine === 'webllm'),
});

describe('the real llama.cpp', () => {
  const adapter = createAdapter(assets);
  const ask = (content: string, more: Partial<GenerateRequest> = {}): GenerateRequest => ({
    messages: [{ role: 'user', content }],
    temperature: 0,
    maxTokens: 24,
    ...more,
  });
  const collect = async (request: GenerateRequest) => {
    const events: GenerationEvent[] = [];
    for await (const event of adapter.generate(request)) events.push(event);
    const usage = events.flatMap((event) => (event.type === 'usage' ? [event.usage] : []))[0];
    const logprobs = events.flatMap((event) => (event.type === 'logprobs' ? event.tokens : []));
    return { text: events.map((event) => (event.type === 'text-delta' ? event.text : '')).join(''), usage, logprobs };
  };

  beforeAll(async () => {
    await adapter.load(parseModelRecord(manifest, manifestUrl), { contextWindow: 512 });
  });
  afterAll(async () => {
    await adapter.unload();
  });

  it('thinks an answer that it is forced to less likely than its own', async () => {
    const question = 'What is the capital of France? Answer in one word.';
    const sum = async (choice: string) => {
      const format = { type: 'choice', choices: [choice] } as const;
      const { logprobs } = await collect(ask(question, { format, logprobs: true }));
      return logprobs.reduce((all, { logprob }) => all + logprob, 0);
    };
    expect(await sum('Paris')).toBeGreaterThan((await sum('xylophone')) + 5);
  });

  it('answers without log-probabilities what it cannot tell them of', async () => {
    // Parts of characters: llama-server fails over them.
    for (const choices of [['🎉 party'], ['no 🎉 日本', 'no 🎈']]) {
      const format = { type: 'choice', choices } as const;
      const { text } = await collect(ask('Say something.', { format, logprobs: true, maxTokens: 40 }));
      expect(choices).toContain(text);
    }
    expect((await collect(ask('Say hello.'))).text).not.toBe('');
  });

  it('counts as many tokens as a prompt has for it', async () => {
    const lengthInPrompt = async (content: string) => {
      const error: unknown = await collect(ask(content)).catch((thrown: unknown) => thrown);
      const { cause } = error as { cause?: { message?: string } };
      return Number(/request \((\d+) tokens\)/.exec(cause?.message ?? '')?.[1]);
    };
    const texts = ['word '.repeat(700), `${'naïve 日本 🎉 '.repeat(200)}.`, `(${'a+b=c;\n\n'.repeat(300)})`];
    const counts = await adapter.countTokens(texts);
    // Beside the text a prompt has the same template each time.
    const templates = new Set<number>();
    for (const [index, text] of texts.entries()) templates.add((await lengthInPrompt(text)) - (counts[index] ?? 0));
    expect([...templates]).toEqual([expect.any(Number)]);
    expect([...templates][0]).toBeGreaterThan(0);
  });

  it('keeps what it has read of a conversation while it counts', async () => {
    const question = ask(`${'The quick brown fox jumps over the lazy dog. '.repeat(20)}Summarise.`, { maxTokens: 1 });
    const { usage } = await collect(question);
    await adapter.countTokens(['One text.', 'word '.repeat(2000)]);
    const again = await collect(question);
    expect(again.usage?.cachedTokens).toBeGreaterThanOrEqual((usage?.promptTokens ?? 0) - 1);
  });
});

it('tells of the death of the worker that wllama runs in, for which its calls would wait for ever', async () => {
  const Original = globalThis.Worker;
  const workers: Worker[] = [];
  globalThis.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      workers.push(this);
    }
  };
  const adapter = createAdapter(assets);
  try {
    await adapter.load(parseModelRecord(manifest, manifestUrl));
    const answer = (async () => {
      const messages = [{ role: 'user' as const, content: 'Write a long story.' }];
      for await (const event of adapter.generate({ messages, maxTokens: 400 })) {
        if (event.type === 'text-delta') workers.at(-1)?.dispatchEvent(new Event('error'));
      }
    })();
    await expect(answer).rejects.toMatchObject({ code: 'engine-crashed' });
  } finally {
    globalThis.Worker = Original;
    await adapter.unload();
  }
});
