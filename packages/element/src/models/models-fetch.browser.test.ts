/** The sheet of models where its code cannot be fetched, e.g. without a network. */
import { afterEach, expect, it, vi } from 'vitest';
import { accessibilityProblems, hasPart, part, place, reaches, waitUntil } from '../stage.case.js';
import { createShelvedLLM, ScriptedShelf } from './shelf.case.js';

vi.mock('./models-view.js', () => {
  throw new TypeError('Failed to fetch dynamically imported module.');
});

afterEach(() => document.body.replaceChildren());

it('says so in place of the sheet, and the chat goes on', async () => {
  document.title = 'Test';
  document.documentElement.lang = 'en';
  const chat = await place({}, { llm: createShelvedLLM({ reply: 'Yes.' }, new ScriptedShelf()) });
  await reaches(chat, 'ready');
  part(chat, 'about-summary').click();
  part(chat, 'change-button').click();
  await waitUntil(() => chat.shadowRoot?.querySelector('[role=alert]') != null);
  const alert = chat.shadowRoot?.querySelector<HTMLElement>('[role=alert]');
  expect(alert?.textContent).toBe('The connection was interrupted. Check that you are online, then try again.');
  const frame = part(chat, 'chat').getBoundingClientRect();
  const box = alert?.getBoundingClientRect() ?? new DOMRect();
  expect(box.height).toBeGreaterThan(20);
  expect(box.bottom).toBeLessThan(frame.bottom);
  expect(hasPart(chat, 'models')).toBe(false);
  expect(await accessibilityProblems(chat)).toEqual([]);
  await chat.send('Hi');
  expect(chat.messages).toHaveLength(2);
});
