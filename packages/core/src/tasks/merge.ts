/** Puts together what was extracted from several chunks of a text, by the schema that all of it follows. */
import type { JsonSchema } from '../generate.js';
import type { JsonValue } from './json-value.js';
import { identityOf, isBlankValue, isRecord, majority } from './merge-equality.js';
import { itemSchema, propertySchema, resolveSchema } from './schema-parts.js';
import type { TextSpan } from './text-span.js';

/** Where in the source each value comes from, by JSON pointer: `/people/0/name`, `''` for all of it. */
export type ValueSpans = Readonly<Record<string, TextSpan>>;

/** What one chunk gave. */
export interface Extracted {
  readonly value: JsonValue;
  readonly spans?: ValueSpans;
}

export interface MergeOptions {
  /** Which of several values that are no arrays and no objects is taken: the first that says something, or the most frequent. */
  readonly scalars?: 'first' | 'majority';
}

/** A value, and where it stood in what its chunk gave. */
interface Found {
  readonly value: JsonValue;
  readonly from: number;
  readonly pointer: string;
}

/**
 * Merges the values of chunks, in the order of the chunks, and their spans along with them.
 *
 * - Scalars: the first that says something, where `''`, `null` and `"n/a"` do not; or the most frequent.
 * - Objects: property by property, as far as the schema says that it is one kind of object; else the first.
 * - Arrays: all items in order, without those that an earlier chunk has too. Texts are the same whatever their case and
 *   white space; objects are when they have the same id, or all the same scalars, and are merged then. What one chunk
 *   says twice stays, unless the schema has `uniqueItems`. `maxItems` is kept. Tuples are merged place by place.
 *
 * Nothing comes in that no chunk said, so that the result follows the schema as the chunks' values do.
 */
export function mergeExtracted(
  extracted: readonly Extracted[],
  schema: JsonSchema,
  options: MergeOptions = {},
): { readonly value: JsonValue | undefined; readonly spans: ValueSpans } {
  const merger = new Merger(extracted, schema, options);
  const found = extracted.map(({ value }, from) => ({ value, from, pointer: '' }));
  return { value: found.length === 0 ? undefined : merger.merge(found, schema, ''), spans: merger.spans };
}

class Merger {
  readonly #extracted: readonly Extracted[];
  readonly #root: JsonSchema;
  readonly #options: MergeOptions;
  readonly #spans = new Map<string, TextSpan>();

  constructor(extracted: readonly Extracted[], root: JsonSchema, options: MergeOptions) {
    this.#extracted = extracted;
    this.#root = root;
    this.#options = options;
  }

  get spans(): ValueSpans {
    return Object.fromEntries(this.#spans);
  }

  /** @param found at least one. */
  merge(found: readonly Found[], schema: JsonSchema, pointer: string): JsonValue {
    const resolved = resolveSchema(schema, this.#root);
    const telling = found.filter(({ value }) => !isBlankValue(value));
    const [first] = telling.length > 0 ? telling : found;
    if (first === undefined) return null;
    if (isRecord(first.value)) {
      // Of two kinds of objects together neither would be right.
      const objects = resolved.isUnion ? [first] : found.filter(({ value }) => isRecord(value));
      return this.#mergeObjects(objects, resolved.schema, pointer);
    }
    if (Array.isArray(first.value)) {
      const arrays = resolved.isUnion ? [first] : found.filter(({ value }) => Array.isArray(value));
      return this.#mergeArrays(arrays, resolved.schema, pointer);
    }
    const scalars = telling.filter(({ value }) => !isRecord(value) && !Array.isArray(value));
    const chosen = this.#options.scalars === 'majority' && scalars.length > 0 ? majority(scalars) : first;
    this.#keepSpan(chosen, pointer);
    return chosen.value;
  }

  #mergeObjects(found: readonly Found[], schema: JsonSchema, pointer: string): JsonValue {
    for (const one of found) this.#keepSpan(one, pointer);
    const byKey = new Map<string, Found[]>();
    for (const { value, from, pointer: above } of found) {
      for (const [key, inner] of Object.entries(value as Record<string, JsonValue>)) {
        const all = byKey.get(key) ?? [];
        all.push({ value: inner, from, pointer: `${above}/${escaped(key)}` });
        byKey.set(key, all);
      }
    }
    return Object.fromEntries(
      [...byKey].map(([key, all]) => [key, this.merge(all, propertySchema(schema, key), `${pointer}/${escaped(key)}`)]),
    );
  }

  #mergeArrays(found: readonly Found[], schema: JsonSchema, pointer: string): JsonValue {
    for (const one of found) this.#keepSpan(one, pointer);
    const lists = found.map(({ value, from, pointer: above }) =>
      (value as JsonValue[]).map((item, index) => ({ value: item, from, pointer: `${above}/${index}` })),
    );
    const groups = Array.isArray(schema['prefixItems']) ? byPlace(lists) : this.#byIdentity(lists, schema);
    const most = typeof schema['maxItems'] === 'number' ? schema['maxItems'] : groups.length;
    return groups
      .slice(0, most)
      .map((group, index) => this.merge(group, itemSchema(schema, index), `${pointer}/${index}`));
  }

  /** Items that are the same, each list's own doubles apart. */
  #byIdentity(lists: readonly (readonly Found[])[], schema: JsonSchema): Found[][] {
    const groups: Found[][] = [];
    const known = new Map<string, Found[][]>();
    for (const list of lists) {
      const seen = new Map<string, number>();
      for (const item of list) {
        const identity = identityOf(item.value, resolveSchema(itemSchema(schema, 0), this.#root).schema);
        const same = known.get(identity) ?? [];
        const count = schema['uniqueItems'] === true ? 0 : (seen.get(identity) ?? 0);
        seen.set(identity, count + 1);
        const group = same[count];
        if (group !== undefined) group.push(item);
        else {
          const begun = [item];
          groups.push(begun);
          known.set(identity, [...same, begun]);
        }
      }
    }
    return groups;
  }

  #keepSpan({ from, pointer }: Found, target: string): void {
    const spans = this.#extracted[from]?.spans;
    if (spans === undefined || this.#spans.has(target) || !Object.hasOwn(spans, pointer)) return;
    const span = spans[pointer];
    if (span !== undefined) this.#spans.set(target, span);
  }
}

function byPlace(lists: readonly (readonly Found[])[]): Found[][] {
  const groups: Found[][] = [];
  for (const list of lists) {
    list.forEach((item, index) => {
      const group = groups[index] ?? [];
      group.push(item);
      groups[index] = group;
    });
  }
  return groups;
}

/** A key as JSON pointers write it (RFC 6901). */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
