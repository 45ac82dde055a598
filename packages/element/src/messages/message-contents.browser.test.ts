/** What messages show besides their text, in a real browser. */
import type { MessageTree } from '@local-llm-chat/core';
import { html } from 'lit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { accessibilityProblems, announced, hasPart, part, parts, placeAt, waitUntil } from '../stage.case.js';
import { button, element, focused, show } from './message-stage.case.js';
import { file, message, SHORT } from './messages.case.js';

let copied = '';

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
  copied = '';
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => {
    copied = text;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
  document.documentElement.removeAttribute('dir');
});

describe('thoughts', () => {
  const TREE: MessageTree = {
    messages: [
      message('q', 'user', null, 'Why?'),
      message('a', 'assistant', 'q', [
        { type: 'reasoning', text: 'Is it **dry**?', durationMs: 12_300 },
        { type: 'text', text: 'It is dry.' },
      ]),
    ],
    leafId: 'a',
  };

  it('are folded away with their time, and read as Markdown when opened', async () => {
    const chat = await show(TREE);
    const fold = part<HTMLDetailsElement>(chat, 'thought');
    expect(part(chat, 'thought-summary').textContent?.trim()).toBe('Thought for 12 seconds');
    expect(fold.open).toBe(false);
    expect(fold.textContent).not.toContain('dry');
    part(chat, 'thought-summary').click();
    await waitUntil(() => fold.querySelector('strong')?.textContent === 'dry');
    expect(await accessibilityProblems(chat)).toEqual([]);
    part(chat, 'thought-summary').click();
    await waitUntil(() => fold.querySelector('strong') === null);
    button(chat, 'a', 'copy').click();
    await waitUntil(() => copied === 'It is dry.');
  });

  it('are told of while they run, and never said aloud', async () => {
    const chat = await placeAt('ready', {
      reply: '<think>Secret thought one two three four.</think>The answer.',
      tokensPerSecond: 25,
    });
    const heard: string[] = [];
    const region = chat.shadowRoot?.querySelector('[role=status]');
    if (!region) throw new Error('There is no status region.');
    new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    const answer = chat.send('Why?');
    await waitUntil(() => hasPart(chat, 'thought-summary'));
    expect(part(chat, 'thought-summary').textContent?.trim()).toBe('Thinking…');
    expect(await accessibilityProblems(chat)).toEqual([]);
    await answer;
    await waitUntil(() => announced(chat) === 'Assistant: The answer.');
    expect(part(chat, 'thought-summary').textContent?.trim()).toBe('Thought for 1 second');
    expect(heard.join(' ')).not.toContain('Secret');
  });
});

describe('files of a question', () => {
  const TREE: MessageTree = {
    messages: [
      message('q', 'user', null, [
        file('f1', 'plants.pdf', { pages: 12, mediaType: 'application/pdf', text: 'Plants need light. '.repeat(2000) }),
        { type: 'text', text: 'What do they need?' },
      ]),
      message('a', 'assistant', 'q', 'Light.'),
    ],
    leafId: 'a',
  };

  it('are chips with name, size and what the model reads of them, and open their text', async () => {
    const chat = await show(TREE, { reply: 'Light.' });
    const chip = () => part(chat, 'file');
    expect(chip().textContent).toContain('plants.pdf');
    expect(chip().textContent).toContain('48 kB, 12 pages');
    // What fits is known when the next request was measured.
    await waitUntil(() => /The model reads the first \d+%/.test(chip().textContent ?? ''));
    expect(await accessibilityProblems(chat)).toEqual([]);
    chip().focus();
    await userEvent.keyboard('{Enter}');
    await waitUntil(() => hasPart(chat, 'file-dialog') && part<HTMLDialogElement>(chat, 'file-dialog').open);
    expect(part(chat, 'file-text').textContent?.startsWith('Plants need light.')).toBe(true);
    expect(part(chat, 'file-dialog').getBoundingClientRect().bottom).toBeLessThanOrEqual(innerHeight);
    expect(await accessibilityProblems(chat)).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await waitUntil(() => !hasPart(chat, 'file-dialog'));
    expect(focused(chat)).toBe(chip());
  });
});

describe('what is left out', () => {
  it('ends at a line that says so and why', async () => {
    const words = 'water '.repeat(120);
    const chat = await show(
      {
        messages: [
          message('q1', 'user', null, words),
          message('a1', 'assistant', 'q1', words),
          message('q2', 'user', 'a1', 'And now?'),
          message('a2', 'assistant', 'q2', 'Now it is fine.'),
        ],
        leafId: 'a2',
      },
      { contextWindow: 512, reply: 'Yes.' },
    );
    await chat.send('Really?');
    await waitUntil(() => hasPart(chat, 'omitted'));
    const line = part(chat, 'omitted');
    const order = [...(line.parentElement?.children ?? [])].map((one) => (one as HTMLElement).dataset['id'] ?? 'line');
    expect(order.indexOf('line')).toBeGreaterThan(0);
    expect(order.slice(order.indexOf('line') + 1)).toContain('a2');
    line.querySelector('summary')?.click();
    await waitUntil(() => line.querySelector('p')?.checkVisibility() === true);
    expect(line.textContent).toContain('512 tokens');
    expect(await accessibilityProblems(chat)).toEqual([]);
  });
});

describe('the page’s own drawing', () => {
  it('puts a picture beside each message', async () => {
    const picture = document.createElement('img');
    picture.alt = '';
    const messageAvatar: LocalLLMChat['messageAvatar'] = ({ role }) => (role === 'user' ? picture : html`<b>AI</b>`);
    const chat = await show(SHORT, {}, { messageAvatar });
    expect(parts(chat, 'avatar').map(({ firstElementChild }) => firstElementChild?.tagName)).toEqual(['IMG', 'B']);
    expect(picture.isConnected).toBe(false);
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it('draws messages in its own way, with what the element would draw', async () => {
    const renderMessage: LocalLLMChat['renderMessage'] = (one, content) =>
      one.role === 'user' ? html`<em class="mine">Q</em>` : html`<div class="card">${content}</div>`;
    const chat = await show(SHORT, {}, { renderMessage });
    expect(element(chat, 'q').textContent?.trim()).toBe('Q');
    await waitUntil(() => element(chat, 'a').querySelector('.card strong')?.textContent === 'once a week');
  });
});
