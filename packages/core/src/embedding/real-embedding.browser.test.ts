/** The whole path in a real browser: page, worker, download, llama.cpp and the real starter model of embeddings. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findOnDevice } from '../downloads/cached-models.js';
import { createKnowledge } from '../knowledge/knowledge.js';
import { KnowledgeIndex } from '../knowledge/knowledge-index.js';
import { parseModelRecord } from '../models/model-record.js';
import { createEmbedding } from './create-embedding.js';

const manifestUrl = new URL('../../../embed-minilm/manifest.json', import.meta.url).href;
const model = parseModelRecord(await (await fetch(manifestUrl)).json(), manifestUrl);

const SENTENCE = 'The parcel takes three to five working days within the country, and up to two weeks abroad. ';

const PAGES = [
  { url: '/refunds', title: 'Refunds', text: 'Send it back within thirty days and we return the full price.' },
  { url: '/shipping', title: 'Shipping', text: SENTENCE.trim() },
  { url: '/jobs', title: 'Careers', text: 'We are looking for carpenters who like to work with oak.' },
  { url: '/care', title: 'Upkeep', text: 'Wipe the wood with a damp cloth, and oil it once a year.' },
];

/** The beginning of what `@lat.md/embed` makes of a question, with these weights in 16 bits. */
const KNOWN = [
  0.0638, 0.0172, 0.0125, 0.0507, -0.0334, 0.0229, -0.0324, -0.0733, 0.0468, 0.0203, 0.0539, -0.0303, 0.0218, -0.037,
  -0.0324, -0.1021, -0.0173, 0.0542, 0.0106, 0.0335, -0.0341, -0.0024, -0.0641, -0.0204, -0.0013, -0.0316, -0.0249,
  -0.0152, -0.0548, -0.0305, 0.0052, -0.0511,
];

const embedding = createEmbedding({ model });

const cosine = (one: Float32Array = new Float32Array(), other: Float32Array = one) =>
  one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);

async function vectorOf(text: string): Promise<Float32Array | undefined> {
  return (await embedding.embed([text], { kind: 'passage' }))[0];
}

beforeAll(async () => {
  await embedding.load();
});
afterAll(async () => {
  await embedding.unload();
});

describe('the real model of embeddings', () => {
  it('has vectors of length 1 that are nearer for the same meaning, in the order of the texts', async () => {
    const pairs = [
      ['How can I get my money back?', 'We refund the price of returned goods.'],
      ['The cat sat on the mat.', 'A feline rested upon a rug.'],
      ['Stocks fell sharply on Monday.', 'Share prices dropped at the start of the week.'],
      ['She plays the violin.', 'Her instrument is a fiddle.'],
      ['Il pleut à Paris.', 'Il pleut à Paris !'],
      ['東京は日本の首都です。', '東京は日本の首都だ。'],
      ['🎉 Party time!', 'Let’s celebrate 🎉'],
      ['Bake it for an hour.', 'It stays in the oven for sixty minutes.'],
    ] as const;
    const vectors = await embedding.embed(pairs.flat(), { kind: 'passage' });
    expect(vectors).toHaveLength(16);
    for (const vector of vectors) expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    pairs.forEach(([text], pair) => {
      const near = vectors.map((vector, index) => (index === pair * 2 ? -1 : cosine(vectors[pair * 2], vector)));
      expect(`${text} ${near.indexOf(Math.max(...near))}`).toBe(`${text} ${pair * 2 + 1}`);
    });
    // Alone and among others a text has the same vector.
    expect(cosine(await vectorOf(pairs[3][0]), vectors[6])).toBeCloseTo(1, 5);
  });

  it('has the vectors that another engine makes of the same weights', async () => {
    const text = 'How do I return a chair?';
    const numbers = (await vectorOf(text))?.subarray(0, KNOWN.length) ?? new Float32Array();
    const known = Float32Array.from(KNOWN);
    expect(cosine(numbers, known) / Math.hypot(...numbers) / Math.hypot(...known)).toBeGreaterThan(0.999);
  });

  it('reads the beginning of what is too long, in words and in what has none', async () => {
    const long = SENTENCE.repeat(40);
    const others = [`${long} Violins!`, '東京は日本の首都です。'.repeat(400)];
    const [one, other, dense] = await embedding.embed([long, ...others], { kind: 'passage' });
    expect(cosine(one, other)).toBeCloseTo(1, 6);
    expect(cosine(dense, dense)).toBeCloseTo(1, 5);
    expect(cosine(one, dense)).toBeLessThan(0.5);
  });

  it('has a vector for whatever there is', async () => {
    const texts = ['\uD83D half', '\u0000', '[CLS] [SEP]', '🎉'.repeat(5000)];
    for (const vector of await embedding.embed(texts, { kind: 'passage' })) {
      expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    }
    expect(await vectorOf('\n\t')).toEqual(new Float32Array(384));
  });

  it('can be called off between two texts, and goes on after that', async () => {
    const stop = new AbortController();
    const many = embedding.embed(new Array(50).fill(SENTENCE), { kind: 'passage', signal: stop.signal });
    await vectorOf('meanwhile');
    stop.abort();
    await expect(many).rejects.toMatchObject({ code: 'aborted' });
    expect(await vectorOf('afterwards')).toHaveLength(384);
  });

  it('finds by meaning what words do not find, and comes back from the device without the network', async () => {
    const index = (await KnowledgeIndex.build(PAGES, { embedding })).toJSON();
    const question = 'unwanted purchase';
    expect((await createKnowledge({ index }).find(question)).results).toEqual([]);
    await embedding.unload();
    expect(await findOnDevice(model)).not.toBeNull();
    const fetched: string[] = [];
    const observer = new PerformanceObserver((list) => fetched.push(...list.getEntries().map(({ name }) => name)));
    observer.observe({ type: 'resource' });
    const { results, ranking } = await createKnowledge({ index, embedding }).find(question);
    fetched.push(...observer.takeRecords().map(({ name }) => name));
    observer.disconnect();
    expect(ranking).toBe('hybrid');
    expect(results[0]?.url).toBe('/refunds');
    expect(fetched.filter((url) => url.endsWith('.gguf'))).toEqual([]);
  });
});
