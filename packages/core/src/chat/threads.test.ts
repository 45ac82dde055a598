/** Conversations in memory: a session that was there before, and answers that go on while others are open. */
import { expect, it, vi } from 'vitest';
import { ChatSession } from './chat-session.js';
import { chatOf, linesOf, openTab, ToldModel, titlesOf } from './thread-chats.case.js';

it('take in a session that is there already, with what it has said and what it is saying', async () => {
  const model = new ToldModel();
  const chat = new ChatSession({ generate: model.generate, contextWindow: () => 4096 });
  await chat.send('One');
  model.reply = null;
  const sent = chat.send('Two');
  let isFirst = true;
  const tab = openTab({
    createChat: (restore) => {
      if (!isFirst) return new ChatSession({ generate: model.generate, contextWindow: () => 4096 }, { restore });
      isFirst = false;
      return chat;
    },
  });
  const { openId, answering } = tab.threads.getSnapshot();
  expect(titlesOf(tab)).toEqual(['One']);
  expect(answering).toEqual([openId]);
  tab.threads.begin();
  model.answers[1]?.say('Done.');
  model.answers[1]?.finish();
  await sent;
  await tab.threads.open(openId);
  expect(linesOf(tab)).toEqual(['user: One', 'assistant: Yes.', 'user: Two', 'assistant: Done.']);
});

it('say which of them are being answered, and end the answer of one that is deleted', async () => {
  const tab = openTab();
  const { threads, model } = tab;
  model.reply = null;
  const first = chatOf(tab);
  const sent = first.send('One');
  const { openId } = threads.getSnapshot();
  expect(threads.getSnapshot().answering).toEqual([openId]);
  threads.begin();
  await vi.waitFor(() => expect(model.answers).toHaveLength(1));
  model.answers[0]?.finish();
  await sent;
  expect(threads.getSnapshot().answering).toEqual([]);
  const again = chatOf(tab).send('Two');
  threads.delete(threads.getSnapshot().openId);
  expect(threads.getSnapshot().answering).toEqual([]);
  await again;
  expect(linesOf(tab)).toEqual([]);
});
