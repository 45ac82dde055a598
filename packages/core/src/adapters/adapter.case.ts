/** The exam that every engine takes: what `EngineAdapter` promises, as tests. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EngineAdapter, LoadProgress } from '../engine/adapter.js';
import { isLocalLLMError } from '../errors.js';
import type { GenerateRequest, GenerationEvent, TokenLogprob } from '../generate.js';
import type { ModelRecord } from '../models/model-record.js';

/** An engine and what it takes to examine it. */
export interface ExamSubject {
  readonly createAdapter: () => EngineAdapter;
  readonly model: ModelRecord;
  /** A model that this engine must refuse. */
  readonly foreignModel?: ModelRecord | undefined;
  /** Why an answer does not go on at its very last character, if it does not. */
  readonly goesOnInWords?: string;
  /** Why there are no log-probabilities in a format, if there are none. */
  readonly hidesLogprobsInFormat?: string;
}

const ask = (content: string, more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  messages: [{ role: 'user', content }],
  temperature: 0,
  maxTokens: 24,
  ...more,
});

const CHOICES = ['a "quoted" \\ text', 'naïve\n日本 🎉', 'no'];

const SCHEMA = {
  type: 'object',
  properties: {
    title: { type: 'string', maxLength: 12 },
    kind: { enum: ['fiction', 'science'] },
    pages: { type: 'integer', minimum: 10, maximum: 99 },
    tags: { type: 'array', items: { type: 'boolean' }, minItems: 1, maxItems: 2 },
  },
  required: ['title', 'kind', 'pages', 'tags'],
};

const LONG_ANSWER = ask('Write a long story about a dragon who learns to sail.', { maxTokens: 400 });

async function collect(events: AsyncIterable<GenerationEvent>): Promise<GenerationEvent[]> {
  const all: GenerationEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

function logprobsOf(events: readonly GenerationEvent[]): readonly TokenLogprob[] {
  return events.flatMap((event) => (event.type === 'logprobs' ? event.tokens : []));
}

function textOf(events: readonly GenerationEvent[]): string {
  return events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => 'nothing was thrown',
    (thrown: unknown) => thrown,
  );
  return isLocalLLMError(error) ? error.code : String(error);
}

/** Declares the exam's tests; call it in a test file. */
export function examineAdapter(name: string, subject: ExamSubject): void {
  const { createAdapter, model, foreignModel, goesOnInWords, hidesLogprobsInFormat } = subject;
  describe(`${name} keeps the promises of an engine: loading`, () => {
    let adapter: EngineAdapter;
    beforeEach(() => {
      adapter = createAdapter();
    });
    afterEach(async () => {
      await adapter.unload();
    });

    it('is available for its model', async () => {
      expect(await adapter.availability(model)).toEqual({ available: true });
    });

    it('tells of bytes that never go back, then of loading', async () => {
      const progress: LoadProgress[] = [];
      const loaded = await adapter.load(model, { onProgress: (step) => progress.push(step) });
      expect(loaded.contextWindow).toBeGreaterThan(0);
      const bytes = progress.flatMap((step) => (step.type === 'download-progress' ? [step.loadedBytes] : []));
      expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
      expect(progress.at(-1)?.type).toBe('load-progress');
    });

    it('refuses to answer before a model is loaded and after it was unloaded', async () => {
      expect(await codeOf(collect(adapter.generate(ask('Hello?'))))).toBe('not-loaded');
      expect(await codeOf(adapter.countTokens(['Hello?']))).toBe('not-loaded');
      await adapter.load(model);
      await adapter.unload();
      expect(await codeOf(collect(adapter.generate(ask('Hello?'))))).toBe('not-loaded');
      expect(await codeOf(adapter.countTokens(['Hello?']))).toBe('not-loaded');
    });

    it('says so when the prompt is longer than the context window', async () => {
      await adapter.load(model, { contextWindow: 512 });
      expect(await codeOf(collect(adapter.generate(ask('word '.repeat(2000)))))).toBe('context-overflow');
      expect(textOf(await collect(adapter.generate(ask('Say hello.'))))).not.toBe('');
    });

    it('does not load when called off, and loads after that', async () => {
      expect(await codeOf(adapter.load(model, { signal: AbortSignal.abort() }))).toBe('aborted');
      await adapter.load(model);
      expect(textOf(await collect(adapter.generate(ask('Say hello.'))))).not.toBe('');
    });

    it('replaces the model when it loads twice', async () => {
      await adapter.load(model);
      await adapter.load(model);
      expect(textOf(await collect(adapter.generate(ask('Say hello.'))))).not.toBe('');
    });

    it('ends a running answer when it is unloaded, and unloads twice', async () => {
      await adapter.load(model);
      const running = collect(adapter.generate(LONG_ANSWER)).catch(() => []);
      await adapter.unload();
      await adapter.unload();
      await running;
      expect(await codeOf(collect(adapter.generate(ask('Hello?'))))).toBe('not-loaded');
    });

    if (foreignModel) {
      it('says that a model of another engine is not for it', async () => {
        const answer = await adapter.availability(foreignModel);
        expect(answer.available).toBe(false);
        expect(answer.available ? null : answer.error.code).toBe('unsupported');
      });
    }
  });

  describe(`${name} keeps the promises of an engine: answering`, () => {
    const adapter = createAdapter();
    beforeAll(async () => {
      await adapter.load(model);
    });
    afterAll(async () => {
      await adapter.unload();
    });

    it('has the events of an answer in order', async () => {
      const events = await collect(adapter.generate(ask('Say hello.')));
      const order = events.map((event) => event.type).filter((type, index, all) => type !== all[index - 1]);
      expect(order.filter((type) => type !== 'prefill-progress')).toEqual([
        'generation-start',
        'text-delta',
        'usage',
        'finish',
      ]);
      expect(order.lastIndexOf('prefill-progress')).toBeLessThan(order.indexOf('text-delta'));
      expect(textOf(events).trim()).not.toBe('');
    });

    it('counts what an answer cost', async () => {
      const events = await collect(adapter.generate(ask('Say hello.')));
      const usage = events.find((event) => event.type === 'usage')?.usage;
      expect(usage?.promptTokens).toBeGreaterThan(0);
      expect(usage?.completionTokens).toBeGreaterThan(0);
      expect(usage?.timeToFirstTokenMs).toBeGreaterThanOrEqual(0);
      expect(Number.isFinite(usage?.decodeTokensPerSecond)).toBe(true);
    });

    it('ends at the token limit', async () => {
      const events = await collect(adapter.generate({ ...LONG_ANSWER, maxTokens: 5 }));
      expect(events.at(-1)).toEqual({ type: 'finish', reason: 'length' });
    });

    it('ends before a stop text and does not show it', async () => {
      const whole = textOf(await collect(adapter.generate(ask('Count from one to ten.', { maxTokens: 40 }))));
      const stop = whole.trim().split(/\s+/)[2] ?? '';
      expect(stop).not.toBe('');
      const events = await collect(adapter.generate(ask('Count from one to ten.', { maxTokens: 40, stop: [stop] })));
      expect(textOf(events)).not.toContain(stop);
      expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
    });

    it('answers with one of the choices', async () => {
      const format = { type: 'choice', choices: CHOICES } as const;
      const events = await collect(adapter.generate(ask('Tell me a story.', { format, maxTokens: 60 })));
      expect(CHOICES).toContain(textOf(events));
      expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
    });

    it.each(CHOICES)('can give each of the choices: %j', async (choice) => {
      const format = { type: 'choice', choices: [choice] } as const;
      const events = await collect(adapter.generate(ask('Tell me a story.', { format, maxTokens: 60 })));
      expect(textOf(events)).toBe(choice);
    });

    it('answers in JSON that matches the schema, in its order', async () => {
      const format = { type: 'json', schema: SCHEMA } as const;
      const events = await collect(adapter.generate(ask('Describe a book.', { format, maxTokens: 120 })));
      const book: unknown = JSON.parse(textOf(events));
      expect(book).toEqual({
        title: expect.any(String),
        kind: expect.stringMatching(/^(fiction|science)$/),
        pages: expect.any(Number),
        tags: expect.any(Array),
      });
      expect(Object.keys(book as object)).toEqual(Object.keys(SCHEMA.properties));
      expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
    });

    it('answers freely after an answer in a format', async () => {
      const format = { type: 'choice', choices: ['no'] } as const;
      await collect(adapter.generate(ask('Say hello.', { format })));
      expect(textOf(await collect(adapter.generate(ask('Say hello.'))))).not.toBe('no');
    });

    it('tells how likely its tokens were, when asked for it', async () => {
      expect(logprobsOf(await collect(adapter.generate(ask('Say hello.'))))).toEqual([]);
      const events = await collect(adapter.generate(ask('Say hello.', { logprobs: true })));
      const tokens = logprobsOf(events);
      expect(tokens.map(({ text }) => text).join('')).toContain(textOf(events));
      for (const { logprob } of tokens) expect(logprob).toSatisfy((value: number) => value <= 0 && value > -1000);
    });

    it('tells what the model thought, not what the format left of it, or nothing', async () => {
      const format = { type: 'choice', choices: ['xylophone'] } as const;
      const tokens = logprobsOf(await collect(adapter.generate(ask('Say hello.', { format, logprobs: true }))));
      if (hidesLogprobsInFormat !== undefined) return expect(tokens).toEqual([]);
      expect(tokens.reduce((sum, { logprob }) => sum + logprob, 0)).toBeLessThan(-2);
    });

    it('counts tokens: more for more text, the same for the same', async () => {
      const text = 'The quick brown fox jumps over the lazy dog. ';
      const texts = ['', 'word', text, text.repeat(3), '日本 🎉 naïve', text, text.repeat(400)];
      const counts = await adapter.countTokens(texts);
      expect(counts[0]).toBe(0);
      expect(counts[1]).toBeGreaterThan(0);
      expect(counts[2]).toBeGreaterThanOrEqual(9);
      expect(counts[3]).toBeGreaterThanOrEqual(3 * 9);
      expect(counts[4]).toBeGreaterThan(2);
      expect(counts[5]).toBe(counts[2]);
      expect(counts[6]).toBeGreaterThanOrEqual(400 * 9);
      expect(await adapter.countTokens(texts)).toEqual(counts);
      expect(await adapter.countTokens([])).toEqual([]);
    });

    it('counts half a character as well, and does not fail over one in a prompt', async () => {
      const [count] = await adapter.countTokens(['half \uD83C']);
      expect(count).toBeGreaterThan(1);
      expect(textOf(await collect(adapter.generate(ask('Say hello \uD83C.'))))).not.toBe('');
    });

    it('does not count when called off, nor while it answers, and counts after that', async () => {
      expect(await codeOf(adapter.countTokens(['a'], { signal: AbortSignal.abort() }))).toBe('aborted');
      const running = adapter.generate(LONG_ANSWER)[Symbol.asyncIterator]();
      await running.next();
      expect(await codeOf(adapter.countTokens(['a']))).toBe('busy');
      await running.return?.(undefined);
      expect(await adapter.countTokens(['a'])).toEqual([1]);
    });

    it('gives the same greedy answer twice', async () => {
      const first = textOf(await collect(adapter.generate(ask('Name a colour.'))));
      expect(textOf(await collect(adapter.generate(ask('Name a colour.'))))).toBe(first);
    });

    it('goes on with an answer whose beginning it is given', async () => {
      const question = ask('Name three rivers.', { maxTokens: 30 });
      const whole = textOf(await collect(adapter.generate(question)));
      const begun = textOf(await collect(adapter.generate({ ...question, maxTokens: 8 })));
      expect(begun.length).toBeLessThan(whole.length);
      const messages = [...question.messages, { role: 'assistant' as const, content: begun }];
      const rest = textOf(await collect(adapter.generate({ ...question, messages, maxTokens: 22 })));
      expect(rest.trim()).not.toBe('');
      if (goesOnInWords === undefined) expect(begun + rest).toBe(whole);
    });

    it('answers nothing when stopped before it began', async () => {
      const events = await collect(adapter.generate(LONG_ANSWER, { signal: AbortSignal.abort() }));
      expect(textOf(events)).toBe('');
      expect(events.at(-1)).toEqual({ type: 'finish', reason: 'abort' });
    });

    it('stops during the prefill and takes the next request', async () => {
      const stop = new AbortController();
      const events: GenerationEvent[] = [];
      const long = ask(`${'The quick brown fox jumps over the lazy dog. '.repeat(60)}Summarise.`);
      for await (const event of adapter.generate(long, { signal: stop.signal })) {
        events.push(event);
        if (event.type === 'generation-start') stop.abort();
      }
      expect(events.at(-1)).toEqual({ type: 'finish', reason: 'abort' });
      expect(textOf(events)).toBe('');
      for (const event of events) {
        if (event.type === 'prefill-progress') expect(event.processedTokens).toBeLessThan(event.totalTokens);
      }
      expect(textOf(await collect(adapter.generate(ask('Say hello.'))))).not.toBe('');
    });

    it('stops in mid-answer and takes the next request', async () => {
      const stop = new AbortController();
      const events: GenerationEvent[] = [];
      for await (const event of adapter.generate(LONG_ANSWER, { signal: stop.signal })) {
        events.push(event);
        if (event.type === 'text-delta') stop.abort();
      }
      expect(events.at(-1)).toEqual({ type: 'finish', reason: 'abort' });
      expect(textOf(events)).not.toBe('');
      expect(textOf(await collect(adapter.generate(ask('Say hello.'))))).not.toBe('');
    });

    it('is free for the next request when a loop over its answer was left', async () => {
      for await (const event of adapter.generate(LONG_ANSWER)) if (event.type === 'text-delta') break;
      expect(textOf(await collect(adapter.generate(ask('Say hello.'))))).not.toBe('');
    });

    it('refuses a second request while one runs', async () => {
      const stop = new AbortController();
      const running = adapter.generate(LONG_ANSWER, { signal: stop.signal })[Symbol.asyncIterator]();
      await running.next();
      expect(await codeOf(collect(adapter.generate(ask('Say hello.'))))).toBe('busy');
      stop.abort();
      for (let next = await running.next(); !next.done; next = await running.next());
    });
  });
}
