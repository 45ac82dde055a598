/** The real web-llm looks for its files, and finds ours. */
import { afterEach, expect, it, vi } from 'vitest';
import { type MlcModel, parseModelRecord } from '../models/model-record.js';
import { serveToWebllm, webllmRecord } from './webllm-caches.js';

const url = 'https://hub.example/org/tiny/resolve/main/';
const model = parseModelRecord(
  { id: 'tiny', engine: 'webllm', url, library: 'https://localhost/tiny.wasm' },
  'https://site.example/',
) as MlcModel;
const list = JSON.stringify({ records: [{ dataPath: 'params_shard_0.bin' }, { dataPath: 'params/shard_1.bin' }] });

const files = (names: readonly string[]) =>
  new Map([
    [`${url}tensor-cache.json`, new File([list], 'list')],
    ...names.map((name) => [new URL(name, url).href, new File(['weights'], name)] as const),
  ]);

async function webllmHasIt(): Promise<boolean> {
  const { hasModelInCache } = await import('@mlc-ai/web-llm');
  return hasModelInCache('tiny', { model_list: [webllmRecord(model)], cacheBackend: 'cache' });
}

afterEach(() => vi.unstubAllGlobals());

it('has every file under the name that web-llm makes of the record', async () => {
  const fetch = vi.fn(async () => new Response('from the network'));
  vi.stubGlobal('fetch', fetch);
  serveToWebllm(model, files(['params_shard_0.bin', 'params/shard_1.bin']));
  expect(await webllmHasIt()).toBe(true);
  serveToWebllm(model, files(['params_shard_0.bin']));
  expect(await webllmHasIt()).toBe(false);
  expect(fetch).not.toHaveBeenCalled();
});

it('fetches nothing, whatever web-llm asks for', async () => {
  serveToWebllm(model, new Map([[model.library, new File(['\0asm'], 'library')]]));
  const cache = await caches.open('webllm/wasm');
  const { model: folder, model_lib: library } = webllmRecord(model);
  expect(await (await cache.match(new Request(library)))?.text()).toBe('\0asm');
  await expect(cache.match(`${folder}other.bin`)).rejects.toMatchObject({ code: 'load-failed' });
  await expect(cache.add(`${folder}other.bin`)).rejects.toMatchObject({ code: 'load-failed' });
  // Neither web-llm's rule for libraries of localhost nor any request can lead out of our hands.
  expect(new URL(library).hostname).toMatch(/\.invalid$/);
  expect(new URL(folder).hostname).toMatch(/\.invalid$/);
  serveToWebllm(model, null);
  await expect((await caches.open('webllm/wasm')).match(library)).rejects.toMatchObject({ code: 'load-failed' });
});
