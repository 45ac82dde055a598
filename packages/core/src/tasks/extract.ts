/** Extracts facts from a text into an object of a given shape. */

import type { JsonSchema } from '../generate.js';
import { jsonSchemaOf, type SchemaLike, type ValueOf, valueBy } from '../read-schema.js';
import { boundedSchema } from './bounded-schema.js';
import type { Chunk } from './chunks.js';
import { defineTask, type TaskRun } from './define-task.js';
import { extractPrompt } from './extract.prompt.js';
import { withoutMisfits, withRequired } from './fitted-value.js';
import { finishedJson, jsonSoFar } from './json-answer.js';
import type { JsonValue } from './json-value.js';
import { mapReduce } from './map-reduce.js';
import { mergeExtracted, type ValueSpans } from './merge.js';
import { quoteFinder } from './quotes.js';
import type { TaskOptions, TaskPlan } from './task-model.js';
import type { TextSpan } from './text-span.js';

export type { SchemaLike, StandardSchema } from '../read-schema.js';

/** How facts are extracted. */
export interface ExtractOptions {
  /** What the schema does not say, in a sentence. */
  readonly instruction?: string;
  /** The most tokens that the facts of one chunk may have. Default: 640, at most a third of the context window. */
  readonly answerTokens?: number;
}

/** What was found. */
export interface Extraction<Value> {
  readonly value: Value;
  /**
   * Where the values stand in the text, by JSON pointer, such as `/items/0/price`: `text.slice(start, end)`. What stands
   * nowhere in the text was worded by the model, or made up.
   */
  readonly spans: ValueSpans;
  /**
   * `false` when an answer had more to say than there was room for: lists may lack entries, and what the schema requires
   * and was not reached has its default, or a value that says nothing. `answerTokens`, or `maxItems` and `maxLength` in the
   * schema, give it room.
   */
  readonly isComplete: boolean;
}

interface Wish extends ExtractOptions {
  readonly schema: JsonSchema;
}

interface Found {
  readonly value: JsonValue | undefined;
  readonly spans: ValueSpans;
  readonly isComplete: boolean;
}

const task = defineTask<string, Wish, Found, unknown>({
  name: 'Extracting',
  prepare: mapReduce<Wish, Found, Found, unknown>({
    answerTokens: ({ answerTokens }, window) => tokensFor(answerTokens, window),
    prompt: (text, { schema, instruction }) => extractPrompt(text, schema, instruction),
    format: ({ schema, answerTokens }, window, charactersPerToken) => ({
      type: 'json',
      schema: boundedSchema(schema, tokensFor(answerTokens, window), charactersPerToken),
    }),
    // No bound is sure: an answer may be in another script than its text, and a model may write what nobody expects.
    read: (answer, { chunk, isCut }, { schema }) => {
      const { value, isChanged } = withoutMisfits(finishedJson(answer, isCut), schema);
      return { value, spans: spansOf(value, chunk), isComplete: !isCut && !isChanged };
    },
    combine: (parts, _source, { schema }) => {
      const merged = mergeExtracted(present(parts), schema);
      const { value, isChanged } = withRequired(merged.value, schema);
      return { value, spans: merged.spans, isComplete: !isChanged && parts.every(({ isComplete }) => isComplete) };
    },
    show: (parts, growing, { schema }) =>
      mergeExtracted([...present(parts), ...present([{ value: jsonSoFar(growing), spans: {} }])], schema).value,
  }),
});

/** Room for a list of a dozen things. */
function tokensFor(wish: number | undefined, window: number): number {
  return wish ?? Math.min(640, Math.floor(window / 3));
}

function present(parts: readonly Pick<Found, 'value' | 'spans'>[]) {
  return parts.flatMap(({ value, spans }) => (value === undefined ? [] : [{ value, spans }]));
}

/** Where in the source the values of a chunk stand, by their paths. */
function spansOf(value: JsonValue | undefined, { text, start }: Chunk): ValueSpans {
  const find = quoteFinder(text);
  const spans: Record<string, TextSpan> = {};
  const visit = (one: JsonValue | undefined, path: string): void => {
    if (typeof one === 'object' && one !== null) {
      for (const [key, inner] of Object.entries(one)) {
        visit(inner, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      }
    } else if (typeof one === 'string' || typeof one === 'number') {
      const found = find(String(one));
      if (found !== null) spans[path] = { start: start + found.start, end: start + found.end };
    }
  };
  visit(value, '');
  return spans;
}

/**
 * Extracts what a schema names: an object or a list that meets the schema, whatever the model is and however it ends. Of a long text the
 * chunks' lists are joined without doubles, and other values are taken from the first chunk that has them.
 *
 * @param schema a JSON Schema, or a schema of zod, ArkType or any library with Standard JSON Schema. Descriptions in it
 *   are read by the model.
 * @throws LocalLLMError `invalid-request` for a schema that the engines' grammars do not know; `invalid-output` when
 *   a rule of the schema that no grammar knows is not met; `aborted`; and what the engine throws.
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
  const result = run.then(async ({ value, ...rest }) => ({
    value: (await valueBy(schema, value)) as ValueOf<Schema>,
    ...rest,
  }));
  result.catch(() => undefined);
  return Object.assign(result, { [Symbol.asyncIterator]: () => run[Symbol.asyncIterator]() });
}

/** What a run would cost. Asks the model nothing. */
extract.plan = (text: string, schema: SchemaLike, options: ExtractOptions & TaskOptions): Promise<TaskPlan> =>
  task.plan(text, { ...options, schema: jsonSchemaOf(schema) });
