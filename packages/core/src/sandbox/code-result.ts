/** What a run of code gives back, and what it may use. */

/** A line of the console. */
export interface ConsoleText {
  readonly kind: 'log' | 'info' | 'warn' | 'error' | 'debug';
  readonly text: string;
}

/** What `console.table` was given, as texts. The first column names the rows. */
export interface ConsoleTable {
  readonly kind: 'table';
  readonly columns: readonly string[];
  /** As many texts in each row as there are columns. */
  readonly rows: readonly (readonly string[])[];
}

/** What `chart` was given: as many labels as values, all of them finite. */
export interface ConsoleChart {
  readonly kind: 'chart';
  readonly shape: 'bar' | 'line';
  readonly title: string;
  readonly labels: readonly string[];
  readonly values: readonly number[];
}

/** What code shows while it runs, in the order in which it shows it. */
export type ConsoleEntry = ConsoleText | ConsoleTable | ConsoleChart;

/**
 * Why a run has no value.
 * - `syntax`: it is no JavaScript.
 * - `exception`: it threw.
 * - `timeout`: it was still running at its deadline.
 * - `memory`: it needed more memory than it may have.
 * - `stack`: its calls go too deep.
 * - `output`: its value is longer than may be handed out.
 * - `unsettled`: it waits for a promise that nothing settles any more.
 * - `crash`: the sandbox broke, and nothing but the run was lost with it.
 */
export type CodeFailureKind =
  | 'syntax'
  | 'exception'
  | 'timeout'
  | 'memory'
  | 'stack'
  | 'output'
  | 'unsettled'
  | 'crash';

/** Why a run has no value, in words for the one who wrote the code: a person, or a model that tries again. */
export interface CodeFailure {
  readonly kind: CodeFailureKind;
  /** In English, at most 1,000 characters: the name of the error and what it says. */
  readonly message: string;
  /** Where in the code, from 1, where that is known. */
  readonly line?: number;
}

/** Plain data, as JSON has it. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

interface RunFacts {
  /** What it showed, in order, as much as is kept: 1,000 entries and 64 KiB in all. */
  readonly console: readonly ConsoleEntry[];
  /** Whether it showed more than is kept. */
  readonly isConsoleCut: boolean;
  /** Milliseconds that the code itself ran; what it took to start the sandbox is left out. */
  readonly durationMs: number;
  /** Bytes of memory that the sandbox had at the end; `null` where it did not live to tell. */
  readonly memoryBytes: number | null;
}

/** How a run ended. */
export type CodeResult =
  | (RunFacts & {
      readonly ok: true;
      /**
       * The value of the last expression, or of `return`, as plain data; `undefined` when there is none.
       * What JSON cannot hold is shown as a text (`12n`, `NaN`, `[function area]`), dates as ISO 8601, maps as
       * objects, sets as lists.
       */
      readonly value: JsonValue | undefined;
    })
  | (RunFacts & { readonly ok: false; readonly failure: CodeFailure });

/** The most that a run may hand out. */
export const OUTPUT_LIMITS = {
  /** Characters of the value, as JSON. */
  value: 65_536,
  /** Characters of everything on the console, as JSON. */
  console: 65_536,
  entries: 1000,
  /** Characters of a failure's message. */
  message: 1000,
  tableRows: 200,
  tableColumns: 20,
  chartValues: 500,
} as const;
