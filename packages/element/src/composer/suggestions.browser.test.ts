/** Questions to begin with in a real browser: of the property, of the slot, and in little room. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  accessibilityProblems,
  hasPart,
  part,
  parts,
  place,
  placeAt,
  reaches,
  type,
  waitUntil,
} from '../stage.case.js';
import { placeReady } from './composer.case.js';

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
});

afterEach(() => document.body.replaceChildren());

describe('suggestions', () => {
  const suggestions = ['What is a fern?', { label: 'Water', text: 'How do I water a fern?' }];

  it('are sent by a press, in full, and gone once something is said', async () => {
    const chat = await placeReady({ reply: 'Yes.' }, { suggestions });
    await waitUntil(() => parts(chat, 'suggestion').length === 2);
    expect(part(chat, 'suggestions').getAttribute('aria-label')).toBe('Suggestions');
    expect(await accessibilityProblems(chat)).toEqual([]);
    parts(chat, 'suggestion')[1]?.focus();
    await userEvent.keyboard('{Enter}');
    await waitUntil(() => chat.messages.at(-1)?.status === 'complete');
    expect(chat.messages[0]?.parts).toEqual([{ type: 'text', text: 'How do I water a fern?' }]);
    expect(hasPart(chat, 'suggestion')).toBe(false);
    chat.clear();
    await waitUntil(() => parts(chat, 'suggestion').length === 2);
  });

  it('fill the field while the model is not ready, and go behind what is written', async () => {
    const chat = await placeAt('loading', { loadMs: 60_000 }, { suggestions });
    await waitUntil(() => parts(chat, 'suggestion').length === 2);
    parts(chat, 'suggestion')[0]?.click();
    const field = part<HTMLTextAreaElement>(chat, 'input');
    await waitUntil(() => field.value === 'What is a fern?');
    expect(chat.shadowRoot?.activeElement).toBe(field);
    await type(chat, 'In short:');
    parts(chat, 'suggestion')[0]?.click();
    await waitUntil(() => field.value === 'In short: What is a fern?');
    expect(chat.messages).toHaveLength(0);
  });

  it('can be buttons of the page in the slot', async () => {
    const chat = await place({ reply: 'Yes.' });
    const button = document.createElement('button');
    button.slot = 'suggestions';
    button.textContent = ' From the page ';
    const other = document.createElement('button');
    other.slot = 'suggestions';
    other.addEventListener('click', (event) => event.preventDefault());
    chat.append(button, other);
    await reaches(chat, 'ready');
    other.click();
    button.click();
    await waitUntil(() => chat.messages.length > 1);
    expect(chat.messages[0]?.parts).toEqual([{ type: 'text', text: 'From the page' }]);
  });

  it('stand in one row that scrolls where there is little room', async () => {
    await page.viewport(360, 640);
    const many = Array.from({ length: 6 }, (_, index) => `A question that is number ${index}`);
    const chat = await placeReady({}, { suggestions: many });
    await waitUntil(() => parts(chat, 'suggestion').length === 6);
    const tops = new Set(parts(chat, 'suggestion').map((button) => button.getBoundingClientRect().top));
    expect(tops.size).toBe(1);
    expect(part(chat, 'chat').scrollWidth).toBeLessThanOrEqual(part(chat, 'chat').clientWidth);
    await page.viewport(1280, 800);
  });
});
