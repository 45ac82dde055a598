/** The form that an answer must have, as a grammar: one text for all engines, so that all allow the same. */
import { LocalLLMError } from '../errors.js';
import type { OutputFormat } from '../generate.js';
import { literals } from './grammar-rules.js';
import { schemaGrammar, schemaKeywords } from './schema-grammar.js';
import { isSchema, SchemaProblem } from './schema-reading.js';

/**
 * The grammar of a format. Its rules are GBNF for llama.cpp and EBNF for xgrammar.
 *
 * @throws LocalLLMError `invalid-request` for what no grammar of ours can enforce.
 */
export function answerGrammar(format: OutputFormat): string {
  if (format.type === 'choice') return choiceGrammar(format.choices);
  if (format.type !== 'json') throw invalid('its `format` is of an unknown type', 'Use "json" or "choice".');
  if (!isSchema(format.schema)) throw invalid('its `format` has no schema', 'Give a JSON Schema: plain data.');
  try {
    return schemaGrammar(format.schema, { before: around(format.before), after: around(format.after) });
  } catch (error) {
    if (error instanceof SchemaProblem) throw invalid(error.message, SCHEMA_HINT);
    throw error;
  }
}

const SCHEMA_HINT = `Leave that out of the schema and check it in the answer. What can be enforced: ${schemaKeywords.join(', ')}.`;

function around(text: unknown = ''): string {
  if (typeof text === 'string' && !/\p{Surrogate}/u.test(text)) return text;
  throw invalid('what stands around its JSON is no text', 'Give texts as `before` and `after`, or leave them out.');
}

function choiceGrammar(choices: readonly string[]): string {
  if (!Array.isArray(choices) || choices.length === 0) throw invalid('its `format` has no choices', 'Give some texts.');
  const isText = (choice: unknown) => typeof choice === 'string' && choice !== '' && !/\p{Surrogate}/u.test(choice);
  if (!choices.every(isText)) throw invalid('one of its choices is no text', 'Give texts that are not empty.');
  return `root ::= ${literals(choices)}\n`;
}

function invalid(problem: string, hint: string): LocalLLMError {
  return new LocalLLMError('invalid-request', `The request cannot be answered: ${problem}.`, { hint });
}
