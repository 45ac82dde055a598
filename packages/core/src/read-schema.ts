/** What shape is wanted: a JSON Schema, or a schema of a library that can say itself as one. */
import { LocalLLMError } from './errors.js';
import type { JsonSchema } from './generate.js';

/**
 * A schema by the [Standard Schema](https://standardschema.dev) specification, as of zod, valibot and ArkType: it
 * checks values, and says itself as JSON Schema.
 */
export interface StandardSchema<Value = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => Outcome<Value> | Promise<Outcome<Value>>;
    readonly types?: { readonly input: unknown; readonly output: Value } | undefined;
    readonly jsonSchema?: {
      readonly input: (options: { readonly target: string }) => Record<string, unknown>;
    };
  };
}

type Outcome<Value> =
  | { readonly value: Value; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string }[] };

/** What may be given as a schema. */
export type SchemaLike<Value = unknown> = JsonSchema | StandardSchema<Value>;

/** The type of the values of a schema; `unknown` for a JSON Schema. */
export type ValueOf<Schema> = Schema extends StandardSchema<infer Value> ? Value : unknown;

/** The schema for the engine's grammar. */
export function jsonSchemaOf(schema: SchemaLike): JsonSchema {
  // ArkType's schemas are functions.
  if ((typeof schema !== 'object' && typeof schema !== 'function') || schema === null) {
    throw new LocalLLMError('invalid-request', 'The schema is neither a JSON Schema nor a Standard Schema.');
  }
  const standard = standardOf(schema);
  if (standard === null) return withoutNotes(schema as JsonSchema);
  const found = standard.jsonSchema?.input({ target: 'draft-2020-12' }) ?? ownJsonSchema(schema);
  if (found !== null) return withoutNotes(found);
  throw new LocalLLMError('invalid-request', `This schema of ${standard.vendor} does not say itself as JSON Schema.`, {
    hint: 'Take a version of the library that implements Standard JSON Schema (zod from 4.2 on, ArkType from 2.1.28 on, valibot with toStandardJsonSchema), or give a JSON Schema.',
  });
}

/**
 * Checks a value, and gives what the schema makes of it.
 *
 * @throws LocalLLMError `invalid-output` when the value is not what the schema wants.
 */
export async function valueBy<Value>(schema: SchemaLike<Value>, value: unknown): Promise<Value> {
  const standard = standardOf(schema);
  if (standard === null) return value as Value;
  const outcome = await standard.validate(value);
  if (outcome.issues === undefined) return outcome.value as Value;
  const [first] = outcome.issues;
  throw new LocalLLMError('invalid-output', `What was found does not meet the schema: ${first?.message ?? ''}`, {
    hint: 'The grammar knows shapes, not rules such as ranges of dates. Make such rules looser, or check them afterwards.',
    details: { issues: outcome.issues.map(({ message }) => message) },
  });
}

function standardOf(schema: SchemaLike): StandardSchema['~standard'] | null {
  const standard: unknown = (schema as StandardSchema)['~standard'];
  return typeof standard === 'object' && standard !== null && 'validate' in standard
    ? (standard as StandardSchema['~standard'])
    : null;
}

/** Libraries that came before the specification have a method of their own. */
function ownJsonSchema(schema: object): Record<string, unknown> | null {
  const { toJSONSchema, toJsonSchema } = schema as Record<string, unknown>;
  const method = [toJSONSchema, toJsonSchema].find((one) => typeof one === 'function');
  return typeof method === 'function' ? (method.call(schema) as Record<string, unknown>) : null;
}

/** What says nothing about the shape of a value only makes a grammar refuse a schema. */
function withoutNotes(schema: JsonSchema): JsonSchema {
  const { $schema: _schema, $id: _id, '~standard': _standard, ...rest } = schema as Record<string, unknown>;
  return rest;
}
