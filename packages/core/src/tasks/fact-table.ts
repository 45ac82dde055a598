/** Makes a table of facts: a row for each thing, a column for each kind of fact. */
import type { TextTable } from './tables-in-text.js';

/** One thing that is told of something. */
export interface Fact {
  readonly of: string;
  readonly what: string;
  readonly value: string;
}

/** With fewer filled cells than this a table of columns is mostly empty: then each fact is a row. */
const LEAST_FILLED = 0.4;

/** The table; `null` where there is nothing to compare: less than two facts. */
export function factTable(facts: readonly Fact[]): TextTable | null {
  const things = new Map<string, { readonly name: string; readonly values: Map<string, string> }>();
  const columns = new Map<string, string>();
  let count = 0;
  for (const { of, what, value } of facts) {
    const thing = things.get(key(of)) ?? { name: of, values: new Map() };
    things.set(key(of), thing);
    if (!columns.has(key(what))) columns.set(key(what), what);
    // What was told first stands: later parts of a text repeat it more often than they mend it.
    if (thing.values.has(key(what))) continue;
    thing.values.set(key(what), value);
    count += 1;
  }
  const rows = [...things.values()];
  const [only] = rows;
  if (only === undefined || count < 2) return null;
  const named = [...columns];
  if (rows.length === 1) {
    return [['', only.name], ...named.map(([column, name]) => [name, only.values.get(column) ?? ''])];
  }
  if (count < LEAST_FILLED * rows.length * named.length) {
    const each = rows.flatMap(({ name, values }) =>
      [...values].map(([column, value]) => [name, columns.get(column) ?? '', value]),
    );
    return [['', '', ''], ...each];
  }
  return [
    ['', ...columns.values()],
    ...rows.map(({ name, values }) => [name, ...named.map(([column]) => values.get(column) ?? '')]),
  ];
}

function key(name: string): string {
  return name
    .trim()
    .toLocaleLowerCase()
    .replaceAll(/[\s_]+/g, ' ');
}
