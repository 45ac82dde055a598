/** The one way to use what strangers have written: another pass reads it, without tools, and answers in a narrow form. */
import type { OutputFormat } from '../generate.js';
import { lookPrompt } from './agent-prompts.js';
import { HANDLE_FORMAT } from './call-schema.js';
import type { Tool } from './define-tool.js';
import { HOST_LABEL } from './labels.js';
import { shownText } from './ledger.js';
import type { MeteredModel } from './metered-model.js';

const FORMS: Readonly<Record<string, unknown>> = {
  number: { type: 'number' },
  'yes-no': { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  text: { type: 'string', maxLength: 80 },
};
/** Of a text that is asked about; a small context window has room for it. */
const MAX_CHARACTERS = 3000;

/**
 * The result has the label of what was read, and is a stranger's word, so it is a handle: the pass that acts can pass it on, and never reads it.
 */
export function lookIntoTool(model: MeteredModel): Tool {
  return {
    manifest: {
      name: 'look_into',
      description: 'Finds one fact in something that is not shown here.',
      input: {
        type: 'object',
        properties: {
          what: { format: HANDLE_FORMAT },
          question: { type: 'string', maxLength: 120 },
          form: { enum: Object.keys(FORMS) },
        },
        required: ['what', 'question', 'form'],
      },
      effect: 'pure',
      sinkArguments: [],
      origins: [],
      // A model has worded it: it may be passed on, and vouches for nothing.
      returns: { integrity: 'untrusted', readers: 'public' },
      permission: 'allow',
      maxCalls: 4,
      maxCharacters: 200,
    },
    async execute(args) {
      const { what, question, form } = args as { what: unknown; question: string; form: string };
      const format: OutputFormat = {
        type: 'json',
        schema: { type: 'object', properties: { found: FORMS[form] ?? FORMS['text'] }, required: ['found'] },
      };
      const messages = lookPrompt(shownText(what, MAX_CHARACTERS), question);
      const { text } = await model.text({ messages, format, maxTokens: 80 });
      const { found = null } = JSON.parse(text) as { found?: unknown };
      return { value: found, label: HOST_LABEL, handles: [] };
    },
  };
}
