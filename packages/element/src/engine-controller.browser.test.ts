/** The lifetime of the model behind an element: made once, freed when the element goes, kept over a move. */
import type { LocalLLM, LocalLLMOptions } from '@local-llm-chat/core';
import { createFakeLLM, fakeModel } from '@local-llm-chat/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LocalLLMChat } from './local-llm-chat.js';
import { part, place, reaches, waitUntil } from './stage.case.js';

/** What elements made: the real factory would fetch a real model. */
const made: { llm: LocalLLM; options: LocalLLMOptions; unloads: number }[] = [];

vi.mock('@local-llm-chat/core/page', async (original) => ({
  ...(await original<typeof import('@local-llm-chat/core/page')>()),
  createLocalLLM: (options: LocalLLMOptions) => {
    const llm = createFakeLLM({ reply: 'one two three four five six', tokensPerSecond: 30 });
    const entry = { llm: { ...llm, unload }, options, unloads: 0 };
    function unload(): Promise<void> {
      entry.unloads += 1;
      return llm.unload();
    }
    made.push(entry);
    return entry.llm;
  },
}));

const nextTask = () => new Promise((resolve) => setTimeout(resolve, 0));

async function placeOwn(settings: Partial<LocalLLMChat> = {}): Promise<LocalLLMChat> {
  const chat = document.createElement('local-llm-chat');
  Object.assign(chat, settings);
  document.body.append(chat);
  await reaches(chat, 'ready');
  return chat;
}

beforeEach(() => {
  made.length = 0;
});

afterEach(() => document.body.replaceChildren());

describe('a model of its own', () => {
  it('is made once the element is in the page, from what was set by then', async () => {
    const chat = document.createElement('local-llm-chat');
    await nextTask();
    expect(made).toHaveLength(0);
    document.body.append(chat);
    chat.model = 'smollm2-135m';
    chat.setAttribute('engine', 'wllama');
    chat.setAttribute('worker-mode', 'blob');
    chat.setAttribute('engines-url', '/engines/');
    chat.setAttribute('share', 'tab');
    await reaches(chat, 'ready');
    expect(made.map(({ options }) => options)).toEqual([
      { model: 'smollm2-135m', engine: 'wllama', workerMode: 'blob', share: 'tab', enginesUrl: '/engines/' },
    ]);
  });

  it('takes words that it does not know for the default', async () => {
    const chat = document.createElement('local-llm-chat');
    chat.setAttribute('engine', 'gpu');
    chat.setAttribute('worker-mode', '');
    chat.setAttribute('engines-url', '');
    chat.setAttribute('share', 'everybody');
    document.body.append(chat);
    await reaches(chat, 'ready');
    expect(made.map(({ options }) => options)).toEqual([
      { model: undefined, engine: 'auto', workerMode: 'auto', share: 'site', enginesUrl: undefined },
    ]);
  });

  it('is replaced when the page names another, and the old one is unloaded', async () => {
    const chat = await placeOwn({ model: 'smollm2-135m' });
    chat.model = 'smollm2-360m';
    await waitUntil(() => made.length === 2 && chat.status === 'ready');
    expect(made[0]?.unloads).toBe(1);
    expect(made[1]?.unloads).toBe(0);
  });

  it('stays when a framework hands over an equal object', async () => {
    const chat = await placeOwn({ model: { ...fakeModel } });
    chat.model = { ...fakeModel };
    await chat.updateComplete;
    expect(made).toHaveLength(1);
  });

  it('is unloaded when the element leaves, and comes back with it and its conversation', async () => {
    const chat = await placeOwn();
    await chat.send('Hi');
    chat.remove();
    await nextTask();
    await nextTask();
    expect(made[0]?.unloads).toBe(1);
    await waitUntil(() => made[0]?.llm.getSnapshot().loaded === null);
    document.body.append(chat);
    await reaches(chat, 'ready');
    expect(made).toHaveLength(1);
    expect(chat.messages).toHaveLength(2);
    await chat.send('Again');
    expect(chat.messages.at(-1)?.status).toBe('complete');
  });

  it('stops its answer when the element leaves', async () => {
    const chat = await placeOwn();
    const answer = chat.send('Hi');
    await waitUntil(() => chat.messages.at(-1)?.status === 'streaming');
    chat.remove();
    await answer;
    expect(chat.messages.at(-1)?.status).toBe('stopped');
  });

  it('goes on writing through a move within a task', async () => {
    const chat = await placeOwn();
    const other = document.createElement('div');
    document.body.append(other);
    const answer = chat.send('Hi');
    await waitUntil(() => chat.messages.at(-1)?.status === 'streaming');
    other.append(chat);
    await nextTask();
    chat.remove();
    document.body.append(chat);
    await answer;
    expect(chat.messages.at(-1)?.status).toBe('complete');
    expect(made[0]?.unloads).toBe(0);
    await waitUntil(() => part(chat, 'markdown').textContent === 'one two three four five six');
  });

  it.runIf('moveBefore' in Element.prototype)('goes on writing through moveBefore', async () => {
    const chat = await placeOwn();
    const other = document.createElement('div');
    document.body.append(other);
    const answer = chat.send('Hi');
    await waitUntil(() => chat.messages.at(-1)?.status === 'streaming');
    (other as HTMLElement & { moveBefore(node: Node, before: Node | null): void }).moveBefore(chat, null);
    await answer;
    expect(chat.messages.at(-1)?.status).toBe('complete');
    expect(made[0]?.unloads).toBe(0);
  });

  it('survives being added and removed over and over', async () => {
    const chat = await placeOwn();
    for (let round = 0; round < 20; round += 1) {
      chat.remove();
      if (round % 3 === 0) await nextTask();
      document.body.append(chat);
      if (round % 4 === 0) await nextTask();
    }
    await reaches(chat, 'ready');
    expect(made).toHaveLength(1);
    await chat.send('Hi');
    expect(chat.messages.at(-1)?.status).toBe('complete');
  });
});

describe('a model of the page', () => {
  it('is used and never unloaded', async () => {
    const llm = createFakeLLM({ reply: 'Yes.' });
    const unload = vi.spyOn(llm, 'unload');
    const chat = await place({}, { llm });
    await reaches(chat, 'ready');
    chat.remove();
    await nextTask();
    await nextTask();
    expect(unload).not.toHaveBeenCalled();
    expect(llm.getSnapshot().status).toBe('ready');
    expect(made).toHaveLength(0);
  });

  it('may serve two elements, each with its own conversation', async () => {
    const llm = createFakeLLM({ reply: 'Yes.' });
    const one = await place({}, { llm });
    const two = await place({}, { llm });
    await reaches(two, 'ready');
    await Promise.all([one.send('a'), two.send('b')]);
    expect(one.messages.map(({ parts }) => parts[0]?.text)).toEqual(['a', 'Yes.']);
    expect(two.messages.map(({ parts }) => parts[0]?.text)).toEqual(['b', 'Yes.']);
  });

  it('goes on with a conversation that was begun with another one, in mid-answer too', async () => {
    const chat = await place({}, { llm: createFakeLLM({ reply: 'one two three', tokensPerSecond: 20 }) });
    await reaches(chat, 'ready');
    const heard: string[] = [];
    void chat.send('Count');
    await waitUntil(() => chat.messages.at(-1)?.status === 'streaming');
    chat.addEventListener('llm-message', ({ message }) => heard.push(message.status));
    chat.llm = createFakeLLM({ reply: 'one two three' });
    await chat.updateComplete;
    expect(chat.messages.map(({ status }) => status)).toEqual(['complete', 'stopped']);
    await reaches(chat, 'ready');
    await chat.continue();
    expect(chat.messages.at(-1)?.parts[0]?.text).toBe('one two three');
    expect(heard).toEqual(['complete']);
  });

  it('takes the place of one that the element made', async () => {
    const chat = await placeOwn();
    chat.llm = createFakeLLM({ reply: 'From the page.' });
    await waitUntil(() => made[0]?.unloads === 1);
    await reaches(chat, 'ready');
    await chat.send('Hi');
    expect(chat.messages.at(-1)?.parts[0]?.text).toBe('From the page.');
  });
});

it('takes properties that were set before the element was defined', async () => {
  const early = document.createElement('llm-early') as LocalLLMChat;
  early.llm = createFakeLLM();
  early.heading = 'Early';
  document.body.append(early);
  const { LocalLLMChat: Base } = await import('./index.js');
  customElements.define('llm-early', class extends Base {});
  await reaches(early, 'ready');
  expect(part(early, 'heading').textContent).toBe('Early');
});
