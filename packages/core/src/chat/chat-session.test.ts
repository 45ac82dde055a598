import { describe, expect, it } from 'vitest';
import { LocalLLMError } from '../errors.js';
import type { Generate, GenerateRequest } from '../generate.js';
import { messageText } from '../messages.js';
import { createFakeLLM, type FakeLLMOptions } from '../testing.js';
import { ChatSession } from './chat-session.js';
import { initialChatState } from './chat-state.js';

async function chatWith(options: FakeLLMOptions = {}) {
  const llm = createFakeLLM(options);
  await llm.load();
  return llm.createChat();
}

const texts = (chat: ChatSession) =>
  chat.getSnapshot().messages.map((message) => `${message.role}: ${messageText(message)}`);

describe('ChatSession', () => {
  it('sends the whole conversation, and the answer comes as state', async () => {
    const asked: GenerateRequest[] = [];
    const chat = await chatWith({
      reply: (request) => {
        asked.push(request);
        return `answer ${asked.length}`;
      },
    });
    const seen = new Set<string>();
    chat.configure({ system: ' Be brief. ' });
    chat.subscribe(() => seen.add(chat.getSnapshot().status));
    await chat.send('one');
    await chat.send('two');
    expect(texts(chat)).toEqual(['user: one', 'assistant: answer 1', 'user: two', 'assistant: answer 2']);
    expect(asked[1]?.messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'answer 1' },
      { role: 'user', content: 'two' },
    ]);
    expect([...seen]).toEqual(['waiting', 'streaming', 'idle']);
    expect(chat.getSnapshot().messages[1]).toMatchObject({ status: 'complete', finishReason: 'stop' });
  });

  it.each([true, false])('remembers of an agent whether strangers had to do with its answer: %s', async (isTainted) => {
    const generate: Generate = async function* () {
      yield { type: 'text-delta', text: 'See there.' };
      yield { type: 'agent-finish', reason: 'answer', isTainted };
      yield { type: 'finish', reason: 'stop' };
    };
    const chat = new ChatSession({ generate, contextWindow: () => 4096 });
    await chat.send('Where?');
    expect(chat.getSnapshot().messages.at(-1)?.agent).toEqual({ end: 'answer', isTainted });
    expect(chat.getSnapshot().messages.at(-1)?.status).toBe('complete');
  });

  it('keeps what was said when it is stopped', async () => {
    const chat = await chatWith({ reply: 'a b c d e f g h', tokensPerSecond: 200 });
    chat.subscribe(() => {
      if (chat.getSnapshot().status === 'streaming') chat.stop();
    });
    await chat.send('go');
    const answer = chat.getSnapshot().messages.at(-1);
    expect(answer).toMatchObject({ status: 'stopped', finishReason: 'abort' });
    expect(answer && messageText(answer)).toMatch(/^a/);
  });

  it('goes on with an answer that was cut off', async () => {
    const asked: GenerateRequest[] = [];
    const chat = await chatWith({
      reply: (request) => {
        asked.push(request);
        return 'one two three four five';
      },
      tokensPerSecond: 200,
    });
    let stopped = false;
    chat.subscribe(() => {
      if (chat.getSnapshot().status === 'streaming' && !stopped) chat.stop();
      stopped ||= chat.getSnapshot().status === 'streaming';
    });
    await expect(chat.continue()).rejects.toMatchObject({ code: 'invalid-request' });
    await chat.send('Count.');
    const begun = chat.getSnapshot().messages[1];
    if (begun === undefined) throw new Error('There is no answer.');
    expect(messageText(begun)).not.toBe('one two three four five');
    await chat.continue();
    expect(asked[1]?.messages).toEqual([
      { role: 'user', content: 'Count.' },
      { role: 'assistant', content: messageText(begun) },
    ]);
    expect(texts(chat)).toEqual(['user: Count.', 'assistant: one two three four five']);
    expect(chat.getSnapshot().messages[1]).toMatchObject({ id: begun.id, status: 'complete', finishReason: 'stop' });
    await expect(chat.continue()).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('goes on with an answer whose engine was lost', async () => {
    const chat = await chatWith({
      reply: 'one two three four',
      failAfterTokens: { tokens: 2, error: new LocalLLMError('device-lost', 'Gone.') },
    });
    await chat.send('Count.');
    expect(chat.getSnapshot().messages[1]).toMatchObject({ status: 'failed', error: { code: 'device-lost' } });
    await chat.continue();
    expect(texts(chat)).toEqual(['user: Count.', 'assistant: one two three four']);
    expect(chat.getSnapshot().messages[1]?.error).toBeUndefined();
  });

  it('keeps an error on the message it hit, and asks again in its place', async () => {
    let attempts = 0;
    const generate: Generate = async function* () {
      attempts += 1;
      yield { type: 'generation-start' };
      if (attempts === 1) throw new LocalLLMError('device-lost', 'Gone.');
      yield { type: 'text-delta', text: 'fine' };
      yield { type: 'finish', reason: 'stop' };
    };
    const chat = new ChatSession({ generate, contextWindow: () => 4096 });
    await chat.send('hello');
    expect(chat.getSnapshot()).toMatchObject({ status: 'idle' });
    expect(chat.getSnapshot().messages[1]).toMatchObject({ status: 'failed', error: { code: 'device-lost' } });
    await chat.retry();
    expect(texts(chat)).toEqual(['user: hello', 'assistant: fine']);
  });

  it('refuses nothing-at-all and a second message while it answers', async () => {
    const chat = await chatWith({ tokensPerSecond: 50 });
    await expect(chat.send('  \n ')).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(chat.retry()).rejects.toMatchObject({ code: 'invalid-request' });
    const first = chat.send('one');
    await expect(chat.send('two')).rejects.toMatchObject({ code: 'busy' });
    chat.stop();
    await first;
  });

  it('forgets everything on clear, also what is still on its way', async () => {
    const chat = await chatWith({ reply: 'a b c d e', tokensPerSecond: 100 });
    const turn = chat.send('one');
    chat.clear();
    await turn;
    expect(chat.getSnapshot()).toEqual({ ...initialChatState, context: chat.measure() });
    await chat.send('two');
    expect(texts(chat)).toHaveLength(2);
  });

  it('says how many messages the window had no room for', async () => {
    const generate: Generate = async function* () {
      yield { type: 'text-delta', text: 'x '.repeat(300) };
      yield { type: 'finish', reason: 'stop' };
    };
    const chat = new ChatSession({ generate, contextWindow: () => 1024 });
    await chat.send('one '.repeat(100));
    await chat.send('two '.repeat(100));
    await chat.send('three');
    expect(chat.getSnapshot().omittedMessages).toBeGreaterThan(0);
    expect(chat.getSnapshot().messages).toHaveLength(6);
  });
});
