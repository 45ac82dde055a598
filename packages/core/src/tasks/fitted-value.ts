/** Makes a value that was cut off, or was never held to a schema, fit the schema: with less where it can, with nothing-saying values where it must. */
import type { JsonSchema } from '../generate.js';
import type { JsonValue } from './json-value.js';
import { isRecord } from './merge-equality.js';
import { itemSchema, propertySchema, referencedSchema } from './schema-parts.js';

/** A schema that asks for itself within itself has no value at all. */
const MOST_DEPTH = 64;
const MOST_FILLED = 10_000;

/** What stands for no value, where a format wants one. */
const NO_TEXT: Readonly<Record<string, string>> = {
  date: '0001-01-01',
  time: '00:00:00Z',
  'date-time': '0001-01-01T00:00:00Z',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** The value, and whether it is another one than before. */
export interface Fitted {
  readonly value: JsonValue | undefined;
  readonly isChanged: boolean;
}

/** Without what does not fit, and without entries of lists that lack something: half of a thing is a wrong thing. */
export function withoutMisfits(value: JsonValue | undefined, schema: JsonSchema): Fitted {
  const fitter = new Fitter(schema, false);
  const fitted = fitter.fit(value, schema, 0);
  return { value: fitted, isChanged: fitter.isChanged };
}

/**
 * With all that the schema requires: where nothing was found, its default, or what says least: `null`, an empty text or
 * list, the number that is nearest to 0, the first choice. A value that fits comes back as it is.
 */
export function withRequired(value: JsonValue | undefined, schema: JsonSchema): Fitted {
  const fitter = new Fitter(schema, true);
  const fitted = fitter.fit(value, schema, 0);
  return { value: fitted, isChanged: fitter.isChanged };
}

class Fitter {
  isChanged = false;
  readonly #root: JsonSchema;
  readonly #fills: boolean;
  #filled = 0;

  constructor(root: JsonSchema, fills: boolean) {
    this.#root = root;
    this.#fills = fills;
  }

  fit(value: JsonValue | undefined, given: JsonSchema, depth: number): JsonValue | undefined {
    const schema = this.#chosen(value, referencedSchema(given, this.#root), depth);
    if (value === undefined || depth > MOST_DEPTH || !isLike(value, schema)) {
      this.isChanged = true;
      return this.#fills ? this.#nothing(schema, depth) : undefined;
    }
    if (isRecord(value)) return this.#object(value, schema, depth);
    return Array.isArray(value) ? this.#list(value, schema, depth) : value;
  }

  /** Of several schemas the first that the value follows so far; without a value the one that asks for least. */
  #chosen(value: JsonValue | undefined, schema: JsonSchema, depth: number): JsonSchema {
    const choices = choicesOf(schema);
    if (choices.length === 0 || depth > MOST_DEPTH) return schema;
    const known = choices.map((choice) => this.#chosen(value, referencedSchema(choice, this.#root), depth + 1));
    const followed = value === undefined ? undefined : known.find((choice) => this.#follows(value, choice, depth + 1));
    return followed ?? known.find(({ type }) => type === 'null') ?? known[0] ?? {};
  }

  /** Nothing of the value is against the schema, though something may be missing. */
  #follows(value: JsonValue, given: JsonSchema, depth: number): boolean {
    if (depth > MOST_DEPTH) return false;
    const schema = this.#chosen(value, referencedSchema(given, this.#root), depth);
    if (!isLike(value, schema)) return false;
    if (Array.isArray(value)) return value.every((one, at) => this.#follows(one, itemSchema(schema, at), depth + 1));
    if (!isRecord(value)) return true;
    return Object.entries(value).every(
      ([key, inner]) => isAllowed(schema, key) && this.#follows(inner, propertySchema(schema, key), depth + 1),
    );
  }

  #object(value: { [key: string]: JsonValue }, schema: JsonSchema, depth: number): JsonValue {
    const required = requiredOf(schema);
    // In the order of the schema, as grammars have it.
    const keys = new Set([...namesOf(schema).filter((key) => Object.hasOwn(value, key)), ...Object.keys(value)]);
    const named = this.#fills ? namesOf(schema).filter((key) => keys.has(key) || required.includes(key)) : [];
    const entries: [string, JsonValue][] = [];
    for (const key of new Set([...named, ...keys, ...(this.#fills ? required : [])])) {
      const inner = Object.hasOwn(value, key) ? value[key] : undefined;
      const isKept = isAllowed(schema, key);
      if (!isKept) this.isChanged = true;
      const fitted = isKept ? this.fit(inner, propertySchema(schema, key), depth + 1) : undefined;
      if (fitted !== undefined) entries.push([key, fitted]);
    }
    return Object.fromEntries(entries);
  }

  #list(value: readonly JsonValue[], schema: JsonSchema, depth: number): JsonValue {
    const { least, most, places } = lengthsOf(schema);
    const list: JsonValue[] = [];
    for (const [at, one] of value.slice(0, most).entries()) {
      const fitted = this.fit(one, itemSchema(schema, at), depth + 1);
      const isKept = fitted !== undefined && (this.#fills || this.#isWhole(fitted, itemSchema(schema, at), depth + 1));
      if (isKept) list.push(fitted);
      // What stands behind a place of a tuple that is lost would move to another place.
      else if (at < places) break;
    }
    if (list.length < value.length) this.isChanged = true;
    while (this.#fills && list.length < least && this.#filled < MOST_FILLED) {
      list.push(this.fit(undefined, itemSchema(schema, list.length), depth + 1) ?? null);
    }
    return list;
  }

  /** Nothing that the schema requires is missing. */
  #isWhole(value: JsonValue, given: JsonSchema, depth: number): boolean {
    const schema = this.#chosen(value, referencedSchema(given, this.#root), depth);
    if (Array.isArray(value)) {
      return (
        value.length >= lengthsOf(schema).least &&
        value.every((one, at) => this.#isWhole(one, itemSchema(schema, at), depth + 1))
      );
    }
    if (!isRecord(value)) return true;
    return (
      requiredOf(schema).every((key) => Object.hasOwn(value, key)) &&
      Object.entries(value).every(([key, inner]) => this.#isWhole(inner, propertySchema(schema, key), depth + 1))
    );
  }

  /** The value that says least. */
  #nothing(schema: JsonSchema, depth: number): JsonValue {
    const { default: usual, const: only, enum: values, format } = schema as Record<string, JsonValue | undefined>;
    if (usual !== undefined && isLike(usual, schema)) return usual;
    if (only !== undefined) return only;
    if (Array.isArray(values)) {
      const fitting = values.filter((one) => isLike(one, schema));
      return fitting.find((one) => one === null || one === '') ?? fitting[0] ?? null;
    }
    this.#filled += 1;
    if (depth > MOST_DEPTH || this.#filled > MOST_FILLED) return null;
    const kinds = kindsOf(schema);
    if (kinds.length === 0 || kinds.includes('null')) return null;
    switch (kinds[0]) {
      case 'object':
        return this.#object({}, schema, depth);
      case 'array':
        return this.#list([], schema, depth);
      case 'string':
        return typeof format === 'string' ? (NO_TEXT[format] ?? '') : ' '.repeat(lengthsOf(schema).leastCharacters);
      case 'boolean':
        return false;
      default:
        return leastNumber(schema, kinds[0] === 'integer');
    }
  }
}

/** Its kind, and what can be said of it without looking into it. */
function isLike(value: JsonValue, schema: JsonSchema): boolean {
  const { const: only, enum: values } = schema as Record<string, JsonValue | undefined>;
  const same = (one: JsonValue) => JSON.stringify(one) === JSON.stringify(value);
  if (only !== undefined && !same(only)) return false;
  if (Array.isArray(values) && !values.some(same)) return false;
  const kinds = kindsOf(schema);
  if (kinds.length > 0 && !kinds.some((kind) => isOfKind(value, kind))) return false;
  if (typeof value === 'number') return isWithin(value, schema);
  if (typeof value !== 'string') return true;
  const { leastCharacters, mostCharacters } = lengthsOf(schema);
  const { length } = [...value];
  return length >= leastCharacters && length <= mostCharacters;
}

function isOfKind(value: JsonValue, kind: string): boolean {
  if (kind === 'null') return value === null;
  if (kind === 'array') return Array.isArray(value);
  if (kind === 'object') return isRecord(value);
  // A larger one is not the one that was written.
  return kind === 'integer' ? Number.isSafeInteger(value) : typeof value === kind;
}

function kindsOf(schema: JsonSchema): readonly string[] {
  const { type, properties, items, prefixItems } = schema as Record<string, unknown>;
  const named = [type].flat().filter((kind) => typeof kind === 'string');
  if (named.length > 0) return named;
  if (properties !== undefined) return ['object'];
  if (items !== undefined || prefixItems !== undefined) return ['array'];
  if (schema['format'] !== undefined || schema['maxLength'] !== undefined) return ['string'];
  return BOUNDS.some((bound) => schema[bound] !== undefined) ? ['number'] : [];
}

const BOUNDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const;

function isWithin(value: number, schema: JsonSchema): boolean {
  const [least, most, above, below] = BOUNDS.map((bound) => schema[bound]);
  return (
    !(typeof least === 'number' && value < least) &&
    !(typeof most === 'number' && value > most) &&
    !(typeof above === 'number' && value <= above) &&
    !(typeof below === 'number' && value >= below)
  );
}

/** The number nearest to 0. */
function leastNumber(schema: JsonSchema, isWhole: boolean): number {
  const bounds = BOUNDS.map((bound) => schema[bound]).filter((bound) => typeof bound === 'number');
  const near = bounds.flatMap((bound) =>
    isWhole
      ? [Math.floor(bound), Math.ceil(bound), bound - 1, bound + 1].map(Math.round)
      : [bound, bound - 1, bound + 1],
  );
  // Between two bounds that are near to one another and both excluded there is a half.
  const half = bounds.reduce((sum, bound) => sum + bound, 0) / Math.max(1, bounds.length);
  const found = [0, ...near, ...(isWhole ? [] : [half])].filter((one) => isWithin(one, schema));
  return found.reduce((best, one) => (Math.abs(one) < Math.abs(best) ? one : best), found[0] ?? 0);
}

function choicesOf(schema: JsonSchema): readonly JsonSchema[] {
  const choices = (schema['anyOf'] ?? schema['oneOf'] ?? schema['allOf']) as unknown;
  return Array.isArray(choices) ? choices : [];
}

function requiredOf({ required }: JsonSchema): readonly string[] {
  return Array.isArray(required) ? required.filter((key) => typeof key === 'string') : [];
}

function namesOf({ properties }: JsonSchema): readonly string[] {
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

/** Where properties are named, any others are left out, as grammars do. */
function isAllowed(schema: JsonSchema, key: string): boolean {
  const { properties, additionalProperties: others, propertyNames } = schema;
  if (properties !== undefined) return namesOf(schema).includes(key);
  const names = (propertyNames as { readonly enum?: unknown } | undefined)?.enum;
  return others !== false && (!Array.isArray(names) || names.includes(key));
}

function lengthsOf(schema: JsonSchema) {
  const count = (key: string, otherwise: number) =>
    typeof schema[key] === 'number' ? (schema[key] as number) : otherwise;
  const { prefixItems, items } = schema;
  const places = Array.isArray(prefixItems) ? prefixItems.length : 0;
  const isTuple = places > 0 && (items === undefined || (items as unknown) === false);
  return {
    places,
    // Grammars write a tuple in whole, and nothing after it.
    least: Math.max(places, count('minItems', 0)),
    most: Math.min(isTuple ? places : Number.POSITIVE_INFINITY, count('maxItems', Number.POSITIVE_INFINITY)),
    leastCharacters: count('minLength', 0),
    mostCharacters: count('maxLength', Number.POSITIVE_INFINITY),
  };
}
