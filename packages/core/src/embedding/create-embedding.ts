/** A model of embeddings in this browser: chosen, downloaded and kept as models for chats are, in a worker of its own. */
import { browserDependencies } from '../browser-dependencies.js';
import type { LoadedModel } from '../engine/adapter.js';
import type { EngineLoadOptions } from '../engine/engine.js';
import { EngineRunner } from '../engine/engine-runner.js';
import type { EngineChoice, EngineState } from '../engine/engine-state.js';
import { endsEngine, isLocalLLMError, LocalLLMError, throwIfAborted } from '../errors.js';
import type { EmbeddingModel, EmbedOptions } from '../knowledge/embedding-model.js';
import type { ModelRecord } from '../models/model-record.js';
import { orAborted } from '../or-aborted.js';
import type { WorkerMode } from '../start-worker.js';
import type { ReadableStore } from '../store.js';

/** Settings of {@link createEmbedding}. */
export interface EmbeddingOptions {
  /**
   * A record that says how long its vectors are (`embedding.dimensions`), such as that of the package
   * `@local-llm-chat/embed-minilm`: a GGUF model for the CPU, or one in MLC format for the GPU.
   */
  readonly model: ModelRecord;
  /** How the worker's script is loaded. Default: `auto`. */
  readonly workerMode?: WorkerMode | undefined;
  /** The folder of the engine files (`engine-*.js`, `*.wasm`), when they are not beside this package's others. */
  readonly enginesUrl?: string | undefined;
}

/** A model of embeddings, with its life as a state to watch. */
export interface Embedding extends EmbeddingModel, ReadableStore<EngineState> {
  /**
   * Looks whether the model can run here and is on the device. Downloads nothing.
   *
   * @throws LocalLLMError `unsupported` when it cannot run here.
   */
  prepare(options?: { readonly signal?: AbortSignal }): Promise<EngineChoice>;
  /**
   * Makes the model ready, downloading it if need be: call it only when the visitor agrees. While a load
   * runs, further calls share it.
   *
   * @throws LocalLLMError with the `code` of what went wrong; `aborted` when the signal fired.
   */
  load(options?: EngineLoadOptions): Promise<LoadedModel>;
  /** Holds a download back, or lets it go on where it was. Does nothing when none runs. */
  setPaused(paused: boolean): void;
  /**
   * Vectors of length 1, one for each text, in their order. Of a text that is longer than the model reads,
   * its beginning counts; a text without anything has zeros. Texts of several calls take turns.
   *
   * A model that is on the device is loaded by the first call. One that is not has to be loaded before:
   * this downloads nothing. Passages wait for a download that is under way; questions do not, so that a
   * search goes on with words.
   *
   * @throws LocalLLMError `consent-needed` when the model is not on the device, `aborted` when the signal
   *   fired, or what kept the model from being loaded.
   */
  embed(texts: readonly string[], options: EmbedOptions): Promise<readonly Float32Array[]>;
  /** Ends the worker and frees its memory. The files stay; the next call loads the model again. */
  unload(): Promise<void>;
}

/**
 * Makes a model of embeddings that runs in this browser. Nothing is fetched until {@link Embedding.load}.
 *
 * @throws LocalLLMError `invalid-model` when the record does not say how long its vectors are.
 *
 * @example
 * ```ts
 * import { createEmbedding } from '@local-llm-chat/core/embedding';
 * import { createKnowledge } from '@local-llm-chat/core/knowledge';
 * import { model } from '@local-llm-chat/embed-minilm';
 *
 * const embedding = createEmbedding({ model });
 * const knowledge = createKnowledge({ index: '/llm-index.json', embedding });
 * // When the visitor agrees to the download. Before that, words alone decide.
 * await embedding.load();
 * const [best] = await knowledge.search('How do I get my money back?');
 * ```
 */
export function createEmbedding({ model, workerMode, enginesUrl }: EmbeddingOptions): Embedding {
  return embeddingOver(new EngineRunner(browserDependencies({ model, workerMode, enginesUrl })), model);
}

/** The same over another engine; tests and stories give fakes. */
export function embeddingOver(runner: EngineRunner, model: ModelRecord): Embedding {
  const { id, name, task, embedding } = model;
  if (embedding === undefined || task !== 'embedding') {
    throw new LocalLLMError('invalid-model', `The record of ${name} is of no model of embeddings.`, {
      hint: 'Give it `embedding: { dimensions }`, and `task: "embedding"`.',
    });
  }
  const { dimensions, queryPrefix = '' } = embedding;

  async function makeReady(kind: EmbedOptions['kind'], signal: AbortSignal | undefined): Promise<void> {
    const { loaded, error, status } = runner.getSnapshot();
    if (loaded !== null && error === null) return;
    // What has failed for good would fail each time, and hold up whoever searches.
    if (status === 'failed' && isLocalLLMError(error) && !endsEngine(error)) throw error;
    // Others share the check, and a load from the device: both go on when this text is called off.
    const { onDevice } = await orAborted(runner.prepare(), 'Embedding', signal);
    // Read only now: a load that began just before has begun with the same check.
    const { status: now } = runner.getSnapshot();
    const isArriving = now === 'downloading' || now === 'loading';
    if (!onDevice && !(isArriving && kind === 'passage')) {
      throw new LocalLLMError('consent-needed', `${name} is not on this device.`, { details: { bytes: model.bytes } });
    }
    await (onDevice ? orAborted(runner.load(), 'Embedding', signal) : runner.load(signal ? { signal } : {}));
  }

  async function vectorOf(text: string, signal: AbortSignal | undefined): Promise<Float32Array> {
    const [vector] = await runner.ask(signal, (client) => client.embed([text], { signal }));
    if (vector?.length === dimensions) return unit(vector);
    const problem = `The vectors of ${name} have ${vector?.length ?? 0} numbers, and its record says ${dimensions}.`;
    throw new LocalLLMError('invalid-model', problem);
  }

  return {
    id,
    dimensions,
    getSnapshot: runner.getSnapshot,
    subscribe: runner.subscribe,
    prepare: (options) => runner.prepare(options?.signal),
    load: (options) => runner.load(options),
    setPaused: (paused) => runner.setPaused(paused),
    async embed(texts, { kind, signal }) {
      throwIfAborted(signal, 'Embedding');
      const vectors: Float32Array[] = [];
      // One after another: between two of them the texts of other calls have their turn.
      for (const text of texts) {
        if (text.trim() === '') {
          vectors.push(new Float32Array(dimensions));
          continue;
        }
        await makeReady(kind, signal);
        vectors.push(await vectorOf((kind === 'query' ? queryPrefix : '') + text, signal));
      }
      return vectors;
    },
    unload: () => runner.unload(),
  };
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
