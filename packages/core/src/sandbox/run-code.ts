/** Runs code that nobody has to trust, in a sandbox with neither network nor page nor storage. */
import { LocalLLMError } from '../errors.js';
import { startWorker, type WorkerMode } from '../start-worker.js';
import { type CodeResult, type ConsoleEntry, OUTPUT_LIMITS } from './code-result.js';
import { sandboxFiles } from './sandbox-files.js';
import { readSandboxMessage, type SandboxMessage, type SandboxOrder } from './sandbox-message.js';

/** What a run may use. */
export interface RunCodeOptions {
  /** Plain data that the code finds as `input`. Default: none. */
  readonly input?: unknown;
  /** Milliseconds that the code may run, from 1 to 60,000; starting the sandbox is not counted. Default: 2,000. */
  readonly timeoutMs?: number;
  /** Bytes of memory that it may take, from 1 MiB to 512 MiB. Default: 32 MiB. */
  readonly memoryBytes?: number;
  /** Ends the run at once. */
  readonly signal?: AbortSignal | undefined;
  /** Hears each entry of the console as it is made. */
  readonly onConsole?: ((entry: ConsoleEntry) => void) | undefined;
  /** How the worker's script is loaded; see the guide on security. Default: `auto`. */
  readonly workerMode?: WorkerMode;
  /** A folder, ending in `/`, that holds `sandbox-worker.js` and `sandbox.wasm`. Default: where this package is. */
  readonly filesUrl?: string;
}

const MIB = 2 ** 20;
const MOST_CODE = MIB;
const MOST_INPUT = 4 * MIB;
/** The interpreter ends itself at the deadline; what it cannot interrupt is ended from outside a little later. */
const GRACE_MS = 250;
/** Starting takes some 100 ms; a machine that needs this long will not run anything either. */
const START_MS = 30_000;
/** More than an honest sandbox can say: every entry of the console, its value, and words around them. */
const MOST_RECEIVED = 4 * (OUTPUT_LIMITS.value + OUTPUT_LIMITS.console);

/**
 * Runs JavaScript in QuickJS, in WebAssembly, in a worker of its own that ends with it. The code has the language
 * itself (ES2023), `input`, `console` with `console.table`, `chart(data, { type, title })`, and timers that take no
 * time; it has no page, no network, no storage, and nothing of an earlier run.
 *
 * Code that fails is no error here: the result says how (`ok: false`).
 *
 * @param code a script, whose value is that of its last expression, or the body of an async function with `return`.
 * @throws LocalLLMError `invalid-request` for code, input or limits that cannot be; `aborted` when the signal fires;
 *   `network`, `http` or `worker-failed` when the sandbox cannot be started.
 *
 * @example
 * ```ts
 * import { runCode } from '@local-llm-chat/core/sandbox';
 *
 * const result = await runCode('input.prices.reduce((sum, price) => sum + price, 0)', {
 *   input: { prices: [19.5, 4.25] },
 * });
 * console.log(result.ok ? result.value : result.failure.message); // 23.75
 * ```
 */
export async function runCode(code: string, options: RunCodeOptions = {}): Promise<CodeResult> {
  const { timeoutMs = 2000, memoryBytes = 32 * MIB, signal, workerMode = 'auto', filesUrl } = options;
  const input = jsonOf(options.input);
  check(
    typeof code === 'string' && code.length <= MOST_CODE,
    `The code must be a text of at most ${MOST_CODE} characters.`,
  );
  check(timeoutMs >= 1 && timeoutMs <= 60_000, '`timeoutMs` must be from 1 to 60000.');
  check(Number.isInteger(memoryBytes), '`memoryBytes` must be a whole number.');
  check(memoryBytes >= MIB && memoryBytes <= 512 * MIB, '`memoryBytes` must be from 1 MiB to 512 MiB.');
  if (signal?.aborted) throw aborted();
  const files = sandboxFiles(filesUrl);
  const wasm = await fetchWasm(files.wasm, signal);
  let worker: Worker;
  try {
    worker = startWorker(files.worker, workerMode, 'local-llm-chat sandbox');
  } catch (error) {
    throw unusable('The sandbox cannot be started.', error);
  }
  const { port1, port2 } = new MessageChannel();
  try {
    const order: SandboxOrder = { port: port2, wasm, code, input, timeoutMs, memoryBytes };
    worker.postMessage(order, [port2, wasm]);
    return await follow(worker, port1, { timeoutMs, signal, onConsole: options.onConsole });
  } finally {
    worker.terminate();
    port1.close();
  }
}

interface Follow {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly onConsole: ((entry: ConsoleEntry) => void) | undefined;
}

/** Hears a run to its end, or ends it. */
async function follow(
  worker: Worker,
  port: MessagePort,
  { timeoutMs, signal, onConsole }: Follow,
): Promise<CodeResult> {
  const entries: ConsoleEntry[] = [];
  let isConsoleCut = false;
  let received = 0;
  /** When the code began; `null` while the sandbox starts. */
  let beganAt: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = (): void => undefined;
  try {
    const ending = await new Promise<Ending>((resolve, reject) => {
      const fail = (kind: 'timeout' | 'crash', message: string) => {
        const durationMs = beganAt === null ? 0 : performance.now() - beganAt;
        resolve({ ok: false, failure: { kind, message }, durationMs, memoryBytes: null });
      };
      const hear = (message: SandboxMessage) => {
        switch (message.type) {
          case 'begin':
            clearTimeout(timer);
            beganAt = performance.now();
            timer = setTimeout(() => fail('timeout', 'The time is up.'), timeoutMs + GRACE_MS);
            break;
          case 'console':
            entries.push(message.entry);
            onConsole?.(message.entry);
            break;
          case 'cut':
            isConsoleCut = true;
            break;
          case 'value':
            resolve({ ok: true, value: message.value, ...message.facts });
            break;
          case 'failure': {
            const { kind, message: words, line, facts } = message;
            resolve({ ok: false, failure: { kind, message: words, ...(line === null ? {} : { line }) }, ...facts });
            break;
          }
          case 'unusable':
            reject(unusable(`The sandbox cannot be used: ${message.message}`));
        }
      };
      const strange = () => fail('crash', 'The sandbox said what it never says.');
      timer = setTimeout(() => reject(unusable('The sandbox did not start.')), START_MS);
      port.onmessageerror = strange;
      port.onmessage = ({ data }) => {
        received += typeof data === 'string' ? data.length : Number.POSITIVE_INFINITY;
        const message = received > MOST_RECEIVED ? null : readSandboxMessage(data);
        if (message === null) strange();
        else hear(message);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        if (beganAt === null) reject(unusable('The script of the sandbox cannot be loaded.'));
        else fail('crash', 'The sandbox broke.');
      };
      stop = () => reject(aborted());
      signal?.addEventListener('abort', stop, { once: true });
    });
    return { ...ending, console: entries, isConsoleCut };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    port.onmessage = null;
  }
}

/** How a run ended, without what it showed. */
type Ending =
  | Omit<Extract<CodeResult, { ok: true }>, 'console' | 'isConsoleCut'>
  | Omit<Extract<CodeResult, { ok: false }>, 'console' | 'isConsoleCut'>;

/** The bytes of the interpreter, which the browser's cache keeps. */
async function fetchWasm(url: string, signal: AbortSignal | undefined): Promise<ArrayBuffer> {
  let response: Response;
  try {
    response = await fetch(url, { signal: signal ?? null, credentials: 'same-origin' });
    if (response.ok) return await response.arrayBuffer();
  } catch (error) {
    if (signal?.aborted) throw aborted();
    throw new LocalLLMError('network', 'The sandbox could not be fetched.', { cause: error, details: { url } });
  }
  throw new LocalLLMError('http', `The sandbox is not at its address: HTTP ${response.status}.`, {
    hint: 'Serve `sandbox.wasm` and `sandbox-worker.js` with the other files of the package.',
    details: { url, status: response.status },
  });
}

function jsonOf(input: unknown): string | undefined {
  let json: string | undefined;
  try {
    json = input === undefined ? undefined : JSON.stringify(input);
  } catch (error) {
    throw new LocalLLMError('invalid-request', '`input` must be plain data that JSON can hold.', { cause: error });
  }
  check((json?.length ?? 0) <= MOST_INPUT, `\`input\` must have at most ${MOST_INPUT} characters as JSON.`);
  return json;
}

function check(isRight: boolean, message: string): void {
  if (!isRight) throw new LocalLLMError('invalid-request', message, { hint: 'See the options of `runCode`.' });
}

function aborted(): LocalLLMError {
  return new LocalLLMError('aborted', 'The run was stopped.');
}

function unusable(message: string, cause?: unknown): LocalLLMError {
  return new LocalLLMError('worker-failed', message, {
    cause,
    hint: 'Check that sandbox-worker.js is served as JavaScript, and that its Content-Security-Policy allows WebAssembly (`wasm-unsafe-eval`).',
  });
}
