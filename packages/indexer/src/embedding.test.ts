/** The real model on the real engine, in threads of Node. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNodeEmbedding, type NodeEmbedding } from './embedding.js';
import { DEFAULT_MODEL, findEmbeddingModel, type ModelFiles } from './find-embedding-model.js';

// Absent where its weights could not be had.
const model: ModelFiles | null = await findEmbeddingModel(DEFAULT_MODEL).catch(() => null);

/** The first numbers of vectors of `all-MiniLM-L6-v2-q8_0` in Chromium, on one thread and on two. */
const IN_CHROMIUM = {
  'How do I return a chair?': [0.0637283847, 0.0178335588, 0.0123340748, 0.052142866, -0.0335699618, 0.0242967848],
  'Café 椅子 😀': [-0.0121269124, 0.0230420586, 0.0460889041, 0.0060347519, 0.005034843, 0.0166789666],
};

const cosine = (one: ArrayLike<number>, other: ArrayLike<number>) => {
  const product = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
  return product(one, other) / Math.sqrt(product(one, one) * product(other, other));
};

describe.skipIf(model === null)('vectors in Node', () => {
  let embedding: NodeEmbedding;
  beforeAll(async () => {
    embedding = await createNodeEmbedding(model as ModelFiles, { threads: 2 });
  });
  afterAll(() => embedding.close());

  it('are those of a browser', async () => {
    const vectors = await embedding.embed(Object.keys(IN_CHROMIUM), { kind: 'passage' });
    Object.values(IN_CHROMIUM).forEach((numbers, at) => {
      expect(vectors[at]).toHaveLength(embedding.dimensions);
      numbers.forEach((value, place) => {
        expect(vectors[at]?.[place]).toBeCloseTo(value, 7);
      });
    });
  });

  it('come in the order of their texts from several threads, also of texts that are too long', async () => {
    const texts = [
      'A chair of oak.',
      'word '.repeat(700),
      'Returns within thirty days.',
      'An oaken seat.',
      'Rain in May.',
    ];
    const vectors = await embedding.embed(texts, { kind: 'passage' });
    const [chair, long, returns, seat, rain] = vectors as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    expect(cosine(chair, seat)).toBeGreaterThan(cosine(chair, returns));
    expect(cosine(chair, seat)).toBeGreaterThan(cosine(chair, rain));
    expect(long.some((value) => value !== 0)).toBe(true);
    const [again] = await embedding.embed([texts[2] ?? ''], { kind: 'passage' });
    expect(again).toEqual(returns);
  });

  it('end between two texts', async () => {
    await expect(embedding.embed(['a', 'b'], { kind: 'passage', signal: AbortSignal.abort() })).rejects.toThrow(
      /abort/i,
    );
    expect(await embedding.embed(['a'], { kind: 'passage' })).toHaveLength(1);
  });
});

it('cannot be had of a file that is no model', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'no-model-'));
  const path = join(folder, 'no.gguf');
  await writeFile(path, 'no model');
  try {
    await expect(createNodeEmbedding({ id: 'no', path, contextLength: 64 })).rejects.toThrow(
      /no model that llama\.cpp/,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
