/** Whether a call's arguments are what the tool's schema allows, and nothing besides. */
import { Validator } from '@cfworker/json-schema';
import type { JsonSchema } from '../generate.js';

/** Says what is wrong, or `null`. Never quotes a value: it may be somebody's secret. */
export function argumentProblem(schema: JsonSchema, args: Readonly<Record<string, unknown>>): string | null {
  const properties = schema['properties'] as Record<string, unknown> | undefined;
  for (const name of Object.keys(args)) {
    if (properties === undefined || !Object.hasOwn(properties, name)) return 'an argument that the tool does not have';
  }
  // Handles stand for values of any type: what they stand for is checked.
  const outcome = new Validator(closed(schema) as Record<string, unknown>, '2020-12').validate(args);
  if (outcome.valid) return null;
  const { instanceLocation = '#', keyword = '' } = outcome.errors.at(-1) ?? {};
  return `an argument that its schema does not allow (${instanceLocation.slice(0, 60)}, ${keyword})`;
}

/** The same schema, where an object that names its properties has no others. */
export function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const schema = Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, key === 'enum' || key === 'const' ? part : closed(part)]),
  );
  const isObject = typeof schema['properties'] === 'object' && !Array.isArray(schema['properties']);
  return isObject && schema['additionalProperties'] === undefined ? { ...schema, additionalProperties: false } : schema;
}
