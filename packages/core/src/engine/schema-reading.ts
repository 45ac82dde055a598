/** What a JSON Schema says, read with suspicion: it may come from anywhere. */
import type { JsonSchema } from '../generate.js';

/** A type that JSON Schema knows. */
export type TypeName = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';

const TYPE_NAMES: readonly unknown[] = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];

/** What is wrong with a schema, and where. */
export class SchemaProblem extends Error {
  constructor(path: string, problem: string) {
    super(`the schema${path === '' || path === '#' ? '' : ` at ${path}`} ${problem}`);
  }
}

/** True for a schema with keywords, as opposed to `true` and `false`. */
export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The types that a schema names, `null` when it names none. */
export function kindsOf({ type }: JsonSchema, path: string): readonly TypeName[] | null {
  if (type === undefined) return null;
  const kinds: readonly unknown[] = Array.isArray(type) ? type : [type];
  const strange = kinds.find((kind) => !TYPE_NAMES.includes(kind));
  if (strange !== undefined || kinds.length === 0) throw new SchemaProblem(path, `has the unknown type "${strange}"`);
  const names = [...new Set(kinds)] as TypeName[];
  // All whole numbers are numbers.
  return names.filter((name) => name !== 'integer' || !names.includes('number'));
}

/** Whether a value is of a type. */
export function isOfKind(value: unknown, kind: TypeName): boolean {
  if (kind === 'integer') return Number.isInteger(value);
  if (kind === 'array') return Array.isArray(value);
  if (kind === 'null') return value === null;
  if (kind === 'object') return isSchema(value);
  return typeof value === kind;
}

/** A count among a schema's keywords, `null` when it is not there. */
export function countOf(schema: JsonSchema, keyword: string, path: string, most: number): number | null {
  const value = schema[keyword];
  if (value === undefined) return null;
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw new SchemaProblem(path, `has a "${keyword}" that is no count`);
  }
  if ((value as number) > most) throw new SchemaProblem(path, `has a "${keyword}" above ${most}`);
  return value as number;
}

/** A number among a schema's keywords, `null` when it is not there. */
export function boundOf(schema: JsonSchema, keyword: string, path: string): number | null {
  const value = schema[keyword];
  if (value === undefined) return null;
  if (!Number.isFinite(value)) throw new SchemaProblem(path, `has a "${keyword}" that is no number`);
  return value as number;
}

/** A value in the spacing of our grammars. */
export function jsonText(value: unknown, path: string): string {
  if (Array.isArray(value)) return `[${value.map((item) => jsonText(item, path)).join(', ')}]`;
  if (isSchema(value)) {
    const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${jsonText(member, path)}`);
    return `{${members.join(', ')}}`;
  }
  const isPlain = value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);
  if (!isPlain) throw new SchemaProblem(path, 'has a value that is not JSON');
  return JSON.stringify(value);
}

/** Whether no value can match two of these schemas, as far as that can be told. */
export function areDisjoint(schemas: readonly unknown[], resolve: (pointer: string) => unknown): boolean {
  const followed = schemas.map((schema) => follow(schema, resolve));
  return followed.every((one, index) =>
    followed.slice(index + 1).every((other) => excludeEachOther(one, other, resolve)),
  );
}

function excludeEachOther(one: unknown, other: unknown, resolve: (pointer: string) => unknown): boolean {
  if (!isSchema(one) || !isSchema(other)) return false;
  const [values, otherValues] = [valuesOf(one), valuesOf(other)];
  if (values && otherValues) return !values.some((value) => otherValues.includes(value));
  const [kinds, otherKinds] = [possibleKinds(one), possibleKinds(other)];
  if (!kinds || !otherKinds) return false;
  const shared = kinds.filter((kind) => otherKinds.includes(kind));
  if (shared.length === 0) return true;
  if (shared.some((kind) => kind !== 'object')) return false;
  const [properties, otherProperties] = [one['properties'], other['properties']];
  if (!isSchema(properties) || !isSchema(otherProperties)) return false;
  const required = (schema: JsonSchema, name: string) =>
    Array.isArray(schema['required']) && schema['required'].includes(name);
  // A property that both must have, with other values in each: what tells the members of a union apart.
  return Object.keys(properties).some((name) => {
    if (!required(one, name) || !required(other, name) || !Object.hasOwn(otherProperties, name)) return false;
    const here = valuesIn(follow(properties[name], resolve));
    const there = valuesIn(follow(otherProperties[name], resolve));
    return here !== null && there !== null && !here.some((value) => there.includes(value));
  });
}

function follow(schema: unknown, resolve: (pointer: string) => unknown): unknown {
  let target = schema;
  for (let step = 0; step < 10 && isSchema(target) && typeof target['$ref'] === 'string'; step += 1) {
    target = resolve(target['$ref']);
  }
  return target;
}

/** The only values of a schema, each as JSON; `null` when there are others. */
function valuesOf(schema: JsonSchema): readonly string[] | null {
  const values: unknown = 'const' in schema ? [schema['const']] : schema['enum'];
  return Array.isArray(values) ? values.map((value) => jsonText(value, '')) : null;
}

function valuesIn(schema: unknown): readonly string[] | null {
  return isSchema(schema) ? valuesOf(schema) : null;
}

function possibleKinds(schema: JsonSchema): readonly TypeName[] | null {
  const values: unknown = 'const' in schema ? [schema['const']] : schema['enum'];
  const kinds = Array.isArray(values)
    ? (TYPE_NAMES as readonly TypeName[]).filter((kind) => values.some((value) => isOfKind(value, kind)))
    : kindsOf(schema, '');
  return kinds?.map((kind) => (kind === 'integer' ? 'number' : kind)) ?? null;
}
