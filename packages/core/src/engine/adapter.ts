/** What an engine must be able to do: the contract that every adapter meets and the conformance suite examines. */
import type { LocalLLMError } from '../errors.js';
import type { CountTokens, Generate } from '../generate.js';
import type { ModelRecord } from '../models/model-record.js';
import type { PauseGate } from './pause-gate.js';

/** The engines there are. `fake` answers from a script, for tests and stories. */
export type EngineId = 'webllm' | 'wllama' | 'fake';

/** Whether an engine can run a model here; if not, an error of code `unsupported` says why. */
export type Availability = { readonly available: true } | { readonly available: false; readonly error: LocalLLMError };

/**
 * Why a download stands still: `paused` by the visitor, `offline` until the device is online again,
 * `retrying` after a failed or stalled connection. It goes on from where it was.
 */
export type DownloadHold = 'paused' | 'offline' | 'retrying';

/** How far a load has come. Bytes never go back within one load. */
export type LoadProgress =
  | {
      readonly type: 'download-progress';
      /** Bytes received so far, those found on the device included. */
      readonly loadedBytes: number;
      /** Bytes in all; `null` while not every file's size is known. */
      readonly totalBytes: number | null;
      /** Why nothing arrives just now; absent while something does. */
      readonly hold?: DownloadHold;
    }
  /** Everything is on the device; weights go into memory. `fraction` is 0 to 1, or `null` when unknown. */
  | { readonly type: 'load-progress'; readonly fraction: number | null };

/** What came of a load. Plain data. */
export interface LoadedModel {
  /** Tokens that prompt and answer may have together. */
  readonly contextWindow: number;
  /** CPU threads in use; 0 where the GPU does the work. */
  readonly threads: number;
  /** `gpu` or `cpu`. */
  readonly device: 'gpu' | 'cpu';
}

/** What a load needs, brought by a page to an engine that has neither network nor storage. Plain data. */
export interface HandedFiles {
  /** The model's files in the order of its record, verified. */
  readonly model: readonly File[];
  /** llama.cpp, in the build that this browser can run. */
  readonly wasm: Blob;
  /** The script that goes with it, for browsers that lack the newest WebAssembly; absent elsewhere. */
  readonly compatWorker?: string | undefined;
}

export interface LoadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  /** Tokens to make room for. Default: the model's own length, at most 4,096. */
  readonly contextWindow?: number | undefined;
  /**
   * The most that may be downloaded, in bytes. A download that turns out larger, as soon as its size
   * is known, ends with `consent-needed` and `details: { bytes }`. Default: no limit.
   */
  readonly agreedBytes?: number | undefined;
  /** Holds the download back while it is closed. */
  readonly gate?: PauseGate | undefined;
  /** Loads from these: nothing is fetched, looked up or kept. */
  readonly handed?: HandedFiles | undefined;
  /** Looks through what is on the device, because it did not load. */
  readonly suspect?: boolean | undefined;
}

/**
 * A vector for each text, in their order, as the model makes it. Of a text that is longer than the context
 * window its beginning counts. When the signal fires it rejects with `aborted`, after the text under way.
 */
export type Embed = (
  texts: readonly string[],
  options?: { readonly signal?: AbortSignal | undefined },
) => Promise<readonly Float32Array[]>;

/**
 * One engine. It runs one model and one request at a time; whoever calls it keeps the queue.
 *
 * - `load` downloads what is missing, verifies it and makes the model ready. It rejects with
 *   `aborted` when the signal fires, at the latest after the step under way. Loading again replaces
 *   the model.
 * - `generate` throws `not-loaded` before a load and `busy` while another request runs. When the
 *   iterator has ended, the engine is free for the next request.
 * - `countTokens` throws the same, and leaves the KV cache of a conversation as it is. Where the
 *   tokenizer cannot be asked, it estimates.
 * - `embed` is for models of embeddings, which do nothing else: with them `generate` and
 *   `countTokens` may throw. It throws `unsupported` for other models.
 * - `unload` stops what runs, frees memory, and may be called at any time and twice.
 */
export interface EngineAdapter {
  readonly id: EngineId;
  /** Where its host must run: some engines exist only in a window, the others must not block it. */
  readonly runsIn: 'worker' | 'page';
  availability(model: ModelRecord): Promise<Availability>;
  load(model: ModelRecord, options?: LoadOptions): Promise<LoadedModel>;
  readonly generate: Generate;
  readonly countTokens: CountTokens;
  /** See {@link Embed}. Absent where the engine cannot. */
  readonly embed?: Embed;
  unload(): Promise<void>;
}

/** Tokens to make room for, by the rule of {@link LoadOptions.contextWindow}. */
export function contextWindowFor(model: ModelRecord, wish: number | undefined): number {
  return Math.min(model.contextLength, wish ?? 4096);
}
