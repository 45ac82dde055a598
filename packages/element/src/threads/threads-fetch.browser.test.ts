/** The list of conversations where its code cannot be fetched: it is said in its place, and the chat goes on. */
import { createFakeLLM } from '@local-llm-chat/core/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { accessibilityProblems, hasPart, part, parts, place, placeAt, reaches, waitUntil } from '../stage.case.js';

vi.mock('./threads-part.js', () => {
  throw new TypeError('Failed to fetch dynamically imported module.');
});

const MISSING = 'The list of conversations cannot be shown now.';

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
});

afterEach(() => document.body.replaceChildren());

const words = (found: Element | null | undefined) => found?.textContent?.replaceAll(/\s+/g, ' ').trim();
const alerts = (root: ShadowRoot | null) => [...(root?.querySelectorAll('[role=alert]') ?? [])].map(words);

it('is said above the field, out of its way, where a site keeps conversations', async () => {
  const chat = await place({}, { llm: createFakeLLM({ reply: 'Yes.' }), history: 'device', historyName: 'never' });
  await reaches(chat, 'ready');
  await waitUntil(() => alerts(chat.shadowRoot).length > 0);
  expect(alerts(chat.shadowRoot)).toEqual([`${MISSING} Check that you are online, then try again. Try again`]);
  await chat.send('Hi');
  await chat.updateComplete;
  expect(chat.messages).toHaveLength(2);
  const note = parts(chat, 'note')
    .find(({ role }) => role === 'alert')
    ?.getBoundingClientRect();
  expect(note?.height).toBeGreaterThan(20);
  expect(note?.bottom).toBeLessThanOrEqual(part(chat, 'composer').getBoundingClientRect().top);
  expect(note?.top).toBeGreaterThanOrEqual(part(chat, 'log').getBoundingClientRect().bottom);
  expect(await accessibilityProblems(chat)).toEqual([]);
  part(chat, 'retry-button').click();
  await waitUntil(() => alerts(chat.shadowRoot)[0]?.includes('reload the page') === true);
});

it('is said when a new conversation is wanted, and the one that is there stays', async () => {
  const chat = await placeAt('ready', { reply: 'Yes.' });
  await chat.send('Hi');
  await chat.updateComplete;
  expect(alerts(chat.shadowRoot)).toEqual([]);
  part(chat, 'new-button').click();
  await waitUntil(() => alerts(chat.shadowRoot).length > 0);
  expect(alerts(chat.shadowRoot)[0]).toContain(MISSING);
  expect(chat.messages).toHaveLength(2);
  expect(hasPart(chat, 'new-button')).toBe(true);
});

it('is said in the place of the list, where that is an element of its own', async () => {
  await import('../parts.js');
  const session = document.createElement('local-llm-session');
  Object.assign(session, { llm: createFakeLLM() });
  const list = document.createElement('local-llm-threads');
  session.append(list);
  document.body.append(session);
  await waitUntil(() => alerts(list.shadowRoot).length > 0);
  expect(alerts(list.shadowRoot)[0]).toContain(MISSING);
  // However often it is drawn, it is asked for when the visitor says so.
  await session.updateComplete;
  expect(alerts(list.shadowRoot)[0]).toContain('Check that you are online');
  list.shadowRoot?.querySelector<HTMLElement>('[part~=retry-button]')?.click();
  await waitUntil(() => alerts(list.shadowRoot)[0]?.includes('reload the page') === true);
});
