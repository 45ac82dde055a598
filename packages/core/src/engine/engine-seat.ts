/** Where an engine's work is done: in this tab or in another, for several users in turn. */
import { LocalLLMError } from '../errors.js';
import type { GenerateOptions, GenerateRequest, GenerationEvent } from '../generate.js';
import type { LoadedModel } from './adapter.js';
import type { EngineChoice } from './engine-state.js';

/** An engine as its users' page sees it. All calls reject with {@link SeatLostError} once the seat is gone. */
export interface EngineSeat {
  prepare(signal?: AbortSignal): Promise<EngineChoice>;
  select(modelId: string): Promise<EngineChoice>;
  load(signal?: AbortSignal): Promise<LoadedModel>;
  setPaused(paused: boolean): void;
  /** @param user whose request it is: users take turns. */
  generate(user: string, request: GenerateRequest, options: GenerateOptions): AsyncIterable<GenerationEvent>;
  /** Takes its turn among the requests. */
  countTokens(user: string, texts: readonly string[], options: GenerateOptions): Promise<readonly number[]>;
}

/**
 * The seat is gone. What had not begun can be asked of the next one; what had begun has failed, and
 * then this is the error that its user sees.
 */
export class SeatLostError extends LocalLLMError {
  constructor() {
    super('engine-crashed', 'The tab that ran the model was closed, or went to sleep.', {
      hint: 'Another tab starts the model again; then continue the answer or ask for it again.',
      details: { reason: 'tab-closed' },
    });
  }
}
