/** One text for calls that are the same, whatever the order of their arguments. */

/** A value as JSON with sorted names. */
export function keyOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${keyOf((value as Record<string, unknown>)[name])}`).join()}}`;
}
