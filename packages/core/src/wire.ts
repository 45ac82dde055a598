/** The boundary between page and worker: commands by comlink, events over one plain MessagePort. */
import { type Endpoint, expose, releaseProxy, transfer, wrap } from 'comlink';
import type { LoadedModel, LoadOptions, LoadProgress } from './engine/adapter.js';
import { fromWire, toWire, type WireError } from './errors.js';
import type { GenerateRequest, GenerationEvent } from './generate.js';
import type { ModelRecord } from './models/model-record.js';

export type { Endpoint } from 'comlink';

/** Files that an engine fetches itself, such as its WebAssembly: absolute URLs by name. */
export type EngineAssets = Readonly<Record<string, string>>;

/** Where an engine's files are. Plain data. */
export interface EngineFiles {
  /** The script of its worker. */
  readonly worker: string;
  readonly assets: EngineAssets;
}

/** The part of a load's options that is data. */
export type LoadSettings = Pick<LoadOptions, 'contextWindow' | 'agreedBytes' | 'handed' | 'suspect'>;

/** What the page can ask of a host. Jobs are numbers that the page chooses, each used once. */
export interface EngineCommands {
  /** Gives the host what its engine needs, and the port for events. First, and once. */
  open(assets: EngineAssets, port: MessagePort): Promise<void>;
  /** Queues a load; it ends with the event `load-finish` or `job-error`. */
  load(job: number, model: ModelRecord, options: LoadSettings): Promise<void>;
  /** Queues a request; it ends with the event `finish` or `job-error`. */
  generate(job: number, request: GenerateRequest): Promise<void>;
  /** Queues a count; it ends with the event `count-finish` or `job-error`. */
  countTokens(job: number, texts: readonly string[]): Promise<void>;
  /** Queues texts to embed; it ends with the event `embed-finish` or `job-error`. */
  embed(job: number, texts: readonly string[]): Promise<void>;
  cancel(job: number): Promise<void>;
  /** Holds downloads back, or lets them go on. */
  setPaused(paused: boolean): Promise<void>;
  unload(): Promise<void>;
  /** Does nothing but answer: a sign of life. */
  ping(): Promise<void>;
}

/** What a host tells about a job. */
export type JobEvent =
  | GenerationEvent
  | LoadProgress
  | { readonly type: 'load-finish'; readonly loaded: LoadedModel }
  | { readonly type: 'count-finish'; readonly counts: readonly number[] }
  | { readonly type: 'embed-finish'; readonly vectors: readonly Float32Array[] }
  | { readonly type: 'job-error'; readonly error: WireError };

/** One message on the event port: what has happened to a job since the last one. */
export interface JobEvents {
  readonly job: number;
  readonly events: readonly JobEvent[];
}

/** A command's outcome. comlink keeps only a thrown error's text, so errors travel as values. */
type Outcome = { readonly value: unknown } | { readonly error: WireError };

interface CommandDoor {
  call(name: keyof EngineCommands, args: unknown[]): Promise<Outcome>;
}

/** Serves commands at an endpoint. Only our own page may hold the other end: comlink trusts it fully. */
export function exposeCommands(commands: EngineCommands, endpoint: Endpoint): void {
  const door: CommandDoor = {
    async call(name, args) {
      try {
        const command = commands[name] as (...args: unknown[]) => Promise<unknown>;
        return { value: await command.apply(commands, args) };
      } catch (error) {
        return { error: toWire(error) };
      }
    },
  };
  expose(door, endpoint);
}

/** The other side of {@link exposeCommands}. */
export interface RemoteCommands extends EngineCommands {
  /** Lets go of the endpoint; calls that have not been answered never will be. */
  release(): void;
}

/** Calls commands at an endpoint; errors arrive with their `code`, `hint` and `details`. */
export function wrapCommands(endpoint: Endpoint): RemoteCommands {
  const door = wrap<CommandDoor>(endpoint);
  async function call<T>(name: keyof EngineCommands, ...args: unknown[]): Promise<T> {
    const outcome: Outcome = await door.call(name, moved(args));
    if ('error' in outcome) throw fromWire(outcome.error);
    return outcome.value as T;
  }
  return {
    open: (...args) => call('open', ...args),
    load: (...args) => call('load', ...args),
    generate: (...args) => call('generate', ...args),
    countTokens: (...args) => call('countTokens', ...args),
    embed: (...args) => call('embed', ...args),
    cancel: (...args) => call('cancel', ...args),
    setPaused: (...args) => call('setPaused', ...args),
    unload: () => call('unload'),
    ping: () => call('ping'),
    release: () => door[releaseProxy](),
  };
}

/** Ports among the arguments are handed over, not copied. */
function moved(args: unknown[]): unknown[] {
  const ports = args.filter((arg) => arg instanceof MessagePort);
  return ports.length === 0 ? args : transfer(args, ports);
}

/** Time for one frame: tokens that arrive within it cross together. */
const FRAME_MS = 16;

/** Events that somebody waits for. */
const URGENT: ReadonlySet<JobEvent['type']> = new Set([
  ...(['generation-start', 'finish', 'load-finish', 'count-finish', 'embed-finish', 'job-error'] as const),
]);

/** Where batches go: a port to one listener, or a channel to another tab. */
export interface BatchTarget {
  postMessage(message: JobEvents): void;
}

/** Sends a job's events in batches, at most one message a frame; ends and errors go at once. */
export class EventBatcher {
  readonly #port: BatchTarget;
  readonly #job: number;
  #events: JobEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #lastFlush = Number.NEGATIVE_INFINITY;

  constructor(port: BatchTarget, job: number) {
    this.#port = port;
    this.#job = job;
  }

  push(event: JobEvent): void {
    this.#append(event);
    const urgent = URGENT.has(event.type);
    const wait = FRAME_MS - (performance.now() - this.#lastFlush);
    if (urgent || wait <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#events.length === 0) return;
    this.#port.postMessage({ job: this.#job, events: this.#events } satisfies JobEvents);
    this.#events = [];
    this.#lastFlush = performance.now();
  }

  /** Joins what need not stay apart: neighbouring text, and progress that a later one replaces. */
  #append(event: JobEvent): void {
    const last = this.#events.at(-1);
    if (last?.type === 'text-delta' && event.type === 'text-delta') {
      this.#events[this.#events.length - 1] = { type: 'text-delta', text: last.text + event.text };
    } else if (last?.type === event.type && event.type.endsWith('-progress')) {
      this.#events[this.#events.length - 1] = event;
    } else {
      this.#events.push(event);
    }
  }
}

/** Listens to a host's events until the returned function is called. */
export function listenToEvents(port: MessagePort, listener: (message: JobEvents) => void): () => void {
  port.onmessage = ({ data }: MessageEvent<JobEvents>) => listener(data);
  return () => port.close();
}
