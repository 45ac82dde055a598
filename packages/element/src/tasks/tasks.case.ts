/** What tests and stories of tasks do as a visitor does: give a text, open its menu, choose. */

import { chipReaches } from '../composer/composer.case.js';
import { paste, textFile } from '../composer/given.case.js';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { part, parts, waitUntil } from '../stage.case.js';

export const BAKERY =
  'The bakery on Mill Street opens at seven. On Sundays it is closed. Its owner, Ada Brandt, bakes 40 kinds of bread.';

/** Adds a text file, and waits until it is read. */
export async function give(chat: LocalLLMChat, text = BAKERY, name = 'Bakery.txt'): Promise<HTMLElement> {
  paste(chat, { files: [textFile(name, text)] });
  const chip = await chipReaches(chat, name, 'read');
  await waitUntil(() => chip.querySelector('[part~=tasks-button]') !== null);
  return chip;
}

/** The entries of the menu that is open now. */
export function entries(chat: LocalLLMChat): string[] {
  return parts(chat, 'menu-item').map((item) => item.textContent?.trim() ?? '');
}

export async function openTasks(chat: LocalLLMChat): Promise<void> {
  part(chat, 'tasks-button').click();
  await waitUntil(() => parts(chat, 'task-item').length > 0);
}

/** Presses an entry of the open menu. */
export function press(chat: LocalLLMChat, key: string): void {
  const item = parts(chat, 'menu-item').find((one) => one.dataset['key'] === key);
  if (item === undefined) throw new Error(`The menu has no entry ${key}.`);
  item.click();
}

/** Does a task with the text of the chip, and waits until it has ended. */
export async function run(chat: LocalLLMChat, key: string): Promise<void> {
  const before = chat.messages.length;
  await openTasks(chat);
  press(chat, key);
  await waitUntil(() => chat.messages.length > before);
  await ended(chat);
}

export async function ended(chat: LocalLLMChat): Promise<void> {
  await waitUntil(() => !['pending', 'streaming', undefined].includes(chat.messages.at(-1)?.status));
  await chat.updateComplete;
}
