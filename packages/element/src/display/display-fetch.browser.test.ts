/** A window whose code cannot be fetched: who opens it is told so. */
import { createFakeLLM } from '@local-llm-chat/core/testing';
import { afterEach, expect, it, vi } from 'vitest';
import { accessibilityProblems, place, waitUntil } from '../stage.case.js';

vi.mock('./chat-window.js', () => {
  throw new TypeError('Failed to fetch dynamically imported module.');
});

afterEach(() => document.body.replaceChildren());

it('is missed in words that can be seen, once it is opened', async () => {
  document.title = 'Test';
  document.documentElement.lang = 'en';
  const chat = await place({}, { llm: createFakeLLM(), display: 'launcher' });
  await chat.updateComplete;
  expect(chat.shadowRoot?.querySelector('[role=alert]')).toBeNull();
  await chat.show();
  await waitUntil(() => chat.shadowRoot?.querySelector('[role=alert]') != null);
  const alert = chat.shadowRoot?.querySelector<HTMLElement>('[role=alert]');
  expect(alert?.textContent).toContain('The connection was interrupted.');
  const box = alert?.getBoundingClientRect() ?? new DOMRect();
  expect(box.height).toBeGreaterThan(20);
  expect([box.top >= 0, box.bottom <= innerHeight]).toEqual([true, true]);
  expect(await accessibilityProblems(chat)).toEqual([]);
  await chat.hide();
  expect(chat.shadowRoot?.querySelector('[role=alert]')).toBeNull();
});
