import { describe, expect, it } from 'vitest';
import { LocalLLMError } from '../errors.js';
import type { Generate, GenerateRequest } from '../generate.js';
import { messageText } from '../messages.js';
import { ChatSession } from './chat-session.js';
import { textFile } from './conversation.case.js';

/** A model with a tokenizer of `tokensPerByte`, which refuses what is too long as real engines do. */
function chatOf({ tokensPerByte = 0.25, contextWindow = 1024, reply = ['Yes.'] } = {}) {
  const asked: GenerateRequest[] = [];
  const sizes: number[] = [];
  const generate: Generate = async function* (request) {
    asked.push(request);
    const bytes = request.messages.reduce((sum, { content }) => sum + new TextEncoder().encode(content).length, 0);
    const promptTokens = Math.ceil(bytes * tokensPerByte) + 4 * request.messages.length;
    sizes.push(promptTokens);
    if (promptTokens + 1 > contextWindow) throw new LocalLLMError('context-overflow', `It has ${promptTokens} tokens.`);
    yield { type: 'generation-start' };
    for (const text of reply) yield { type: 'text-delta', text };
    const rest = { completionTokens: 1, timeToFirstTokenMs: 1, decodeTokensPerSecond: 1 };
    yield { type: 'usage', usage: { promptTokens, cachedTokens: 0, ...rest } };
    yield { type: 'finish', reason: 'stop' };
  };
  let time = 0;
  const now = () => {
    time += 10;
    return time;
  };
  return { chat: new ChatSession({ generate, contextWindow: () => contextWindow, now }), asked, sizes };
}

const long = (count: number) => Array.from({ length: count }, (_, index) => `Paragraph ${index} of them.`).join('\n\n');

describe('the context window', () => {
  it('says how full it is, before and after, with a draft and without', async () => {
    const { chat, sizes } = chatOf();
    chat.configure({ system: 'Be brief.' });
    const empty = chat.getSnapshot().context;
    expect(empty).toMatchObject({ windowTokens: 1024, answerTokens: 512, omittedMessages: 0, cutFiles: [] });
    expect(empty.promptTokens).toBeGreaterThan(0);
    const draft = chat.measure({ text: 'What is this? '.repeat(10), files: [textFile('Some text.')] });
    expect(draft.promptTokens).toBeGreaterThan(empty.promptTokens + 60);
    expect(chat.getSnapshot().context).toBe(empty);
    const seen: number[] = [];
    chat.subscribe(() => {
      if (chat.getSnapshot().status === 'streaming') seen.push(chat.getSnapshot().context.promptTokens);
    });
    await chat.send('What is this?');
    expect(seen[0]).toBeGreaterThanOrEqual(sizes[0] ?? Number.NaN);
    expect(chat.getSnapshot().context).toEqual(chat.measure());
    expect(chat.getSnapshot().context.promptTokens).toBeGreaterThan(seen[0] ?? Number.NaN);
    chat.configure({ request: { maxTokens: 100 } });
    expect(chat.getSnapshot().context.answerTokens).toBe(100);
  });

  it('cuts a file that is too long, says so, and sends the question whole', async () => {
    const { chat, asked, sizes } = chatOf();
    const file = textFile(long(1000));
    expect(chat.measure({ files: [file] }).cutFiles).toMatchObject([{ id: file.id }]);
    await chat.send({ text: 'What is this?', files: [file] });
    expect(chat.getSnapshot().messages[1]).toMatchObject({ status: 'complete' });
    expect(asked[0]?.messages[0]?.content).toMatch(/^The texts [\s\S]* of them\.\n```\n\nWhat is this\?$/);
    expect(sizes[0]).toBeLessThan(512);
    const [cut] = chat.getSnapshot().context.cutFiles;
    expect(cut?.keptShare).toBeGreaterThan(0);
    expect(cut?.keptShare).toBeLessThan(0.2);
    // What was given stays with the message, whole.
    expect(chat.getSnapshot().messages[0]?.parts[0]).toBe(file);
  });

  it('sees more of a file once the engine has counted', async () => {
    const { chat, asked } = chatOf();
    const file = textFile(long(1000));
    await chat.send({ text: 'What is this?', files: [file] });
    await chat.retry();
    const [first = 0, second = 0] = asked.map(({ messages }) => messages[0]?.content.length);
    expect(second).toBeGreaterThan(first * 1.1);
  });

  it('makes the prompt shorter when the engine finds it too long', async () => {
    const { chat, asked, sizes } = chatOf({ tokensPerByte: 1 });
    await chat.send({ text: 'What is this?', files: [textFile(long(1000))] });
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes[0]).toBeGreaterThan(1024);
    expect(chat.getSnapshot().messages[1]).toMatchObject({ status: 'complete' });
    expect(asked.at(-1)?.messages[0]?.content).toContain('Paragraph 0 of them.');
    const tried = sizes.length;
    await chat.retry();
    expect(sizes.length).toBe(tried + 1);
  });

  it('gives up when the question alone is too long', async () => {
    const { chat, sizes } = chatOf();
    await chat.send('word '.repeat(2000));
    expect(sizes).toHaveLength(1);
    expect(chat.getSnapshot().messages[1]).toMatchObject({ status: 'failed', error: { code: 'context-overflow' } });
    await chat.send('Really?');
    expect(chat.getSnapshot().messages[3]).toMatchObject({ status: 'complete' });
  });

  it('takes a file without a word', async () => {
    const { chat, asked } = chatOf();
    const file = textFile('Some text.');
    await chat.send({ files: [file] });
    expect(chat.getSnapshot().messages[0]?.parts).toEqual([file]);
    expect(asked[0]?.messages[0]?.content).toMatch(/Some text\.\n```$/);
  });
});

describe('what a model thinks', () => {
  it('is a part of its own, with its time, and does not go back to the model', async () => {
    const { chat, asked } = chatOf({ reply: ['<th', 'ink>\nHm', 'm.\n</thi', 'nk>\n\nYe', 's.'] });
    const seen = new Set<string>();
    chat.subscribe(() => seen.add(JSON.stringify(chat.getSnapshot().messages[1]?.parts.map(({ text }) => text))));
    await chat.send('Really?');
    const [, answer] = chat.getSnapshot().messages;
    expect(answer?.parts).toEqual([
      { type: 'reasoning', text: 'Hmm.', durationMs: expect.any(Number) },
      { type: 'text', text: 'Yes.' },
    ]);
    expect([...seen]).toEqual(['[]', '["Hm"]', '["Hmm.\\n"]', '["Hmm.","Ye"]', '["Hmm.","Yes."]']);
    await chat.send('Why?');
    expect(asked[1]?.messages.map(({ content }) => content)).toEqual(['Really?', 'Yes.', 'Why?']);
  });

  it('goes on when it was stopped in mid-thought', async () => {
    const asked: GenerateRequest[] = [];
    const replies = [['<think>\nLet me', ' think'], [' again.\n</think>\n\nYes.']];
    const generate: Generate = async function* (request, { signal } = {}) {
      asked.push(request);
      for (const text of replies.shift() ?? []) yield { type: 'text-delta', text };
      yield { type: 'finish', reason: signal?.aborted ? 'abort' : 'stop' };
    };
    const chat = new ChatSession({ generate, contextWindow: () => 4096 });
    const stop = chat.subscribe(() => {
      if (chat.getSnapshot().status === 'streaming') chat.stop();
    });
    await chat.send('Really?');
    stop();
    expect(chat.getSnapshot().messages[1]).toMatchObject({ status: 'stopped', parts: [{ type: 'reasoning' }] });
    await chat.continue();
    expect(asked[1]?.messages.at(-1)).toEqual({ role: 'assistant', content: '<think>\nLet me think' });
    const [, answer] = chat.getSnapshot().messages;
    expect(answer?.parts.map(({ text }) => text)).toEqual(['Let me think again.', 'Yes.']);
    expect(answer && messageText(answer)).toBe('Yes.');
  });
});

describe('a long conversation', () => {
  it('changes nothing but the answer with each piece of text', async () => {
    const reply = Array.from({ length: 50 }, (_, index) => `word${index} `);
    const { chat } = chatOf({ reply });
    await chat.send('one');
    await chat.send('two');
    const seen = new Set<unknown>();
    const others = new Set<unknown>();
    chat.subscribe(() => {
      const { status, branches, context, messages, tree } = chat.getSnapshot();
      if (status !== 'streaming') return;
      seen.add(branches).add(context);
      for (const message of [...messages.slice(0, -1), ...tree.messages.slice(0, -1)]) others.add(message);
      expect(tree.messages.at(-1)).toBe(messages.at(-1));
    });
    await chat.send('three');
    expect(seen.size).toBe(2);
    expect(others.size).toBe(5);
  });

  it('fails when its engine ends without a word why', async () => {
    const generate: Generate = async function* () {
      yield { type: 'text-delta', text: 'Well' };
    };
    const chat = new ChatSession({ generate, contextWindow: () => 4096 });
    await chat.send('one');
    expect(chat.getSnapshot()).toMatchObject({ status: 'idle' });
    expect(chat.getSnapshot().messages[1]).toMatchObject({ status: 'failed', error: { code: 'unknown' } });
  });
});
