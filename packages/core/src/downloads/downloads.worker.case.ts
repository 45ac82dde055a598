/** The worker of `downloads.chromium.test.ts`: brings models onto the device as the engines' workers do, and says what came. */
import { PauseGate } from '../engine/pause-gate.js';
import { toWire } from '../errors.js';
import type { ModelRecord } from '../models/model-record.js';
import { openFileStore } from './device-store.js';
import { loadModel } from './load-model.js';
import { realSurroundings, type Surroundings } from './surroundings.js';
import { partHash } from './whole-hash.js';

/** What the page asks of the worker. */
export type WorkerRequest =
  | { readonly type: 'load'; readonly model: ModelRecord; readonly quirks: Quirks }
  | { readonly type: 'cancel' }
  | { readonly type: 'pause'; readonly paused: boolean }
  /** The network goes, as the browser tells of it, or comes back. */
  | { readonly type: 'online'; readonly online: boolean }
  | { readonly type: 'release' };

/** What is different from the real world. */
export interface Quirks {
  readonly stallMs?: number;
  readonly quota?: number;
  /** Writes take fewer bytes than they are given from the so many-th on. */
  readonly shortWritesFrom?: number;
  /** How often the engine says that it cannot read the files. */
  readonly failLoads?: number;
  /** Garbage is collected whenever the file system has been asked for something and has not answered yet. */
  readonly collects?: boolean;
}

const gate = new PauseGate();
let stop = new AbortController();
let release: () => void = () => undefined;

self.onmessage = ({ data }: MessageEvent<WorkerRequest>) => {
  if (data.type === 'load') void load(data.model, data.quirks);
  else if (data.type === 'cancel') stop.abort();
  else if (data.type === 'release') release();
  else if (data.type === 'pause') data.paused ? gate.close() : gate.open();
  else {
    Object.defineProperty(navigator, 'onLine', { value: data.online, configurable: true });
    self.dispatchEvent(new Event(data.online ? 'online' : 'offline'));
  }
};

async function load(
  model: ModelRecord,
  { stallMs, quota, shortWritesFrom, failLoads = 0, collects = false }: Quirks,
): Promise<void> {
  stop = new AbortController();
  const world = realSurroundings as { -readonly [Key in keyof Surroundings]: Surroundings[Key] };
  if (stallMs !== undefined) world.stallMs = stallMs;
  if (quota !== undefined) navigator.storage.estimate = async () => ({ quota, usage: 0 });
  if (shortWritesFrom !== undefined) shortenWrites(shortWritesFrom);
  if (collects) collectWhileOpening();
  let failures = 0;
  try {
    const { loaded, release: letGo } = await loadModel(
      model,
      await openFileStore(),
      { signal: stop.signal, gate, onProgress: (progress) => self.postMessage({ type: 'progress', progress }) },
      async ({ files, fetched }) => {
        failures += 1;
        if (failures <= failLoads) throw Object.assign(new Error('Unreadable.'), unreadable);
        const hashes: string[] = [];
        for (const file of files.values()) {
          hashes.push(await partHash(new Uint8Array(await file.arrayBuffer())));
        }
        return { hashes, fetched };
      },
    );
    release = letGo;
    self.postMessage({ type: 'loaded', ...loaded, loads: failures });
  } catch (error) {
    self.postMessage({ type: 'failed', error: toWire(error) });
  }
}

/** As an adapter says it. */
const unreadable = { marker: 'local-llm-chat.error', code: 'load-failed', hint: '', details: {} };

/** As Chromium does it when the quota is used up. */
function shortenWrites(from: number): void {
  const { prototype } = (globalThis as unknown as { FileSystemSyncAccessHandle: { prototype: SyncWriter } })
    .FileSystemSyncAccessHandle;
  const write = prototype.write;
  let writes = 0;
  prototype.write = function (bytes, options) {
    // Notes are short; what fills the disk is weights.
    if (bytes.length > 10_000) writes += 1;
    return writes >= from ? 4_294_967_288 : write.call(this, bytes, options);
  };
}

/** As it may happen at any time, but here each time. */
function collectWhileOpening(): void {
  const { gc } = globalThis as unknown as { gc: () => void };
  const prototype = FileSystemFileHandle.prototype as unknown as Record<string, (this: unknown) => Promise<unknown>>;
  for (const name of ['createSyncAccessHandle', 'getFile']) {
    const method = prototype[name];
    prototype[name] = function () {
      const answer = method?.call(this);
      // When the caller has returned, and before any answer can have come.
      queueMicrotask(() => queueMicrotask(gc));
      return answer as Promise<unknown>;
    };
  }
}

interface SyncWriter {
  write(bytes: Uint8Array, options: { at: number }): number;
}
