/** What the page and its sandbox say to each other: texts of JSON over one port, of which nothing is believed. */
import {
  type CodeFailureKind,
  type ConsoleEntry,
  type ConsoleText,
  type JsonValue,
  OUTPUT_LIMITS,
} from './code-result.js';

/** The one message to the worker; the port is handed over with it. */
export interface SandboxOrder {
  readonly port: MessagePort;
  /** QuickJS, not yet compiled: compiling it is the worker's right, not the page's. */
  readonly wasm: ArrayBuffer;
  readonly code: string;
  /** JSON, `undefined` for none. */
  readonly input: string | undefined;
  readonly timeoutMs: number;
  readonly memoryBytes: number;
}

/** What the worker tells, each as JSON. */
export type SandboxMessage =
  /** The code begins to run. */
  | { readonly type: 'begin' }
  | { readonly type: 'console'; readonly entry: ConsoleEntry }
  /** The console has more than is kept. */
  | { readonly type: 'cut' }
  | { readonly type: 'value'; readonly value: JsonValue | undefined; readonly facts: EndFacts }
  | {
      readonly type: 'failure';
      readonly kind: CodeFailureKind;
      readonly message: string;
      readonly line: number | null;
      readonly facts: EndFacts;
    }
  /** The sandbox itself could not be set up. */
  | { readonly type: 'unusable'; readonly message: string };

export interface EndFacts {
  readonly durationMs: number;
  readonly memoryBytes: number;
}

/** The longest message that a well-behaved sandbox sends: a value and some words around it. */
const LONGEST = OUTPUT_LIMITS.value + 4096;

/**
 * Reads a message as if an attacker had written it: whatever is not as it should be makes it `null`, and
 * nothing of the object that was sent is passed on but what is known.
 */
export function readSandboxMessage(data: unknown): SandboxMessage | null {
  if (typeof data !== 'string' || data.length > LONGEST) return null;
  let message: unknown;
  try {
    message = JSON.parse(data);
  } catch {
    return null;
  }
  if (!isRecord(message)) return null;
  switch (message.type) {
    case 'begin':
    case 'cut':
      return { type: message.type };
    case 'console': {
      const entry = readEntry(message.entry);
      return entry && { type: 'console', entry };
    }
    case 'value': {
      const facts = readFacts(message.facts);
      return facts && { type: 'value', value: message.value as JsonValue | undefined, facts };
    }
    case 'failure': {
      const { kind, message: words, line } = message;
      const facts = readFacts(message.facts);
      if (facts === null || !isOneOf(FAILURES, kind) || typeof words !== 'string') return null;
      return {
        type: 'failure',
        kind,
        message: words.slice(0, OUTPUT_LIMITS.message),
        line: isCount(line) ? line : null,
        facts,
      };
    }
    case 'unusable':
      return typeof message.message === 'string' ? { type: 'unusable', message: message.message.slice(0, 500) } : null;
    default:
      return null;
  }
}

const FAILURES: readonly CodeFailureKind[] = [
  'syntax',
  'exception',
  'timeout',
  'memory',
  'stack',
  'output',
  'unsettled',
  'crash',
];
const TEXT_KINDS: readonly ConsoleText['kind'][] = ['log', 'info', 'warn', 'error', 'debug'];

/** A line, table or chart of the console, if it is one. */
export function readEntry(entry: unknown): ConsoleEntry | null {
  if (!isRecord(entry)) return null;
  const { kind } = entry;
  if (isOneOf(TEXT_KINDS, kind)) return typeof entry.text === 'string' ? { kind, text: entry.text } : null;
  if (kind === 'table') {
    const { columns, rows } = entry;
    if (!isTexts(columns) || columns.length > OUTPUT_LIMITS.tableColumns) return null;
    if (!Array.isArray(rows) || rows.length > OUTPUT_LIMITS.tableRows) return null;
    const fits = (row: unknown): row is string[] => isTexts(row) && row.length === columns.length;
    return rows.every(fits) ? { kind, columns, rows } : null;
  }
  if (kind === 'chart') {
    const { shape, title, labels, values } = entry;
    if ((shape !== 'bar' && shape !== 'line') || typeof title !== 'string' || !isTexts(labels)) return null;
    if (!Array.isArray(values) || values.length !== labels.length) return null;
    if (values.length > OUTPUT_LIMITS.chartValues || !values.every((value) => Number.isFinite(value))) return null;
    return { kind, shape, title, labels, values };
  }
  return null;
}

function readFacts(facts: unknown): EndFacts | null {
  if (!isRecord(facts)) return null;
  const { durationMs, memoryBytes } = facts;
  if (!isCount(memoryBytes) || typeof durationMs !== 'number' || !(durationMs >= 0)) return null;
  return { durationMs, memoryBytes };
}

/** What may be in a message, none of it as promised. */
interface Unread {
  readonly type?: unknown;
  readonly entry?: unknown;
  readonly value?: unknown;
  readonly facts?: unknown;
  readonly kind?: unknown;
  readonly message?: unknown;
  readonly line?: unknown;
  readonly text?: unknown;
  readonly columns?: unknown;
  readonly rows?: unknown;
  readonly shape?: unknown;
  readonly title?: unknown;
  readonly labels?: unknown;
  readonly values?: unknown;
  readonly durationMs?: unknown;
  readonly memoryBytes?: unknown;
}

function isRecord(value: unknown): value is Unread {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isOneOf<T>(known: readonly T[], value: unknown): value is T {
  return (known as readonly unknown[]).includes(value);
}
