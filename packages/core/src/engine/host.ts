/** Runs one adapter where it belongs, in a worker or in the page: one job at a time, events in batches. */
import { abortedError, LocalLLMError, toWire } from '../errors.js';
import type { GenerateRequest } from '../generate.js';
import type { ModelRecord } from '../models/model-record.js';
import { type EngineAssets, type EngineCommands, EventBatcher, type JobEvent, type LoadSettings } from '../wire.js';
import type { EngineAdapter } from './adapter.js';
import { KnownCounts } from './known-counts.js';
import { PauseGate } from './pause-gate.js';
import { validateRequest } from './validate-request.js';

/** Makes a host's engine. */
export type CreateAdapter = (assets: EngineAssets) => EngineAdapter;

type Tell = (event: JobEvent) => void;

/**
 * The commands of a page, carried out. Jobs wait for one another in the order they came; a job can
 * be cancelled while it waits or runs. A cancelled answer is drained to its end before the next
 * begins, because an engine that is left in mid-answer may never take another request.
 */
export class EngineHost implements EngineCommands {
  readonly #createAdapter: CreateAdapter;
  readonly #ready: Promise<void>;
  readonly #jobs = new Map<number, AbortController>();
  readonly #gate = new PauseGate();
  readonly #counts = new KnownCounts();
  #adapter: EngineAdapter | null = null;
  #port: MessagePort | null = null;
  #queue: Promise<void> = Promise.resolve();

  /** @param ready what the first command waits for. */
  constructor(createAdapter: CreateAdapter, ready: Promise<void> = Promise.resolve()) {
    this.#createAdapter = createAdapter;
    this.#ready = ready;
  }

  async open(assets: EngineAssets, port: MessagePort): Promise<void> {
    await this.#ready;
    this.#port = port;
    this.#adapter = this.#createAdapter(assets);
  }

  async load(job: number, model: ModelRecord, settings: LoadSettings): Promise<void> {
    this.#run(job, async (adapter, signal, tell) => {
      if (signal.aborted) throw abortedError('Loading');
      // Another model has another tokenizer.
      this.#counts.clear();
      const availability = await adapter.availability(model);
      if (!availability.available) throw availability.error;
      const loaded = await adapter.load(model, { ...settings, signal, gate: this.#gate, onProgress: tell });
      tell({ type: 'load-finish', loaded });
    });
  }

  async generate(job: number, request: GenerateRequest): Promise<void> {
    this.#run(job, async (adapter, signal, tell) => {
      if (signal.aborted) return tell({ type: 'finish', reason: 'abort' });
      validateRequest(request);
      for await (const event of adapter.generate(request, { signal })) tell(event);
    });
  }

  async countTokens(job: number, texts: readonly string[]): Promise<void> {
    this.#run(job, async (adapter, signal, tell) => {
      if (signal.aborted) throw abortedError('Counting');
      const counts = await this.#counts.count(texts, (unknown) => adapter.countTokens(unknown, { signal }));
      tell({ type: 'count-finish', counts });
    });
  }

  async embed(job: number, texts: readonly string[]): Promise<void> {
    this.#run(job, async (adapter, signal, tell) => {
      if (signal.aborted) throw abortedError('Embedding');
      if (adapter.embed === undefined) throw new LocalLLMError('unsupported', 'This engine makes no embeddings.');
      tell({ type: 'embed-finish', vectors: await adapter.embed(texts, { signal }) });
    });
  }

  async cancel(job: number): Promise<void> {
    this.#jobs.get(job)?.abort();
  }

  async setPaused(paused: boolean): Promise<void> {
    if (paused) this.#gate.close();
    else this.#gate.open();
  }

  async unload(): Promise<void> {
    for (const job of this.#jobs.values()) job.abort();
    this.#counts.clear();
    await this.#adapter?.unload();
  }

  async ping(): Promise<void> {}

  /** Queues a job. The command that brought it is answered at once; how it goes is told by events. */
  #run(job: number, work: (adapter: EngineAdapter, signal: AbortSignal, tell: Tell) => Promise<void>): void {
    const adapter = this.#adapter;
    if (adapter === null || this.#port === null) {
      throw new LocalLLMError('not-loaded', 'The engine has not been started.');
    }
    const events = new EventBatcher(this.#port, job);
    const controller = new AbortController();
    this.#jobs.set(job, controller);
    this.#queue = this.#queue.then(async () => {
      try {
        await work(adapter, controller.signal, (event) => events.push(event));
      } catch (error) {
        events.push({ type: 'job-error', error: toWire(error) });
      } finally {
        this.#jobs.delete(job);
      }
    });
  }
}
