/** Tests of many conversations: an element over a scripted model, its list, and what is stored of it. */
import type { ChatMessage } from '@local-llm-chat/core';
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';
import { afterEach, beforeEach } from 'vitest';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { hasPart, part, parts, place, reaches, waitUntil } from '../stage.case.js';

const SCRIPT: FakeLLMOptions = { reply: ({ messages }) => `About ${messages.at(-1)?.content}` };

/** Chats of one site, whose conversations no other test has. */
export class ThreadsStage {
  #name = '';

  /** Registers hooks that begin with nothing and leave nothing behind. */
  constructor() {
    beforeEach(() => {
      this.#name = `test-${crypto.randomUUID()}`;
      sessionStorage.clear();
      document.documentElement.lang = 'en';
      document.title = 'Test';
    });
    afterEach(async () => {
      document.body.replaceChildren();
      await nextTask();
      indexedDB.deleteDatabase(this.placeName);
      const root = await navigator.storage.getDirectory();
      await root.removeEntry(`${this.placeName}.key`).catch(() => undefined);
    });
  }

  /** What database and key are called. */
  get placeName(): string {
    return `local-llm-chat.threads.${this.#name}`;
  }

  /** A chat whose list is a sheet, unless the settings say otherwise. */
  async place(settings: Partial<LocalLLMChat> = {}, script = SCRIPT): Promise<LocalLLMChat> {
    const llm = createFakeLLM(script);
    const chat = await place({}, { llm, historyName: this.#name, threads: 'sheet', ...settings });
    await reaches(chat, 'ready');
    if (settings.history === 'device') await keeperOf(chat).then(({ started }) => started);
    return chat;
  }

  /** One with a question in each of several conversations; the last one is open. */
  async placeAsked(questions: readonly string[], settings: Partial<LocalLLMChat> = {}): Promise<LocalLLMChat> {
    const chat = await this.place(settings);
    for (const [index, question] of questions.entries()) {
      if (index > 0) await chat.newThread();
      await chat.send(question);
    }
    await chat.updateComplete;
    return chat;
  }

  /** Takes a chat away, as a page that is left does, and makes it anew. */
  async reload(chat: LocalLLMChat, settings: Partial<LocalLLMChat> = {}): Promise<LocalLLMChat> {
    const keeper = await keeperOf(chat);
    chat.remove();
    await nextTask();
    await keeper.close();
    return this.place({ history: 'device', ...settings });
  }

  /** How many records there are on the device. */
  async countRecords(): Promise<number> {
    const db = await result(indexedDB.open(this.placeName));
    let count = 0;
    for (const store of db.objectStoreNames) count += await result(db.transaction(store).objectStore(store).count());
    db.close();
    return count;
  }
}

/** What keeps the conversations of a chat: tests wait for it. */
export async function keeperOf(chat: HTMLElement) {
  const { assistant } = chat as unknown as { assistant: import('../assistant.js').Assistant };
  return assistant.conversations.fetch();
}

export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

export async function openList(chat: LocalLLMChat): Promise<void> {
  await waitUntil(() => hasPart(chat, 'threads-button'));
  part(chat, 'threads-button').focus();
  part(chat, 'threads-button').click();
  await waitUntil(() => hasPart(chat, 'threads'));
  await chat.updateComplete;
}

/** What is said in the conversation that is shown. */
export function lines(chat: LocalLLMChat): string[] {
  return chat.messages.map((message: ChatMessage) => message.parts.map(({ text }) => text).join());
}

/** Titles in the order of the list, as they are shown. */
export function titles(chat: LocalLLMChat): (string | undefined)[] {
  return parts(chat, 'thread').map((row) => row.querySelector('.thread-title')?.textContent?.trim());
}

export function row(chat: LocalLLMChat, title: string): HTMLElement {
  const found = parts(chat, 'thread').find((one) => one.querySelector('.thread-title')?.textContent?.trim() === title);
  if (!found) throw new Error(`There is no row "${title}".`);
  return found;
}

export function rowButton(chat: LocalLLMChat, title: string): HTMLElement {
  return row(chat, title).querySelector<HTMLElement>('.thread-open') as HTMLElement;
}

/** Takes an entry of a menu: of the conversation of that title, or of all. */
export async function choose(chat: LocalLLMChat, title: string | null, key: string): Promise<void> {
  const button =
    title === null ? part(chat, 'all-threads-button') : row(chat, title).querySelector<HTMLElement>('.thread-more');
  button?.focus();
  button?.click();
  await waitUntil(() => chat.shadowRoot?.querySelector('.threads .menu:popover-open') != null);
  chat.shadowRoot?.querySelector<HTMLElement>(`.threads .menu [data-key=${key}]`)?.click();
  await chat.updateComplete;
}

export function focused(chat: LocalLLMChat): HTMLElement | null {
  return (chat.shadowRoot?.activeElement as HTMLElement | null | undefined) ?? null;
}

export function result<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
