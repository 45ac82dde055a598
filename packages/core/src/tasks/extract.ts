/** Extracts facts from a text into an object of a given shape. */
import type { JsonSchema } from '../generate.js';
import { defineTask, type TaskRun } from './define-task.js';
import { extractPrompt } from './extract.prompt.js';
import { mapReduce } from './map-reduce.js';
import { mergeExtracted } from './merge.js';
import { parsePartialJson } from './partial-json.js';
import { findQuote } from './quotes.js';
import { jsonSchemaOf, type SchemaLike, type ValueOf, valueBy } from './read-schema.js';
import type { Span } from './sentences.js';
import type { TaskOptions, TaskPlan } from './task-model.js';

export type { SchemaLike, StandardSchema } from './read-schema.js';

/** How facts are extracted. */
export interface ExtractOptions {
  /** What the schema does not say, in a sentence. */
  readonly instruction?: string;
  /** The most tokens that the facts of one chunk may have. Default 512. */
  readonly answerTokens?: number;
}

/** What was found. */
export interface Extraction<Value> {
  readonly value: Value;
  /**
   * Where the values stand in the text, by their paths, such as `/items/0/price`. What stands nowhere in the text was
   * worded by the model, or made up.
   */
  readonly spans: Readonly<Record<string, Span>>;
}

interface Wish extends ExtractOptions {
  readonly schema: JsonSchema;
}

interface Found {
  readonly value: unknown;
  readonly spans: Readonly<Record<string, Span>>;
}

const task = defineTask<string, Wish, Found, unknown>({
  name: 'Extracting',
  prepare: mapReduce<Wish, Found, Found, unknown>({
    answerTokens: ({ answerTokens = 512 }) => answerTokens,
    prompt: (text, { schema, instruction }) => extractPrompt(text, schema, instruction),
    format: ({ schema }) => ({ type: 'json', schema }),
    read: (answer, { chunk, source }) => {
      const value = parsePartialJson(answer);
      return { value, spans: spansOf(value, source, chunk.start, chunk.end) };
    },
    combine: (parts, _source, { schema }) => mergeExtracted(parts, schema),
    show: (parts, growing, { schema }) => {
      const value = parsePartialJson(growing);
      return mergeExtracted([...parts, ...(value === undefined ? [] : [{ value, spans: {} }])], schema).value;
    },
  }),
});

/** Every value that stands in this part of the source, by its path. */
function spansOf(value: unknown, source: string, start: number, end: number, path = ''): Record<string, Span> {
  if (typeof value === 'object' && value !== null) {
    const inner = Object.entries(value).map(([key, one]) => {
      const name = key.replaceAll('~', '~0').replaceAll('/', '~1');
      return spansOf(one, source, start, end, `${path}/${name}`);
    });
    return Object.assign({}, ...inner);
  }
  if (typeof value !== 'string' && typeof value !== 'number') return {};
  const found = findQuote(source.slice(start, end), String(value));
  if (found === null) return {};
  const span = { start: start + found.start, end: start + found.end };
  return { [path]: { ...span, text: source.slice(span.start, span.end) } };
}

/**
 * Extracts what a schema names: an object or a list that meets the schema, whatever the model is. Of a long text the
 * chunks' lists are joined without doubles, and other values are taken from the first chunk that has them.
 *
 * @param schema a JSON Schema, or a schema of zod, ArkType or any library with Standard JSON Schema. Descriptions in it
 *   are read by the model.
 * @throws LocalLLMError `invalid-request` for a schema that the engines' grammars do not know; `invalid-output` when the
 *   answer is longer than `answerTokens`, or a rule of the schema that no grammar knows is not met; `aborted`; and what
 *   the engine throws.
 * @example
 * ```ts
 * import { extract } from '@local-llm-chat/core/tasks';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const llm = createFakeLLM({ reply: '{"name":"Ada","year":1815}' });
 * await llm.load();
 * const schema = { type: 'object', properties: { name: { type: 'string' }, year: { type: 'integer' } }, required: ['name', 'year'] };
 * const { value, spans } = await extract('Ada was born in 1815.', schema, { model: llm });
 * console.log(value, spans['/year']?.start); // { name: 'Ada', year: 1815 } 16
 * ```
 */
export function extract<Schema extends SchemaLike>(
  text: string,
  schema: Schema,
  options: ExtractOptions & TaskOptions,
): TaskRun<Extraction<ValueOf<Schema>>, unknown> {
  const run = task(text, { ...options, schema: jsonSchemaOf(schema) });
  const result = run.then(async ({ value, spans }) => ({
    value: (await valueBy(schema, value)) as ValueOf<Schema>,
    spans,
  }));
  result.catch(() => undefined);
  return Object.assign(result, { [Symbol.asyncIterator]: () => run[Symbol.asyncIterator]() });
}

/** What a run would cost. Asks the model nothing. */
extract.plan = (text: string, schema: SchemaLike, options: ExtractOptions & TaskOptions): Promise<TaskPlan> =>
  task.plan(text, { ...options, schema: jsonSchemaOf(schema) });
