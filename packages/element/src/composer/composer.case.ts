/** What tests see of a composer. */
import type { FakeLLMOptions } from '@local-llm-chat/core/testing';
import { expect, vi } from 'vitest';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { part, parts, placeAt, waitUntil } from '../stage.case.js';

/** An element that is ready, with all that its composer can do. */
export async function placeReady(
  script: FakeLLMOptions = {},
  settings: Partial<LocalLLMChat> = {},
): Promise<LocalLLMChat> {
  const chat = await placeAt('ready', script, settings);
  await waitUntil(() => chat.shadowRoot?.querySelector('.file-input') != null);
  return chat;
}

/** Names of what is attached. */
export function attached(chat: LocalLLMChat): string[] {
  return parts(chat, 'attachment').map((chip) => chip.querySelector('.chip-name')?.textContent ?? '');
}

/** Waits until one is read, or cannot be. */
export async function chipReaches(chat: LocalLLMChat, name: string, state: 'read' | 'failed' | 'reading') {
  const find = () => parts(chat, 'attachment').find((chip) => chip.querySelector('.chip-name')?.textContent === name);
  await vi.waitFor(() => expect(find()?.dataset['state']).toBe(state), { timeout: 20_000, interval: 5 });
  return find() as HTMLElement;
}

export async function openMenu(chat: LocalLLMChat): Promise<void> {
  part(chat, 'add-button').click();
  await waitUntil(() => parts(chat, 'menu-item').length > 0);
}
