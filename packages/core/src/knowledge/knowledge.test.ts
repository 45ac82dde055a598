/** An index, from pages to answers: in memory, as a file, over the network, with vectors and without. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { EmbeddingModel } from './embedding-model.js';
import { fuse } from './fuse.js';
import { createKnowledge } from './knowledge.js';
import { type IndexedChunk, type IndexedPage, type KnowledgeFile, readKnowledgeFile } from './knowledge-file.js';
import { KnowledgeIndex } from './knowledge-index.js';
import type { KnowledgePage } from './page.js';
import { quantize, Vectors } from './vectors.js';

const PAGES: readonly KnowledgePage[] = [
  {
    url: '/shop/prices',
    title: 'Prices',
    language: 'en',
    text: '# Prices\n\nA chair costs 40 euros.\n\n## Delivery\n\nIt takes two days, and abroad a week.',
  },
  { url: '/shop/returns', title: 'Returns', text: '# Returns\n\nWithin 30 days. A receipt is needed.' },
  { url: '/es/precios', title: 'Precios', language: 'es', text: '# Precios\n\nUna silla cuesta 40 euros.' },
  { url: 'https://b.example/zh/price', title: '价格', language: 'zh', text: '# 价格\n\n一把椅子四十欧元。' },
];

/** Knows what a text is about by letters alone: three dimensions are enough to see that they are used. */
function letters(): EmbeddingModel & { readonly texts: string[] } {
  const texts: string[] = [];
  return {
    id: 'letters',
    dimensions: 3,
    texts,
    embed: async (batch) => {
      texts.push(...batch);
      return batch.map((text) => [/chair|silla|seat/i.test(text) ? 1 : 0, /receipt|proof/i.test(text) ? 1 : 0, 0.1]);
    },
  };
}

async function fileOf(options = {}): Promise<KnowledgeFile> {
  return (await KnowledgeIndex.build(PAGES, options)).toJSON();
}

const urls = (results: readonly { url: string }[]) => results.map(({ url }) => url);

describe('a search by words', () => {
  it('finds passages with their headings and addresses', async () => {
    const index = await KnowledgeIndex.build(PAGES);
    expect(index.search('How long is the delivery abroad?')[0]).toEqual({
      id: 1,
      url: '/shop/prices',
      href: '/shop/prices#:~:text=It%20takes%20two%20days%2C%20and%20abroad%20a%20week.',
      title: 'Prices',
      path: ['Prices', 'Delivery'],
      text: 'It takes two days, and abroad a week.',
      terms: ['delivery', 'abroad'],
      score: expect.any(Number),
    });
  });

  it.each([
    ['a beginning', 'deliver', '/shop/prices'],
    ['a wrong letter', 'receit', '/shop/returns'],
    ['a title', 'Returns', '/shop/returns'],
    ['another case and accent', 'SÍLLA', '/es/precios'],
    ['Chinese', '椅子多少钱', 'https://b.example/zh/price'],
  ])('understands %s', async (_, query, url) => {
    expect((await KnowledgeIndex.build(PAGES)).search(query)[0]?.url).toBe(url);
  });

  it('finds nothing for nothing', async () => {
    const index = await KnowledgeIndex.build(PAGES);
    for (const query of ['', ' ?! ', 'xylophone']) expect(index.search(query)).toEqual([]);
    expect(KnowledgeIndex.empty().search('chair')).toEqual([]);
  });

  it('keeps to a path, a language and a number', async () => {
    const index = await KnowledgeIndex.build(PAGES);
    expect(urls(index.search('40 euros', { language: 'es' }))).toEqual(['/es/precios']);
    expect(urls(index.search('days', { language: 'en' }))).toContain('/shop/returns');
    expect(urls(index.search('40 euros', { path: '/es/' }))).toEqual(['/es/precios']);
    expect(urls(index.search('椅子', { path: '/zh/' }))).toEqual(['https://b.example/zh/price']);
    expect(index.search('40 euros', { limit: 1 })).toHaveLength(1);
  });

  it('finds files of the visitor whatever the path', async () => {
    const index = await KnowledgeIndex.build(PAGES);
    index.add({ url: 'file:notes.md', title: 'notes.md', text: 'A giraffe sleeps two hours.' });
    expect(urls(index.search('giraffe', { path: '/es/' }))).toEqual(['file:notes.md']);
  });

  it('knows what stands before and after, on the same page', async () => {
    const index = await KnowledgeIndex.build(PAGES);
    expect(index.neighbours(1)).toMatchObject({ before: { id: 0 }, after: null });
    expect(index.neighbours(0)).toMatchObject({ before: null, after: { id: 1 } });
    expect(index.neighbours(99)).toEqual({ before: null, after: null });
  });
});

describe('pages', () => {
  it('can be added, replaced and removed, and a file has what is left', async () => {
    const index = KnowledgeIndex.empty();
    for (const page of PAGES) index.add(page);
    index.add({ url: '/shop/returns', title: 'Returns', text: 'Within 60 days.' });
    index.remove('/es/precios');
    index.remove('/not/there');
    expect(urls(index.search('receipt'))).toEqual([]);
    expect(index.search('60 days')[0]?.url).toBe('/shop/returns');
    expect(index.pages.map(({ url }) => url)).toEqual(['/shop/prices', 'https://b.example/zh/price', '/shop/returns']);
    expect(index.chunkCount).toBe(4);
    const again = KnowledgeIndex.load(index.toJSON());
    for (const one of [index, again]) {
      expect(one.search('60 days')[0]?.url).toBe('/shop/returns');
      expect(one.search('silla')).toEqual([]);
      expect(one.chunkCount).toBe(4);
    }
    index.add({ url: '/new', title: 'New', text: 'A stool.' });
    expect(index.search('stool')[0]?.url).toBe('/new');
  });
});

describe('a search by vectors', () => {
  it('finds what has none of the words, together with what has them', async () => {
    const embedding = letters();
    const index = await fileOf({ embedding });
    const words = createKnowledge({ index });
    expect(await words.find('seat')).toEqual({ results: [], ranking: 'keywords' });
    const both = createKnowledge({ index, embedding });
    const { results, ranking } = await both.find('seat');
    expect(ranking).toBe('hybrid');
    expect(urls(results).slice(0, 2).sort()).toEqual(['/es/precios', '/shop/prices']);
    expect(urls(await both.search('receipt'))[0]).toBe('/shop/returns');
    expect(urls(await both.search('seat', { language: 'es' }))[0]).toBe('/es/precios');
  });

  it('does without them where the model fails, or is another one', async () => {
    const index = await fileOf({ embedding: letters() });
    const failing = { ...letters(), embed: () => Promise.reject(new Error('No model.')) };
    expect((await createKnowledge({ index, embedding: failing }).find('receipt')).ranking).toBe('keywords');
    const other = { ...letters(), id: 'other' };
    expect((await createKnowledge({ index, embedding: other }).find('receipt')).ranking).toBe('keywords');
    expect(other.texts).toEqual([]);
  });

  it('does without them where they have another length, and makes them anew', async () => {
    const first = (await KnowledgeIndex.build(PAGES, { embedding: letters() })).toJSON();
    const embedding: EmbeddingModel = {
      ...letters(),
      dimensions: 2,
      embed: async (texts) => texts.map((text) => [/chair|seat/.test(text) ? 1 : 0, 0.1]),
    };
    expect((await createKnowledge({ index: first, embedding }).find('receipt')).ranking).toBe('keywords');
    const second = await KnowledgeIndex.build(PAGES, { embedding, previous: first });
    expect(second.toJSON()).toEqual((await KnowledgeIndex.build(PAGES, { embedding })).toJSON());
    expect(second.embeddingDimensions).toBe(2);
  });

  it.each([
    ['too few', async () => [[1, 0, 0]]],
    ['too short', async (texts: readonly string[]) => texts.map(() => [1, 0])],
  ])('takes no vectors that are %s', async (_, embed) => {
    const embedding = { ...letters(), embed };
    await expect(KnowledgeIndex.build(PAGES, { embedding })).rejects.toMatchObject({ code: 'invalid-model' });
  });

  it('gives a model as many passages at once as it asks for', async () => {
    const counts: number[] = [];
    const embedding: EmbeddingModel = {
      ...letters(),
      passagesAtOnce: 2,
      embed: async (texts) => {
        counts.push(texts.length);
        return texts.map(() => [1, 0, 0]);
      },
    };
    await KnowledgeIndex.build(PAGES, { embedding });
    expect(counts).toEqual([2, 2, 1]);
  });

  it('embeds only what has changed', async () => {
    const first = await KnowledgeIndex.build(PAGES, { embedding: letters() });
    const embedding = letters();
    const progress: number[] = [];
    const changed = PAGES.map((page) =>
      page.url === '/shop/returns' ? { ...page, text: '# Returns\n\nA proof is needed.' } : page,
    );
    const second = await KnowledgeIndex.build(changed, {
      embedding,
      previous: first.toJSON(),
      onProgress: ({ chunksDone, chunksTotal }) => progress.push(chunksDone / chunksTotal),
    });
    expect(embedding.texts).toEqual(['Returns\nReturns\nA proof is needed.']);
    expect(progress).toEqual([0.8, 1]);
    const all = await KnowledgeIndex.build(changed, { embedding: letters() });
    expect(second.toJSON()).toEqual(all.toJSON());
  });

  it('keeps the vectors of what is left, and none once a page without one came', async () => {
    const embedding = letters();
    const index = await KnowledgeIndex.build(PAGES, { embedding });
    index.remove('/shop/prices');
    const left = PAGES.filter(({ url }) => url !== '/shop/prices');
    const { pages, chunks, vectors } = (await KnowledgeIndex.build(left, { embedding: letters() })).toJSON();
    expect(index.toJSON()).toMatchObject({ pages, chunks, vectors });
    const [chair = []] = await embedding.embed(['chair'], { kind: 'query' });
    for (const one of [index, KnowledgeIndex.load(index.toJSON())]) {
      expect(one.search('chair', {}, chair)[0]?.url).toBe('/es/precios');
    }
    index.add({ url: '/new', title: 'New', text: 'A stool.' });
    expect(index.toJSON().vectors).toBeUndefined();
  });

  it('embeds a long passage in windows, each with what stands above, and takes their mean', async () => {
    const embedding = letters();
    const [chair, proof] = ['A chair is here. '.repeat(25).trim(), 'A proof is here. '.repeat(25).trim()];
    const page = { url: '/', title: 'Shop', text: `## Long\n\n${chair}\n\n${proof}` };
    const index = await KnowledgeIndex.build([page], { embedding });
    expect(index.chunkCount).toBe(1);
    expect(embedding.texts).toEqual([`Shop\nLong\n${chair}`, `Shop\nLong\n${proof}`]);
    const { vectors } = index.toJSON();
    expect([...Vectors.load(vectors as NonNullable<typeof vectors>).at(0)]).toEqual([127, 127, 25]);
  });

  it('stops when it is called off', async () => {
    const stop = new AbortController();
    const embedding = { ...letters(), embed: async () => stop.abort() ?? [] };
    const pages = Array.from({ length: 40 }, (_, n) => ({ url: `/${n}`, title: 'A', text: `Page ${n}` }));
    await expect(KnowledgeIndex.build(pages, { embedding, signal: stop.signal })).rejects.toThrow(/abort/i);
  });
});

describe('vectors in bytes', () => {
  it('are nearest to what they were made of, whatever their length', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 16, maxLength: 16 }), {
          minLength: 2,
          maxLength: 12,
        }),
        (vectors) => {
          const norm = (v: readonly number[]) => Math.hypot(...v);
          if (vectors.some((vector) => norm(vector) < 0.1)) return;
          const bytes = new Int8Array(vectors.length * 16);
          vectors.forEach((vector, index) => {
            bytes.set(quantize(vector), index * 16);
          });
          const table = Vectors.load(new Vectors('m', 16, bytes).toJSON());
          for (const query of vectors) {
            const [best] = table.cosines(query, () => true).sort((a, b) => b.score - a.score);
            const cosine = (v: readonly number[]) =>
              v.reduce((sum, value, at) => sum + value * (query[at] ?? 0), 0) / norm(v) / norm(query);
            // Another one may be as near: by no more than bytes can tell.
            expect(cosine(vectors[best?.id ?? 0] ?? [])).toBeGreaterThan(0.97);
            expect(best?.score).toBeCloseTo(cosine(vectors[best?.id ?? 0] ?? []), 1);
          }
        },
      ),
    );
  });

  it('refuse a question of another length', () => {
    expect(() => new Vectors('m', 2, new Int8Array(4)).cosines([1, 2, 3], () => true)).toThrow(RangeError);
  });
});

describe('what was found by words and by meaning', () => {
  const scored = (...scores: readonly (readonly [id: number, score: number])[]) =>
    scores.map(([id, score]) => ({ id, score }));

  it('is joined so that what is good by both comes first', () => {
    const words = scored([1, 9], [2, 8], [3, 1]);
    const meanings = scored([0, 0.1], [1, 0.1], [2, 0.8], [3, 0.2], [4, 0.9]);
    expect(fuse(words, meanings).map(({ id }) => id)).toEqual([2, 4, 1, 3]);
  });

  it('is the same for a model whose cosines are all high', () => {
    const words = scored([1, 9], [2, 8]);
    const meanings = [0.1, 0.2, 0.8, 0.3];
    const high = meanings.map((score) => 0.8 + score / 5);
    const [first, second] = [meanings, high].map((all) =>
      fuse(words, scored(...all.map((score, id) => [id, score] as const))),
    );
    expect(second?.map(({ id }) => id)).toEqual(first?.map(({ id }) => id));
    second?.forEach(({ score }, rank) => {
      expect(score).toBeCloseTo(first?.[rank]?.score ?? Number.NaN);
    });
  });

  it('has what came later without a vector by its words, and a single passage even so', () => {
    expect(fuse(scored([7, 5], [1, 4]), scored([0, 0.9], [1, 0.5], [2, 0.1]))[0]).toEqual({ id: 7, score: 1 });
    expect(fuse([], scored([0, 0.3]))).toHaveLength(1);
    expect(fuse(scored([3, 2]), [])).toEqual([{ id: 3, score: 1 }]);
  });
});

describe('a file', () => {
  it('is read from JSON and from gzip, and is the same index', async () => {
    const file = await fileOf({ embedding: letters() });
    const text = Buffer.from(JSON.stringify(file));
    for (const bytes of [text, gzipSync(text)]) {
      expect(await readKnowledgeFile(new Uint8Array(bytes), '/index.json')).toEqual(file);
    }
  });

  const withText = (chunk: IndexedChunk) => ({ ...chunk, text: '['.repeat(20_001) });
  const withHeading = (chunk: IndexedChunk) => ({ ...chunk, path: ['x'.repeat(2001)] });
  const withTitle = (page: IndexedPage) => ({ ...page, title: 'x'.repeat(2001) });
  const withAddress = (page: IndexedPage) => ({ ...page, url: `/${'x'.repeat(8000)}` });
  const damage: readonly [string, (file: KnowledgeFile) => unknown, RegExp][] = [
    ['another format', (file) => ({ ...file, format: 'x' }), /no index/],
    ['an earlier version', (file) => ({ ...file, version: 0 }), /version 0/],
    ['a later version', (file) => ({ ...file, version: 2 }), /version 2/],
    ['a chunk of no page', (file) => ({ ...file, pages: file.pages.slice(1) }), /damaged/],
    ['a chunk without text', (file) => ({ ...file, chunks: [...file.chunks, { page: 0, path: [] }] }), /damaged/],
    ['a vector too few', (file) => ({ ...file, chunks: file.chunks.slice(1) }), /damaged/],
    ['no postings', (file) => ({ ...file, keywords: null }), /damaged/],
    ['postings of something else', (file) => ({ ...file, keywords: { serializationVersion: 9 } }), /damaged/],
    ['a list', () => [], /no index/],
    ['a chunk without end', ({ chunks, ...file }) => ({ ...file, chunks: chunks.map(withText) }), /damaged/],
    ['a heading without end', ({ chunks, ...file }) => ({ ...file, chunks: chunks.map(withHeading) }), /damaged/],
    ['a title without end', ({ pages, ...file }) => ({ ...file, pages: pages.map(withTitle) }), /damaged/],
    ['an address without end', ({ pages, ...file }) => ({ ...file, pages: pages.map(withAddress) }), /damaged/],
  ];
  it.each(damage)('is refused in a sentence: %s', async (_, change, message) => {
    const file = change(await fileOf({ embedding: letters() }));
    const fetch = async () => new Response(JSON.stringify(file));
    const error = createKnowledge({ index: '/i.json', fetch }).load();
    await expect(error).rejects.toMatchObject({ code: 'integrity', message: expect.stringMatching(message) });
    await expect(error).rejects.toMatchObject({ hint: expect.stringContaining('indexer') });
  });

  it('is never refused for a page that was as long', async () => {
    const text = `# ${'#'.repeat(100_000)}x\n\n${'word '.repeat(20_000)}\n\n${'x'.repeat(50_000)}`;
    const page = { url: '/', title: 'Title '.repeat(1000), text };
    const index = (await KnowledgeIndex.build([page], { maxWeight: 1e6 })).toJSON();
    expect((await createKnowledge({ index }).load()).chunkCount).toBeGreaterThan(3);
  });

  it('is refused when it is a page of text or half a file', async () => {
    for (const bytes of [Buffer.from('<!doctype html>'), gzipSync('{"format":').subarray(0, 20)]) {
      await expect(readKnowledgeFile(new Uint8Array(bytes), '/i.json')).rejects.toMatchObject({ code: 'integrity' });
    }
  });
});

describe('knowledge over the network', () => {
  it('is fetched once, by the first who asks', async () => {
    const file = await fileOf();
    const fetch = vi.fn(async () => new Response(JSON.stringify(file)));
    const knowledge = createKnowledge({ index: '/i.json', fetch });
    expect(fetch).not.toHaveBeenCalled();
    await Promise.all([knowledge.search('chair'), knowledge.search('days')]);
    await knowledge.add({ url: '/open', title: 'Open', text: 'A sofa.' });
    expect((await knowledge.search('sofa'))[0]?.url).toBe('/open');
    await knowledge.remove('/open');
    expect(await knowledge.search('sofa')).toEqual([]);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('says what is wrong, and tries again with the next question', async () => {
    const file = await fileOf();
    const fetch = vi
      .fn<typeof globalThis.fetch>()
      .mockResolvedValueOnce(new Response('', { status: 404 }))
      .mockRejectedValueOnce(new TypeError('failed'))
      .mockResolvedValue(new Response(JSON.stringify(file)));
    const knowledge = createKnowledge({ index: '/i.json', fetch });
    await expect(knowledge.search('chair')).rejects.toMatchObject({ code: 'http', details: { status: 404 } });
    await expect(knowledge.search('chair')).rejects.toMatchObject({ code: 'network' });
    expect(await knowledge.search('chair')).not.toEqual([]);
  });

  it('lets one who waits go, and no one else', async () => {
    const file = await fileOf();
    let answer: (response: Response) => void = () => undefined;
    const fetch = () => new Promise<Response>((resolve) => (answer = resolve));
    const knowledge = createKnowledge({ index: '/i.json', fetch });
    const stop = new AbortController();
    const [one, other] = [knowledge.search('chair', { signal: stop.signal }), knowledge.search('chair')];
    stop.abort();
    await expect(one).rejects.toMatchObject({ code: 'aborted' });
    answer(new Response(JSON.stringify(file)));
    expect(await other).not.toEqual([]);
    await expect(knowledge.search('chair', { signal: stop.signal })).rejects.toMatchObject({ code: 'aborted' });
  });
});
