/** The one error type of the project, and the codec that carries it over a worker boundary. */

/**
 * Every way something can go wrong, as a stable word for code to act on.
 *
 * `unsupported`, `out-of-memory` and `device-lost` are reasons of the visitor's device: the next
 * engine in line may still work. All others end the attempt.
 */
export type ErrorCode =
  | 'aborted'
  | 'busy'
  | 'consent-needed'
  | 'context-overflow'
  | 'device-lost'
  | 'engine-crashed'
  | 'file-unreadable'
  | 'http'
  | 'integrity'
  | 'invalid-model'
  | 'invalid-output'
  | 'invalid-request'
  | 'load-failed'
  | 'network'
  | 'not-loaded'
  | 'out-of-memory'
  | 'quota'
  | 'timeout'
  | 'unknown'
  | 'unsupported'
  | 'worker-failed';

const HINTS: Record<ErrorCode, string> = {
  aborted: 'Nothing is wrong: the operation was cancelled. Start it again when you want to.',
  busy: 'Wait for the running answer to end, or stop it, then try again.',
  'consent-needed': 'Show the size of the download, and load again when the visitor agrees.',
  'context-overflow': 'Shorten the text or start a new conversation, then send again.',
  'device-lost': 'The graphics device was reset. Try again, or choose a smaller model.',
  'engine-crashed': 'Load the model again; the conversation is kept.',
  'file-unreadable': 'Save it as text, Markdown, HTML, CSV or PDF, then add that file.',
  http: 'Check that the model file exists at its address and that the server allows this page to read it.',
  integrity: 'The file is not the one that was published. Try the download again.',
  'invalid-model': 'Check the `model` setting: a catalogue id, a manifest, or the URL of a GGUF file.',
  'invalid-output': 'Try again with a shorter text, or with a larger model.',
  'invalid-request': 'Check the request: the last message must come from the user and must not be empty.',
  'load-failed': 'Try again. If it fails again, choose another model.',
  network: 'Check the connection, then try again.',
  'not-loaded': 'Load a model first.',
  'out-of-memory': 'Close other tabs, or choose a smaller model.',
  quota: 'Free some disk space for this browser, then try again.',
  timeout: 'The engine did not answer in time. Try again.',
  unknown: 'Try again. If it happens again, report it with the text of this error.',
  unsupported: 'This browser cannot run this model. Use a current Chrome, Edge, Firefox or Safari.',
  'worker-failed':
    'Check that the engine files are served as JavaScript and that the Content-Security-Policy allows workers and WebAssembly.',
};

/** Whether this is the `code` of an error of ours. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(HINTS, value);
}

/** Marks our errors across bundles and realms, where `instanceof` would lie. */
const MARKER = 'local-llm-chat.error';

export interface LocalLLMErrorOptions {
  /** What to do next, in a sentence or two. Defaults to the general advice for the code. */
  hint?: string | undefined;
  /** The error underneath, kept for logs. */
  cause?: unknown;
  /** Plain data to act on, e.g. `{ status: 404, url }`. Never contains prompt text. */
  details?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * An error with a `code` to act on and a `hint` that says what to do next.
 *
 * Recognise it with {@link isLocalLLMError}, not `instanceof`: two copies of this package may live
 * on one page.
 *
 * @example
 * ```ts
 * import { LocalLLMError, isLocalLLMError } from '@local-llm-chat/core';
 *
 * try {
 *   throw new LocalLLMError('quota', 'The disk is full.');
 * } catch (error) {
 *   if (isLocalLLMError(error) && error.code === 'quota') console.log(error.hint);
 * }
 * ```
 */
export class LocalLLMError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly marker = MARKER;

  constructor(code: ErrorCode, message: string, options: LocalLLMErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'LocalLLMError';
    this.code = code;
    this.hint = options.hint ?? HINTS[code];
    this.details = options.details ?? {};
  }
}

/** True for a {@link LocalLLMError} of any copy of this package. */
export function isLocalLLMError(value: unknown): value is LocalLLMError {
  return typeof value === 'object' && value !== null && 'marker' in value && value.marker === MARKER;
}

/** True when the device, not the site or the network, is the reason: another engine may work. */
export function isDeviceReason(error: LocalLLMError): boolean {
  return error.code === 'unsupported' || error.code === 'out-of-memory' || error.code === 'device-lost';
}

/** True when an engine that threw this has lost its memory or its device: it will not answer again. */
export function endsEngine(error: LocalLLMError): boolean {
  return error.code === 'device-lost' || error.code === 'engine-crashed' || error.code === 'out-of-memory';
}

/** The error for a cancelled operation. */
export function abortedError(what = 'The operation'): LocalLLMError {
  return new LocalLLMError('aborted', `${what} was cancelled.`);
}

/** Throws {@link abortedError} when the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined, what?: string): void {
  if (signal?.aborted) throw abortedError(what);
}

/**
 * Any thrown value as a {@link LocalLLMError}. Engines throw strings, DOM events and errors alike;
 * nothing above this function has to know.
 *
 * @param fallback the code for a value that says nothing of its kind.
 */
export function toLocalLLMError(value: unknown, fallback: ErrorCode = 'unknown'): LocalLLMError {
  if (isLocalLLMError(value)) return value;
  const { name, message } = describe(value);
  const code = codeByName(name) ?? codeByMessage(message) ?? fallback;
  return new LocalLLMError(code, message, { cause: value });
}

function describe(value: unknown): { name: string; message: string } {
  if (typeof value === 'string') return { name: '', message: value };
  if (typeof value === 'object' && value !== null) {
    const name = 'name' in value && typeof value.name === 'string' ? value.name : '';
    const message = 'message' in value && typeof value.message === 'string' ? value.message : '';
    if (message !== '') return { name, message };
    // An Event (a worker that failed to start) carries no message of its own.
    if ('type' in value && typeof value.type === 'string') return { name, message: `Failed: ${value.type} event.` };
    return { name, message: name === '' ? 'Something failed without saying why.' : name };
  }
  return { name: '', message: 'Something failed without saying why.' };
}

function codeByName(name: string): ErrorCode | undefined {
  if (name === 'AbortError') return 'aborted';
  if (name === 'QuotaExceededError') return 'quota';
  if (name === 'NetworkError') return 'network';
  return undefined;
}

function codeByMessage(message: string): ErrorCode | undefined {
  if (/out of memory|memory access out of bounds|Cannot allocate|allocation failed/i.test(message)) {
    return 'out-of-memory';
  }
  if (/device (was |is )?lost|device\.lost/i.test(message)) return 'device-lost';
  return undefined;
}

/** A {@link LocalLLMError} as plain data: structured clone keeps only message, name and stack. */
export interface WireError {
  code: ErrorCode;
  message: string;
  hint: string;
  details: Record<string, unknown>;
}

/** Encodes an error for `postMessage`; details that cannot be cloned are dropped. */
export function toWire(value: unknown): WireError {
  const error = toLocalLLMError(value);
  const details: Record<string, unknown> = {};
  for (const [key, detail] of Object.entries(error.details)) {
    if (detail === null || ['string', 'number', 'boolean'].includes(typeof detail)) details[key] = detail;
  }
  return { code: error.code, message: error.message, hint: error.hint, details };
}

/** Decodes {@link toWire}. */
export function fromWire(wire: WireError): LocalLLMError {
  return new LocalLLMError(wire.code, wire.message, { hint: wire.hint, details: wire.details });
}
