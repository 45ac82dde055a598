/** What an agent does, step by step, with models that follow a script. */
import { describe, expect, it } from 'vitest';
import { collectText, type GenerateRequest } from '../generate.js';
import {
  asking,
  eventsOf,
  kindOf,
  NOTHING,
  ofType,
  page,
  promptText,
  scriptedModel,
  sender,
  weather,
} from './agent.case.js';
import { createAgent } from './agent.js';
import type { PolicyQuestion } from './agent-policy.js';
import type { UserAnswer } from './audit.js';
import { defineTool } from './define-tool.js';
import { HOST_LABEL } from './labels.js';
import { calculator } from './tools/calculator.js';

describe('an agent', () => {
  it('calls a tool and answers with what it gave, and tells of each step', async () => {
    const model = scriptedModel({
      choose: ['calculator', 'answer'],
      call: [{ expression: '37 * 91' }],
      answer: 'It is 3367.',
    });
    const agent = createAgent({ generate: model.generate, tools: [calculator()] });
    const events = await eventsOf(agent(asking('How much are thirty-seven times ninety-one?')));
    expect(events.map(({ type }) => type)).toEqual([
      'generation-start',
      'tool-call',
      'tool-start',
      'tool-result',
      ...['text-delta', 'text-delta', 'text-delta'],
      'agent-finish',
      'usage',
      'finish',
    ]);
    expect(ofType(events, 'tool-call')).toMatchObject([
      { callId: 'call-1', tool: 'calculator', verdict: 'allow', rule: 'allowed', arguments: [{ value: '37 * 91' }] },
    ]);
    expect(ofType(events, 'tool-result')).toMatchObject([
      { callId: 'call-1', status: 'done', text: '3367', handle: '$1' },
    ]);
    expect(ofType(events, 'agent-finish')).toMatchObject([{ reason: 'answer', isTainted: false }]);
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
    const answering = model.requests.find((request) => kindOf(request) === 'answer');
    expect(answering?.messages.at(-1)?.content).toContain('calculator(37 * 91) = 3367');
    expect(answering?.format).toBeUndefined();
  });

  it('is a `Generate`: without tools, and for a question that needs none, the model answers as it would', async () => {
    const plain = scriptedModel({ answer: 'Hello!' });
    expect(await collectText(createAgent({ generate: plain.generate, tools: [] })(asking('Hi')))).toBe('Hello!');
    expect(plain.requests).toHaveLength(1);
    const model = scriptedModel({ choose: ['answer'], answer: 'Hello!' });
    const request: GenerateRequest = {
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Hi' },
      ],
      temperature: 0.3,
    };
    expect(await collectText(createAgent({ generate: model.generate, tools: [weather] })(request))).toBe('Hello!');
    expect(model.requests[1]).toMatchObject(request);
    expect(model.requests[0]?.messages[0]).toMatchObject({ role: 'system', content: 'Be kind.' });
  });

  it('lets the model say nothing but calls that are allowed now', async () => {
    const sent: unknown[] = [];
    const model = scriptedModel({ choose: ['answer'] });
    const ask = async (): Promise<UserAnswer> => 'once';
    const tools = [weather, sender(sent)];
    const agent = createAgent({ generate: model.generate, tools, policy: { ask } });
    await eventsOf(agent(asking('Is it sunny?')));
    // Nobody has named an address, so there is no way to say the tool's name.
    expect(model.requests[0]?.format).toEqual({ type: 'choice', choices: ['weather', 'answer'] });
    const other = scriptedModel({ choose: ['send', 'answer'], call: [{ to: 'bob@site.example', text: 'Hi' }] });
    const otherAgent = createAgent({
      generate: other.generate,
      tools,
      policy: { ask, hostValues: ['desk@site.example'] },
    });
    await eventsOf(otherAgent(asking('Write Hi to bob@site.example.')));
    expect(other.requests[0]?.format).toEqual({ type: 'choice', choices: ['weather', 'send', 'answer'] });
    expect(other.requests[1]?.format).toMatchObject({
      schema: {
        properties: {
          to: { enum: ['desk@site.example', 'bob@site.example'] },
          text: { type: 'string', maxLength: 240 },
        },
        additionalProperties: false,
      },
    });
    expect(sent).toEqual([{ to: 'bob@site.example', text: 'Hi' }]);
    // Nobody can be asked: what needs a question is not offered.
    const alone = scriptedModel({ choose: ['answer'] });
    await eventsOf(createAgent({ generate: alone.generate, tools })(asking('Write Hi to bob@site.example.')));
    expect(alone.requests[0]?.format).toEqual({ type: 'choice', choices: ['weather', 'answer'] });
  });

  it('reads strangers’ text in a pass without tools, and acts in one that never sees it', async () => {
    const sent: unknown[] = [];
    const model = scriptedModel({
      choose: ['page', 'look_into', 'send', 'answer'],
      call: [
        { what: '$1', question: 'What is the total?', form: 'number' },
        { to: 'bob@site.example', text: 'Total: {$2}' },
      ],
      look: () => 42,
      answer: 'Done.',
    });
    const questions: PolicyQuestion[] = [];
    const agent = createAgent({
      generate: model.generate,
      tools: [page, sender(sent, 'allow')],
      policy: {
        async ask(question) {
          questions.push(question);
          return 'conversation';
        },
      },
    });
    const events = await eventsOf(agent(asking('Send the total of this page to bob@site.example.')));
    expect(sent).toEqual([{ to: 'bob@site.example', text: 'Total: 42' }]);
    for (const request of model.requests) {
      const isActing = kindOf(request) === 'choose' || kindOf(request) === 'call';
      expect([kindOf(request), promptText(request).includes('PAGE TEXT')]).toEqual([kindOf(request), !isActing]);
      if (isActing) expect(promptText(request)).not.toContain('42');
    }
    expect(questions).toMatchObject([
      {
        tool: 'send',
        rule: 'trifecta',
        sends: true,
        isTainted: true,
        canBeRemembered: false,
        origins: ['https://mail.example'],
        arguments: [
          { name: 'to', value: 'bob@site.example', source: 'user', isSink: true },
          { name: 'text', value: 'Total: 42', source: 'model', handles: ['$2'], isSink: false },
        ],
      },
    ]);
    expect(agent.grants.getSnapshot()).toEqual([]);
    expect(ofType(events, 'agent-finish')).toMatchObject([{ isTainted: true }]);
    expect(agent.auditLog.entries().map(({ rule, answer }) => [rule, answer])).toEqual([
      ['allowed', null],
      ['allowed', null],
      ['trifecta', 'conversation'],
    ]);
  });

  it('hides files that come with a question, and answers that had strangers’ text, from the pass that acts', async () => {
    const model = scriptedModel({ choose: ['answer'] });
    const agent = createAgent({ generate: model.generate, tools: [weather, calculator()] });
    await eventsOf(
      agent({
        messages: [
          { role: 'user', content: 'File "a.txt":\nSECRET ORDER\n\nWhat does it say?', ownText: 'What does it say?' },
          { role: 'assistant', content: 'It says: SECRET ORDER' },
          { role: 'user', content: 'And now?' },
        ],
      }),
    );
    const [choosing, answering] = model.requests;
    expect(choosing && promptText(choosing)).not.toContain('SECRET ORDER');
    expect(choosing?.messages.map(({ content }) => content).slice(0, 2)).toEqual([
      'What does it say?',
      '(The question was answered.)',
    ]);
    expect(choosing && promptText(choosing)).toContain('$1 is what the text in the question gave');
    expect(answering && promptText(answering)).toContain('SECRET ORDER');
  });

  it('shows the pass that acts its own earlier answers', async () => {
    const model = scriptedModel({ choose: ['answer'], answer: 'It is 12.' });
    const agent = createAgent({ generate: model.generate, tools: [calculator()] });
    const first = { role: 'user', content: 'What are three times four?' } as const;
    await eventsOf(agent({ messages: [first] }));
    const messages = [
      first,
      { role: 'assistant', content: 'It is 12.' },
      { role: 'user', content: 'Twice that?' },
    ] as const;
    await eventsOf(agent({ messages }));
    expect(model.requests[2]?.messages[1]).toEqual({ role: 'assistant', content: 'It is 12.' });
  });

  it('asks several tools that read side by side', async () => {
    const waiting: (() => void)[] = [];
    const slow = (name: string) =>
      defineTool({
        name,
        description: 'Reads.',
        input: NOTHING,
        effect: 'read',
        permission: 'allow',
        returns: HOST_LABEL,
        async execute() {
          // Each waits for the other to have begun.
          if (waiting.length > 0) for (const go of waiting) go();
          else await new Promise<void>((resolve) => waiting.push(resolve));
          return `${name} read`;
        },
      });
    const model = scriptedModel({
      choose: ['several', 'answer'],
      call: [
        {
          calls: [
            { tool: 'one', arguments: {} },
            { tool: 'two', arguments: {} },
          ],
        },
      ],
    });
    const agent = createAgent({ generate: model.generate, tools: [slow('one'), slow('two')] });
    const results = ofType(await eventsOf(agent(asking('Read both.'))), 'tool-result');
    expect(results.map(({ text }) => text)).toEqual(['one read', 'two read']);
  });

  it('makes the calls that a question surely asks for without asking the model which', async () => {
    const model = scriptedModel({ answer: '.' });
    const agent = createAgent({ generate: model.generate, tools: [calculator(), weather] });
    const events = await eventsOf(agent(asking('What is 37 × 91, and 2 + 2?')));
    expect(ofType(events, 'tool-result').map(({ text }) => text)).toEqual(['3367', '4']);
    expect(model.requests.map(kindOf)).toEqual(['answer']);
    // What is sure stands at the beginning of the answer, and the model goes on from there.
    expect(model.requests[0]?.messages.at(-1)).toEqual({ role: 'assistant', content: '37 × 91 = 3367; 2 + 2 = 4' });
    expect(ofType(events, 'text-delta')[0]?.text).toBe('37 × 91 = 3367; 2 + 2 = 4');
    // Where something could be done with it, the model is asked what comes next.
    const other = scriptedModel({ choose: ['answer'] });
    const tools = [calculator(), sender([])];
    const acting = createAgent({ generate: other.generate, tools, policy: { ask: async () => 'once' } });
    await eventsOf(acting(asking('Send 37 × 91 to bob@site.example.')));
    expect(other.requests.map(kindOf)).toEqual(['choose', 'answer']);
  });

  it('is shown no more of results than agreed, one by one and all together', async () => {
    const long = (name: string, maxCharacters: number) =>
      defineTool({
        name,
        description: 'Reads.',
        input: NOTHING,
        effect: 'read',
        permission: 'allow',
        maxCharacters,
        execute: () => `${name} `.repeat(500),
      });
    const model = scriptedModel({ choose: ['one', 'two', 'three', 'answer'] });
    const tools = [long('one', 100), long('two', 1000), long('three', 1000)];
    const agent = createAgent({ generate: model.generate, tools, maxCharacters: 600 });
    const results = ofType(await eventsOf(agent(asking('Read all.'))), 'tool-result');
    const lengths = results.map(({ text }) => text.length);
    const most = [104, 504, 84];
    expect(lengths.filter((length, index) => length > (most[index] ?? 0))).toEqual([]);
    expect(Math.min(...lengths)).toBeGreaterThan(50);
    expect(results.every(({ text }) => text.endsWith(' […]'))).toBe(true);
  });

  it('goes on with an answer that was cut off without calling anything', async () => {
    const model = scriptedModel({ choose: ['weather'], answer: ' sunny.' });
    const agent = createAgent({ generate: model.generate, tools: [weather] });
    const messages = [
      { role: 'user', content: 'Is it sunny?' },
      { role: 'assistant', content: 'Yes, it is' },
    ] as const;
    expect(await collectText(agent({ messages }))).toBe(' sunny.');
    expect(model.requests.map(({ messages: asked }) => asked)).toEqual([messages]);
  });

  it('thinks aloud where that is wanted', async () => {
    const model = scriptedModel({ choose: ['answer'] });
    const agent = createAgent({ generate: model.generate, tools: [weather], thinksAloud: true });
    const thoughts = ofType(await eventsOf(agent(asking('Is it sunny?'))), 'thought-delta');
    expect(thoughts.map(({ text }) => text).join('')).toBe('I look it up.');
  });
});

describe('the user', () => {
  const to = (address: string) => ({ to: address, text: 'Hi' });
  const question = asking('Write Hi to bob@site.example, and again to bob@site.example.');

  it('is asked once where they allow it for the conversation, until they take it back', async () => {
    const sent: unknown[] = [];
    let asked = 0;
    const calls = [to('bob@site.example'), { ...to('bob@site.example'), text: 'Again' }];
    const model = scriptedModel({
      choose: ['send', 'send', 'answer', 'send', 'answer'],
      call: [...calls, to('bob@site.example')],
    });
    const ask = async (): Promise<UserAnswer> => {
      asked += 1;
      return 'conversation';
    };
    const agent = createAgent({ generate: model.generate, tools: [sender(sent)], policy: { ask } });
    await eventsOf(agent(question));
    expect([asked, sent.length]).toEqual([1, 2]);
    const [grant] = agent.grants.getSnapshot();
    agent.grants.revoke(grant?.id ?? '');
    await eventsOf(agent(question));
    expect([asked, sent.length]).toEqual([2, 3]);
  });

  it.each<UserAnswer>(['no', 'never'])('is obeyed: %s', async (answer) => {
    const sent: unknown[] = [];
    const model = scriptedModel({ choose: ['send', 'answer'], call: [to('bob@site.example')] });
    const agent = createAgent({
      generate: model.generate,
      tools: [sender(sent), weather],
      policy: { ask: async () => answer },
    });
    const events = await eventsOf(agent(question));
    expect(sent).toEqual([]);
    expect(ofType(events, 'tool-result')).toMatchObject([{ status: 'denied', text: 'The user has said no.' }]);
    model.requests.length = 0;
    await eventsOf(agent(question));
    const offered = model.requests[0]?.format;
    expect(offered?.type === 'choice' && offered.choices.includes('send')).toBe(answer === 'no');
  });

  it('has said no when the dialog breaks', async () => {
    const sent: unknown[] = [];
    const model = scriptedModel({ choose: ['send', 'answer'], call: [to('bob@site.example')] });
    const ask = () => Promise.reject(new Error('closed'));
    await eventsOf(createAgent({ generate: model.generate, tools: [sender(sent)], policy: { ask } })(question));
    expect(sent).toEqual([]);
  });

  it('hears of decisions before anything is done', async () => {
    const order: string[] = [];
    const sent = { push: () => order.push('sent') } as unknown as unknown[];
    const model = scriptedModel({ choose: ['send', 'answer'], call: [to('bob@site.example')] });
    const agent = createAgent({
      generate: model.generate,
      tools: [sender(sent)],
      policy: { ask: async () => 'once', onPolicyDecision: ({ rule, answer }) => order.push(`${rule} ${answer}`) },
    });
    await eventsOf(agent(question));
    expect(order).toEqual(['permission once', 'sent']);
  });
});

it('refuses two tools of one name', () => {
  const { generate } = scriptedModel({});
  expect(() => createAgent({ generate, tools: [weather, weather] })).toThrowError(
    expect.objectContaining({ code: 'invalid-request' }),
  );
});
