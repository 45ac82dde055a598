/** Fetches one file as a verified stream: honest bytes, real HTTP errors, an end to every wait. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { abortedError, LocalLLMError, throwIfAborted } from '../errors.js';
import type { ModelFile } from '../models/model-record.js';

/** How to fetch, and what to tell meanwhile. */
export interface DownloadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Hears the file's size as soon as it is known; `null` when the server does not tell. */
  readonly onSize?: ((bytes: number | null) => void) | undefined;
  /** Hears of every piece that has arrived, with its length in bytes. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  /** Without a byte for this long, in milliseconds, the download fails. Default 30 s. */
  readonly stallMs?: number | undefined;
}

/** Takes the bytes, in order. */
export type ByteSink = (chunk: Uint8Array<ArrayBuffer>) => void | Promise<void>;

/**
 * Streams a file into `sink` and checks its length and hash. When this throws, what the sink was
 * given is worth nothing.
 *
 * @returns the number of bytes.
 * @throws LocalLLMError `http`, `network`, `integrity` or `aborted`.
 */
export async function downloadFile(file: ModelFile, sink: ByteSink, options: DownloadOptions = {}): Promise<number> {
  const { signal, onSize, onBytes, stallMs = 30_000 } = options;
  throwIfAborted(signal, 'The download');
  const stall = new AbortController();
  let timer = setTimeout(() => stall.abort(), stallMs);
  const either = signal ? AbortSignal.any([signal, stall.signal]) : stall.signal;
  const hash = file.sha256 === undefined ? null : sha256.create();
  let received = 0;
  try {
    const response = await open(file.url, either);
    // A server's own figure is for the progress bar: what it counts is not always what arrives.
    const expected = file.bytes;
    onSize?.(expected ?? contentLength(response));
    for await (const chunk of chunksOf(response)) {
      clearTimeout(timer);
      timer = setTimeout(() => stall.abort(), stallMs);
      received += chunk.length;
      if (expected !== null && received > expected) throw damaged(file.url, `it is longer than ${expected} bytes`);
      hash?.update(chunk);
      await sink(chunk);
      onBytes?.(chunk.length);
      throwIfAborted(signal, 'The download');
    }
    if (expected !== null && received !== expected) {
      throw damaged(file.url, `it has ${received} bytes instead of ${expected}`);
    }
    if (hash !== null && bytesToHex(hash.digest()) !== file.sha256) throw damaged(file.url, 'its SHA-256 differs');
    return received;
  } catch (error) {
    if (signal?.aborted) throw abortedError('The download');
    if (stall.signal.aborted) {
      throw new LocalLLMError('network', `Nothing has arrived for ${Math.round(stallMs / 1000)} seconds.`, {
        details: { url: file.url, received },
      });
    }
    if (error instanceof TypeError) {
      // What `fetch` throws for a refused or broken connection, and for a refusal by CORS or CSP.
      throw new LocalLLMError('network', `The connection for ${nameOf(file.url)} failed.`, {
        cause: error,
        details: { url: file.url, received },
      });
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function open(url: string, signal: AbortSignal): Promise<Response> {
  // A model is public data: no cookies go with the request, and no referrer tells where it is used.
  // And we keep files ourselves: the browser's cache would keep them twice, and hand out a damaged one again.
  const response = await fetch(url, { signal, cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (response.ok) return response;
  throw new LocalLLMError('http', `The server answered ${response.status} for ${nameOf(url)}.`, {
    details: { url, status: response.status },
  });
}

async function* chunksOf(response: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    // Ends the transfer when the loop is left early; after its end this does nothing.
    await reader.cancel().catch(() => undefined);
  }
}

/** The body's length in bytes. With a content encoding the header counts other bytes than we get. */
function contentLength(response: Response): number | null {
  const length = response.headers.get('content-length');
  return length === null || response.headers.get('content-encoding') !== null ? null : Number(length);
}

function damaged(url: string, how: string): LocalLLMError {
  return new LocalLLMError('integrity', `${nameOf(url)} is not the file that was published: ${how}.`, {
    details: { url },
  });
}

function nameOf(url: string): string {
  return new URL(url).pathname.split('/').at(-1) || url;
}
