/** Turns whose answer comes from a task, on the fake: what is shown, kept, done again and refused. */
import { describe, expect, it } from 'vitest';
import { LocalLLMError } from '../errors.js';
import type { GenerateRequest } from '../generate.js';
import { canContinue, messageText } from '../messages.js';
import { summarize } from '../tasks/summarize.js';
import { createFakeLLM, type FakeLLMOptions } from '../testing.js';
import { shown, textFile } from './conversation.case.js';
import { fromRecord, toRecord } from './history-record.js';
import type { RunTask, TurnProgress } from './task-turn.js';

const FILE = textFile('The bakery opens at seven. It is closed on Sundays.');
const SUMMARIZE = { text: 'Summarise', files: [FILE], task: { id: 'summarize' } };

async function chatWith(runTask: RunTask, options: FakeLLMOptions = {}) {
  const llm = createFakeLLM(options);
  await llm.load();
  return llm.createChat({ runTask });
}

describe('a turn of a task', () => {
  it('asks in words with the file, shows results in the place of each other, and tells how far it is', async () => {
    const chat = await chatWith(async ({ files, show, tell }) => {
      tell({ done: 0, total: 2 });
      show('First part.');
      tell({ done: 1, total: 2 });
      show('Second.');
      return `Of ${files[0]?.name}: both.`;
    });
    const texts: string[] = [];
    const progress = new Set<TurnProgress | null>();
    chat.subscribe(() => {
      const { messages, progress: now } = chat.getSnapshot();
      const last = messages.at(-1);
      if (last) texts.push(messageText(last));
      progress.add(now);
    });
    await chat.send(SUMMARIZE);
    expect([...new Set(texts)]).toEqual(['', 'First part.', 'Second.', 'Of notes.txt: both.']);
    expect([...progress]).toEqual([null, { done: 0, total: 2 }, { done: 1, total: 2 }]);
    expect(chat.getSnapshot()).toMatchObject({ status: 'idle', progress: null });
    const [question, answer] = chat.getSnapshot().messages;
    expect(question).toMatchObject({ parts: [FILE, { text: 'Summarise' }], task: { id: 'summarize' } });
    expect(answer).toMatchObject({ status: 'complete', finishReason: 'stop', task: { id: 'summarize' } });
  });

  it('is the beginning of a conversation like any other', async () => {
    const asked: GenerateRequest[] = [];
    const reply = (request: GenerateRequest) => {
      asked.push(request);
      return 'It opens at seven.';
    };
    const llm = createFakeLLM({ reply });
    await llm.load();
    const runTask: RunTask = async ({ files, signal }) => summarize(files[0]?.text ?? '', { model: llm, signal });
    const chat = llm.createChat({ runTask });
    await chat.send(SUMMARIZE);
    expect(shown(chat)[1]).toContain('It opens at seven.');
    await chat.send('On Sundays?');
    expect(asked.at(-1)?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(asked.at(-1)?.messages[0]?.content).toMatch(/closed on Sundays[\s\S]*Summarise/);
    expect(asked.at(-1)?.messages[1]?.content).toContain('It opens at seven.');
  });

  it('is stopped, even where the task does not listen, keeps what it had shown and cannot go on', async () => {
    const signals: AbortSignal[] = [];
    const late: (() => void)[] = [];
    const chat = await chatWith(({ signal, show }) => {
      signals.push(signal);
      show('Half');
      late.push(() => show('Too late'));
      return new Promise(() => undefined);
    });
    chat.subscribe(() => chat.getSnapshot().status === 'streaming' && chat.stop());
    await chat.send(SUMMARIZE);
    for (const show of late) show();
    const answer = chat.getSnapshot().messages.at(-1);
    expect(signals[0]?.aborted).toBe(true);
    expect(answer).toMatchObject({ status: 'stopped', finishReason: 'abort', parts: [{ text: 'Half' }] });
    expect(answer && canContinue(answer)).toBe(false);
    await expect(chat.continue()).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('fails with the error of its task, and is done again in its place', async () => {
    let times = 0;
    const chat = await chatWith(async ({ task, files }) => {
      times += 1;
      if (times === 1) throw new LocalLLMError('context-overflow', 'Too long.');
      return `${task.id} ${task.option} ${files.length}`;
    });
    await chat.send({ ...SUMMARIZE, task: { id: 'translate', option: 'es' } });
    expect(chat.getSnapshot().messages.at(-1)).toMatchObject({ status: 'failed', error: { code: 'context-overflow' } });
    await chat.retry();
    expect(shown(chat)).toEqual(['user: Summarise', 'assistant: translate es 1']);
    expect(chat.getSnapshot().tree.messages).toHaveLength(2);
    await chat.retry();
    expect(chat.getSnapshot().tree.messages).toHaveLength(3);
    expect(times).toBe(3);
  });

  it('is another task with the same words, and a plain question with others', async () => {
    let times = 0;
    const chat = await chatWith(async () => `result ${++times}`, { reply: 'An answer.' });
    await chat.send(SUMMARIZE);
    const [question] = chat.getSnapshot().messages;
    await chat.edit(question?.id ?? '', 'Summarise');
    expect(shown(chat)[1]).toBe('assistant: result 2');
    await chat.edit(question?.id ?? '', 'Summarise in two words');
    expect(shown(chat)).toEqual(['user: Summarise in two words', 'assistant: An answer.']);
    expect(chat.getSnapshot().messages.map(({ task }) => task)).toEqual([undefined, undefined]);
    await chat.edit(question?.id ?? '', { text: 'Summarise', files: [] });
    expect(shown(chat)[1]).toBe('assistant: An answer.');
  });

  it('says that nobody does tasks', async () => {
    const llm = createFakeLLM();
    await llm.load();
    const chat = llm.createChat();
    await chat.send(SUMMARIZE);
    const error = { code: 'invalid-request', details: { reason: 'unknown-task' } };
    expect(chat.getSnapshot().messages.at(-1)).toMatchObject({ status: 'failed', error });
  });

  it('leaves nothing behind that clear has made nobody’s', async () => {
    const end = Promise.withResolvers<string>();
    const chat = await chatWith(({ tell }) => {
      tell({ done: 1, total: 9 });
      return end.promise;
    });
    const sent = chat.send(SUMMARIZE);
    chat.clear();
    end.resolve('late');
    await sent;
    expect(chat.getSnapshot()).toMatchObject({ status: 'idle', messages: [], progress: null });
  });

  it('survives the disk: the task, and why it failed', () => {
    const failure = new LocalLLMError('invalid-request', 'No such task.', {
      details: { reason: 'unknown-task', other: 1 },
    });
    const base = { id: 'a', role: 'assistant', parentId: null, createdAt: 1, parts: [], status: 'failed' } as const;
    const message = { ...base, task: { id: 'translate', option: 'es' }, error: failure };
    const back = fromRecord(JSON.parse(JSON.stringify(toRecord(message))), 'message');
    expect(back.task).toEqual({ id: 'translate', option: 'es' });
    expect(back.error?.details).toEqual({ reason: 'unknown-task' });
    for (const task of ['summarize', { id: '' }, { id: 'a', option: 3 }]) {
      expect(() => fromRecord({ ...base, task }, 'message')).toThrow('message.task');
    }
  });
});
