/** What was read and is not believed yet. */

/** Plain data, as `JSON.parse` gives it. */
export type PlainRecord = Readonly<Record<string, unknown>>;

/** True for objects and lists. */
export function isRecord(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null;
}
