/** Tools where their code cannot be fetched: an answer fails with words, and what cannot be shown is said in its place. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { show } from '../messages/message-stage.case.js';
import { message } from '../messages/messages.case.js';
import { accessibilityProblems, hasPart, part, parts, placeAt, waitUntil } from '../stage.case.js';
import { stock, toolPart } from './tools.case.js';

vi.mock('./tool-desk.js', () => {
  throw new TypeError('Failed to fetch dynamically imported module.');
});
vi.mock('./steps-door.js', () => {
  throw new TypeError('Failed to fetch dynamically imported module.');
});

beforeEach(() => {
  document.documentElement.lang = 'en';
});
afterEach(() => document.body.replaceChildren());

const words = (found: Element | null | undefined) => found?.textContent?.replaceAll(/\s+/g, ' ').trim();

it('fails the answer, which can be asked for again', async () => {
  const chat = await placeAt('ready', { reply: 'Never said.' }, { tools: [stock] });
  await chat.send('How many chairs are there?');
  expect(chat.messages.at(-1)).toMatchObject({ status: 'failed', error: { code: 'network' }, parts: [] });
  await waitUntil(() => hasPart(chat, 'retry-button'));
  expect(words(part(chat, 'message-error'))).toContain('The connection was interrupted.');
  chat.tools = [];
  await chat.updateComplete;
  part(chat, 'retry-button').click();
  await waitUntil(() => chat.messages.at(-1)?.status === 'complete');
});

it('says so in the place of steps, and shows the answer', async () => {
  const answer = message('a', 'assistant', 'q', [toolPart('stock_of'), { type: 'text', text: 'There are 12.' }]);
  const chat = await show({ messages: [message('q', 'user', null, 'How many?'), answer], leafId: 'a' });
  await waitUntil(() => hasPart(chat, 'retry-button'));
  expect(words(parts(chat, 'note')[0])).toContain('The connection was interrupted. Check that you are online');
  expect(words(part(chat, 'markdown'))).toBe('There are 12.');
  expect(await accessibilityProblems(chat)).toEqual([]);
});
