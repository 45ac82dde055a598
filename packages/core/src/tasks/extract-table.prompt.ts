/** What a model is asked when it makes a table of a text: facts of one shape, which even a small model keeps to. */
import type { JsonSchema, PromptMessage } from '../generate.js';

/** A list of facts; code makes the table of them, so that no model has to count columns. */
export const FACTS_SCHEMA: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    properties: { of: { type: 'string' }, what: { type: 'string' }, value: { type: 'string' } },
    required: ['of', 'what', 'value'],
  },
};

/** Asks for the facts of a text. */
export function factsPrompt(text: string): readonly PromptMessage[] {
  return [
    {
      role: 'system',
      content:
        'List the facts of the text as JSON, each with: of, the name of the thing or person as the text has it; what, a word for what is told, such as price or date; value, word for word from the text. Use the same word for the same kind of fact. Reply with [] when the text has no names, numbers or dates.',
    },
    { role: 'user', content: text },
  ];
}
