/** Finds its way in a JSON Schema: as much as merging needs, and nothing of checking values. */

import type { JsonSchema } from '../generate.js';

/** References that lead to references may lead in a circle. */
const MOST_STEPS = 32;

/** The schema behind references and `null` as the other choice. */
export function resolveSchema(
  schema: JsonSchema,
  root: JsonSchema,
): { readonly schema: JsonSchema /** Several kinds of values are allowed. */; readonly isUnion: boolean } {
  let current = schema;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { $ref: reference } = current as { $ref?: unknown };
    const choices = (current['anyOf'] ?? current['oneOf']) as unknown;
    if (typeof reference === 'string') current = referenced(reference, root);
    else if (Array.isArray(choices)) {
      const kinds = choices.filter((choice) => isSchema(choice) && choice['type'] !== 'null');
      const [only] = kinds;
      if (kinds.length !== 1 || !isSchema(only)) return { schema: current, isUnion: kinds.length > 1 };
      current = only;
    } else break;
  }
  return { schema: current, isUnion: false };
}

/** The schema that references lead to. */
export function referencedSchema(schema: JsonSchema, root: JsonSchema): JsonSchema {
  let current = asSchema(schema);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { $ref: reference } = current as { $ref?: unknown };
    if (typeof reference !== 'string') return current;
    current = referenced(reference, root);
  }
  return {};
}

/** The schema of a property; `{}`, which allows everything, where none is given. */
export function propertySchema(schema: JsonSchema, key: string): JsonSchema {
  const properties = schema['properties'];
  if (isSchema(properties) && Object.hasOwn(properties, key)) return asSchema(properties[key]);
  return asSchema(schema['additionalProperties']);
}

/** The schema of the item at a place of an array. */
export function itemSchema(schema: JsonSchema, index: number): JsonSchema {
  const places = schema['prefixItems'];
  if (Array.isArray(places) && index < places.length) return asSchema(places[index]);
  return asSchema(schema['items']);
}

/** By a pointer into the same schema, as `#/$defs/person`. */
function referenced(reference: string, root: JsonSchema): JsonSchema {
  let current: unknown = reference.startsWith('#') ? root : undefined;
  for (const step of reference.split('/').slice(1)) {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    current = isSchema(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  }
  return asSchema(current);
}

function asSchema(value: unknown): JsonSchema {
  return isSchema(value) ? value : {};
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
