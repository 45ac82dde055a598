/** Embeddings over the real machinery and an engine that follows a script: consent, turns, and how they end. */
import { describe, expect, it } from 'vitest';
import type { LoadedModel } from '../engine/adapter.js';
import { LocalLLMError } from '../errors.js';
import { createKnowledge } from '../knowledge/knowledge.js';
import { KnowledgeIndex } from '../knowledge/knowledge-index.js';
import { createFakeEmbedding, fakeEmbeddingModel, fakeModel } from '../testing.js';
import { createEmbedding } from './create-embedding.js';

const PAGES = [
  { url: '/chairs', title: 'Furniture', text: 'A chair of oak.' },
  { url: '/returns', title: 'Returns', text: 'Within thirty days.' },
];

const cosine = (one: Float32Array, other: Float32Array) =>
  one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);

describe('embeddings', () => {
  it('are of length 1, in the order of the texts, and zeros where there is no text', async () => {
    const embedding = createFakeEmbedding({ synonyms: [['chair', 'seat']] });
    const texts = ['one chair', ' ', 'one seat', 'thirty days'];
    const [chair, nothing, seat, days] = (await embedding.embed(texts, { kind: 'passage' })) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    expect(cosine(chair, chair)).toBeCloseTo(1);
    expect(cosine(chair, seat)).toBeCloseTo(1);
    expect(Math.abs(cosine(chair, days))).toBeLessThan(0.3);
    expect(nothing).toEqual(new Float32Array(256));
    await embedding.unload();
  });

  it('need a record that says how long they are, and what the model is for', () => {
    for (const model of [fakeModel, { ...fakeModel, embedding: { dimensions: 256 } }]) {
      expect(() => createEmbedding({ model })).toThrow(expect.objectContaining({ code: 'invalid-model' }));
    }
  });

  it('of questions begin as the model wants it', async () => {
    const model = { ...fakeEmbeddingModel, embedding: { dimensions: 256, queryPrefix: 'question about ' } };
    const embedding = createFakeEmbedding({ model });
    const [query, passage] = await Promise.all([
      embedding.embed(['chairs'], { kind: 'query' }),
      embedding.embed(['question about chairs', 'chairs'], { kind: 'passage' }),
    ]);
    expect(query[0]).toEqual(passage[0]);
    expect(query[0]).not.toEqual(passage[1]);
    await embedding.unload();
  });

  it('download nothing before the visitor has agreed', async () => {
    const embedding = createFakeEmbedding({ downloadMs: 1 });
    const seen: string[] = [];
    embedding.subscribe(() => seen.push(embedding.getSnapshot().status));
    await expect(embedding.embed(['a'], { kind: 'query' })).rejects.toMatchObject({
      code: 'consent-needed',
      details: { bytes: fakeEmbeddingModel.bytes },
    });
    expect(seen).not.toContain('downloading');
    expect(await embedding.prepare()).toMatchObject({ onDevice: false });
    await embedding.load();
    expect(seen).toContain('downloading');
    expect(await embedding.embed(['a'], { kind: 'query' })).toHaveLength(1);
    // What is on the device is loaded by itself.
    await embedding.unload();
    expect(embedding.getSnapshot().loaded).toBeNull();
    expect(await embedding.embed(['a'], { kind: 'query' })).toHaveLength(1);
    await embedding.unload();
  });

  it('of passages wait for a download under way, and of questions do not', async () => {
    const embedding = createFakeEmbedding({ downloadMs: 1, hold: 'offline' });
    const stop = new AbortController();
    const loading = embedding.load({ signal: stop.signal });
    const downloads = Promise.withResolvers<void>();
    embedding.subscribe(() => {
      if (embedding.getSnapshot().status === 'downloading') downloads.resolve();
    });
    await downloads.promise;
    await expect(embedding.embed(['a'], { kind: 'query' })).rejects.toMatchObject({ code: 'consent-needed' });
    const passage = embedding.embed(['a'], { kind: 'passage', signal: stop.signal });
    stop.abort();
    await expect(passage).rejects.toMatchObject({ code: 'aborted' });
    await expect(loading).rejects.toMatchObject({ code: 'aborted' });
    await embedding.unload();
  });

  it('of passages wait for a download that began just now', async () => {
    const embedding = createFakeEmbedding({ downloadMs: 1 });
    const loading = embedding.load();
    expect(await embedding.embed(['a'], { kind: 'passage' })).toHaveLength(1);
    await loading;
    await embedding.unload();
  });

  it.each(['checking', 'loading'] as const)(
    'of a question called off while %s leave the next one alone',
    async (at) => {
      const embedding = createFakeEmbedding({ loadMs: 1 });
      const reached = Promise.withResolvers<void>();
      embedding.subscribe(() => {
        if (embedding.getSnapshot().status === at) reached.resolve();
      });
      const stop = new AbortController();
      const first = embedding.embed(['ch'], { kind: 'query', signal: stop.signal });
      const calledOff = expect(first).rejects.toMatchObject({ code: 'aborted' });
      await reached.promise;
      stop.abort();
      expect(await embedding.embed(['chair'], { kind: 'query' })).toHaveLength(1);
      await calledOff;
      await embedding.unload();
    },
  );

  it('can be called off between two texts, and take turns with others', async () => {
    const embedding = createFakeEmbedding();
    await embedding.load();
    await expect(embedding.embed(['a'], { kind: 'query', signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    });
    const stop = new AbortController();
    let isDone = false;
    const many = embedding
      .embed(new Array(1000).fill('passage'), { kind: 'passage', signal: stop.signal })
      .finally(() => {
        isDone = true;
      });
    // A question gets its turn among a thousand passages.
    await embedding.embed(['question'], { kind: 'query' });
    expect(isDone).toBe(false);
    stop.abort();
    await expect(many).rejects.toMatchObject({ code: 'aborted' });
    expect(await embedding.embed(['b'], { kind: 'query' })).toHaveLength(1);
    await embedding.unload();
  });

  it('do not try again by themselves what has failed, and do when they are asked', async () => {
    let fails = true;
    let loads = 0;
    const failLoad = () => {
      loads += 1;
      return fails ? new LocalLLMError('load-failed', 'It is damaged.') : null;
    };
    const embedding = createFakeEmbedding({ failLoad });
    for (let times = 0; times < 3; times += 1) {
      await expect(embedding.embed(['a'], { kind: 'query' })).rejects.toMatchObject({ code: 'load-failed' });
    }
    expect(loads).toBe(1);
    fails = false;
    const loaded: LoadedModel = await embedding.load();
    expect(loaded.contextWindow).toBe(256);
    expect(await embedding.embed(['a'], { kind: 'query' })).toHaveLength(1);
    await embedding.unload();
  });
});

describe('knowledge with embeddings', () => {
  it('is searched by words until the model is there, and then by meaning as well', async () => {
    const synonyms = [['chair', 'stool']];
    const index = (await KnowledgeIndex.build(PAGES, { embedding: createFakeEmbedding({ synonyms }) })).toJSON();
    const embedding = createFakeEmbedding({ synonyms, downloadMs: 1 });
    const knowledge = createKnowledge({ index, embedding });
    expect(await knowledge.find('stool')).toEqual({ results: [], ranking: 'keywords' });
    await embedding.load();
    const { results, ranking } = await knowledge.find('stool');
    expect(ranking).toBe('hybrid');
    expect(results[0]?.url).toBe('/chairs');
    await embedding.unload();
  });
});
