/** Brings a model onto the device and hands out its files, for an engine that runs where there is neither network nor storage. */
import { openFileStore } from '../downloads/device-store.js';
import { fetchModel } from '../downloads/fetch-model.js';
import type { FileStore } from '../downloads/file-store.js';
import { modelLock } from '../downloads/model-key.js';
import { shareLock } from '../downloads/web-locks.js';
import type { Availability, EngineAdapter, LoadedModel, LoadOptions } from '../engine/adapter.js';
import { LocalLLMError } from '../errors.js';
import type { GenerationEvent } from '../generate.js';
import type { ModelRecord } from '../models/model-record.js';

/** What a load of the keeper gives. */
export interface KeptModel extends LoadedModel {
  /** In the order of the record. They can be read until the keeper is ended. */
  readonly files: readonly File[];
}

/** Makes the keeper. It loads nothing into memory and answers nothing. */
export function createAdapter(): EngineAdapter {
  return new Keeper();
}

class Keeper implements EngineAdapter {
  readonly id = 'wllama';
  readonly runsIn = 'worker';
  #store: FileStore | null = null;
  #release: () => void = () => undefined;

  async availability(): Promise<Availability> {
    return { available: true };
  }

  async load(model: ModelRecord, options: LoadOptions = {}): Promise<KeptModel> {
    await this.unload();
    this.#store ??= await openFileStore();
    // Nobody deletes the files before they have been read.
    this.#release = await shareLock(await modelLock(model.id), options.signal);
    const { files } = await fetchModel(model, this.#store, options);
    return { contextWindow: 0, threads: 0, device: 'cpu', files: [...files.values()] };
  }

  // biome-ignore lint/correctness/useYield: it never gets that far.
  async *generate(): AsyncGenerator<GenerationEvent> {
    throw keepsOnly();
  }

  async countTokens(): Promise<readonly number[]> {
    throw keepsOnly();
  }

  async unload(): Promise<void> {
    this.#release();
    this.#release = () => undefined;
  }
}

function keepsOnly(): LocalLLMError {
  return new LocalLLMError('not-loaded', 'This worker keeps models and runs none.');
}
