/** Brings files onto the device: by several connections, in parts that are verified as they come, from where it was cut short. */
import type { DownloadHold, LoadProgress } from '../engine/adapter.js';
import { PauseGate } from '../engine/pause-gate.js';
import { abortedError } from '../errors.js';
import { orAborted } from '../or-aborted.js';
import type { FileStore } from './file-store.js';
import { FileTask, type Run } from './file-task.js';
import { fileKey, MODEL_FOLDER } from './model-key.js';
import { findWhole } from './noted-file.js';
import { PartMemory } from './part-buffers.js';
import { PassingFailure, receiveRun } from './receive-run.js';
import { isQuotaError, makeRoom, quotaError } from './room.js';
import { ServerHabits } from './server-habits.js';
import { realSurroundings, type Surroundings } from './surroundings.js';
import { Tally } from './tally.js';
import type { WantedFile } from './wanted-file.js';
import { withLocks } from './web-locks.js';

/** Connections at a time: hubs give each of them only a share of what the line could carry. */
const CONNECTIONS = 4;

export interface FetchOptions {
  readonly signal?: AbortSignal | undefined;
  /** Holds the download back while it is closed. */
  readonly gate?: PauseGate | undefined;
  /** The most that all files may have together, in bytes. Default: no limit. */
  readonly agreedBytes?: number | undefined;
  /** Told only when something is fetched. */
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  /** Hashes again also what is known to be whole. */
  readonly suspect?: boolean | undefined;
  readonly surroundings?: Partial<Surroundings> | undefined;
}

/** What has been brought. */
export interface FetchedFiles {
  /** In the order in which they were wanted. */
  readonly files: readonly File[];
  /** Whether anything had to be fetched. */
  readonly fetched: boolean;
}

/**
 * Returns the files, fetching what is missing of them. What has come before a failure or a
 * cancellation stays, in finished parts.
 *
 * @throws LocalLLMError `network`, `http`, `integrity`, `quota`, `consent-needed` or `aborted`.
 */
export async function fetchFiles(
  wanted: readonly WantedFile[],
  store: FileStore,
  { signal, gate, agreedBytes, onProgress, suspect = false, surroundings }: FetchOptions = {},
): Promise<FetchedFiles> {
  const byKey = new Map<string, WantedFile>();
  const keys = await Promise.all(wanted.map(fileKey));
  for (const [index, key] of keys.entries()) byKey.set(key, wanted[index] as WantedFile);
  const found = new Map<string, File>();
  for (const [key, file] of byKey) {
    const whole = suspect ? null : await findWhole(file, key, store);
    if (whole !== null) found.set(key, whole);
  }
  const all = () => keys.map((key) => found.get(key) as File);
  if (found.size === byKey.size) return { files: all(), fetched: false };
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const missing = [...byKey].filter(([key]) => !found.has(key));
  const locks = missing.map(([key]) => `${MODEL_FOLDER}:file:${key}`);
  try {
    return await withLocks(locks, either, async () => {
      const tasks = new Map<string, FileTask>();
      const memory = new PartMemory();
      for (const [key, file] of missing) tasks.set(key, await FileTask.begin(file, { store, key, memory }, either));
      const thereBytes = [...found.values()].reduce((sum, { size }) => sum + size, 0);
      const download = new Download({
        tasks: [...tasks.values()],
        tally: new Tally([...tasks.values()], thereBytes, onProgress, agreedBytes),
        gate: gate ?? new PauseGate(),
        world: { ...realSurroundings, ...surroundings },
        stop,
        signal: either,
      });
      const fetched = await download.run();
      for (const [key, { data }] of tasks) if (data !== null) found.set(key, data);
      return { files: all(), fetched };
    });
  } catch (error) {
    throw signal?.aborted ? abortedError('The download') : error;
  }
}

/** The connections, and what they have to agree on. */
class Download {
  readonly #tasks: readonly FileTask[];
  readonly #tally: Tally;
  readonly #gate: PauseGate;
  readonly #world: Surroundings;
  readonly #stop: AbortController;
  readonly #signal: AbortSignal;
  readonly #servers = new Map<string, ServerHabits>();
  readonly #finishing = new Set<FileTask>();
  #change = Promise.withResolvers<void>();
  /** Requests under way. */
  #requests = 0;
  /** Whether the last connection failed while the device knew itself to be offline. */
  #isOffline = false;
  #failure: { readonly error: unknown } | null = null;

  constructor(parts: {
    tasks: readonly FileTask[];
    tally: Tally;
    gate: PauseGate;
    world: Surroundings;
    stop: AbortController;
    signal: AbortSignal;
  }) {
    this.#tasks = parts.tasks;
    this.#tally = parts.tally;
    this.#gate = parts.gate;
    this.#world = parts.world;
    this.#stop = parts.stop;
    this.#signal = parts.signal;
  }

  /** Returns whether anything had to be fetched: all of it may turn out to be there. */
  async run(): Promise<boolean> {
    const fetched = this.#tasks.some(({ hasAllParts }) => !hasAllParts);
    try {
      if (fetched) {
        this.#tally.tell();
        await makeRoom(this.#tasks, this.#world);
      }
      await Promise.all(Array.from({ length: CONNECTIONS }, () => this.#connection()));
    } catch (error) {
      this.#fail(error);
    }
    if (this.#failure === null) return fetched;
    const { error } = this.#failure;
    for (const task of this.#tasks) {
      task.close();
      // The reason of the failure is what counts, and what cannot be given back is no worse than before.
      await task.giveBack().catch(() => undefined);
    }
    throw isQuotaError(error) ? await quotaError(this.#tasks, this.#world) : error;
  }

  /** One connection after another, until there is nothing left to do. Never rejects. */
  async #connection(): Promise<void> {
    try {
      while (!this.#signal.aborted) {
        const complete = this.#tasks.find((task) => this.#isComplete(task));
        const run = complete ? null : this.#nextRun();
        if (complete) await this.#finish(complete);
        else if (run) await this.#bring(run);
        else if (this.#tasks.every(({ data }) => data !== null)) return;
        // All that is left is in the hands of others; should one of them fail, there is more to do.
        else await orAborted(this.#change.promise, 'The download', this.#signal);
      }
      throw abortedError('The download');
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The first failure stops the others; theirs say nothing. */
  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#stop.abort();
  }

  #changed(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }

  #isComplete(task: FileTask): boolean {
    return task.data === null && task.hasAllParts && !task.isClaimed && !this.#finishing.has(task);
  }

  async #finish(task: FileTask): Promise<void> {
    this.#finishing.add(task);
    try {
      await task.finish(this.#signal);
    } finally {
      this.#finishing.delete(task);
      this.#tally.tell();
      this.#changed();
    }
  }

  #nextRun(): Run | null {
    for (const task of this.#tasks) {
      const run = this.#finishing.has(task) ? null : task.claim(CONNECTIONS, this.#server(task).hasRanges);
      if (run !== null) return run;
    }
    return null;
  }

  async #bring(run: Run): Promise<void> {
    const server = this.#server(run.task);
    let { closing } = this.#gate;
    try {
      await this.#mayGo(server);
      closing = this.#gate.closing;
      // While this one waited, another may have heard that the file has changed.
      if (run.version === run.task.version) await this.#receive(run, server, AbortSignal.any([this.#signal, closing]));
    } catch (error) {
      // What was broken off by a pause goes on after it.
      if (this.#signal.aborted || !closing.aborted) await this.#outlast(error, server);
    } finally {
      run.task.release(run);
      this.#changed();
    }
  }

  /** Resolves when nothing speaks against a request. */
  async #mayGo(server: ServerHabits): Promise<void> {
    for (;;) {
      if (this.#signal.aborted) throw abortedError('The download');
      const either = AbortSignal.any([this.#signal, this.#gate.closing]);
      const waitMs = server.waitMs(this.#world.now());
      this.#isOffline &&= !this.#world.isOnline();
      if (this.#gate.isClosed) {
        this.#hold('paused');
        await orAborted(this.#gate.opened, 'The download', this.#signal);
      } else if (this.#isOffline) {
        this.#hold('offline');
        await this.#world.whenOnline(either);
      } else if (waitMs > 0) {
        this.#hold('retrying');
        await this.#world.wait(waitMs, either);
      } else return;
    }
  }

  /** Only what keeps all of them waiting is worth telling. */
  #hold(hold: DownloadHold): void {
    if (this.#requests === 0) this.#tally.hold(hold);
  }

  async #receive(run: Run, server: ServerHabits, signal: AbortSignal): Promise<void> {
    this.#requests += 1;
    try {
      const listener = {
        onRange: () => {
          server.hasRanges = true;
          this.#changed();
        },
        onBytes: () => this.#tally.advance(),
        onPart: () => server.brings(),
      };
      await receiveRun(run, this.#world, listener, signal);
    } finally {
      this.#requests -= 1;
    }
  }

  /** Gets ready for another try, or throws what cannot be mended by one. */
  async #outlast(error: unknown, server: ServerHabits): Promise<void> {
    if (this.#signal.aborted || !(error instanceof PassingFailure)) throw error;
    this.#isOffline ||= error.isOfConnection && !this.#world.isOnline();
    if (this.#isOffline) return;
    if (!server.fails(this.#world.now(), this.#world.random(), error.retryAfterMs)) throw error.reason;
  }

  #server({ wanted }: FileTask): ServerHabits {
    const { origin } = new URL(wanted.url);
    const server = this.#servers.get(origin) ?? new ServerHabits();
    this.#servers.set(origin, server);
    return server;
  }
}
