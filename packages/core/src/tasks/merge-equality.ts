/** When two extracted values say the same, and which of several says most. */

import type { JsonSchema } from '../generate.js';
import type { JsonValue } from './json-value.js';

/** What models write where they found nothing and a schema wants something. */
const SAYS_NOTHING =
  /^(?:n\/?a|none|null|nil|unknown|undefined|[-–—?.]+|not (?:applicable|available|found|given|known|mentioned|provided|specified|stated))\.?$/i;

/** Names of properties that tell one thing from another. */
const ID_NAMES = ['id', '_id', 'uuid', 'guid', 'key', 'sku', 'isbn', 'issn', 'doi', 'iban', 'ean'];

export function isRecord(value: JsonValue): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for what says nothing, however it says so. `0` and `false` say something. */
export function isBlankValue(value: JsonValue): boolean {
  if (value === null) return true;
  if (typeof value === 'string') return value.trim() === '' || SAYS_NOTHING.test(value.trim());
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.values(value).every(isBlankValue);
}

/** The most frequent one, the first of several. */
export function majority<Found extends { readonly value: JsonValue }>(found: readonly Found[]): Found {
  const counts = new Map<string, { readonly first: Found; count: number }>();
  for (const one of found) {
    const identity = plain(one.value);
    const entry = counts.get(identity) ?? { first: one, count: 0 };
    entry.count += 1;
    counts.set(identity, entry);
  }
  const [best] = [...counts.values()].sort((one, other) => other.count - one.count);
  return best?.first ?? (found[0] as Found);
}

/**
 * Equal for items of an array that are the same: by the id that the schema names, else by all scalars of an object, else
 * by everything.
 */
export function identityOf(value: JsonValue, schema: JsonSchema): string {
  if (!isRecord(value)) return plain(value);
  const properties = schema['properties'];
  const named = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  const idName = named.find((name) => ID_NAMES.includes(name.toLowerCase()));
  const id = idName === undefined ? undefined : value[idName];
  if (idName !== undefined && isScalar(id) && !isBlankValue(id)) return `id ${plain(id)}`;
  const scalars = Object.entries(value).filter(([, inner]) => isScalar(inner) && !isBlankValue(inner));
  return scalars.length === 0 ? `whole ${plain(value)}` : `scalars ${plain(Object.fromEntries(scalars))}`;
}

function isScalar(value: JsonValue | undefined): value is string | number | boolean | null {
  return value !== undefined && (value === null || typeof value !== 'object');
}

/** A value as text, in which case, white space and the order of keys make no difference. */
function plain(value: JsonValue): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase());
  }
  if (Array.isArray(value)) return `[${value.map(plain).join()}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${plain(inner)}`);
  return `{${entries.sort().join()}}`;
}
