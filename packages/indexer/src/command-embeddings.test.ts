/** Vectors from the command: made once, kept, and never half written. The model is a double; the real one is in `embedding.test.ts`. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKnowledge, readKnowledgeFile } from '@local-llm-chat/core/knowledge';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommand } from './command.js';
import type { NodeEmbedding } from './embedding.js';

let folder: string;
let docs: string;
let out: string;
let said: string[];
let complained: string[];
let embedded: string[];
let isClosed: boolean;
/** The progress was taken away before anything was complained of. */
let isCleared: boolean;
let progress: (readonly [number, number])[];
/** Called with each batch. */
let onEmbed: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-llm-chat-embeddings-'));
  docs = join(folder, 'docs');
  out = join(folder, 'index.json');
  await mkdir(docs);
  await writeFile(join(folder, 'letters.gguf'), 'GGUF');
  [said, complained, progress] = [[], [], []];
  [isClosed, isCleared, onEmbed] = [false, false, () => undefined];
  await put('chairs.md', 'A seat of oak.');
  await put('returns.md', 'Within thirty days.');
});
afterEach(() => rm(folder, { recursive: true }));

const put = (name: string, text: string) => writeFile(join(docs, name), text);

/** Knows seats and chairs from other things. */
const letters = (id: string): NodeEmbedding => ({
  id,
  dimensions: 2,
  embed: async (texts) => {
    embedded.push(...texts);
    onEmbed();
    return texts.map((text) => [/seat|chair/i.test(text) ? 1 : 0, 0.1]);
  },
  close: async () => {
    isClosed = true;
  },
});

async function run(signal: AbortSignal | null, ...words: string[]): Promise<number> {
  embedded = [];
  return runCommand([docs, '--out', out, ...words], {
    say: (line) => said.push(line),
    complain: (line) => complained.push(line),
    progress: {
      show: (done, total) => progress.push([done, total]),
      clear: () => {
        isCleared = complained.length === 0;
      },
    },
    startEmbedding: async ({ id }) => letters(id),
    ...(signal === null ? {} : { signal }),
  });
}

const model = () => `--embeddings=${join(folder, 'letters.gguf')}`;
const vectorsIn = async () => (await readKnowledgeFile(new Uint8Array(await readFile(out)), out)).vectors;

it('are in the index, and find what has other words', async () => {
  expect(await run(null, model())).toBe(0);
  expect(embedded).toEqual(['chairs\nA seat of oak.', 'returns\nWithin thirty days.']);
  expect(said).toContain('Vectors of letters-b83633aa: 2 made, 0 kept.');
  expect(progress).toEqual([
    [0, 2],
    [2, 2],
  ]);
  expect(isClosed).toBe(true);
  const index = await readKnowledgeFile(new Uint8Array(await readFile(out)), out);
  const knowledge = createKnowledge({ index, embedding: letters('letters-b83633aa') });
  expect(await knowledge.find('chair')).toMatchObject({ ranking: 'hybrid', results: [{ url: '/chairs' }] });
});

it('are kept where nothing has changed, and made anew by another model', async () => {
  await run(null, model());
  const first = await vectorsIn();
  await put('returns.md', 'Within sixty days.');
  await run(null, model());
  expect(embedded).toEqual(['returns\nWithin sixty days.']);
  expect(said).toContain('Vectors of letters-b83633aa: 1 made, 1 kept.');
  await put('returns.md', 'Within thirty days.');
  await run(null, model(), '--gzip');
  await run(null, model());
  expect(embedded).toEqual([]);
  expect(await vectorsIn()).toEqual(first);
  await writeFile(join(folder, 'other.gguf'), 'GGUF');
  await run(null, `--embeddings=${join(folder, 'other.gguf')}`);
  expect(said).toContain('Vectors of other-b83633aa: 2 made, 0 kept.');
  // Another file of the same name is another model.
  await writeFile(join(folder, 'other.gguf'), 'GGUF, another one');
  await run(null, `--embeddings=${join(folder, 'other.gguf')}`);
  expect(said.at(-2)).toMatch(/^Vectors of other-(?!b83633aa)[\da-f]{8}: 2 made, 0 kept\.$/);
});

it('are not made in a dry run, which says how many there would be', async () => {
  await run(null, model());
  await put('new.md', 'New.');
  expect(await run(null, model(), '--dry-run')).toBe(0);
  expect(embedded).toEqual([]);
  expect(said).toContain('Vectors of letters-b83633aa, not in these sizes: 1 to make, 2 to keep.');
});

it('leave the index as it was when it is stopped', async () => {
  await run(null, model());
  const before = await readFile(out);
  await put('new.md', 'New.');
  const stop = new AbortController();
  onEmbed = () => stop.abort();
  [isClosed, isCleared] = [false, false];
  expect(await run(stop.signal, model())).toBe(1);
  expect(complained).toEqual([`Stopped. ${out} is as it was.`]);
  expect(await readFile(out)).toEqual(before);
  expect([isClosed, isCleared]).toEqual([true, true]);
});

it('need a model, and without one nothing is read or written', async () => {
  expect(await run(null, '--embeddings=@models/none')).toBe(1);
  expect(complained.join('\n')).toContain('npm install --save-dev @models/none');
  await expect(readFile(out)).rejects.toThrow(/ENOENT/);
});

it('take the package for them where none is named', async () => {
  // From here it is found or not: its name is all that is asked about.
  await run(null, '--embeddings', '--dry-run');
  expect([...said, ...complained].join('\n')).toMatch(/embed-minilm|all-MiniLM-L6-v2/);
});
