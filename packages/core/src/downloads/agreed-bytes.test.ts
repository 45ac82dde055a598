/** Nobody agreed to more than they were shown: a download that turns out larger ends there. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { FaultyServer } from './faulty-server.case.js';
import { fetchFiles } from './fetch-files.js';
import { MemoryStore } from './memory-store.js';

const server = new FaultyServer();
beforeAll(async () => void (await server.start()));
afterAll(() => server.close());

const SIZE = 9 * 2 ** 20 + 5;
let store: MemoryStore;
beforeEach(() => {
  server.reset();
  server.add('model.gguf', SIZE);
  store = new MemoryStore();
});

const fetch = (bytes: number | null, agreedBytes: number) =>
  fetchFiles([{ name: 'model.gguf', url: server.url('model.gguf'), bytes }], store, {
    agreedBytes,
    surroundings: { estimate: async () => null },
  });
const refusal = { code: 'consent-needed', details: { bytes: SIZE } };

it('does not begin when its size is known', async () => {
  await expect(fetch(SIZE, SIZE - 1)).rejects.toMatchObject(refusal);
  expect(server.sent).toEqual([]);
  expect((await fetch(SIZE, SIZE)).files[0]?.size).toBe(SIZE);
});

it('ends as soon as its size is known', async () => {
  await expect(fetch(null, 5_000_000)).rejects.toMatchObject(refusal);
  expect((await fetch(null, SIZE)).files[0]?.size).toBe(SIZE);
});
