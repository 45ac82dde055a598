/** Runs code in QuickJS, compiled to WebAssembly: the only file that knows which interpreter that is. */
import { EvalFlags, JSException, type JSValueHandle, QuickJS } from 'quickjs-wasi';
import { capMemory } from './cap-memory.js';
import { type CodeFailureKind, type JsonValue, OUTPUT_LIMITS } from './code-result.js';
import { guestRealm } from './guest-realm.js';
import { type EndFacts, readEntry, type SandboxMessage, type SandboxOrder } from './sandbox-message.js';

/** What a run needs. */
export type VmOrder = Omit<SandboxOrder, 'port'>;

/** Deep enough for any honest recursion, and less than the stack of the WebAssembly that it stands on. */
const STACK_BYTES = 128 * 1024;
/** The interpreter asks after every few instructions; looking at the clock each time would cost more than they do. */
const POLLS_PER_LOOK = 256;
const FILE = 'code.js';

/** Why a run ended without a value. */
class Failure extends Error {
  readonly kind: CodeFailureKind;
  readonly line: number | null;

  constructor(kind: CodeFailureKind, message: string, line: number | null = null) {
    super(message);
    this.kind = kind;
    this.line = line;
  }
}

/**
 * Runs code to its end and tells what happens: `begin`, what it shows, and one of `value` and `failure`.
 *
 * What the interpreter cannot interrupt (a call into its own loops, such as `Array(2 ** 32 - 1).join()`) goes on
 * for as long as it does: somebody outside this thread must end it.
 *
 * @throws what WebAssembly throws where it may not run.
 */
export async function runInVm(order: VmOrder, tell: (message: SandboxMessage) => void): Promise<void> {
  const guard = new Guard();
  const vm = await QuickJS.create({
    wasm: await WebAssembly.compile(capMemory(new Uint8Array(order.wasm), order.memoryBytes)),
    memoryLimit: order.memoryBytes,
    maxStackSize: STACK_BYTES,
    interruptHandler: guard.look,
    wasi: guard.wasi,
  });
  const run = new Run(vm, guard, tell);
  run.prepare(order.input);
  tell({ type: 'begin' });
  guard.begin(order.timeoutMs);
  let end: SandboxMessage;
  try {
    const value = await run.valueOf(order.code);
    end = { type: 'value', value, facts: guard.facts() };
  } catch (error) {
    const { kind, message, line } = run.failureOf(error);
    end = { type: 'failure', kind, message: message.slice(0, OUTPUT_LIMITS.message), line, facts: guard.facts() };
  }
  tell(end);
  // The interpreter is not taken down: after a bomb that may fail, and its thread ends anyway.
}

/** Watches over time and memory of a run. */
class Guard {
  isLate = false;
  /** Milliseconds that timers have skipped: the clock of the code is ahead by so much. */
  skippedMs = 0;
  #memory: WebAssembly.Memory | null = null;
  #startedAt = 0;
  #deadline = Number.POSITIVE_INFINITY;
  #polls = 0;

  begin(timeoutMs: number): void {
    this.#startedAt = performance.now();
    this.#deadline = this.#startedAt + timeoutMs;
  }

  /** Whether to interrupt the code. */
  readonly look = (): boolean => {
    this.#polls += 1;
    if (this.#polls % POLLS_PER_LOOK === 0) this.check();
    return this.isLate;
  };

  check(): boolean {
    this.isLate ||= performance.now() > this.#deadline;
    return this.isLate;
  }

  facts(): EndFacts {
    const durationMs = performance.now() - this.#startedAt;
    return { durationMs, memoryBytes: this.#memory?.buffer.byteLength ?? 0 };
  }

  /** The few things of the world that the interpreter asks for: the time, and a place for messages that nobody reads. */
  readonly wasi = (memory: WebAssembly.Memory) => {
    this.#memory = memory;
    return {
      clock_time_get: (_clock: number, _precision: bigint, result: number): number => {
        const now = BigInt(Math.floor(Date.now() + this.skippedMs)) * 1_000_000n;
        new DataView(memory.buffer).setBigUint64(result, now, true);
        return 0;
      },
      fd_write: (_file: number, pieces: number, count: number, written: number): number => {
        const view = new DataView(memory.buffer);
        let bytes = 0;
        for (let piece = 0; piece < count; piece += 1) bytes += view.getUint32(pieces + piece * 8 + 4, true);
        view.setUint32(written, bytes, true);
        return 0;
      },
    };
  };
}

/** One run of one piece of code. */
class Run {
  readonly #vm: QuickJS;
  readonly #guard: Guard;
  readonly #tell: (message: SandboxMessage) => void;
  #realm: JSValueHandle | null = null;
  /** Characters and entries that the console may still show. */
  #room = { characters: OUTPUT_LIMITS.console as number, entries: OUTPUT_LIMITS.entries as number };
  #isCut = false;

  constructor(vm: QuickJS, guard: Guard, tell: (message: SandboxMessage) => void) {
    this.#vm = vm;
    this.#guard = guard;
    this.#tell = tell;
  }

  /** Gives the code its console, its timers and its input. */
  prepare(input: string | undefined): void {
    const vm = this.#vm;
    const { tableRows, tableColumns, chartValues } = OUTPUT_LIMITS;
    const show = vm.newFunction('show', (...values) => {
      this.#show(values[0]);
      return vm.undefined;
    });
    const setUp = vm.evalCode(`(${guestRealm})`);
    const text = input === undefined ? vm.undefined : vm.newString(input);
    const limits = vm.hostToHandle({ tableRows, tableColumns, chartValues });
    this.#realm = vm.callFunction(setUp, vm.undefined, show, text, limits);
  }

  /** The value of code, as plain data. */
  async valueOf(code: string): Promise<JsonValue | undefined> {
    const { promise, isScript } = this.#evaluate(code);
    let value = await this.#settle(promise);
    // The value of a script that may wait comes in an object, lest a promise in it be waited for: we do wait.
    if (isScript) value = await this.#settle(value.getProp('value'));
    const json = this.#call('encode', value);
    if (json.isUndefined) return undefined;
    if (json.length > OUTPUT_LIMITS.value) {
      const limit = OUTPUT_LIMITS.value.toLocaleString('en');
      throw new Failure(
        'output',
        `The value has ${json.length.toLocaleString('en')} characters as JSON, and ${limit} is the limit.`,
      );
    }
    return JSON.parse(json.toString()) as JsonValue;
  }

  /** What a run failed of, whoever noticed. */
  failureOf(error: unknown): Failure {
    if (this.#guard.isLate) return new Failure('timeout', 'The time is up.');
    if (error instanceof Failure) return error;
    if (error instanceof JSException) return this.#thrown(error.handle);
    // The stack of the interpreter itself was used up, or its WebAssembly gave in.
    if (error instanceof RangeError) return new Failure('stack', 'Calls go too deep.');
    return new Failure('crash', error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }

  /** A promise of the value of a script; where that is no JavaScript, of a function's body. */
  #evaluate(code: string): { readonly promise: JSValueHandle; readonly isScript: boolean } {
    const vm = this.#vm;
    try {
      return { promise: vm.evalCode(code, FILE, EvalFlags.ASYNC), isScript: true };
    } catch (error) {
      if (!(error instanceof JSException) || error.name !== 'SyntaxError') throw error;
      // Models like to write `return` at the end.
      if (/\breturn\b/.test(code)) {
        try {
          return { promise: vm.evalCode(`(async () => {${code}\n})()`, FILE), isScript: false };
        } catch (second) {
          if (this.#guard.isLate || !(second instanceof JSException) || second.name !== 'SyntaxError') throw second;
        }
      }
      throw new Failure('syntax', `${error.name}: ${error.message}`, lineIn(error.stack));
    }
  }

  /** The value of a promise once all that the code has started has run, which takes no time of waiting. */
  async #settle(promise: JSValueHandle): Promise<JSValueHandle> {
    for (;;) {
      this.#vm.executePendingJobs();
      if (this.#guard.check()) throw new Failure('timeout', 'The time is up.');
      const wait = this.#call('wait').toNumber();
      if (wait < 0) break;
      this.#guard.skippedMs += wait;
      this.#call('tick').dispose();
    }
    if (promise.isPromise && promise.promiseState === 0) {
      throw new Failure('unsettled', 'The code waits for a promise that nothing settles.');
    }
    const result = await this.#vm.resolvePromise(promise);
    if ('error' in result) throw this.#thrown(result.error);
    return result.value;
  }

  #call(name: 'encode' | 'wait' | 'tick', ...values: JSValueHandle[]): JSValueHandle {
    if (this.#realm === null) throw new Error('The realm is not there.');
    return this.#vm.callFunction(this.#realm.getProp(name), this.#realm, ...values);
  }

  #show(json: JSValueHandle | undefined): void {
    if (json === undefined || !json.isString || this.#isCut) return;
    this.#room.entries -= 1;
    this.#room.characters -= json.length;
    if (this.#room.entries < 0 || this.#room.characters < 0) {
      this.#isCut = true;
      this.#tell({ type: 'cut' });
      return;
    }
    let entry: unknown;
    try {
      entry = JSON.parse(json.toString());
    } catch {
      return;
    }
    const read = readEntry(entry);
    if (read !== null) this.#tell({ type: 'console', entry: read });
  }

  /** What the code threw. */
  #thrown(handle: JSValueHandle): Failure {
    if (!handle.isObject) return new Failure('exception', `Thrown: ${this.#word(handle)}`);
    const read = (property: string) => {
      try {
        const value = handle.getProp(property);
        return value.isString ? this.#word(value) : '';
      } catch {
        return ''; // A getter that throws.
      }
    };
    const name = read('name');
    const message = read('message');
    const line = lineIn(read('stack'));
    if (name === 'InternalError' && message === 'out of memory') {
      return new Failure('memory', 'The code needs more memory than it may have.', line);
    }
    const isDeep = /^(InternalError: stack overflow|RangeError: Maximum call stack size exceeded)/.test(
      `${name}: ${message}`,
    );
    if (isDeep) return new Failure('stack', 'Calls go too deep.', line);
    return new Failure(
      'exception',
      [name, message].filter((part) => part !== '').join(': ') || 'An object was thrown.',
      line,
    );
  }

  /** A value in words, if it is plain and short enough. */
  #word(handle: JSValueHandle): string {
    if (handle.isSymbol) return 'a symbol';
    if (handle.isString && handle.length > 10 * OUTPUT_LIMITS.message) return '[a long text]';
    return handle.toString();
  }
}

/** The line of the code that a stack trace begins with. */
function lineIn(stack: string | undefined): number | null {
  const [, line] = /\bcode\.js:(\d+)/.exec(stack ?? '') ?? [];
  return line === undefined ? null : Number(line);
}
