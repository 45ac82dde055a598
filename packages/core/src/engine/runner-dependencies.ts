/** What the engine of a tab needs to be given: models, device, storage and workers, real or of a test. */
import type { ModelRecord } from '../models/model-record.js';
import type { EngineAssets } from '../wire.js';
import type { EngineId, HandedFiles, LoadOptions } from './adapter.js';
import type { HostConnection } from './client.js';
import type { Candidates } from './ladder.js';

/** What a runner needs of the world. */
export interface RunnerDependencies {
  findCandidates(signal: AbortSignal | undefined): Promise<Candidates>;
  /** Whether a model is on this device, and when it was last used; `null` when it is not. */
  findOnDevice(model: ModelRecord): Promise<{ readonly lastUsedAt: number } | null>;
  connect(engine: EngineId): Promise<{ connection: HostConnection; assets: EngineAssets }>;
  /**
   * Reads how large a model is, without downloading it; `null` when that cannot be told. Nobody has
   * agreed to anything yet: only the site itself may be asked.
   */
  measure?(model: ModelRecord, signal: AbortSignal | undefined): Promise<number | null>;
  /** Fetches the model before its engine is started, for an engine that cannot do so itself. */
  bring?(model: ModelRecord, options: Omit<LoadOptions, 'handed'>): Promise<HandedFiles>;
  /** Asks the browser to keep what is about to be downloaded. */
  persist?(): void;
  readonly contextWindow: number | undefined;
  readonly now: () => number;
}
