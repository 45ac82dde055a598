/** Which answers ask before a link in them is followed, and where a site's setting of images reaches. */
import type { ChatMessage, MessageTree } from '@local-llm-chat/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accessibilityProblems, waitUntil } from '../stage.case.js';
import { element, focused, show } from './message-stage.case.js';
import { file, message } from './messages.case.js';

beforeEach(() => {
  document.documentElement.lang = 'en';
});

afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.removeAttribute('dir');
});

const ANSWER = 'See [the guide](https://example.org/guide).';

function treeOf(first: Parameters<typeof message>[3], more: Partial<ChatMessage> = {}): MessageTree {
  return {
    messages: [
      message('q1', 'user', null, 'Before?'),
      message('a1', 'assistant', 'q1', ANSWER),
      message('q2', 'user', 'a1', first),
      message('a2', 'assistant', 'q2', ANSWER, more),
      message('q3', 'user', 'a2', 'After?'),
      message('a3', 'assistant', 'q3', ANSWER),
    ],
    leafId: 'a3',
  };
}

/** Whether a press on the link of a message asks first; what does not is held back all the same. */
async function asks(chat: Awaited<ReturnType<typeof show>>, id: string): Promise<boolean> {
  await waitUntil(() => element(chat, id).querySelector('.markdown a') !== null);
  document.addEventListener('click', (event) => event.preventDefault(), { once: true });
  element(chat, id).querySelector<HTMLElement>('.markdown a')?.click();
  const dialog = chat.shadowRoot?.querySelector('dialog');
  dialog?.remove();
  return dialog != null;
}

describe('a link asks before it is followed', () => {
  it.each([
    ['a file', treeOf([file('f', 'a.txt'), { type: 'text', text: 'And this?' }])],
    ['the page', treeOf([file('f', 'Page', { source: 'page' }), { type: 'text', text: 'And this?' }])],
    ['what an agent has read', treeOf('And this?', { agent: { end: 'answer', isTainted: true } })],
  ])('from %s on, and not before', async (_, tree) => {
    const chat = await show(tree);
    expect([await asks(chat, 'a1'), await asks(chat, 'a2'), await asks(chat, 'a3')]).toEqual([false, true, true]);
  });

  it('never where the words are the visitor’s and the model’s alone', async () => {
    const chat = await show(treeOf('And this?'));
    expect([await asks(chat, 'a1'), await asks(chat, 'a2'), await asks(chat, 'a3')]).toEqual([false, false, false]);
  });

  it.each(['en', 'ar'])('in words of the page’s language, which all can use: %s', async (lang) => {
    document.documentElement.lang = lang;
    if (lang === 'ar') document.documentElement.dir = 'rtl';
    const chat = await show(treeOf([file('f', 'a.txt')]));
    await waitUntil(() => element(chat, 'a2').querySelector('.markdown a') !== null);
    element(chat, 'a2').querySelector<HTMLElement>('.markdown a')?.click();
    const dialog = chat.shadowRoot?.querySelector('dialog');
    expect(dialog?.dir).toBe(lang === 'ar' ? 'rtl' : 'ltr');
    expect(dialog?.querySelector('h3')?.textContent).toBe(lang === 'ar' ? 'فتح هذا الرابط؟' : 'Open this link?');
    expect(focused(chat)?.closest('dialog')).toBe(dialog);
    expect(await accessibilityProblems(chat)).toEqual([]);
  });
});

describe('images of named origins', () => {
  const PICTURE = '![A cat](https://img.example/cat.png)';
  const tree: MessageTree = {
    messages: [message('q', 'user', null, 'A cat?'), message('a', 'assistant', 'q', PICTURE)],
    leafId: 'a',
  };
  const image = (chat: Awaited<ReturnType<typeof show>>) => element(chat, 'a').querySelector('.markdown img');

  it('come and go with the setting', async () => {
    const chat = await show(tree);
    await waitUntil(
      () => element(chat, 'a').textContent?.includes('A cat (image on img.example, not loaded)') === true,
    );
    expect(image(chat)).toBeNull();
    chat.setAttribute('image-origins', 'https://img.example');
    await waitUntil(() => image(chat) !== null);
    chat.imageOrigins = ['https://other.example'];
    await waitUntil(() => image(chat) === null);
    chat.imageOrigins = ['https://other.example', 'https://img.example'];
    await waitUntil(() => image(chat) !== null);
    const first = image(chat);
    // As React gives a new list with each render.
    chat.imageOrigins = ['https://other.example', 'https://img.example'];
    await chat.updateComplete;
    expect(image(chat)).toBe(first);
  });
});
