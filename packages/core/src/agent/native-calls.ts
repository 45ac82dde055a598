/** Tools and calls in the words that a model was trained on: the chat templates of its makers, as messages. */
import type { JsonSchema, PromptMessage, ToolCallFormat } from '../generate.js';
import { ANSWER } from './agent-prompts.js';
import type { ProposedCall } from './policy.js';
import type { ToolManifest } from './tool-manifest.js';

/** A tool that may be called now, with what its arguments may be. */
interface NativeTool {
  readonly manifest: ToolManifest;
  readonly schema: JsonSchema;
}

/** How one family of models says it. */
interface Dialect {
  /** The property that the arguments stand in. */
  readonly args: 'arguments' | 'parameters';
  /** Around a call. */
  readonly before: string;
  readonly after: string;
  /** The conversation with the tools in it. */
  withTools(messages: readonly PromptMessage[], tools: readonly JsonSchema[]): readonly PromptMessage[];
  /** A result, as it comes from the user's side. */
  result(text: string): string;
}

/**
 * A last tool of our own: a model that calls none would have to say so in words, and a grammar that allowed any words
 * would hold nothing.
 */
const NO_CALL: JsonSchema = described(ANSWER, 'Ends the search: enough is known, or no function helps.', {
  type: 'object',
  properties: {},
});

const DIALECTS: Readonly<Record<ToolCallFormat, Dialect>> = {
  // Of Hermes 2 Pro, Qwen2.5 and Qwen3.
  hermes: {
    args: 'arguments',
    before: '<tool_call>\n',
    after: '\n</tool_call>',
    withTools(messages, tools) {
      const [first] = messages;
      const system = first?.role === 'system' ? `${first.content}\n\n` : '';
      const lines = [
        '# Tools\n\nYou may call one or more functions to assist with the user query.\n',
        'You are provided with function signatures within <tools></tools> XML tags:',
        '<tools>',
        ...tools.map((tool) => spaced(tool)),
        '</tools>\n',
        'For each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:',
        '<tool_call>\n{"name": <function-name>, "arguments": <args-json-object>}\n</tool_call>',
      ];
      const rest = first?.role === 'system' ? messages.slice(1) : messages;
      return [{ role: 'system', content: system + lines.join('\n') }, ...rest];
    },
    result: (text) => `<tool_response>\n${text}\n</tool_response>`,
  },
  // Of Llama 3.1 and 3.2, for functions that are not built in.
  'llama-3': {
    args: 'parameters',
    before: '',
    after: '',
    withTools(messages, tools) {
      const at = messages.findIndex(({ role }) => role === 'user');
      const intro = [
        'Given the following functions, please respond with a JSON for a function call with its proper arguments that best answers the given prompt.\n\n',
        'Respond in the format {"name": function name, "parameters": dictionary of argument name and its value}.Do not use variables.\n\n',
        ...tools.map((tool) => `${JSON.stringify(tool, null, 4)}\n\n`),
      ];
      return messages.map((message, index) =>
        index === at ? { ...message, content: intro.join('') + message.content } : message,
      );
    },
    // Its own role for results is none that a request could have.
    result: (text) => text,
  },
};

/** A call that was asked for, and what was known by then. */
export interface NativeTurn {
  readonly said: string;
  /** Lines of what was known before it. */
  readonly known: number;
}

/** The prompt for the next call. */
export function nativePrompt(
  format: ToolCallFormat,
  messages: readonly PromptMessage[],
  offered: readonly NativeTool[],
  known: readonly string[],
  turns: readonly NativeTurn[],
): readonly PromptMessage[] {
  const dialect = DIALECTS[format];
  const last = messages.at(-1);
  const [first] = turns;
  const foundAtFirst = known.slice(0, first?.known ?? known.length);
  const question = foundAtFirst.length === 0 ? '' : `\n\nKnown so far:\n${foundAtFirst.join('\n')}`;
  const asked: PromptMessage[] = [
    ...messages.slice(0, -1),
    { role: 'user', content: `${last?.content ?? ''}${question}` },
  ];
  for (const [index, { said, known: before }] of turns.entries()) {
    const lines = known.slice(before, turns[index + 1]?.known ?? known.length);
    asked.push({ role: 'assistant', content: said });
    asked.push({ role: 'user', content: dialect.result(lines.join('\n') || 'Nothing.') });
  }
  const tools = offered.map(({ manifest, schema }) => described(manifest.name, manifest.description, schema));
  return dialect.withTools(asked, [...tools, NO_CALL]);
}

/** What may be said: one of the calls that are allowed now. */
export function nativeFormat(format: ToolCallFormat, offered: readonly NativeTool[]) {
  const { args, before, after } = DIALECTS[format];
  const calls = [
    ...offered.map(({ manifest, schema }) => ({ name: manifest.name, schema })),
    { name: ANSWER, schema: { type: 'object', properties: {}, additionalProperties: false } },
  ].map(({ name, schema }) => ({
    type: 'object',
    properties: { name: { const: name }, [args]: schema },
    required: ['name', args],
    additionalProperties: false,
  }));
  return { type: 'json', schema: { anyOf: calls }, ...(before === '' ? {} : { before, after }) } as const;
}

/** The call in what a model has said; `null` where it calls nothing. */
export function readNativeCall(format: ToolCallFormat, said: string): ProposedCall | null {
  const { args, before, after } = DIALECTS[format];
  // Words are an answer: no grammar has held the model, and it needs no tool.
  const start = before === '' ? said.search(/\{/) : said.indexOf(before.trim());
  if (start === -1) return null;
  const inner = said.slice(start + before.trim().length).split(after.trim() || '\n\n\n')[0] ?? '';
  try {
    const call = JSON.parse(inner) as Record<string, unknown> | null;
    const name = String(call?.['name']);
    if (name === ANSWER) return null;
    return { tool: name, arguments: (call?.[args] ?? {}) as Record<string, unknown> };
  } catch {
    // A call that was cut off is none: nothing is guessed.
    return { tool: '', arguments: {} };
  }
}

function described(name: string, description: string, parameters: JsonSchema): JsonSchema {
  return { type: 'function', function: { name, description, parameters } };
}

/** As templates write JSON: with a space behind each `:` and `,`. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  return `{${Object.entries(value)
    .map(([name, one]) => `${JSON.stringify(name)}: ${spaced(one)}`)
    .join(', ')}}`;
}
