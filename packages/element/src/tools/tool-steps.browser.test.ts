/** The steps of answers: as they happen, kept with their message, and where what shows them cannot be fetched. */
import type { ChatMessage, MessageTree, ToolPart } from '@local-llm-chat/core';
import { calculator } from '@local-llm-chat/core/agent/tools';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { choose, show } from '../messages/message-stage.case.js';
import { llmWith, message } from '../messages/messages.case.js';
import { accessibilityProblems, hasPart, part, parts, placeAt, waitUntil } from '../stage.case.js';
import { ThreadsStage } from '../threads/threads.case.js';
import { callsOf, reviews, stock, toolPart } from './tools.case.js';

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
});
afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.removeAttribute('dir');
});

const stage = new ThreadsStage();
const words = (element: Element) =>
  (element.textContent ?? '')
    .replaceAll(/[\u2066-\u2069]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
const summary = (chat: LocalLLMChat) => words(part(chat, 'tool-steps-summary'));
const steps = (found: ChatMessage | undefined): readonly ToolPart[] =>
  found?.parts.filter((one) => one.type === 'tool') ?? [];

function answerOf(found: readonly ToolPart[], more: Partial<ChatMessage> = {}): MessageTree {
  const answer = message('a', 'assistant', 'q', [...found, { type: 'text', text: 'So it is.' }], more);
  return { messages: [message('q', 'user', null, 'How many?'), answer], leafId: 'a' };
}

async function shown(found: readonly ToolPart[], more: Partial<ChatMessage> = {}): Promise<LocalLLMChat> {
  const chat = await show(answerOf(found, more));
  await waitUntil(() => hasPart(chat, 'tool-steps'));
  return chat;
}

async function unfold(chat: LocalLLMChat): Promise<HTMLElement[]> {
  await userEvent.click(part(chat, 'tool-steps-summary'));
  await waitUntil(() => hasPart(chat, 'tool-step'));
  return parts(chat, 'tool-step');
}

describe('an answer with tools', () => {
  it('shows what is done while it is done, and then quietly what was', async () => {
    const gate = Promise.withResolvers<void>();
    const slow = { ...stock, execute: async (args: unknown) => gate.promise.then(() => stock.execute(args)) };
    const chat = await placeAt('ready', callsOf([['stock_of', { article: 'chair' }]], 'There are 12.'), {
      tools: [slow],
    });
    const answer = chat.send('How many chairs are there?');
    await waitUntil(() => hasPart(chat, 'tool-steps') && summary(chat) === 'Using Stock of…');
    expect(hasPart(chat, 'typing-indicator')).toBe(true);
    gate.resolve();
    await answer;
    await waitUntil(() => summary(chat) === 'Used Stock of');
    expect(hasPart(chat, 'tool-step')).toBe(false);
    const [step] = await unfold(chat);
    expect(step && words(step)).toBe('Stock of Done article chair from this site 12');
    expect(await accessibilityProblems(chat)).toEqual([]);
    expect(words(part(chat, 'markdown'))).toBe('There are 12.');
  });

  it('is made by tools that are sure without asking the model', async () => {
    const chat = await placeAt('ready', { reply: '37 × 91 = 3367, which is a lot.' }, { tools: [calculator()] });
    await chat.send('What is 37 × 91?');
    await waitUntil(() => hasPart(chat, 'tool-steps') && summary(chat) === 'Used Calculator');
    const [step] = await unfold(chat);
    expect(step && words(step)).toBe('Calculator Done expression 37 × 91 from you 3367');
    expect(words(part(chat, 'markdown'))).toContain('37 × 91 = 3367');
  });

  it('is a plain answer where there are no tools', async () => {
    const chat = await placeAt('ready', { reply: 'Hello.' });
    await chat.send('Hi');
    expect(chat.messages.at(-1)?.parts).toEqual([{ type: 'text', text: 'Hello.' }]);
    expect(chat.messages.at(-1)?.agent).toBeUndefined();
    expect(hasPart(chat, 'tools-list-button')).toBe(false);
  });

  it('has the steps of each of its branches', async () => {
    const script = callsOf([['stock_of', { article: 'chair' }], 'answer', ['stock_of', { article: 'lamp' }]]);
    const chat = await placeAt('ready', script, { tools: [stock] });
    await chat.send('How many are there?');
    await waitUntil(() => hasPart(chat, 'more-button'));
    await choose(chat, chat.messages.at(-1)?.id ?? '', 'again');
    await waitUntil(() => hasPart(chat, 'branches') && chat.messages.at(-1)?.status === 'complete');
    await waitUntil(() => part(chat, 'log').classList.contains('idle'));
    expect(steps(chat.messages.at(-1)).map(({ text }) => text)).toEqual(['0']);
    part(chat, 'previous-button').click();
    await waitUntil(() => steps(chat.messages.at(-1))[0]?.text === '12');
    const [step] = await unfold(chat);
    expect(step && words(step)).toContain('article chair');
  });

  it('has its steps after a reload, where the site keeps conversations, and without the tools', async () => {
    const before = await stage.place(
      { history: 'device', tools: [stock, reviews] },
      callsOf([['stock_of', { article: 'chair' }], ['reviews']]),
    );
    await before.send('How many chairs, and are they good?');
    const kept = steps(before.messages.at(-1));
    expect(kept.map(({ status }) => status)).toEqual(['done', 'done']);
    const after = await stage.reload(before);
    await waitUntil(() => hasPart(after, 'tool-steps'));
    expect(steps(after.messages.at(-1))).toEqual(kept);
    expect(after.messages.at(-1)?.agent).toEqual({ end: 'answer', isTainted: true });
    expect(summary(after)).toBe('2 steps');
    expect(await unfold(after)).toHaveLength(2);
  });

  it('is exported with its steps, and imported', async () => {
    const before = await placeAt('ready', callsOf([['stock_of', { article: 'chair' }]]), { tools: [stock] });
    await before.send('How many chairs are there?');
    const file = await before.exportThreads();
    document.body.replaceChildren();
    const after = await placeAt('ready');
    await after.importThreads(file);
    const [thread] = await after.listThreads();
    await after.openThread(thread?.id ?? '');
    await waitUntil(() => hasPart(after, 'tool-steps'));
    expect(steps(after.messages.at(-1))).toMatchObject([{ tool: 'stock_of', status: 'done', text: '12' }]);
  });
});

describe('steps', () => {
  it('show the words of others as text, with what hides in them, and not in full', async () => {
    const text = `**Bold** <img src=x onerror=alert(1)> [link](https://evil.example)\u202e${'more '.repeat(400)}`;
    const chat = await shown([toolPart('reviews', { title: 'Read reviews', text })]);
    await unfold(chat);
    const result = part(chat, 'tool-result');
    expect(result.querySelector('*')).toBeNull();
    expect(words(result)).toContain('**Bold** <img src=x onerror=alert(1)> [link](https://evil.example)‹U+202E›');
    expect(words(result)).toMatch(/ \[…\]$/);
    expect(words(result).length).toBeLessThan(900);
  });

  it.each([
    ['unvouched-address', 'Where it would go comes neither from you nor from this site.'],
    ['foreign-origin', 'Where it would go comes neither from you nor from this site.'],
    ['budget', 'It was used as often as it may be for one answer.'],
    ['repeated-call', 'The same was done already.'],
    ['refused-before', 'You have forbidden it in this conversation.'],
    ['trifecta', 'Something private would have left this device.'],
    ['bad-arguments', 'The assistant did not use it as it must be used.'],
    ['permission', 'This site does not allow it.'],
    ['rule-of-a-later-version', 'This site does not allow it.'],
  ])('say why something was not allowed: %s', async (rule, why) => {
    const denied = { verdict: 'deny', status: 'denied', text: 'Words for developers.' } as const;
    const chat = await shown([toolPart('unknown', { ...denied, rule })]);
    expect(summary(chat)).toBe('Unknown tool: Not allowed');
    const [step] = await unfold(chat);
    expect(step && words(step)).toBe(`Unknown tool Not allowed ${why}`);
  });

  it('say what failed, and what was cut short: nobody is at work on an answer that has ended', async () => {
    const chat = await shown(
      [
        toolPart('one', { status: 'failed', text: 'network' }),
        toolPart('two', { id: '2', status: 'running', text: '' }),
        toolPart('three', { id: '3', status: 'asking', verdict: 'ask', text: '' }),
        toolPart('four', { id: '4', status: 'failed', text: 'aborted' }),
      ],
      { status: 'stopped' },
    );
    expect(summary(chat)).toBe('4 steps, 4 of them not done');
    expect((await unfold(chat)).map(words)).toEqual([
      'One Failed It did not work (network).',
      'Two Stopped',
      'Three Not allowed',
      'Four Stopped',
    ]);
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it.each([
    ['step-limit', 'It took as many steps as it may. Ask for less at once.'],
    ['repeated-call', 'It would have done the same again, and stopped. Ask in other words.'],
    ['denied', 'This is without what was not allowed. Ask again to allow it.'],
    ['tool-failed', 'Its tools failed. Try again later, or ask for something else.'],
    ['token-limit', 'Its work became too long and was ended. Ask for less at once.'],
    ['time-limit', 'Its work took too long and was ended. Try again, or ask for less at once.'],
  ] as const)('say how the work has ended, and what to do: %s', async (end, text) => {
    const chat = await shown([toolPart('stock_of')], { agent: { end, isTainted: false } });
    expect(parts(chat, 'note').map(words)).toEqual([text]);
  });

  it.each(['answer', 'cancelled'] as const)('say nothing more of an end as usual: %s', async (end) => {
    const chat = await shown([toolPart('stock_of')], { agent: { end, isTainted: false } });
    expect(hasPart(chat, 'note')).toBe(false);
  });

  it('are named by the site, by us where the tool is ours, and never by a model', async () => {
    const args = [{ name: 'text', text: 'x', source: 'model', handles: ['$1'], isSink: false }] as const;
    const chat = await shown([
      toolPart('date_time', { handle: '$1' }),
      toolPart('sendFaxMessage', { id: '2', arguments: args }),
      toolPart('x', { id: '3', title: 'The <b>site</b>’s own', arguments: [{ ...args[0], handles: ['$7'] }] }),
    ]);
    expect((await unfold(chat)).map(words)).toEqual([
      'Date and time Done 12',
      'Send fax message Done text x from “Date and time” 12',
      'The <b>site</b>’s own Done text x from a file or page 12',
    ]);
  });

  it('fit into a narrow chat, from right to left as well', async () => {
    document.documentElement.dir = 'rtl';
    const long = 'a'.repeat(300);
    const tree = answerOf([
      toolPart(long, {
        text: long,
        arguments: [{ name: long, text: long, source: 'user', handles: [], isSink: true }],
      }),
    ]);
    const chat = await placeAt('ready', {}, { llm: llmWith(tree) });
    chat.style.inlineSize = '280px';
    await waitUntil(() => hasPart(chat, 'tool-steps'));
    await unfold(chat);
    const log = part(chat, 'log');
    expect(log.scrollWidth).toBeLessThanOrEqual(log.clientWidth);
  });
});
