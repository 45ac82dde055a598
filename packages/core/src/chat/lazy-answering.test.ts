import { expect, it, vi } from 'vitest';
import type { Generate } from '../generate.js';
import { ChatSession } from './chat-session.js';
import { message, shown, textFile } from './conversation.case.js';
import { answeringNow } from './lazy-answering.js';

const generate: Generate = async function* () {
  yield { type: 'text-delta', text: 'Yes.' };
  yield { type: 'finish', reason: 'stop' };
};
const contextWindow = () => 1024;

it('measures roughly until what measures is fetched, then exactly', async () => {
  const begun = new ChatSession({ generate, contextWindow });
  const words = begun.measure({ text: 'And why?' });
  expect(answeringNow()).toBeNull();

  const file = textFile('word '.repeat(1000));
  const question = message('user', 'What is this?', { parts: [file] });
  const restore = { messages: [question], leafId: question.id };
  const restored = new ChatSession({ generate, contextWindow }, { restore });
  const rough = restored.getSnapshot().context;
  expect(rough).toMatchObject({ windowTokens: 1024, answerTokens: 512, cutFiles: [] });
  expect(rough.promptTokens).toBeGreaterThan(2000);
  await new Promise<void>((resolve) => restored.subscribe(resolve));
  expect(restored.getSnapshot().context).toMatchObject({ cutFiles: [{ id: file.id }] });
  expect(restored.getSnapshot().context.promptTokens).toBeLessThanOrEqual(512);

  // Of words alone no more is known with it than without.
  expect(begun.measure({ text: 'And why?' })).toEqual(words);
});

it('says on the answer that a part of the page could not be fetched', async () => {
  vi.resetModules();
  vi.doMock('./answering.js', () => {
    throw new Error('There is no network.');
  });
  const { ChatSession: OfflineSession } = await import('./chat-session.js');
  const chat = new OfflineSession({ generate, contextWindow });
  await chat.send('Really?');
  expect(chat.getSnapshot()).toMatchObject({ status: 'idle' });
  expect(shown(chat)).toEqual(['user: Really?', 'assistant: ']);
  expect(chat.getSnapshot().messages[1]).toMatchObject({ status: 'failed', error: { code: 'network' } });
});
