/** Shows a conversation that already is, and finds its messages and their buttons as a visitor would. */
import type { MessageTree } from '@local-llm-chat/core';
import type { FakeLLMOptions } from '@local-llm-chat/core/testing';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { hasPart, parts, placeAt, waitUntil } from '../stage.case.js';
import { llmWith } from './messages.case.js';

/** An element that shows a conversation, ready for more. */
export async function show(
  tree: MessageTree,
  script: FakeLLMOptions = {},
  settings: Partial<LocalLLMChat> = {},
): Promise<LocalLLMChat> {
  const chat = await placeAt('ready', {}, { llm: llmWith(tree, script), ...settings });
  await waitUntil(() => hasPart(chat, 'message-actions'));
  await chat.updateComplete;
  return chat;
}

/** The element of a message. */
export function element(chat: LocalLLMChat, id: string): HTMLElement {
  const found = chat.shadowRoot?.querySelector<HTMLElement>(`[data-id="${id}"]`);
  if (!found) throw new Error(`The message ${id} is not shown.`);
  return found;
}

/** A button of one message. */
export function button(chat: LocalLLMChat, id: string, name: string): HTMLElement {
  const found = element(chat, id).querySelector<HTMLElement>(`[part~="${name}-button"]`);
  if (!found) throw new Error(`The message ${id} has no button ${name}.`);
  return found;
}

/** What has the focus in the chat. */
export function focused(chat: LocalLLMChat): HTMLElement | null {
  return (chat.shadowRoot?.activeElement as HTMLElement | null) ?? null;
}

/** The ids of the messages, in their order. */
export function shownIds(chat: LocalLLMChat): string[] {
  return parts(chat, 'message').map((one) => one.dataset['id'] ?? '');
}

/** The entries of a message's menu, which is open then. */
export async function openMenu(chat: LocalLLMChat, id: string): Promise<HTMLElement[]> {
  button(chat, id, 'more').click();
  await waitUntil(() => hasPart(chat, 'menu-item') && focused(chat)?.getAttribute('role') === 'menuitem');
  return parts(chat, 'menu-item');
}

/** Presses an entry of a message's menu. */
export async function choose(chat: LocalLLMChat, id: string, key: string): Promise<void> {
  const item = (await openMenu(chat, id)).find((one) => one.dataset['key'] === key);
  if (item === undefined) throw new Error(`The menu has no entry ${key}.`);
  item.click();
  await chat.updateComplete;
}
