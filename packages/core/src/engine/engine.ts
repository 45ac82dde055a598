/** What the page sees of an engine, whether it runs in this tab or in another: one interface, several ways to be it. */
import type { CountTokens, Generate } from '../generate.js';
import type { ReadableStore } from '../store.js';
import type { LoadedModel, LoadProgress } from './adapter.js';
import type { EngineChoice, EngineState } from './engine-state.js';

/** How to call off a load, and hear of its progress. */
export interface EngineLoadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

/** One engine over its whole life. Errors are thrown to the caller and kept in the state. */
export interface Engine extends ReadableStore<EngineState> {
  /** Chooses engine and model and sees what is on the device. Downloads no model. */
  prepare(signal?: AbortSignal): Promise<EngineChoice>;
  /**
   * Takes another model, by the id of one of the choice's alternatives; `load` then makes it ready.
   * What runs on the present one is ended.
   *
   * @throws LocalLLMError `invalid-model` when there is no such alternative.
   */
  select(modelId: string): Promise<EngineChoice>;
  /** Makes the model ready; calls while one is under way share it, and it ends when all have called off. */
  load(options?: EngineLoadOptions): Promise<LoadedModel>;
  /** Holds a download back, or lets it go on. */
  setPaused(paused: boolean): void;
  readonly generate: Generate;
  /** Counts with the tokenizer of the loaded model, in turn with the answers. */
  readonly countTokens: CountTokens;
  /** Stops everything and frees memory; the files stay on the device. */
  unload(): Promise<void>;
}
