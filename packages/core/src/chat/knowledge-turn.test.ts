/** Turns whose answer comes from documents: what is kept of them, and what they do not teach. */
import { expect, it } from 'vitest';
import type { GenerationEvent } from '../generate.js';
import type { KnowledgeWork } from '../knowledge-event.js';
import { canContinue, messageText } from '../messages.js';
import { createFakeLLM } from '../testing.js';

const SEARCHING: KnowledgeWork = { status: 'searching', query: 'What does it cost?', sources: [] };
const SOURCE = { number: 1, url: '/p', href: '/p', title: 'P', path: [], text: 'It costs 40 euros.', quotes: [] };
const FOUND: KnowledgeWork = { ...SEARCHING, status: 'found', sources: [SOURCE] };

async function chatThat(...events: readonly GenerationEvent[]) {
  const llm = createFakeLLM();
  await llm.load();
  return llm.createChat({
    generate: async function* () {
      yield* events;
    },
  });
}

it('keeps what was found last, and cannot be continued but where the documents did not say it', async () => {
  const text = { type: 'text-delta', text: 'It costs' } as const;
  const end = { type: 'finish', reason: 'abort' } as const;
  const work = (last: KnowledgeWork) => [SEARCHING, last].map((one) => ({ type: 'knowledge', work: one }) as const);
  const chat = await chatThat(...work(FOUND), text, end);
  await chat.send('What does it cost?');
  const [, answer] = chat.getSnapshot().messages;
  expect(answer).toMatchObject({ status: 'stopped', knowledge: FOUND });
  expect(answer && messageText(answer)).toBe('It costs');
  expect(answer && canContinue(answer)).toBe(false);
  await expect(chat.continue()).rejects.toMatchObject({ code: 'invalid-request' });
  const other = await chatThat(...work({ ...FOUND, status: 'not-found' }), text, end);
  await other.send('What does it cost?');
  const last = other.getSnapshot().messages.at(-1);
  expect(last && canContinue(last)).toBe(true);
});

it('says nothing about how many tokens a text has: passages were read, too', async () => {
  const usage = { promptTokens: 9000, cachedTokens: 0, completionTokens: 5, timeToFirstTokenMs: 1 };
  const cost = { type: 'usage', usage: { ...usage, decodeTokensPerSecond: 1 } } as const;
  const end = { type: 'finish', reason: 'stop' } as const;
  const question = 'What does it cost? '.repeat(40);
  const plain = await chatThat({ type: 'text-delta', text: 'A.' }, cost, end);
  await plain.send(question);
  const chat = await chatThat({ type: 'knowledge', work: FOUND }, { type: 'text-delta', text: 'A.' }, cost, end);
  const before = chat.countTokens('A word or two.');
  await chat.send(question);
  expect(chat.countTokens('A word or two.')).toBe(before);
  expect(plain.countTokens('A word or two.')).toBeGreaterThan(before);
});
