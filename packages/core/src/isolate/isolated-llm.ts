/** The frame's side of an isolated engine: a model whose files are brought by the page, and which itself reaches nothing. */
import { createLLM, type LocalLLM } from '../create-local-llm.js';
import type { CachedModel, StorageReport } from '../downloads/cached-models.js';
import type { HandedFiles, LoadOptions, LoadProgress } from '../engine/adapter.js';
import type { HostConnection } from '../engine/client.js';
import { EngineRunner } from '../engine/engine-runner.js';
import type { ChoiceReason } from '../engine/engine-state.js';
import type { Candidates } from '../engine/ladder.js';
import { isLocalLLMError, LocalLLMError } from '../errors.js';
import { type ModelRecord, parseModelRecord } from '../models/model-record.js';
import { trustedScriptUrl } from '../trusted-types.js';
import type { Answer, Link } from './link.js';
import { Fields, StrangeMessage } from './reading.js';

export interface IsolatedOptions {
  readonly contextWindow?: number | undefined;
}

/** What is stored, as the page tells. */
export interface IsolatedShelf {
  list(): Promise<readonly CachedModel[]>;
  delete(id: string): Promise<void>;
  report(): Promise<StorageReport>;
}

/** Makes a model over a link to the page. */
export function createIsolatedLLM(link: Link, { contextWindow }: IsolatedOptions = {}): LocalLLM {
  /** Models that did not load from the files that were brought: those are looked through the next time. */
  const suspects = new Set<string>();

  async function bring(model: ModelRecord, options: Omit<LoadOptions, 'handed'>): Promise<HandedFiles> {
    const { signal, agreedBytes, gate, onProgress } = options;
    const { id } = model;
    const watch = new AbortController();
    void tellPauses(link, gate, watch.signal);
    try {
      return await link.ask('bring', { id, agreedBytes, suspect: suspects.delete(id) }, readHanded, {
        signal,
        onNote: (data) => onProgress?.(readProgress(data)),
      });
    } finally {
      watch.abort();
    }
  }

  const runner = new EngineRunner({
    findCandidates: (signal) => link.ask('candidates', null, ({ data }) => readCandidates(data), { signal }),
    findOnDevice: ({ id }) => link.ask('on-device', { id }, ({ data }) => readOnDevice(data)),
    measure: ({ id }, signal) =>
      link.ask('measure', { id }, ({ data }) => new Fields({ bytes: data }).amountOrNull('bytes'), { signal }),
    persist: () => void link.ask('persist', null, () => undefined).catch(() => undefined),
    bring,
    async connect() {
      const script = await link.ask('engine', null, ({ blobs: [blob] }) => blob ?? nothing());
      return { connection: connectBlob(script), assets: {} };
    },
    contextWindow,
    now: () => performance.now(),
  });
  runner.subscribe(() => {
    const { status, error, choice } = runner.getSnapshot();
    if (status === 'ready' || status === 'failed' || status === 'awaiting-consent') link.tell('brought', null);
    const isSuspect = isLocalLLMError(error) && (error.code === 'load-failed' || error.code === 'integrity');
    if (status === 'failed' && isSuspect && choice) suspects.add(choice.model.id);
  });
  return createLLM(runner);
}

/** The models of the device, which only the page can see. */
export function isolatedShelf(link: Link): IsolatedShelf {
  return {
    list: () => link.ask('stored', null, ({ data }) => new Fields({ data }).list('data', 1000).map(readStored)),
    delete: (id) => link.ask('delete', { id }, () => undefined),
    report: () => link.ask('storage', null, ({ data }) => readReport(data)),
  };
}

async function tellPauses(link: Link, gate: LoadOptions['gate'], signal: AbortSignal): Promise<void> {
  while (gate !== undefined && !signal.aborted) {
    const { closing } = gate;
    if (!closing.aborted) await new Promise((resolve) => closing.addEventListener('abort', resolve, { once: true }));
    if (signal.aborted) return;
    link.tell('pause', { paused: true });
    await gate.opened;
    link.tell('pause', { paused: false });
  }
}

function readHanded({ data, blobs }: Required<Answer>): HandedFiles | Promise<HandedFiles> {
  const fields = new Fields(data);
  const count = fields.amount('modelFiles');
  const model = blobs.slice(0, count).filter((blob): blob is File => blob instanceof File);
  const [wasm, compatWorker] = blobs.slice(count);
  if (model.length === 0 || model.length !== count || wasm === undefined)
    throw new StrangeMessage('Files are missing.');
  if (compatWorker === undefined) return { model, wasm };
  return compatWorker.text().then((code) => ({ model, wasm, compatWorker: code }));
}

function readCandidates(data: unknown): Candidates {
  const fields = new Fields(data);
  return {
    candidates: fields.list('candidates', 1000).map((candidate) => {
      const each = new Fields(candidate);
      return {
        engine: 'wllama' as const,
        model: parseModelRecord(each.any('model'), 'https://handed.invalid/'),
        reason: readReason(each.any('reason')),
      };
    }),
    passedOver: fields.list('passedOver', 1000).map(readReason),
  };
}

/** A code that is not known is shown as nothing: the texts say what they know. */
function readReason(data: unknown): ChoiceReason {
  const fields = new Fields(data);
  return { code: fields.text('code', 40) as ChoiceReason['code'], message: fields.text('message') };
}

function readOnDevice(data: unknown): { readonly lastUsedAt: number } | null {
  return data == null ? null : { lastUsedAt: new Fields(data).amount('lastUsedAt') };
}

function readProgress(data: unknown): LoadProgress {
  const fields = new Fields(data);
  const type = fields.word('type', ['download-progress', 'load-progress']);
  if (type === 'load-progress') return { type, fraction: fields.amountOrNull('fraction') };
  const hold = fields.has('hold') ? fields.word('hold', ['paused', 'offline', 'retrying']) : null;
  return {
    type,
    loadedBytes: fields.amount('loadedBytes'),
    totalBytes: fields.amountOrNull('totalBytes'),
    ...(hold === null ? {} : { hold }),
  };
}

function readStored(data: unknown): CachedModel {
  const fields = new Fields(data);
  return {
    id: fields.text('id'),
    name: fields.text('name'),
    engine: fields.word('engine', ['wllama', 'webllm']),
    bytes: fields.amount('bytes'),
    complete: fields.flag('complete'),
    lastUsedAt: fields.amount('lastUsedAt'),
  };
}

function readReport(data: unknown): StorageReport {
  const fields = new Fields(data);
  return {
    modelBytes: fields.amount('modelBytes'),
    usedBytes: fields.amountOrNull('usedBytes'),
    quotaBytes: fields.amountOrNull('quotaBytes'),
    persisted: fields.has('persisted') ? fields.flag('persisted') : null,
  };
}

function nothing(): never {
  throw new StrangeMessage('The engine is missing.');
}

/** Starts the engine's worker. It has no name: there are no locks here by which its death could be seen. */
function connectBlob(script: Blob): HostConnection {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  // No module: Chromium starts none in a frame without an origin.
  const worker = new Worker(trustedScriptUrl(url));
  const death = Promise.withResolvers<LocalLLMError>();
  worker.onerror = (event) => {
    event.preventDefault();
    death.resolve(
      new LocalLLMError('worker-failed', `The engine worker failed: ${event.message || 'no reason given'}.`),
    );
  };
  return {
    endpoint: worker,
    terminate() {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
    onDeath: (listener) => void death.promise.then(listener),
  };
}
