/** Carries out one request of a download: asks, looks at what kind of answer it is, and takes its bytes apart. */
import { LocalLLMError } from '../errors.js';
import { readRetryAfter } from './back-off.js';
import type { FileTask, Run } from './file-task.js';
import { magicCheck } from './magic.js';
import type { Surroundings } from './surroundings.js';
import { damaged, type WantedFile, webPageInstead } from './wanted-file.js';

/** A failure that another try may mend. */
export class PassingFailure extends Error {
  /** What to tell when no further try is made. */
  readonly reason: LocalLLMError;
  readonly retryAfterMs: number | null;
  /** Whether there may have been no connection at all. */
  readonly isOfConnection: boolean;

  constructor(reason: LocalLLMError, { retryAfterMs = null as number | null, isOfConnection = false } = {}) {
    super(reason.message);
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
    this.isOfConnection = isOfConnection;
  }
}

/** Who hears of a request as it goes on. */
export interface RunListener {
  /** The server has sent a part of a file. */
  onRange(): void;
  onBytes(): void;
  onPart(): void;
}

/**
 * Brings what a run asks for.
 *
 * @throws PassingFailure when another try may help; LocalLLMError `http` or `integrity` when none
 *   will; anything when `signal` has fired.
 */
export async function receiveRun(
  run: Run,
  { fetch, now, stallMs }: Pick<Surroundings, 'fetch' | 'now' | 'stallMs'>,
  listener: RunListener,
  signal: AbortSignal,
): Promise<void> {
  const { wanted } = run.task;
  const stall = new AbortController();
  /** Waits for the network, whose failures other tries may mend. Only this is timed: our own disk may be slow. */
  const connection = async <T>(promise: Promise<T>): Promise<T> => {
    const timer = setTimeout(() => stall.abort(), stallMs);
    try {
      return await promise;
    } catch (error) {
      if (signal.aborted) throw error;
      const details = { url: wanted.url };
      const message = stall.signal.aborted
        ? `Nothing of ${wanted.name} has arrived for ${Math.round(stallMs / 1000)} seconds.`
        : `The connection for ${wanted.name} failed.`;
      // `fetch` says no more of a connection that was refused or broke, nor of a refusal by CORS or CSP.
      const reason = new LocalLLMError('network', message, { cause: error, details });
      throw new PassingFailure(reason, { isOfConnection: !stall.signal.aborted });
    } finally {
      clearTimeout(timer);
    }
  };
  const response = await connection(
    fetch(wanted.url, {
      signal: AbortSignal.any([signal, stall.signal]),
      // A model is public data: no cookies go with the request, and no referrer tells where it is used.
      // And we keep files ourselves: the browser's cache would keep them twice, and hand out a damaged one again.
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      ...(run.asked === null ? {} : { headers: { range: rangeHeader(run.asked) } }),
    }),
  );
  const answer = new Answer(run, response, listener);
  const reader = response.body?.getReader();
  try {
    for (let wants = await answer.begins(now()); wants && reader !== undefined; ) {
      const { done, value } = await connection(reader.read());
      if (done) break;
      wants = await answer.take(value);
    }
    await answer.ends();
  } finally {
    await answer.rests();
    // Ends a transfer of which no more is wanted; after its end this does nothing.
    await reader?.cancel().catch(() => undefined);
  }
}

function rangeHeader({ from, to }: NonNullable<Run['asked']>): string {
  return `bytes=${from}-${to === null ? '' : to - 1}`;
}

/** One answer of a server, as it arrives. */
class Answer {
  readonly #run: Run;
  readonly #task: FileTask;
  readonly #response: Response;
  readonly #listener: RunListener;
  #checkMagic: ((chunk: Uint8Array) => void) | null;
  #position = 0;
  /** Where the answer ends, as far as it is known. */
  #end: number | null;
  #isRange = false;
  /** A part that is being hashed and written while the next one arrives. */
  #keeping: Promise<void> = Promise.resolve();

  constructor(run: Run, response: Response, listener: RunListener) {
    this.#run = run;
    this.#task = run.task;
    this.#response = response;
    this.#listener = listener;
    this.#end = run.task.bytes;
    const { magic } = run.task.wanted;
    this.#checkMagic = magic ? magicCheck(magic, (found) => kindError(run.task.wanted, found)) : null;
  }

  /** Looks at status and headers. Returns whether the body is of use. */
  async begins(now: number): Promise<boolean> {
    const { status, headers } = this.#response;
    const { wanted } = this.#task;
    const { asked } = this.#run;
    this.#isRange = status === 206 && asked !== null;
    if (status === 416 && asked !== null && this.#task.bytes === null) {
      // Nothing is at the place that was asked for: a file of unknown length ends there.
      this.#isRange = true;
      this.#position = asked.from;
      this.#end = asked.to;
      return false;
    }
    if (!this.#response.ok) throw statusError(wanted, this.#response, now);
    if (/^text\/html\b/i.test(headers.get('content-type') ?? '')) throw webPageInstead(wanted);
    await this.#task.learnVersion(headers.get('etag'));
    if (this.#isOutdated) return false;
    if (asked !== null && !this.#task.learnRanges(this.#run, this.#isRange)) {
      throw new PassingFailure(new LocalLLMError('network', `The server has sent all of ${wanted.name}.`));
    }
    if (this.#isRange && asked !== null) {
      this.#listener.onRange();
      this.#position = asked.from;
      this.#end = asked.to;
      await this.#readContentRange(headers.get('content-range'));
    } else if (asked !== null && this.#contentLength !== null) {
      await this.#task.learnSize(this.#contentLength);
      this.#end = this.#task.bytes;
    }
    if (this.#position > 0) this.#checkMagic = null;
    return !this.#isOutdated;
  }

  /** Takes bytes as they come. Returns whether more are of use. */
  async take(chunk: Uint8Array<ArrayBuffer>): Promise<boolean> {
    if (this.#isOutdated) return false;
    if (this.#end !== null && this.#position + chunk.length > this.#end) {
      throw damaged(this.#task.wanted, `more came than its ${this.#task.bytes ?? this.#end} bytes`);
    }
    this.#checkMagic?.(chunk);
    for (let rest = chunk; rest.length > 0; ) {
      const part = Math.floor(this.#position / this.#task.partBytes);
      const { from, to } = this.#task.range(part);
      const piece = rest.subarray(0, to - this.#position);
      rest = rest.subarray(piece.length);
      this.#position += piece.length;
      if (this.#task.hasPart(part)) continue;
      const whole = this.#task.begun.fill(part, piece, to - from);
      if (whole !== null) await this.#keep(part, whole);
      if (this.#isOutdated) return false;
    }
    this.#listener.onBytes();
    return true;
  }

  /** The body has ended without an error: is everything there? */
  async ends(): Promise<void> {
    await this.#keeping;
    if (this.#isOutdated) return;
    if (this.#task.bytes === null && (this.#end === null || this.#position < this.#end)) return this.#endFile();
    const end = Math.min(this.#end ?? Number.POSITIVE_INFINITY, this.#task.bytes ?? Number.POSITIVE_INFINITY);
    if (this.#position >= end) return;
    const { wanted, bytes } = this.#task;
    const received = this.#position - (this.#isRange ? (this.#run.asked?.from ?? 0) : 0);
    // All that the server had to say has come: it has another file.
    if (this.#contentLength === received) throw damaged(wanted, `it ends after ${this.#position} of ${bytes} bytes`);
    const message = `The connection for ${wanted.name} ended after ${this.#position} of ${bytes} bytes.`;
    throw new PassingFailure(new LocalLLMError('network', message, { details: { url: wanted.url } }));
  }

  /** Nothing of this answer is under way any more. */
  async rests(): Promise<void> {
    await this.#keeping.catch(() => undefined);
  }

  /** A file of which nobody knew the length ends here, in the middle of a part. */
  async #endFile(): Promise<void> {
    const part = Math.floor(this.#position / this.#task.partBytes);
    await this.#task.learnSize(this.#position);
    const rest = this.#task.begun.take(part);
    if (rest.length > 0) await this.#keep(part, rest);
    await this.#keeping;
  }

  /** One part is hashed while the next one fills, and no more than one: memory is short. */
  async #keep(part: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#keeping;
    this.#keeping = this.#task.keep(part, bytes, this.#run.version).then((kept) => {
      if (kept) this.#listener.onPart();
    });
    // Heard at the next part, or at the end.
    this.#keeping.catch(() => undefined);
  }

  get #isOutdated(): boolean {
    return this.#run.version !== this.#task.version;
  }

  /** The body's length in bytes. With a content encoding the header counts other bytes than we get. */
  get #contentLength(): number | null {
    const { headers } = this.#response;
    const length = headers.get('content-length');
    return length === null || headers.get('content-encoding') !== null ? null : Number(length);
  }

  /** Not every server lets pages read this header. */
  async #readContentRange(header: string | null): Promise<void> {
    const [, from, , total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(header ?? '') ?? [];
    if (from === undefined) return;
    if (Number(from) !== this.#position) {
      const message = `The server sent another part of ${this.#task.wanted.name} than it was asked for.`;
      throw new PassingFailure(new LocalLLMError('network', message, { details: { url: this.#task.wanted.url } }));
    }
    if (total !== '*') await this.#task.learnSize(Number(total));
  }
}

function statusError(wanted: WantedFile, { status, headers }: Response, now: number): Error {
  const { name, url } = wanted;
  if (status === 416) return damaged(wanted, `it is shorter than ${wanted.bytes} bytes`);
  const reason = new LocalLLMError('http', `The server answered ${status} for ${name}.`, { details: { url, status } });
  const passes = status >= 500 || status === 429 || status === 408;
  if (!passes) return reason;
  return new PassingFailure(reason, { retryAfterMs: readRetryAfter(headers.get('retry-after'), now) });
}

/** `found` are the bytes that came where others should have been. */
function kindError(wanted: WantedFile, found: Uint8Array): LocalLLMError {
  const isMarkup = /^\s*</.test(new TextDecoder().decode(found.subarray(0, 64)));
  return isMarkup ? webPageInstead(wanted) : damaged(wanted, 'it is of another kind');
}
