/** Puts an element over a scripted model on the test page, and finds its parts as a visitor would. */
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';
import axe from 'axe-core';
import { expect, vi } from 'vitest';
import './define.js';
// Here before the first test asks for it, as on any page but the very first.
import './conversation/conversation-door.js';
// Fetched late on a page; here it is there when it is asked for.
import './messages/message-log.js';
import type { EngineStatus } from '@local-llm-chat/core';
import type { LocalLLMChat } from './local-llm-chat.js';

/** The part of that name, which must be there. */
export function part<Found extends HTMLElement = HTMLElement>(chat: LocalLLMChat, name: string): Found {
  const found = chat.shadowRoot?.querySelector<Found>(`[part~="${name}"]`);
  if (!found) throw new Error(`There is no part "${name}".`);
  return found;
}

export function hasPart(chat: LocalLLMChat, name: string): boolean {
  return chat.shadowRoot?.querySelector(`[part~="${name}"]`) != null;
}

/** All parts of that name, in their order. */
export function parts(chat: LocalLLMChat, name: string): HTMLElement[] {
  return [...(chat.shadowRoot?.querySelectorAll<HTMLElement>(`[part~="${name}"]`) ?? [])];
}

/** What was last said to people who listen. */
export function announced(chat: LocalLLMChat): string {
  return chat.shadowRoot?.querySelector('[role=status]')?.textContent ?? '';
}

/** An element in the page, over a model that follows `script`. */
export async function place(script: FakeLLMOptions = {}, settings: Partial<LocalLLMChat> = {}): Promise<LocalLLMChat> {
  const chat = document.createElement('local-llm-chat');
  Object.assign(chat, { llm: createFakeLLM(script), ...settings });
  document.body.append(chat);
  await chat.updateComplete;
  return chat;
}

/** The same once the status is reached. */
export async function placeAt(
  status: EngineStatus,
  script: FakeLLMOptions = {},
  settings: Partial<LocalLLMChat> = {},
): Promise<LocalLLMChat> {
  const chat = await place(script, settings);
  await reaches(chat, status);
  return chat;
}

export async function reaches(chat: LocalLLMChat, status: EngineStatus): Promise<void> {
  await vi.waitFor(() => expect(chat.status).toBe(status), { timeout: 5000, interval: 5 });
  // The chat has asked for it before, so it has it when we do.
  await import('./messages/message-log.js');
  await chat.updateComplete;
}

export async function waitUntil(isTrue: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(isTrue()).toBe(true), { timeout: 5000, interval: 5 });
}

/** Types into the message field as a keyboard does. */
export async function type(chat: LocalLLMChat, text: string): Promise<HTMLTextAreaElement> {
  const field = part<HTMLTextAreaElement>(chat, 'input');
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await chat.updateComplete;
  return field;
}

export function press(target: HTMLElement, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}

/** What assistive technology would stumble over, in words. Animations must not hide a contrast. */
export async function accessibilityProblems(chat: LocalLLMChat): Promise<string[]> {
  await Promise.all(
    chat.shadowRoot?.getAnimations?.().map((animation) => animation.finish !== undefined && settle(animation)) ?? [],
  );
  const { violations } = await axe.run(chat, { rules: { region: { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

async function settle(animation: Animation): Promise<void> {
  if (animation.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY) animation.cancel();
  else animation.finish();
}
