/** Runs one adapter where it belongs, in a worker or in the page: one job at a time, events in batches. */
import { abortedError, LocalLLMError, toLocalLLMError, toWire } from '../errors.js';
import type { GenerateRequest } from '../generate.js';
import type { ModelRecord } from '../models/model-record.js';
import { type EngineCommands, type EngineFiles, EventBatcher } from '../wire.js';
import type { EngineAdapter, LoadedModel, LoadOptions } from './adapter.js';
import { validateRequest } from './validate-request.js';

/** Makes an engine by its name and the place of its files. */
export type CreateAdapter = (engine: string, files: EngineFiles) => Promise<EngineAdapter>;

/**
 * The commands of a page, carried out. Jobs wait for one another in the order they came; a job can
 * be cancelled while it waits or runs. A cancelled answer is drained to its end before the next
 * begins, because an engine that is left in mid-answer may never take another request.
 */
export class EngineHost implements EngineCommands {
  readonly #createAdapter: CreateAdapter;
  readonly #jobs = new Map<number, AbortController>();
  #adapter: EngineAdapter | null = null;
  #port: MessagePort | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(createAdapter: CreateAdapter) {
    this.#createAdapter = createAdapter;
  }

  async open(engine: string, files: EngineFiles, port: MessagePort): Promise<void> {
    this.#port = port;
    this.#adapter = await this.#createAdapter(engine, files);
  }

  load(job: number, model: ModelRecord, options: Pick<LoadOptions, 'contextWindow'>): Promise<LoadedModel> {
    const { adapter, port } = this.#opened();
    return this.#enqueue(job, async (signal) => {
      if (signal.aborted) throw abortedError('Loading');
      const availability = await adapter.availability(model);
      if (!availability.available) throw availability.error;
      const events = new EventBatcher(port, job);
      const loaded = await adapter.load(model, {
        signal,
        contextWindow: options.contextWindow,
        onProgress: (progress) => events.push(progress),
      });
      events.flush();
      return loaded;
    });
  }

  async generate(job: number, request: GenerateRequest): Promise<void> {
    const { adapter, port } = this.#opened();
    const events = new EventBatcher(port, job);
    // Not awaited: the command is answered when the job is queued, the rest are events.
    void this.#enqueue(job, async (signal) => {
      if (signal.aborted) return events.push({ type: 'finish', reason: 'abort' });
      validateRequest(request);
      for await (const event of adapter.generate(request, { signal })) events.push(event);
    }).catch((error: unknown) => events.push({ type: 'job-error', error: toWire(error) }));
  }

  async cancel(job: number): Promise<void> {
    this.#jobs.get(job)?.abort();
  }

  async unload(): Promise<void> {
    for (const job of this.#jobs.values()) job.abort();
    await this.#adapter?.unload();
  }

  #opened(): { adapter: EngineAdapter; port: MessagePort } {
    if (this.#adapter === null || this.#port === null) {
      throw new LocalLLMError('not-loaded', 'The engine has not been started.');
    }
    return { adapter: this.#adapter, port: this.#port };
  }

  #enqueue<T>(job: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.#jobs.set(job, controller);
    const run = this.#queue.then(async () => {
      try {
        return await work(controller.signal);
      } catch (error) {
        throw toLocalLLMError(error);
      } finally {
        this.#jobs.delete(job);
      }
    });
    this.#queue = run.catch(() => undefined);
    return run;
  }
}
