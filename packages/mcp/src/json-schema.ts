/** The schema of a stranger's tool, without what could be said in it, and without what could be run. */

/** A JSON Schema as plain data. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * All that is taken over. No `description`, `title` or `default`, which are words for the model; no `pattern`, which
 * could keep the page busy for ever; no `$ref`, which could lead in circles.
 */
const NUMBERS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength'];
const COUNTS = ['minItems', 'maxItems'];
const TYPES = ['string', 'number', 'integer', 'boolean', 'null', 'array', 'object'];
const LISTS = ['anyOf', 'oneOf', 'allOf'];
const DEEPEST = 8;
const MOST_PROPERTIES = 32;
const MOST_VALUES = 64;
const LONGEST_TEXT = 80;

/** The schema as far as it is taken over, or why it cannot be. */
export function cleanSchema(schema: unknown): JsonSchema | string {
  try {
    const cleaned = partOf(schema, 0);
    if (cleaned['type'] !== 'object') return 'its input is no object';
    return 'properties' in cleaned ? cleaned : { ...cleaned, properties: {} };
  } catch (error) {
    if (error instanceof SchemaRefused) return error.message;
    throw error;
  }
}

class SchemaRefused extends Error {}

function partOf(schema: unknown, depth: number): JsonSchema {
  if (depth > DEEPEST) throw new SchemaRefused('its input is nested too deep');
  if (schema === true) return {};
  if (!isRecord(schema)) throw new SchemaRefused('its input is no schema');
  if ('$ref' in schema || '$dynamicRef' in schema) throw new SchemaRefused('its input refers to other schemas');
  const part: Record<string, unknown> = {};
  const { type, properties, required, items } = schema;
  if (type !== undefined) part['type'] = typesOf(type);
  if ('const' in schema) part['const'] = plainValue(schema['const']);
  if (schema['enum'] !== undefined) part['enum'] = listOf(schema['enum'], MOST_VALUES).map(plainValue);
  for (const name of [...NUMBERS, ...COUNTS]) {
    if (typeof schema[name] === 'number' && Number.isFinite(schema[name])) part[name] = schema[name];
  }
  for (const name of LISTS) {
    if (schema[name] !== undefined) part[name] = listOf(schema[name], MOST_VALUES).map((one) => partOf(one, depth + 1));
  }
  if (items !== undefined) part['items'] = partOf(items, depth + 1);
  if (properties !== undefined) part['properties'] = propertiesOf(properties, depth);
  if (required !== undefined) part['required'] = listOf(required, MOST_PROPERTIES).map(nameOf);
  return part;
}

function propertiesOf(properties: unknown, depth: number): Record<string, JsonSchema> {
  if (!isRecord(properties)) throw new SchemaRefused('its input is no schema');
  const entries = Object.entries(properties);
  if (entries.length > MOST_PROPERTIES) throw new SchemaRefused('it has too many arguments');
  return Object.fromEntries(entries.map(([name, one]) => [nameOf(name), partOf(one, depth + 1)]));
}

/** A sentence as the name of an argument is a sentence to the model. */
function nameOf(name: unknown): string {
  const isName = typeof name === 'string' && /^[a-z_][\w.-]{0,47}$/i.test(name) && name !== '__proto__';
  if (!isName) throw new SchemaRefused('one of its arguments has no name');
  return name;
}

function plainValue(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'string' && value.length <= LONGEST_TEXT && !/[\p{Cc}\p{Cf}]/u.test(value)) return value;
  throw new SchemaRefused('its values are too long, or no plain values');
}

function typesOf(type: unknown): unknown {
  const types = Array.isArray(type) ? type : [type];
  if (!types.every((one) => TYPES.includes(one))) throw new SchemaRefused('its input is of no known type');
  return type;
}

function listOf(list: unknown, most: number): readonly unknown[] {
  if (!Array.isArray(list) || list.length > most) throw new SchemaRefused('one of its lists is too long, or none');
  return list;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
