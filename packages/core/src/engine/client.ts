/** The page's side of one engine host: commands out, events in, and an end to every wait. */
import { abortedError, fromWire, LocalLLMError, throwIfAborted } from '../errors.js';
import type { CountTokens, Generate, GenerateOptions, GenerateRequest, GenerationEvent } from '../generate.js';
import type { ModelRecord } from '../models/model-record.js';
import {
  type Endpoint,
  type EngineAssets,
  type JobEvent,
  listenToEvents,
  type RemoteCommands,
  wrapCommands,
} from '../wire.js';
import type { Embed, LoadedModel, LoadOptions } from './adapter.js';
import { isGenerationEvent } from './generation-event.js';
import { Inbox } from './inbox.js';
import { Watchdog } from './watchdog.js';

/** A place where a host runs: a worker, or the page itself. */
export interface HostConnection {
  readonly endpoint: Endpoint;
  /** Ends the host at once and frees what it holds. */
  terminate(): void;
  /** Calls back, at most once, when the host died or never started. */
  onDeath(listener: (error: LocalLLMError) => void): void;
}

/** Limits of the waits, in milliseconds. */
export interface ClientDeadlines {
  /** For the host to answer at all. The worker's script has to be fetched in this time. */
  readonly startMs: number;
  /** For a stopped answer to end before the host is ended instead. */
  readonly stopMs: number;
  /** The same for a load: its host is never used again, so nothing is lost by ending it. */
  readonly stopLoadMs: number;
  /** How often a host at work is asked whether it still listens. */
  readonly heartbeatMs: number;
  /** For a host at work to show a sign of life before it is ended. */
  readonly silentMs: number;
  /** The same while it loads: compiling for a GPU can keep a slow device from listening. */
  readonly silentLoadMs: number;
}

const DEADLINES: ClientDeadlines = {
  startMs: 30_000,
  stopMs: 8_000,
  stopLoadMs: 1_000,
  heartbeatMs: 2_000,
  silentMs: 20_000,
  silentLoadMs: 60_000,
};

interface Job {
  readonly type: 'load' | 'generate' | 'ask';
  readonly receive: (event: JobEvent) => void;
  readonly fail: (error: LocalLLMError) => void;
}

/**
 * One engine host. After {@link close} or a death every wait is rejected, and another client is
 * needed.
 */
export class EngineClient {
  readonly #connection: HostConnection;
  readonly #commands: RemoteCommands;
  readonly #deadlines: ClientDeadlines;
  readonly #jobs = new Map<number, Job>();
  readonly #death = Promise.withResolvers<never>();
  readonly #onDeath: ((error: LocalLLMError) => void) | undefined;
  readonly #stopListening: () => void;
  readonly #watchdog: Watchdog;
  readonly #opened: Promise<void>;
  #lastJob = 0;
  #dead: LocalLLMError | null = null;

  constructor(options: {
    connection: HostConnection;
    assets: EngineAssets;
    /** Hears of a death that nobody asked for. */
    onDeath?: (error: LocalLLMError) => void;
    deadlines?: Partial<ClientDeadlines>;
  }) {
    this.#connection = options.connection;
    this.#deadlines = { ...DEADLINES, ...options.deadlines };
    this.#onDeath = options.onDeath;
    // Whoever waits hears of a death; when nobody waits it is no unhandled rejection.
    this.#death.promise.catch(() => undefined);
    options.connection.onDeath((error) => this.#die(error));
    this.#commands = wrapCommands(options.connection.endpoint);
    const { port1, port2 } = new MessageChannel();
    this.#watchdog = new Watchdog({
      intervalMs: this.#deadlines.heartbeatMs,
      limitMs: () => (this.#isLoading() ? this.#deadlines.silentLoadMs : this.#deadlines.silentMs),
      ask: () =>
        void this.#commands.ping().then(
          () => this.#watchdog.hear(),
          () => undefined,
        ),
      onSilence: () => this.#die(new LocalLLMError('timeout', 'The engine fell silent and was ended.')),
    });
    this.#stopListening = listenToEvents(port1, ({ job, events }) => {
      this.#watchdog.hear();
      const receiver = this.#jobs.get(job);
      if (receiver) for (const event of events) receiver.receive(event);
    });
    this.#opened = this.#open(options.assets, port2);
    this.#opened.catch(() => undefined);
  }

  /**
   * Makes a model ready.
   *
   * @throws LocalLLMError `aborted` when the signal fires; the host is then unusable: close it.
   */
  async load(
    model: ModelRecord,
    { signal, onProgress, ...settings }: Omit<LoadOptions, 'gate'> = {},
  ): Promise<LoadedModel> {
    if (signal?.aborted) throw abortedError('Loading');
    const job = this.#nextJob();
    const outcome = Promise.withResolvers<LoadedModel>();
    let stopTimer: ReturnType<typeof setTimeout> | undefined;
    const abort = () => {
      void this.#commands.cancel(job).catch(() => undefined);
      // Some steps of a load cannot be cut short; nobody should wait for them.
      stopTimer = setTimeout(() => outcome.reject(abortedError('Loading')), this.#deadlines.stopLoadMs);
    };
    signal?.addEventListener('abort', abort, { once: true });
    this.#begin(job, {
      type: 'load',
      receive(event) {
        if (event.type === 'download-progress' || event.type === 'load-progress') onProgress?.(event);
        else if (event.type === 'load-finish') outcome.resolve(event.loaded);
        else if (event.type === 'job-error') outcome.reject(fromWire(event.error));
      },
      fail: outcome.reject,
    });
    try {
      this.#opened.then(() => this.#commands.load(job, model, settings)).catch(outcome.reject);
      return await outcome.promise;
    } catch (error) {
      throw signal?.aborted ? abortedError('Loading') : error;
    } finally {
      clearTimeout(stopTimer);
      signal?.removeEventListener('abort', abort);
      this.#finish(job);
    }
  }

  readonly generate: Generate = (request, options) => this.#generate(request, options ?? {});

  readonly countTokens: CountTokens = (texts, { signal } = {}) =>
    this.#ask('Counting', signal, (job) => this.#commands.countTokens(job, texts), countsIn);

  readonly embed: Embed = (texts, { signal } = {}) =>
    this.#ask('Embedding', signal, (job) => this.#commands.embed(job, texts), vectorsIn);

  /** Holds a download back, or lets it go on. */
  setPaused(paused: boolean): void {
    void this.#opened.then(() => this.#commands.setPaused(paused)).catch(() => undefined);
  }

  /** Unloads the model as far as the host still listens, then ends the host. */
  async close(): Promise<void> {
    if (this.#dead) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, 1000);
    });
    // An engine frees the GPU better itself; ending the worker does the rest either way.
    await Promise.race([this.#orDeath(this.#commands.unload()), deadline]).catch(() => undefined);
    clearTimeout(timer);
    this.#end(new LocalLLMError('aborted', 'The engine was unloaded.'));
  }

  /** Ends the host now, in whatever it is doing. */
  terminate(): void {
    this.#end(abortedError('The engine'));
  }

  async #open(assets: EngineAssets, port: MessagePort): Promise<void> {
    const timer = setTimeout(() => {
      this.#die(new LocalLLMError('timeout', 'The engine did not start in time.'));
    }, this.#deadlines.startMs);
    try {
      await this.#orDeath(this.#commands.open(assets, port));
    } finally {
      clearTimeout(timer);
    }
  }

  async *#generate(request: GenerateRequest, { signal }: GenerateOptions): AsyncGenerator<GenerationEvent> {
    if (signal?.aborted) {
      yield { type: 'finish', reason: 'abort' };
      return;
    }
    if (this.#dead) throw this.#dead;
    const job = this.#nextJob();
    const inbox = new Inbox<JobEvent>();
    this.#begin(job, {
      type: 'generate',
      receive: (event) => inbox.push(event),
      fail: (error) => inbox.fail(error),
    });
    let stopTimer: ReturnType<typeof setTimeout> | undefined;
    const cancel = () => {
      void this.#commands.cancel(job).catch(() => undefined);
      stopTimer ??= setTimeout(() => {
        this.#die(new LocalLLMError('timeout', 'The engine did not stop in time and was ended.'));
      }, this.#deadlines.stopMs);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    let ended = false;
    try {
      this.#commands.generate(job, request).catch((error: LocalLLMError) => inbox.fail(error));
      while (!ended) {
        for (const event of await inbox.take()) {
          if (event.type === 'job-error') throw fromWire(event.error);
          if (!isGenerationEvent(event)) continue;
          ended = event.type === 'finish';
          yield event;
        }
      }
    } catch (error) {
      ended = true;
      // Someone who stopped an answer wants it stopped, not to hear how the engine took it.
      if (!signal?.aborted) throw error;
      yield { type: 'finish', reason: 'abort' };
    } finally {
      signal?.removeEventListener('abort', cancel);
      if (ended) {
        this.#finish(job);
        clearTimeout(stopTimer);
      } else {
        this.#drain(job, cancel, () => clearTimeout(stopTimer));
      }
    }
  }

  /** Asks for something about texts that comes in one answer. */
  async #ask<T>(
    what: string,
    signal: AbortSignal | undefined,
    send: (job: number) => Promise<void>,
    read: (event: JobEvent) => T | null,
  ): Promise<T> {
    throwIfAborted(signal, what);
    if (this.#dead) throw this.#dead;
    const job = this.#nextJob();
    const outcome = Promise.withResolvers<T>();
    // Nobody waits for what was called off; the host ends it after the text under way.
    const cancel = () => {
      void this.#commands.cancel(job).catch(() => undefined);
      outcome.reject(abortedError(what));
    };
    signal?.addEventListener('abort', cancel, { once: true });
    this.#begin(job, {
      type: 'ask',
      receive(event) {
        const answer = read(event);
        if (answer !== null) outcome.resolve(answer);
        else if (event.type === 'job-error') outcome.reject(fromWire(event.error));
      },
      fail: outcome.reject,
    });
    try {
      send(job).catch(outcome.reject);
      return await outcome.promise;
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#finish(job);
    }
  }

  /** The consumer left the loop early: stops the answer and keeps its job until the host is done with it. */
  #drain(job: number, cancel: () => void, done: () => void): void {
    const finish = () => {
      this.#finish(job);
      done();
    };
    this.#jobs.set(job, {
      type: 'generate',
      receive: (event) => {
        if (event.type === 'finish' || event.type === 'job-error') finish();
      },
      fail: finish,
    });
    cancel();
  }

  /** While anything is waited for, the host has to show that it lives. */
  #begin(number: number, job: Job): void {
    this.#jobs.set(number, job);
    // Until it has started, another deadline holds.
    void this.#opened.then(
      () => {
        if (this.#jobs.size > 0) this.#watchdog.start();
      },
      () => undefined,
    );
  }

  #finish(number: number): void {
    this.#jobs.delete(number);
    if (this.#jobs.size === 0) this.#watchdog.stop();
  }

  #isLoading(): boolean {
    return [...this.#jobs.values()].some(({ type }) => type === 'load');
  }

  #nextJob(): number {
    this.#lastJob += 1;
    return this.#lastJob;
  }

  #orDeath<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([promise, this.#death.promise]);
  }

  #die(error: LocalLLMError): void {
    if (this.#dead) return;
    this.#end(error);
    this.#onDeath?.(error);
  }

  #end(error: LocalLLMError): void {
    if (this.#dead) return;
    this.#dead = error;
    this.#watchdog.stop();
    this.#commands.release();
    this.#connection.terminate();
    this.#stopListening();
    this.#death.reject(error);
    for (const job of [...this.#jobs.values()]) job.fail(error);
    this.#jobs.clear();
  }
}

function countsIn(event: JobEvent): readonly number[] | null {
  return event.type === 'count-finish' ? event.counts : null;
}

function vectorsIn(event: JobEvent): readonly Float32Array[] | null {
  return event.type === 'embed-finish' ? event.vectors : null;
}
