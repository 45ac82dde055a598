/** The page of `webllm.chromium.test.ts`: the real page side of core over the real worker file, recording what happens. */
import { isOnDevice } from '../downloads/on-device.js';
import type { LoadedModel, LoadProgress } from '../engine/adapter.js';
import { EngineClient } from '../engine/client.js';
import { connectWorker } from '../engine/worker-connection.js';
import { toWire, type WireError } from '../errors.js';
import type { GenerateRequest, GenerationEvent } from '../generate.js';
import type { MlcModel, ModelRecord } from '../models/model-record.js';

/** How a load went. Plain data. */
export interface LoadReport {
  readonly loaded: LoadedModel | null;
  readonly error: WireError | null;
  readonly progress: readonly LoadProgress[];
  /** The text of one answer, asked for when the load worked. */
  readonly answer: string | null;
}

/** What the test calls in the page. */
export interface TestPage {
  /** Loads in a worker of its own, and ends the worker. */
  load(worker: string, model: ModelRecord, options?: { ask?: GenerateRequest }): Promise<LoadReport>;
  /** Calls off the load that was started last. */
  callOff(): void;
  onDevice(model: ModelRecord): Promise<boolean>;
  /** All keys of a cache. */
  keys(cache: string): Promise<string[]>;
  /** Damages one byte of a cache entry. */
  damage(cache: string, key: string): Promise<void>;
  clear(cache: string): Promise<void>;
  /** web-llm's own opinion. */
  webllmHas(model: MlcModel): Promise<boolean>;
}

let stop = new AbortController();

const page: TestPage = {
  async load(worker, model, { ask } = {}) {
    stop = new AbortController();
    const client = new EngineClient({ connection: connectWorker(worker, 'file'), assets: {} });
    const progress: LoadProgress[] = [];
    try {
      const loaded = await client.load(model, { signal: stop.signal, onProgress: (step) => progress.push(step) });
      const events: GenerationEvent[] = [];
      if (ask) for await (const event of client.generate(ask)) events.push(event);
      const text = events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
      return { loaded, error: null, progress, answer: ask ? text : null };
    } catch (error) {
      return { loaded: null, error: toWire(error), progress, answer: null };
    } finally {
      await client.close();
    }
  },
  callOff: () => stop.abort(),
  onDevice: isOnDevice,
  keys: async (cache) => (await (await caches.open(cache)).keys()).map(({ url }) => url),
  async damage(cache, key) {
    const store = await caches.open(cache);
    const bytes = new Uint8Array((await (await store.match(key))?.arrayBuffer()) ?? new ArrayBuffer(1));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await store.put(key, new Response(bytes));
  },
  clear: async (cache) => void (await caches.delete(cache)),
  async webllmHas({ id, url }) {
    const script = '/inspect.js';
    const { hasModelInCache }: typeof import('./webllm-inspect.case.js') = await import(script);
    return hasModelInCache(id, { model_list: [{ model: url, model_id: id, model_lib: '' }], cacheBackend: 'cache' });
  },
};

Object.assign(globalThis, { testPage: page });
