/** What every task can do: plan, tell how far it is, show what it has, and stop. */
import { describe, expect, it } from 'vitest';
import { LocalLLMError } from '../errors.js';
import { defineTask } from './define-task.js';
import { mapReduce } from './map-reduce.js';
import { askedText, type ModelScript, testModel, tokensOf } from './model.case.js';
import type { TaskProgress } from './task-model.js';

/** Says the first word of each chunk, and joins what it said. */
const firstWords = defineTask<string, object, string, string>({
  name: 'Reading first words',
  prepare: mapReduce<object, string, string, string>({
    answerTokens: () => 8,
    prompt: (text) => [
      { role: 'system', content: 'Say the first word.' },
      { role: 'user', content: text },
    ],
    read: (answer) => answer.trim(),
    reduce: {
      write: (part) => part,
      prompt: (parts) => [{ role: 'user', content: parts }],
      read: (answer) => answer.trim(),
    },
    combine: ([part = '']) => part,
    show: (parts, growing) => [...parts, growing].join('|'),
  }),
});

const FIRST_WORD: ModelScript = { reply: (request) => tokensOf(askedText(request).trim())[0] ?? '' };

/** A text of so many paragraphs of twenty words. */
function paragraphs(count: number): string {
  return Array.from({ length: count }, (_, index) => `w${index} ${'word '.repeat(18)}end.`).join('\n\n');
}

describe('a run', () => {
  it('reads what fits in one call', async () => {
    const model = testModel(FIRST_WORD);
    expect(await firstWords('Hello world.', { model })).toBe('Hello');
    expect(model.requests).toHaveLength(1);
    expect(model.requests[0]).toMatchObject({ maxTokens: 8, temperature: 0 });
  });

  it('asks nothing about a text without a word', async () => {
    const model = testModel(FIRST_WORD);
    expect(await firstWords(' \n\t', { model })).toBe('');
    expect(await firstWords.plan('', { model })).toEqual({ chunks: 0, calls: 0, promptTokens: 0, answerTokens: 0 });
    expect(model.requests).toEqual([]);
  });

  it('of a text ten times the window makes as many calls as it planned, and reads no more tokens', async () => {
    const model = testModel({ ...FIRST_WORD, contextWindow: 160 });
    const text = paragraphs(80);
    expect(tokensOf(text).length).toBeGreaterThanOrEqual(1600);
    const plan = await firstWords.plan(text, { model });
    expect(model.requests).toEqual([]);
    const told: TaskProgress[] = [];
    expect(await firstWords(text, { model, onProgress: (progress) => told.push(progress) })).toBe('w0');
    expect(model.requests).toHaveLength(plan.calls);
    expect(plan.calls).toBeGreaterThan(plan.chunks);
    const last = told.at(-1);
    expect(last).toMatchObject({
      chunks: plan.chunks,
      chunksDone: plan.chunks,
      calls: plan.calls,
      callsDone: plan.calls,
    });
    expect(last?.promptTokens).toBeLessThanOrEqual(plan.promptTokens);
    expect(last?.completionTokens).toBeLessThanOrEqual(plan.answerTokens);
    // Every word was read: no chunk was left out.
    const asked = model.requests.map(askedText).join(' ');
    for (let index = 0; index < 80; index += 1) expect(asked).toContain(`w${index} `);
  });

  it('shows what there is so far, to any number of readers', async () => {
    const model = testModel({ reply: () => 'one two three' });
    const run = firstWords('Hello world.', { model });
    const collect = async () => {
      const seen: string[] = [];
      for await (const partial of run) seen.push(partial);
      return seen;
    };
    const [one, other] = await Promise.all([collect(), collect()]);
    expect(one.at(-1)).toBe('one two three|');
    expect(other.at(-1)).toBe('one two three|');
    expect(one).toContain('one');
    expect(await run).toBe('one two three');
  });

  it('ends with its signal: before, between chunks, and within one', async () => {
    const aborted = expect.objectContaining({ code: 'aborted' });
    await expect(firstWords('Hello.', { model: testModel(FIRST_WORD), signal: AbortSignal.abort() })).rejects.toEqual(
      aborted,
    );

    const between = new AbortController();
    const model = testModel({ ...FIRST_WORD, contextWindow: 160 });
    const run = firstWords(paragraphs(40), {
      model,
      signal: between.signal,
      onProgress: ({ chunksDone }) => chunksDone === 2 && between.abort(),
    });
    await expect(run).rejects.toEqual(aborted);
    expect(model.requests).toHaveLength(2);

    const within = new AbortController();
    const slow = testModel({ reply: () => 'word '.repeat(100) });
    const cut = firstWords('Hello.', { model: slow, signal: within.signal });
    await expect(
      (async () => {
        for await (const _ of cut) within.abort();
      })(),
    ).rejects.toEqual(aborted);
    await expect(cut).rejects.toEqual(aborted);
  });

  it('says what the engine says', async () => {
    const failure = new LocalLLMError('device-lost', 'Gone.');
    const model = testModel({
      reply: () => {
        throw failure;
      },
    });
    await expect(firstWords('Hello.', { model })).rejects.toBe(failure);
  });

  it('refuses a window that the instructions fill, and what is no text', async () => {
    const small = testModel({ ...FIRST_WORD, contextWindow: 40 });
    await expect(firstWords('Hello.', { model: small })).rejects.toMatchObject({ code: 'context-overflow' });
    await expect(firstWords('\0\u0001\u0002'.repeat(50), { model: testModel() })).rejects.toMatchObject({
      code: 'invalid-request',
    });
  });

  it('works over a bare Generate, with estimates', async () => {
    const { generate } = testModel({ ...FIRST_WORD, contextWindow: 100_000 });
    expect(await firstWords(paragraphs(200), { model: { generate } })).toBe('w0');
  });
});
