/**
 * What code finds inside the sandbox besides the language itself: `console`, `input`, `chart`, and timers that need
 * no time. It runs in the sandbox, so nothing here protects anybody: code may change all of it, and harms itself alone.
 */

/** What the sandbox's keeper needs of it. */
export interface GuestRealm {
  /** The JSON of a value, `undefined` where there is no value. */
  encode(value: unknown): string | undefined;
  /** Milliseconds until the next timer, -1 where there is none. */
  wait(): number;
  /** Runs that timer. */
  tick(): void;
}

/** Limits of what is shown. */
export interface GuestLimits {
  readonly tableRows: number;
  readonly tableColumns: number;
  readonly chartValues: number;
}

/**
 * Sets the realm up. The build turns it into text, so it must use nothing from outside itself.
 *
 * @param show takes an entry of the console, as JSON.
 * @param input JSON, or `undefined`.
 */
export function guestRealm(show: (entry: string) => void, input: string | undefined, limits: GuestLimits): GuestRealm {
  const { stringify } = JSON;

  function plain(value: unknown, path: readonly unknown[]): unknown {
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'function') return `[function ${value.name || 'without a name'}]`;
    if (typeof value === 'symbol') return String(value);
    if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
    if (typeof value !== 'object' || value === null) return value;
    if (path.includes(value)) return '[circular]';
    if (path.length > 30) return '[too deep]';
    const inner = [...path, value];
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
    if (value instanceof RegExp) return String(value);
    if (value instanceof Promise) return '[promise]';
    if (value instanceof Map) {
      const entries = [...value];
      const isObject = entries.every(([key]) => typeof key === 'string');
      return plain(isObject ? Object.fromEntries(entries) : entries, inner);
    }
    if (value instanceof Set) return plain([...value], inner);
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return plain(Array.from(value as never), inner);
    if (Array.isArray(value)) return Array.from(value, (item) => plain(item, inner));
    const { toJSON } = value as { toJSON?: unknown };
    if (typeof toJSON === 'function') return plain(toJSON.call(value, ''), inner);
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([name, item]) => [name, plain(item, inner)]),
    );
  }

  const encode = (value: unknown): string | undefined => stringify(plain(value, []));

  function textOf(value: unknown): string {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    return encode(value) ?? 'undefined';
  }

  function lineOf(values: readonly unknown[]): string {
    const [first, ...rest] = values;
    if (typeof first !== 'string' || !first.includes('%')) return values.map(textOf).join(' ');
    const line = first.replace(/%([sdifoOjc%])/g, (directive, letter: string) => {
      if (letter === '%') return '%';
      if (rest.length === 0) return directive;
      const value = rest.shift();
      if (letter === 'c') return '';
      if (letter === 'd' || letter === 'i') return String(letter === 'i' ? Math.trunc(Number(value)) : Number(value));
      return letter === 'f' ? String(Number(value)) : textOf(value);
    });
    return [line, ...rest.map(textOf)].join(' ');
  }

  let indent = '';
  const counts = new Map<string, number>();
  const say = (kind: string, values: readonly unknown[]) => {
    const text = lineOf(values);
    show(stringify({ kind, text: indent === '' ? text : text.replace(/^/gm, indent) }));
  };
  const sayer =
    (kind: string) =>
    (...values: unknown[]) =>
      say(kind, values);

  function table(data: unknown, chosen?: readonly string[]): void {
    if (typeof data !== 'object' || data === null) {
      say('log', [data]);
      return;
    }
    const entries: [unknown, unknown][] =
      data instanceof Map ? [...data] : Object.entries(data instanceof Set ? [...data] : data);
    const shown = entries.slice(0, limits.tableRows);
    const names: string[] = [];
    for (const [, row] of shown) {
      const own = typeof row === 'object' && row !== null ? Object.keys(row) : ['value'];
      for (const name of own) if (!names.includes(name)) names.push(name);
    }
    const wanted = (Array.isArray(chosen) ? chosen.map(String) : names).slice(0, limits.tableColumns - 1);
    const rows = shown.map(([key, row]) => [
      textOf(key),
      ...wanted.map((name) => {
        const cell = typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[name] : row;
        return cell === undefined ? '' : textOf(cell);
      }),
    ]);
    show(stringify({ kind: 'table', columns: ['', ...wanted], rows }));
    if (entries.length > shown.length) say('info', [`${entries.length - shown.length} more rows`]);
  }

  /** A point of a chart: a number, `[label, number]`, or an object with `label` or `x` and `value` or `y`. */
  function point(item: unknown, label: string): [string, number] {
    if (Array.isArray(item)) return [String(item[0]), Number(item[1])];
    if (typeof item !== 'object' || item === null) return [label, Number(item)];
    const { label: own, x, name, value, y } = item as Record<string, unknown>;
    return [String(own ?? x ?? name ?? label), Number(value ?? y)];
  }

  function chart(data: unknown, options: { type?: unknown; title?: unknown } = {}): void {
    const isList = Array.isArray(data);
    const entries: [string, unknown][] =
      data instanceof Map
        ? [...data].map(([key, value]) => [String(key), value])
        : Object.entries((data ?? {}) as object).map(([key, item]) => [isList ? String(Number(key) + 1) : key, item]);
    const points = entries.map(([key, item]) => point(item, key));
    if (points.length === 0)
      throw new TypeError('chart: nothing to show. Give it a list of numbers or an object of them.');
    const odd = points.find(([, value]) => !Number.isFinite(value));
    if (odd !== undefined) throw new TypeError(`chart: the value of ${odd[0]} is not a number.`);
    if (points.length > limits.chartValues) throw new RangeError(`chart: more than ${limits.chartValues} values.`);
    const shape = options.type === 'line' ? 'line' : 'bar';
    const title = options.title === undefined ? '' : String(options.title);
    const labels = points.map(([label]) => label);
    show(stringify({ kind: 'chart', shape, title, labels, values: points.map(([, value]) => value) }));
  }

  const console = {
    log: sayer('log'),
    info: sayer('info'),
    warn: sayer('warn'),
    error: sayer('error'),
    debug: sayer('debug'),
    trace: sayer('debug'),
    dir: (value: unknown) => say('log', [value]),
    table,
    assert: (condition: unknown, ...values: unknown[]) => {
      if (!condition) say('error', ['Assertion failed:', ...values]);
    },
    count: (label: unknown = 'default') => {
      const count = (counts.get(String(label)) ?? 0) + 1;
      counts.set(String(label), count);
      say('log', [`${label}: ${count}`]);
    },
    group: (...values: unknown[]) => {
      if (values.length > 0) say('log', values);
      indent += '  ';
    },
    groupEnd: () => {
      indent = indent.slice(2);
    },
    time: () => undefined,
    timeEnd: () => undefined,
  };

  interface Timer {
    readonly id: number;
    readonly run: () => void;
    due: number;
    /** Where it repeats itself. */
    readonly everyMs: number | null;
  }
  const timers = new Map<number, Timer>();
  let now = 0;
  let lastId = 0;
  const start = (handler: unknown, ms: unknown, rest: readonly unknown[], repeats: boolean): number => {
    if (typeof handler !== 'function') throw new TypeError('A timer needs a function.');
    const delay = Math.min(Math.max(Number(ms) || 0, repeats ? 1 : 0), 2 ** 31);
    lastId += 1;
    const run = () => handler(...rest);
    timers.set(lastId, { id: lastId, run, due: now + delay, everyMs: repeats ? delay : null });
    return lastId;
  };
  const clear = (id: unknown) => void timers.delete(Number(id));
  Object.assign(globalThis, {
    console,
    chart,
    input: input === undefined ? undefined : JSON.parse(input),
    setTimeout: (handler: unknown, ms?: unknown, ...rest: unknown[]) => start(handler, ms, rest, false),
    setInterval: (handler: unknown, ms?: unknown, ...rest: unknown[]) => start(handler, ms, rest, true),
    clearTimeout: clear,
    clearInterval: clear,
  });

  const next = (): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers.values()) if (first === undefined || timer.due < first.due) first = timer;
    return first;
  };

  return {
    encode,
    wait: () => {
      const timer = next();
      return timer === undefined ? -1 : timer.due - now;
    },
    tick: () => {
      const timer = next();
      if (timer === undefined) return;
      now = timer.due;
      if (timer.everyMs === null) timers.delete(timer.id);
      else timer.due += timer.everyMs;
      timer.run();
    },
  };
}
