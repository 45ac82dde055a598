import { describe, expect, it } from 'vitest';
import type { GenerateRequest } from '../generate.js';
import { messageFiles, messageText } from '../messages.js';
import { createFakeLLM, type FakeLLMOptions } from '../testing.js';
import type { ChatSession } from './chat-session.js';
import { message, shown, textFile } from './conversation.case.js';

/** Answers are numbered, so that each is another one. */
async function chatWith(options: FakeLLMOptions = {}): Promise<{ chat: ChatSession; asked: GenerateRequest[] }> {
  const asked: GenerateRequest[] = [];
  const reply = (request: GenerateRequest) => {
    asked.push(request);
    return `answer ${asked.length}`;
  };
  const llm = createFakeLLM({ reply, ...options });
  await llm.load();
  return { chat: llm.createChat(), asked };
}

function idAt(chat: ChatSession, index: number): string {
  const { id = '' } = chat.getSnapshot().messages.at(index) ?? {};
  return id;
}

function places(chat: ChatSession): string[] {
  const { messages, branches } = chat.getSnapshot();
  return messages.map(({ id }) => branches.get(id)).map((place) => (place ? `${place.index + 1}/${place.count}` : ''));
}

describe('branches of a conversation', () => {
  it('asks an edited question beside the first one, and goes back and forth', async () => {
    const { chat, asked } = await chatWith();
    await chat.send('one');
    await chat.send('two');
    await chat.edit(idAt(chat, 0), 'uno');
    expect(shown(chat)).toEqual(['user: uno', 'assistant: answer 3']);
    expect(places(chat)).toEqual(['2/2', '']);
    expect(asked[2]?.messages).toEqual([{ role: 'user', content: 'uno' }]);
    chat.showBranch(idAt(chat, 0), 0);
    expect(shown(chat)).toEqual(['user: one', 'assistant: answer 1', 'user: two', 'assistant: answer 2']);
    expect(places(chat)).toEqual(['1/2', '', '', '']);
    await chat.send('three');
    expect(asked[3]?.messages.map(({ content }) => content)).toEqual(['one', 'answer 1', 'two', 'answer 2', 'three']);
    chat.showBranch(idAt(chat, 0), 1);
    expect(shown(chat)).toEqual(['user: uno', 'assistant: answer 3']);
  });

  it('keeps the files of an edited question unless there are others', async () => {
    const { chat } = await chatWith();
    const file = textFile('Some text.');
    await chat.send({ text: 'one', files: [file] });
    await chat.edit(idAt(chat, 0), 'uno');
    expect(chat.getSnapshot().messages[0]?.parts).toEqual([file, { type: 'text', text: 'uno' }]);
    await chat.edit(idAt(chat, 0), { text: 'eins', files: [] });
    expect(chat.getSnapshot().messages[0]?.parts).toEqual([{ type: 'text', text: 'eins' }]);
    expect(places(chat)).toEqual(['3/3', '']);
  });

  it('answers once more, the last question or an earlier one', async () => {
    const { chat, asked } = await chatWith();
    await chat.send('one');
    await chat.send('two');
    await chat.retry();
    expect(shown(chat).at(-1)).toBe('assistant: answer 3');
    expect(places(chat)).toEqual(['', '', '', '2/2']);
    await chat.retry(idAt(chat, 1));
    expect(shown(chat)).toEqual(['user: one', 'assistant: answer 4']);
    expect(asked[3]?.messages).toEqual([{ role: 'user', content: 'one' }]);
    await chat.retry(idAt(chat, 0));
    expect(places(chat)).toEqual(['', '3/3']);
    chat.showBranch(idAt(chat, 1), 0);
    // Of the two answers to the second question the newer one.
    expect(shown(chat).slice(2)).toEqual(['user: two', 'assistant: answer 3']);
  });

  it('puts an answer in the place of one without a word', async () => {
    const { chat } = await chatWith();
    chat.subscribe(() => {
      if (chat.getSnapshot().status === 'waiting' && chat.getSnapshot().tree.messages.length === 2) chat.stop();
    });
    await chat.send('one');
    expect(chat.getSnapshot().messages[1]).toMatchObject({ status: 'stopped', parts: [] });
    const id = idAt(chat, 1);
    const again = chat.retry();
    chat.stop();
    await again;
    expect(chat.getSnapshot().tree.messages.map((known) => known.id)).toEqual([idAt(chat, 0), id]);
    expect(places(chat)).toEqual(['', '']);
  });

  it('deletes a message from between others, and puts it back', async () => {
    const { chat, asked } = await chatWith();
    await chat.send('one');
    await chat.send('two');
    const before = chat.getSnapshot();
    const undo = chat.delete(idAt(chat, 1));
    expect(shown(chat)).toEqual(['user: one', 'user: two', 'assistant: answer 2']);
    undo();
    expect(chat.getSnapshot()).toEqual(before);
    undo();
    expect(chat.getSnapshot()).toEqual(before);
    const undoTwo = chat.delete(idAt(chat, 2));
    const undoOne = chat.delete(idAt(chat, 0));
    expect(shown(chat)).toEqual(['assistant: answer 1', 'assistant: answer 2']);
    undoTwo();
    undoOne();
    expect(chat.getSnapshot().tree).toEqual(before.tree);
    chat.delete(idAt(chat, 3));
    await chat.send('three');
    expect(asked.at(-1)?.messages.map(({ content }) => content)).toEqual(['one', 'answer 1', 'two\n\nthree']);
  });

  it('shows the branch beside a deleted one, and the deleted one when it is back', async () => {
    const { chat } = await chatWith();
    await chat.send('one');
    await chat.retry();
    const undo = chat.delete(idAt(chat, 1));
    expect(shown(chat)).toEqual(['user: one', 'assistant: answer 1']);
    undo();
    expect(shown(chat)).toEqual(['user: one', 'assistant: answer 2']);
  });

  it('has nothing to put back after it was cleared', async () => {
    const { chat } = await chatWith();
    await chat.send('one');
    const undo = chat.delete(idAt(chat, 1));
    chat.clear();
    undo();
    expect(chat.getSnapshot().tree).toEqual({ messages: [], leafId: null });
  });

  it('keeps what the user thinks of an answer, and who gave it', async () => {
    const { chat } = await chatWith();
    await chat.send('one');
    chat.rate(idAt(chat, 1), 'good');
    expect(chat.getSnapshot().messages[1]).toMatchObject({ rating: 'good', model: 'SmolLM2 135M' });
    chat.rate(idAt(chat, 1), null);
    expect(chat.getSnapshot().messages[1]).not.toHaveProperty('rating');
    expect(() => chat.rate(idAt(chat, 0), 'bad')).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  it('refuses what is not there, and changes while an answer is written', async () => {
    const { chat } = await chatWith({ tokensPerSecond: 50 });
    const invalid = expect.objectContaining({ code: 'invalid-request' });
    await chat.send('one');
    expect(() => chat.showBranch(idAt(chat, 0), 1)).toThrow(invalid);
    expect(() => chat.showBranch('nobody', 0)).toThrow(invalid);
    expect(() => chat.delete('nobody')).toThrow(invalid);
    await expect(chat.edit('nobody', 'uno')).rejects.toEqual(invalid);
    await expect(chat.edit(idAt(chat, 1), 'uno')).rejects.toEqual(invalid);
    await expect(chat.edit(idAt(chat, 0), ' ')).rejects.toEqual(invalid);
    await expect(chat.retry('nobody')).rejects.toEqual(invalid);
    const undo = chat.delete(idAt(chat, 0));
    // An answer to nothing cannot be given once more.
    await expect(chat.retry()).rejects.toEqual(invalid);
    undo();

    const busy = expect.objectContaining({ code: 'busy' });
    const id = idAt(chat, 0);
    const turn = chat.send('two');
    expect(() => chat.showBranch(id, 0)).toThrow(busy);
    expect(() => chat.delete(id)).toThrow(busy);
    await expect(chat.edit(id, 'uno')).rejects.toEqual(busy);
    await expect(chat.retry()).rejects.toEqual(busy);
    chat.stop();
    await turn;
  });

  it('can be taken up where it was left, and survives a tree that is damaged', async () => {
    const { chat } = await chatWith();
    await chat.send('one');
    await chat.retry();
    const llm = createFakeLLM();
    await llm.load();
    const { tree } = chat.getSnapshot();
    const again = llm.createChat({ restore: tree });
    expect(again.getSnapshot()).toEqual(chat.getSnapshot());

    const [question, ...answers] = tree.messages;
    const broken = llm.createChat({
      restore: { messages: [...answers, ...answers].reverse(), leafId: question?.id ?? '' },
    });
    expect(broken.getSnapshot().tree.messages).toHaveLength(2);
    expect(broken.getSnapshot().messages.length).toBeGreaterThan(0);
    const one = message('user', 'one', { id: 'one', parentId: 'two' });
    const two = message('user', 'two', { id: 'two', parentId: 'one' });
    const loop = llm.createChat({ restore: { messages: [one, two], leafId: 'one' } });
    expect(shown(loop)).toHaveLength(2);
  });
});

describe('messages of another tab', () => {
  it('join; what goes on from the end is shown, a branch is not', async () => {
    const { chat } = await chatWith();
    await chat.send('one');
    const end = idAt(chat, 1);
    const question = message('user', 'two', { parentId: end });
    const answer = message('assistant', 'from there', { parentId: question.id });
    chat.merge([answer, question]);
    expect(shown(chat)).toEqual(['user: one', 'assistant: answer 1', 'user: two', 'assistant: from there']);
    chat.merge([message('user', 'uno', { parentId: null })]);
    expect(shown(chat)).toHaveLength(4);
    expect(places(chat)).toEqual(['1/2', '', '', '']);
    expect(chat.getSnapshot().tree.messages).toContain(answer);
  });

  it('change, unless they are older than what is here', async () => {
    const { chat } = await chatWith();
    await chat.send('one');
    const [, mine] = chat.getSnapshot().messages;
    if (mine === undefined) throw new Error('There is no answer.');
    chat.merge([{ ...mine, rating: 'good' }]);
    expect(chat.getSnapshot().messages[1]?.rating).toBe('good');
    const before = chat.getSnapshot();
    chat.merge([{ ...mine, status: 'streaming', parts: [{ type: 'text', text: 'ans' }] }]);
    expect(chat.getSnapshot()).toBe(before);
  });

  it('wait at the side while an answer is written, and leave that one alone', async () => {
    const { chat } = await chatWith({ reply: 'a b c d', tokensPerSecond: 200 });
    const turn = chat.send('one');
    const [question, answer] = chat.getSnapshot().messages;
    if (question === undefined || answer === undefined) throw new Error('There is no answer.');
    const other = message('assistant', 'Another.', { parentId: question.id });
    chat.merge([{ ...answer, status: 'failed' }, other]);
    expect(chat.getSnapshot().messages[1]).toMatchObject({ id: answer.id, status: 'pending' });
    expect(places(chat)).toEqual(['', '1/2']);
    await turn;
    expect(shown(chat)).toEqual(['user: one', 'assistant: a b c d']);
  });

  it('do not come back once they were deleted here, and what follows them finds its place', async () => {
    const { chat } = await chatWith();
    await chat.send('one');
    const [question, answer] = chat.getSnapshot().messages;
    if (question === undefined || answer === undefined) throw new Error('There is no answer.');
    chat.delete(answer.id);
    chat.merge([{ ...answer, rating: 'bad' }, message('user', 'two', { parentId: answer.id })]);
    expect(shown(chat)).toEqual(['user: one', 'user: two']);
    expect(chat.getSnapshot().messages[1]?.parentId).toBe(question.id);
  });

  it('go when they were deleted there, and come back with what followed them', async () => {
    const { chat } = await chatWith();
    await chat.send('one');
    await chat.send('two');
    const before = chat.getSnapshot().tree;
    const [, answer, question] = before.messages;
    if (answer === undefined || question === undefined) throw new Error('There is no answer.');
    chat.merge([], { deleted: [answer] });
    expect(shown(chat)).toEqual(['user: one', 'user: two', 'assistant: answer 2']);
    // It was sent there before that was known.
    const late = message('user', 'uno', { parentId: answer.id });
    chat.merge([late, { ...answer, rating: 'good' }]);
    expect(chat.getSnapshot().tree.messages.map(({ parentId }) => parentId)).toEqual([
      null,
      idAt(chat, 0),
      question.id,
      idAt(chat, 0),
    ]);
    chat.merge([answer], { restored: [answer.id] });
    expect(chat.getSnapshot().tree).toEqual({ ...before, messages: [...before.messages, late] });
  });

  it('find what they follow among deletions of messages that were never here', async () => {
    const { chat } = await chatWith();
    await chat.send('one');
    const [question] = chat.getSnapshot().messages;
    const unknown = message('assistant', 'Never seen.', { parentId: question?.id ?? '' });
    const next = message('user', 'two', { parentId: unknown.id });
    chat.merge([next], { deleted: [unknown] });
    expect(chat.getSnapshot().tree.messages.at(-1)).toEqual({ ...next, parentId: question?.id });
    chat.merge([unknown], { restored: [unknown.id] });
    expect(chat.getSnapshot().tree.messages.slice(-2)).toEqual([unknown, next]);
  });

  it('stay when they are being written here, whoever has deleted them', async () => {
    const { chat } = await chatWith({ reply: 'a b c d', tokensPerSecond: 200 });
    const turn = chat.send('one');
    chat.merge([], { deleted: chat.getSnapshot().messages });
    expect(shown(chat)).toEqual(['assistant: ']);
    await turn;
    expect(shown(chat)).toEqual(['assistant: a b c d']);
  });

  it('can follow one another in a circle without harm', async () => {
    const { chat } = await chatWith();
    await chat.send('one');
    const [question, answer] = chat.getSnapshot().messages;
    if (question === undefined || answer === undefined) throw new Error('There is no answer.');
    const undoAnswer = chat.delete(answer.id);
    chat.merge([{ ...question, parentId: answer.id }]);
    const undoQuestion = chat.delete(question.id);
    chat.merge([message('user', 'two', { parentId: answer.id })]);
    expect(shown(chat)).toEqual(['user: two']);
    undoAnswer();
    undoQuestion();
    expect(chat.getSnapshot().tree.messages).toHaveLength(3);
  });
});

describe('messageText', () => {
  it('is what is said, not what is thought or given along', () => {
    const file = textFile('Some text.');
    const parts = [file, { type: 'reasoning', text: 'Hm.' }, { type: 'text', text: 'Yes.' }] as const;
    expect(messageText({ parts })).toBe('Yes.');
    expect(messageFiles({ parts })).toEqual([file]);
  });
});
