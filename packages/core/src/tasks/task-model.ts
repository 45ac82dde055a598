/** What a task runs on, what it takes besides its own options, and what it tells of itself. */
import type { CountTokens, Generate } from '../generate.js';

/**
 * What a task needs of a model. A `LocalLLM` is one, and so is any {@link Generate} with the size of its context window.
 */
export interface TaskModel {
  readonly generate: Generate;
  /** Counts by the engine's own tokenizer. Default: an estimate on the safe side. */
  readonly countTokens?: CountTokens;
  /** Tokens that prompt and answer may have together. Default, and for 0: 2,048. */
  readonly contextWindow?: number;
  /** Requests for `logprobs` are answered also when the answer has a format. Default: false. */
  readonly givesLogprobs?: boolean;
}

/** What a run will cost, known before it begins. */
export interface TaskPlan {
  /** Pieces that the input is read in. */
  readonly chunks: number;
  /** Requests to the model; where it may be asked once more: the most. */
  readonly calls: number;
  /** Tokens of all prompts together, without the templates around them. Where a prompt holds earlier answers: the most. */
  readonly promptTokens: number;
  /** The most tokens that all answers together can have. */
  readonly answerTokens: number;
}

/** How far a run has come. */
export interface TaskProgress {
  readonly chunks: number;
  readonly chunksDone: number;
  readonly calls: number;
  readonly callsDone: number;
  /** Tokens read and written so far, as the engine counts them. */
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** What every task takes besides its own options. */
export interface TaskOptions {
  readonly model: TaskModel;
  /** Ends the run: it rejects with a `LocalLLMError` of code `aborted`. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TaskProgress) => void) | undefined;
}

/** A model with all that it may lack. */
export interface KnownModel {
  readonly generate: Generate;
  readonly countTokens: CountTokens;
  readonly contextWindow: number;
  readonly givesLogprobs: boolean;
}

/** English takes about four UTF-8 bytes a token and other scripts about three; this leaves room for code and rare words. */
const TOKENS_PER_BYTE = 0.4;

/** Tokens on the safe side, where nobody counts. */
const estimateTokens: CountTokens = async (texts) => {
  const encoder = new TextEncoder();
  return texts.map((text) => Math.ceil(encoder.encode(text).length * TOKENS_PER_BYTE));
};

/** Fills in what a model does not say of itself. */
export function knownModel(model: TaskModel): KnownModel {
  const { generate, countTokens = estimateTokens, contextWindow = 0, givesLogprobs = false } = model;
  return { generate, countTokens, givesLogprobs, contextWindow: contextWindow > 0 ? contextWindow : 2048 };
}
