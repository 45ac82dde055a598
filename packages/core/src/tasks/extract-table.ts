/** Makes a table of what a text tells. */
import { boundedSchema } from './bounded-schema.js';
import { defineTask } from './define-task.js';
import { FACTS_SCHEMA, factsPrompt } from './extract-table.prompt.js';
import { type Fact, factTable } from './fact-table.js';
import { finishedJson } from './json-answer.js';
import type { JsonValue } from './json-value.js';
import { mapReduce, nothing } from './map-reduce.js';
import { quoteFinder } from './quotes.js';
import { readInput } from './read-input.js';
import { markdownTables, tablesIn } from './tables-in-text.js';

const ANSWER_TOKENS = 480;
/** A longer word for a kind of fact is a sentence. */
const LONGEST_NAME = 40;

const readFacts = mapReduce<object, readonly Fact[], string, string>({
  answerTokens: (_options, window) => tokensFor(window),
  prompt: factsPrompt,
  format: (_options, window, charactersPerToken) => ({
    type: 'json',
    schema: boundedSchema(FACTS_SCHEMA, tokensFor(window), charactersPerToken),
  }),
  // Of an answer that was cut off the last fact lacks something, and is left out like others that do.
  read: (answer, { chunk, isCut }) => factsIn(finishedJson(answer, isCut), chunk.text),
  combine: tableOf,
  show: tableOf,
});

/**
 * Makes a Markdown table of a text. Tables that the text has already are taken as they are, without asking the model.
 * Else the model lists facts, and of those only what the text says word for word comes into the table.
 *
 * @returns the table, or several; empty where there is nothing to make one of.
 * @throws LocalLLMError `aborted` when the signal fires; `invalid-request` for what is no text; `context-overflow` when
 *   the instructions alone fill the window; and what the engine throws.
 * @example
 * ```ts
 * import { extractTable } from '@local-llm-chat/core/tasks';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const facts = [
 *   { of: 'Rye bread', what: 'price', value: '4.20 euros' },
 *   { of: 'A roll', what: 'price', value: '0.60 euros' },
 * ];
 * const llm = createFakeLLM({ reply: JSON.stringify(facts) });
 * await llm.load();
 * console.log(await extractTable('Rye bread costs 4.20 euros. A roll costs 0.60 euros.', { model: llm }));
 * ```
 */
export const extractTable = defineTask<string, object, string>({
  name: 'Making a table',
  async prepare(text, options, desk) {
    if (readInput(text).isBlank) return nothing('');
    const tables = tablesIn(text);
    return tables.length > 0 ? nothing(markdownTables(tables)) : readFacts(text, options, desk);
  },
});

function tokensFor(window: number): number {
  return Math.min(ANSWER_TOKENS, Math.floor(window / 3));
}

function tableOf(parts: readonly (readonly Fact[])[]): string {
  const table = factTable(parts.flat());
  return table === null ? '' : markdownTables([table]);
}

/** The facts whose names and values stand in the text: small models make up the others. */
function factsIn(value: JsonValue | undefined, text: string): readonly Fact[] {
  if (!Array.isArray(value)) return [];
  const find = quoteFinder(text);
  return value.flatMap((one) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return [];
    const { of, what, value: said } = one;
    if (typeof of !== 'string' || typeof what !== 'string' || typeof said !== 'string') return [];
    if (!/\p{L}/u.test(what) || what.length > LONGEST_NAME || of.trim() === said.trim()) return [];
    return find(of) !== null && find(said) !== null ? [{ of: of.trim(), what: what.trim(), value: said.trim() }] : [];
  });
}
