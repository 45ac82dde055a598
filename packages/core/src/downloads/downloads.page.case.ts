/** The page of `downloads.chromium.test.ts`: workers that download, and what a page can see and do of it. */
import type { LoadProgress } from '../engine/adapter.js';
import type { WireError } from '../errors.js';
import type { ModelRecord } from '../models/model-record.js';
import {
  type CachedModel,
  deleteAllCachedModels,
  deleteCachedModel,
  findOnDevice,
  listCachedModels,
  requestPersistence,
  type StorageReport,
  storageReport,
} from './cached-models.js';
import type { Quirks, WorkerRequest } from './downloads.worker.case.js';
import { measureModel } from './measure-model.js';
import { openFolders } from './store-folders.js';

/** How a load went. */
export interface LoadReport {
  readonly error: WireError | null;
  /** SHA-256 of each file, as the engine would read it. */
  readonly hashes: readonly string[];
  readonly fetched: boolean;
  /** How often the engine was given the files. */
  readonly loads: number;
  readonly progress: readonly LoadProgress[];
}

/** What the tests call in the page. */
export interface DownloadsPage {
  /** Loads in a worker, which stays until it is ended. */
  load(model: ModelRecord, quirks?: Quirks): Promise<LoadReport>;
  /** Tells the worker that was started last. */
  tell(request: WorkerRequest): void;
  /** Ends the worker that was started last, as a killed tab would. */
  kill(): void;
  /** The last progress of the worker that was started last. */
  progress(): LoadProgress | null;
  find(model: ModelRecord): Promise<{ readonly lastUsedAt: number } | null>;
  list(): Promise<readonly CachedModel[]>;
  /** The code of the error, or `null`. */
  remove(id: string): Promise<string | null>;
  removeAll(): Promise<string | null>;
  report(): Promise<StorageReport>;
  persist(): Promise<boolean>;
  measure(model: ModelRecord): Promise<number | null>;
  /** Names of everything in the folder of files. */
  entries(): Promise<string[]>;
  /** Writes into the data of a file behind everybody's back; `null` cuts it in half. */
  damage(key: string, at: number | null): Promise<void>;
  /** Deletes the data of a file behind everybody's back. */
  lose(key: string): Promise<void>;
}

let worker: Worker | null = null;
let steps: LoadProgress[] = [];

const codeOf = async (promise: Promise<void>): Promise<string | null> =>
  promise.then(
    () => null,
    (error: { code: string }) => error.code,
  );

const page: DownloadsPage = {
  load(model, quirks = {}) {
    const started = new Worker('/worker.js', { type: 'module' });
    const progress: LoadProgress[] = [];
    worker = started;
    steps = progress;
    return new Promise((resolve, reject) => {
      started.onerror = ({ message }) => reject(new Error(message));
      started.onmessage = ({ data }) => {
        if (data.type === 'progress') progress.push(data.progress);
        else if (data.type === 'failed') {
          resolve({ error: data.error, hashes: [], fetched: false, loads: 0, progress });
        } else resolve({ error: null, hashes: data.hashes, fetched: data.fetched, loads: data.loads, progress });
      };
      started.postMessage({ type: 'load', model, quirks } satisfies WorkerRequest);
    });
  },
  tell: (request) => worker?.postMessage(request),
  kill: () => worker?.terminate(),
  progress: () => steps.at(-1) ?? null,
  find: findOnDevice,
  list: listCachedModels,
  remove: (id) => codeOf(deleteCachedModel(id)),
  removeAll: () => codeOf(deleteAllCachedModels()),
  report: storageReport,
  persist: requestPersistence,
  measure: (model) => measureModel(model),
  async entries() {
    const names: string[] = [];
    for await (const name of (await openFolders(true)).files.keys()) names.push(name);
    return names.sort();
  },
  async damage(key, at) {
    const handle = await (await openFolders(false)).files.getFileHandle(key);
    const { size } = await handle.getFile();
    const writable = await handle.createWritable({ keepExistingData: true });
    if (at === null) await writable.truncate(size >> 1);
    else await writable.write({ type: 'write', position: at, data: new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]) });
    await writable.close();
  },
  async lose(key) {
    await (await openFolders(false)).files.removeEntry(key);
  },
};

Object.assign(globalThis, { downloads: page });
