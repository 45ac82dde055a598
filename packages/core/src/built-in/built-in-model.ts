/** What the browser's built-in AI promises of every object, over a model of ours: availability, progress, quota, an end. */

import type { LocalLLM } from '../create-local-llm.js';
import { LocalLLMError } from '../errors.js';

/** Whether a task can be done here: now, after a download, or not at all. */
export type Availability = 'unavailable' | 'downloadable' | 'downloading' | 'available';

/** Hears of a download: `downloadprogress` events, whose `loaded` goes from 0 to `total`, which is 1. */
export type Monitor = (monitor: EventTarget) => void;

/** What every `create()` takes. */
export interface CreateOptions {
  readonly monitor?: Monitor;
  readonly signal?: AbortSignal;
}

/** What every request takes. */
export interface RequestOptions {
  /** What else the model should know, for this request. */
  readonly context?: string;
  readonly signal?: AbortSignal;
}

/** How far the model is on its way to this device. Downloads nothing. */
export async function availabilityOf(llm: LocalLLM): Promise<Availability> {
  try {
    if (llm.getSnapshot().status === 'idle') await llm.prepare();
  } catch {
    return 'unavailable';
  }
  const { status, choice } = llm.getSnapshot();
  if (status === 'unsupported') return 'unavailable';
  if (status === 'downloading') return 'downloading';
  if (status === 'ready' || status === 'busy' || status === 'loading') return 'available';
  return choice?.onDevice ? 'available' : 'downloadable';
}

/** Makes the model ready, and tells the monitor. */
export async function loadFor(llm: LocalLLM, { monitor, signal }: CreateOptions): Promise<void> {
  const target = new EventTarget();
  monitor?.(target);
  const tell = (loaded: number) =>
    target.dispatchEvent(new ProgressEvent('downloadprogress', { loaded, total: 1, lengthComputable: true }));
  tell(0);
  try {
    await llm.load({
      ...(signal ? { signal } : {}),
      onProgress: (progress) => {
        if (progress.type === 'download-progress' && progress.totalBytes)
          tell(progress.loadedBytes / progress.totalBytes);
      },
    });
  } catch (error) {
    throw asDOMException(error, signal);
  }
  tell(1);
}

/** One made object: its requests end when it is destroyed, or when what made it is called off. */
export class BuiltInSession {
  readonly llm: LocalLLM;
  readonly #destroyed = new AbortController();

  constructor(llm: LocalLLM) {
    this.llm = llm;
  }

  destroy(): void {
    this.#destroyed.abort(new DOMException('The object was destroyed.', 'AbortError'));
  }

  /** The signal of one request. */
  signalFor({ signal }: RequestOptions): AbortSignal {
    return signal ? AbortSignal.any([signal, this.#destroyed.signal]) : this.#destroyed.signal;
  }

  /** Tokens that a prompt may have. */
  get inputQuota(): number {
    return this.llm.contextWindow;
  }

  /** Tokens of a text. */
  async measure(texts: readonly string[], options: RequestOptions): Promise<number> {
    const signal = this.signalFor(options);
    try {
      const counts = await this.llm.countTokens(texts, { signal });
      return counts.reduce((sum, count) => sum + count, 0);
    } catch (error) {
      throw asDOMException(error, signal);
    }
  }

  /** Runs a task whose failures are those that callers of the built-in AI know. */
  async run<Result>(work: (signal: AbortSignal) => Promise<Result>, options: RequestOptions): Promise<Result> {
    const signal = this.signalFor(options);
    signal.throwIfAborted();
    try {
      return await work(signal);
    } catch (error) {
      throw asDOMException(error, signal);
    }
  }

  /** A result without parts as a stream. */
  streamWhole(work: (signal: AbortSignal) => Promise<string>, options: RequestOptions): ReadableStream<string> {
    return this.stream((signal) => {
      // A promise of its own: a run has parts.
      const result = work(signal).then((text) => text);
      return Object.assign(result, { async *[Symbol.asyncIterator]() {} });
    }, options);
  }

  /** The same as a stream of what is new. */
  stream(
    work: (signal: AbortSignal) => Promise<string> & AsyncIterable<string>,
    options: RequestOptions,
  ): ReadableStream<string> {
    const stop = new AbortController();
    const signal = AbortSignal.any([this.signalFor(options), stop.signal]);
    return new ReadableStream<string>({
      async start(controller) {
        try {
          signal.throwIfAborted();
          const run = work(signal);
          let sent = '';
          const send = (text: string) => {
            if (text.length <= sent.length || !text.startsWith(sent)) return;
            controller.enqueue(text.slice(sent.length));
            sent = text;
          };
          // Only what will not change: a finished sentence.
          for await (const partial of run) send(settled(partial));
          const whole = await run;
          if (whole.startsWith(sent)) send(whole);
          // It was put otherwise in the end: said again rather than left wrong.
          else controller.enqueue(`\n\n${whole}`);
          controller.close();
        } catch (error) {
          controller.error(asDOMException(error, signal));
        }
      },
      cancel: () => stop.abort(),
    });
  }
}

function settled(text: string): string {
  const end = [...text.matchAll(/[.!?。！？]["”’»)]*\s/gu)].at(-1);
  return end === undefined ? '' : text.slice(0, end.index + end[0].length);
}

/** Errors as the specification names them. */
export function asDOMException(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  if (!(error instanceof LocalLLMError)) return error;
  const name = {
    aborted: 'AbortError',
    unsupported: 'NotSupportedError',
    'not-loaded': 'InvalidStateError',
    'context-overflow': 'QuotaExceededError',
    quota: 'QuotaExceededError',
    network: 'NetworkError',
    http: 'NetworkError',
    'invalid-request': 'NotSupportedError',
  }[error.code as string];
  return new DOMException(error.message, name ?? 'OperationError');
}
