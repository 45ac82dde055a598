/** The page's side of an isolated engine: chooses models, fetches, verifies and keeps them, and hands them to the frame. */
import type { KeptModel } from '../adapters/keeper.js';
import {
  deleteCachedModel,
  findOnDevice,
  listCachedModels,
  requestPersistence,
  storageReport,
} from '../downloads/cached-models.js';
import { measureModel } from '../downloads/measure-model.js';
import { EngineClient } from '../engine/client.js';
import { connectWorker } from '../engine/worker-connection.js';
import { engineFiles } from '../engine-files.js';
import { LocalLLMError } from '../errors.js';
import { probeDevice } from '../models/device.js';
import type { ModelRecord } from '../models/model-record.js';
import { candidatesFrom, recommendModels } from '../models/recommend.js';
import { type ModelChoice, resolveModel } from '../models/resolve-model.js';
import type { WorkerMode } from '../start-worker.js';
import { keeperFile } from './keeper-files.js';
import type { Answer, Call, Handler, Handlers } from './link.js';
import { Fields, StrangeMessage } from './reading.js';

/** What the site has set of the engine. */
export interface ModelServiceOptions {
  readonly model?: ModelChoice | undefined;
  readonly enginesUrl?: string | undefined;
  readonly workerMode?: WorkerMode | undefined;
}

/** What answers the frame's questions about models. */
export interface ModelService {
  readonly handlers: Handlers;
  /** A model that was offered to the frame; `undefined` for any other name. */
  find(id: string): ModelRecord | undefined;
  /** Ends downloads. */
  close(): void;
}

/** Long names are no names of ours. */
const LONGEST_ID = 2000;

/**
 * Serves models to one frame. The frame names models by their ids alone, and only those that it was offered: what is
 * fetched, and from where, is the page's and the site's choice.
 */
export function serveModels(options: ModelServiceOptions): ModelService {
  const folder = options.enginesUrl === undefined ? undefined : new URL(options.enginesUrl, document.baseURI).href;
  const mode = options.workerMode ?? 'auto';
  const offered = new Map<string, ModelRecord>();
  let keeper: EngineClient | null = null;

  const endKeeper = () => {
    keeper?.terminate();
    keeper = null;
  };
  const named = (data: unknown): ModelRecord => {
    const model = offered.get(new Fields(data).text('id', LONGEST_ID));
    if (model === undefined) throw new StrangeMessage('A model that was never offered.');
    return model;
  };

  async function candidates(_: unknown, { signal }: Call): Promise<Answer> {
    const { models, named: isNamed } = await resolveModel(options.model, document.baseURI, signal);
    const [device, cached] = await Promise.all([
      probeDevice({ signal, without: ['promptApi', 'webgpu'] }),
      listCachedModels().catch(() => []),
    ]);
    const onDevice = cached.map(({ id }) => id);
    // A worker of a frame without an origin has no WebGPU.
    const wish = { engine: 'wllama', named: isNamed, onDevice } as const;
    const found = candidatesFrom(recommendModels(device, models, wish));
    for (const { model } of found.candidates) offered.set(model.id, model);
    return { data: found };
  }

  async function bring(data: unknown, { signal, note }: Call): Promise<Answer> {
    const fields = new Fields(data);
    const model = named(data);
    const agreedBytes = fields.amountOrNull('agreedBytes') ?? undefined;
    endKeeper();
    const client = new EngineClient({ connection: connectWorker(keeperFile(folder), mode), assets: {} });
    keeper = client;
    try {
      const [kept, engine] = await Promise.all([
        client.load(model, { signal, agreedBytes, suspect: fields.flag('suspect'), onProgress: note }),
        fetchEngine(folder, signal),
      ]);
      const { files } = kept as KeptModel;
      return {
        data: { modelFiles: files.length, isCompat: engine.compatWorker !== null },
        blobs: [...files, engine.wasm, ...(engine.compatWorker ? [engine.compatWorker] : [])],
      };
    } catch (error) {
      if (keeper === client) endKeeper();
      throw error;
    }
  }

  const handlers: Handlers = new Map<string, Handler>([
    ['candidates', candidates],
    ['on-device', async (data) => ({ data: await findOnDevice(named(data)) })],
    [
      'measure',
      async (data, { signal }) => {
        const model = named(data);
        return { data: isOnOwnSite(model) ? await measureModel(model, { signal }) : null };
      },
    ],
    ['bring', bring],
    [
      'pause',
      (data) => {
        keeper?.setPaused(new Fields(data).flag('paused'));
        return undefined;
      },
    ],
    [
      // The files were read, or nobody needs them: others may delete them.
      'brought',
      () => {
        endKeeper();
        return undefined;
      },
    ],
    [
      'persist',
      async () => {
        void requestPersistence();
        return undefined;
      },
    ],
    ['engine', async (_, { signal }) => ({ blobs: [await fetchBlob(engineFiles('wllama', folder).worker, signal)] })],
    ['stored', async () => ({ data: await listCachedModels() })],
    ['storage', async () => ({ data: await storageReport() })],
    [
      'delete',
      async (data) => {
        await deleteCachedModel(new Fields(data).text('id', LONGEST_ID));
        return undefined;
      },
    ],
  ]);
  return { handlers, find: (id) => offered.get(id), close: endKeeper };
}

/** llama.cpp in the build that this browser can run: the frame's browser is the page's. */
async function fetchEngine(
  folder: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly wasm: Blob; readonly compatWorker: Blob | null }> {
  const { assets } = engineFiles('wllama', folder);
  const fetchAsset = (name: string) => fetchBlob(assets[name] ?? '', signal);
  const { wasm } = await probeDevice({ signal, without: ['promptApi', 'webgpu'] });
  if (wasm.jspi === true && wasm.memory64 === true) return { wasm: await fetchAsset('wasm'), compatWorker: null };
  const [compatWasm, compatWorker] = await Promise.all([fetchAsset('compatWasm'), fetchAsset('compatWorker')]);
  return { wasm: compatWasm, compatWorker };
}

async function fetchBlob(url: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(url, { signal }).catch(() => null);
  if (response?.ok) return response.blob();
  if (signal.aborted) throw new LocalLLMError('aborted', 'The fetch was called off.');
  throw new LocalLLMError('worker-failed', `A file of the engine could not be fetched from ${url}.`, {
    hint: 'Check that this file is served, and that the connect-src of the page’s Content-Security-Policy allows it.',
    details: { status: response?.status ?? 0 },
  });
}

function isOnOwnSite(model: ModelRecord): boolean {
  const urls = model.engine === 'webllm' ? [model.url, model.library] : model.files.map(({ url }) => url);
  return urls.every((url) => new URL(url).origin === location.origin);
}
