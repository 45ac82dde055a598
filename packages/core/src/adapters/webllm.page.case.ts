/** The page of `webllm.chromium.test.ts`: the real page side of core over the real worker file, recording what happens. */
import { findOnDevice } from '../downloads/cached-models.js';
import { openFolders } from '../downloads/store-folders.js';
import type { LoadedModel, LoadProgress } from '../engine/adapter.js';
import { EngineClient } from '../engine/client.js';
import { connectWorker } from '../engine/worker-connection.js';
import { toWire, type WireError } from '../errors.js';
import type { GenerateRequest, GenerationEvent } from '../generate.js';
import type { ModelRecord } from '../models/model-record.js';

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
  /** Bytes that the load that was started last has told of. */
  received(): number;
  onDevice(model: ModelRecord): Promise<boolean>;
  /** Names of the caches of this site: there should be none. */
  caches(): Promise<string[]>;
  /** Deletes the data of a file behind everybody's back. */
  lose(key: string): Promise<void>;
}

let stop = new AbortController();
let received = 0;

const page: TestPage = {
  async load(worker, model, { ask } = {}) {
    stop = new AbortController();
    const client = new EngineClient({ connection: connectWorker(worker, 'file'), assets: {} });
    const progress: LoadProgress[] = [];
    const onProgress = (step: LoadProgress) => {
      progress.push(step);
      if (step.type === 'download-progress') received = step.loadedBytes;
    };
    try {
      const loaded = await client.load(model, { signal: stop.signal, onProgress });
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
  received: () => received,
  onDevice: async (model) => (await findOnDevice(model)) !== null,
  caches: () => caches.keys(),
  async lose(key) {
    await (await openFolders(false)).files.removeEntry(key);
  },
};

Object.assign(globalThis, { testPage: page });
