/** A composer whose extras cannot be fetched: words are sent all the same, files are not forgotten, and it is said. */
import type { FilePart } from '@local-llm-chat/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { LocalLLMChat } from '../local-llm-chat.js';
import {
  accessibilityProblems,
  announced,
  hasPart,
  part,
  parts,
  placeAt,
  press,
  type,
  waitUntil,
} from '../stage.case.js';
import { paste, textFile } from './given.case.js';

vi.mock('./extras.js', () => {
  throw new TypeError('Failed to fetch dynamically imported module.');
});

const MISSED = 'Nothing can be added to the message now. Check that you are online, then try again.';
const AGAIN = 'Nothing can be added to the message now. Try again. If it happens again, reload the page.';

const file: FilePart = {
  type: 'file',
  id: 'a',
  name: 'notes.txt',
  mediaType: 'text/plain',
  bytes: 4,
  text: 'Text',
  source: 'file',
};

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
});

afterEach(() => document.body.replaceChildren());

async function placeWithout(settings: Partial<LocalLLMChat> = {}): Promise<LocalLLMChat> {
  const chat = await placeAt('ready', { reply: 'Yes.' }, settings);
  await waitUntil(() => settings.attachments === 'off' || hasPart(chat, 'add-button'));
  return chat;
}

const notes = (chat: LocalLLMChat) => parts(chat, 'note').map(({ textContent }) => textContent?.trim());

it('sends words, and says nothing to who wants nothing else', async () => {
  const chat = await placeWithout();
  expect(notes(chat)).toEqual([]);
  press(await type(chat, 'Hi'), 'Enter');
  await waitUntil(() => chat.messages.at(-1)?.status === 'complete');
  expect(chat.messages[0]?.parts).toEqual([{ type: 'text', text: 'Hi' }]);
  expect(notes(chat)).toEqual([]);
});

it('has its button, which says what is missing and tries again', async () => {
  const chat = await placeWithout();
  const button = part(chat, 'add-button');
  expect(button.getAttribute('aria-label')).toBe('Add files');
  await userEvent.click(button);
  await waitUntil(() => notes(chat).length > 0);
  expect(notes(chat)).toEqual([MISSED]);
  expect(announced(chat)).toBe(MISSED);
  await userEvent.click(button);
  await waitUntil(() => announced(chat) === AGAIN);
  await chat.updateComplete;
  expect(notes(chat)).toEqual([AGAIN]);
  expect(await accessibilityProblems(chat)).toEqual([]);
});

it('says the same of a file that is pasted, which goes nowhere', async () => {
  const chat = await placeWithout();
  expect(paste(chat, { files: [textFile('notes.txt', 'Text')] })).toBe(false);
  await waitUntil(() => announced(chat) !== '' && notes(chat).length > 0);
  expect(notes(chat)).toEqual([MISSED]);
  expect(paste(chat, { text: 'Words' })).toBe(true);
  const without = await placeWithout({ attachments: 'off' });
  expect(hasPart(without, 'add-button')).toBe(false);
  expect(paste(without, { files: [textFile('notes.txt', 'Text')] })).toBe(true);
});

it('sends a draft with its files, and says that they are there', async () => {
  const chat = await placeWithout();
  const { assistant } = chat as unknown as { assistant: import('../assistant.js').Assistant };
  const context = assistant.conversations.context;
  const field = context.field();
  if (field === null) throw new Error('There is no field.');
  field.draft = { text: 'What is this?', files: [file] };
  await chat.updateComplete;
  expect(notes(chat)).toEqual(['1 file cannot be shown now, but is sent along with the message.']);
  expect(parts(chat, 'note')[0]?.role).toBe('alert');
  press(part(chat, 'input'), 'Enter');
  await waitUntil(() => chat.messages.at(-1)?.status === 'complete');
  expect(chat.messages[0]?.parts).toEqual([file, { type: 'text', text: 'What is this?' }]);
  await chat.updateComplete;
  expect(notes(chat)).toEqual([]);
});
