/** The only way out for what tools of an agent send: to servers that were named, and with nothing of the visitor's. */
import { LocalLLMError, throwIfAborted, toLocalLLMError } from '../../errors.js';

/** How something is sent. */
export interface EgressOptions {
  /** The servers that may be reached, as origins. */
  readonly origins: readonly string[];
  /** Longer answers are refused. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** For tests. Default: the browser's own. */
  readonly fetch?: typeof fetch;
}

/** What a server has said. */
export interface EgressReply {
  readonly text: string;
  /** Without parameters, in lower case. */
  readonly mediaType: string;
}

/** A `fetch` that is held to some servers. */
export interface EgressFetchOptions extends Omit<EgressOptions, 'signal'> {
  /** Hears of an answer that is too long: who reads it bit by bit may not tell of its end. */
  onTooLong?(error: LocalLLMError): void;
}

/**
 * Makes a `fetch` for libraries that send by themselves: to the servers named, without cookies or a referrer, following
 * no redirect, and with an end to each answer.
 *
 * @throws LocalLLMError from its calls: `invalid-request` for an address that was not named, `network`; and `quota` from
 *   the body of too long an answer.
 */
export function egressFetch({
  origins,
  maxBytes,
  fetch: send = globalThis.fetch,
  onTooLong,
}: EgressFetchOptions): (address: string | URL, init?: RequestInit) => Promise<Response> {
  return async (address, init = {}) => {
    const url = allowedUrl(String(address), origins);
    let response: Response;
    try {
      response = await send(url, { ...init, ...NOTHING_OF_THE_VISITOR });
    } catch (error) {
      throw toLocalLLMError(error, 'network');
    }
    if (response.body === null) return response;
    const { status, statusText, headers } = response;
    const body = response.body.pipeThrough(endAfter(maxBytes, onTooLong));
    return new Response(body, { status, statusText, headers });
  };
}

const NOTHING_OF_THE_VISITOR = {
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  redirect: 'error',
  mode: 'cors',
  cache: 'no-store',
} as const satisfies RequestInit;

function endAfter(
  maxBytes: number,
  onTooLong: EgressFetchOptions['onTooLong'],
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  return new TransformStream({
    transform(part, controller) {
      bytes += part.byteLength;
      if (bytes <= maxBytes) return controller.enqueue(part);
      const error = tooLong(maxBytes);
      onTooLong?.(error);
      controller.error(error);
    },
  });
}

/**
 * Gets a text from a server: without cookies or a referrer, following no redirect, which could lead elsewhere.
 *
 * @throws LocalLLMError `invalid-request` for an address that was not named, `http` for a refusal or what is no text,
 *   `quota` for too long an answer, `network`, `aborted`.
 */
export async function getText(address: string, options: EgressOptions): Promise<EgressReply> {
  const { origins, maxBytes, signal, fetch: send = globalThis.fetch } = options;
  const url = allowedUrl(address, origins);
  throwIfAborted(signal, 'The request');
  let response: Response;
  try {
    response = await send(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      mode: 'cors',
      headers: { accept: 'text/*, application/json' },
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    throw toLocalLLMError(error, 'network');
  }
  if (!response.ok) throw httpError(response.status, 'The server has refused.');
  const mediaType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!/^text\/|^application\/(?:[a-z.-]+\+)?(?:json|xml)$/.test(mediaType)) {
    throw httpError(response.status, 'What the server has is no text.');
  }
  return { text: await readText(response, maxBytes), mediaType };
}

function allowedUrl(address: string, origins: readonly string[]): URL {
  try {
    const url = new URL(address);
    const isPlain = url.username === '' && url.password === '' && /^https?:$/.test(url.protocol);
    if (isPlain && origins.includes(url.origin)) return url;
  } catch {
    // As for an address that is not allowed.
  }
  throw new LocalLLMError('invalid-request', 'The address is on none of the servers that may be reached.', {
    hint: 'Name its origin where the tool is defined.',
  });
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      bytes += part.value.byteLength;
      if (bytes > maxBytes) throw tooLong(maxBytes);
      text += decoder.decode(part.value, { stream: true });
    }
  } finally {
    await reader.cancel();
  }
  return text + decoder.decode();
}

function tooLong(maxBytes: number): LocalLLMError {
  return new LocalLLMError('quota', `The answer has more than ${maxBytes} bytes.`, {
    hint: 'Ask for less, or allow more bytes where the tool is defined.',
  });
}

function httpError(status: number, message: string): LocalLLMError {
  return new LocalLLMError('http', message, { details: { status } });
}
