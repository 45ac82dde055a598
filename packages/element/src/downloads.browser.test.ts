/** Downloads and answers that are held up, go on, or are told of: with what the page hears of it. */
import { LocalLLMError } from '@local-llm-chat/core';
import { createFakeLLM } from '@local-llm-chat/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LLMProgressEvent, ModelChangeEvent } from './events.js';
import type { LocalLLMChat } from './local-llm-chat.js';
import { sampleModels } from './models/shelf.case.js';
import {
  accessibilityProblems,
  announced,
  hasPart,
  part,
  place,
  placeAt,
  press,
  reaches,
  waitUntil,
} from './stage.case.js';

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
});

afterEach(() => document.body.replaceChildren());

/** What is said to people who listen, in order. */
function listen(chat: LocalLLMChat): string[] {
  const region = chat.shadowRoot?.querySelector('[role=status]');
  if (!region) throw new Error('There is no status region.');
  const said: string[] = [];
  new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, { childList: true });
  return said;
}

describe('a download', () => {
  it('is paused and goes on, by the button or by the page', async () => {
    const chat = await placeAt('awaiting-consent', { downloadMs: 2000 });
    const said = listen(chat);
    part(chat, 'start-button').click();
    await reaches(chat, 'downloading');
    const button = part(chat, 'pause-button');
    expect(button.textContent?.trim()).toBe('Pause');
    button.focus();
    button.click();
    await waitUntil(() => part(chat, 'figures').textContent?.includes('Paused') ?? false);
    // The same button, so that the focus stays.
    expect(chat.shadowRoot?.activeElement).toBe(button);
    expect(button.textContent?.trim()).toBe('Resume');
    expect(await accessibilityProblems(chat)).toEqual([]);
    button.click();
    await waitUntil(() => button.textContent?.trim() === 'Pause');
    chat.pauseDownload();
    await waitUntil(() => button.textContent?.trim() === 'Resume');
    chat.resumeDownload();
    await reaches(chat, 'ready');
    expect(said).toEqual([
      'The download has started.',
      'The download is paused.',
      'The download goes on.',
      'The download is paused.',
      'The download goes on.',
      'The download is complete. The assistant is starting.',
      'The assistant is ready.',
    ]);
  });

  it.each([
    ['offline', 'Waiting for the connection. It goes on by itself.'],
    ['retrying', 'Connection trouble, trying again…'],
  ] as const)('says that it is held up: %s', async (hold, words) => {
    const chat = await placeAt('awaiting-consent', { downloadMs: 50, hold });
    part(chat, 'start-button').click();
    await waitUntil(() => hasPart(chat, 'figures') && (part(chat, 'figures').textContent?.includes(words) ?? false));
    // A speed of before says nothing about after.
    expect(part(chat, 'figures').textContent).not.toContain('MB/s');
    expect(await accessibilityProblems(chat)).toEqual([]);
    if (hold === 'offline') expect(announced(chat)).toContain('There is no connection.');
    part(chat, 'cancel-button').click();
    await reaches(chat, 'awaiting-consent');
  });

  it('tells the page how it comes along, in both phases', async () => {
    const heard: LLMProgressEvent[] = [];
    const hear = (event: Event) => event instanceof LLMProgressEvent && heard.push(event);
    document.addEventListener('llm-progress', hear);
    const chat = await placeAt('awaiting-consent', { downloadMs: 300, loadMs: 120 });
    await chat.load();
    document.removeEventListener('llm-progress', hear);
    expect(new Set(heard.map(({ phase }) => phase))).toEqual(new Set(['download', 'load']));
    const downloads = heard.filter(({ phase }) => phase === 'download');
    expect(downloads.every(({ totalBytes }) => totalBytes === 98_362_432)).toBe(true);
    const fractions = downloads.map(({ fraction }) => fraction ?? -1);
    expect(fractions).toEqual([...fractions].sort((one, other) => one - other));
    expect(fractions.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
  });

  it('asks again when the model has gone from the device meanwhile', async () => {
    let isThere = true;
    const models = sampleModels.slice(0, 1);
    const chat = await placeAt('awaiting-consent', { models, downloadMs: 1 });
    const { llm } = chat;
    if (llm === undefined) throw new Error('The element has no model.');
    const load = llm.load.bind(llm);
    // What core does when it finds that there is more to agree to than was shown.
    chat.llm = {
      ...llm,
      load: (options) => {
        if (!isThere) return load(options);
        isThere = false;
        return Promise.reject(new LocalLLMError('consent-needed', 'It is larger.', { details: { bytes: 2e8 } }));
      },
    };
    await chat.updateComplete;
    await reaches(chat, 'awaiting-consent');
    part(chat, 'start-button').click();
    await waitUntil(() => announced(chat) === 'The download is larger than was said. Look at its size again.');
    await chat.updateComplete;
    expect(part(chat, 'panel-start').textContent).toContain('The download is larger than was said.');
    part(chat, 'start-button').click();
    await reaches(chat, 'ready');
  });
});

describe('a change of the model', () => {
  it('is told of: the first choice, a pick, a step-down', async () => {
    const heard: ModelChangeEvent[] = [];
    const chat = document.createElement('local-llm-chat');
    chat.addEventListener('llm-modelchange', (event) => heard.push(event));
    const [first, second, third] = sampleModels;
    const llm = createFakeLLM({
      models: sampleModels,
      downloadMs: 1,
      failLoad: ({ id }) => (id === third?.id ? new LocalLLMError('load-failed', 'Unknown format.') : null),
    });
    chat.llm = llm;
    document.body.append(chat);
    await reaches(chat, 'awaiting-consent');
    expect(heard).toHaveLength(1);
    expect(heard[0]).toBeInstanceOf(ModelChangeEvent);
    expect(heard[0]).toMatchObject({ model: { id: first?.id }, engine: 'fake', previous: null });
    await llm.select(third?.id ?? '');
    await waitUntil(() => heard.length === 2);
    expect(heard[1]).toMatchObject({ model: { id: third?.id }, previous: { id: first?.id } });
    expect(heard[1]?.reasons.map(({ code }) => code)).toEqual(['picked']);
    await chat.load();
    await waitUntil(() => heard.length === 3);
    expect(heard[2]).toMatchObject({ previous: { id: third?.id } });
    expect([first?.id, second?.id]).toContain(heard[2]?.model.id);
    expect(heard[2]?.reasons.map(({ code }) => code)).toContain('load-failed');
    // Loading, and looking at the device again, change no model.
    await llm.unload();
    await llm.load();
    expect(heard).toHaveLength(3);
  });
});

describe('an answer that was cut off', () => {
  const REPLY = 'one two three four five six seven eight';

  it('goes on after a stop, with what it had said', async () => {
    const chat = await placeAt('ready', { reply: REPLY, tokensPerSecond: 40 });
    const answer = chat.send('Hi');
    await waitUntil(() => (chat.messages.at(-1)?.parts[0]?.text ?? '').startsWith('one two'));
    press(part(chat, 'input'), 'Escape');
    await answer;
    await chat.updateComplete;
    expect(await accessibilityProblems(chat)).toEqual([]);
    part(chat, 'continue-button').click();
    await waitUntil(() => chat.messages.at(-1)?.status === 'complete');
    expect(chat.messages.at(-1)?.parts[0]?.text).toBe(REPLY);
    expect(chat.messages).toHaveLength(2);
    await chat.updateComplete;
    expect(hasPart(chat, 'continue-button')).toBe(false);
    expect(hasPart(chat, 'again-button')).toBe(true);
  });

  it('goes on after the length limit, by the method too', async () => {
    const chat = await placeAt('ready', { reply: REPLY }, { request: { maxTokens: 3 } });
    await chat.send('Hi');
    await chat.updateComplete;
    expect(part(chat, 'note').textContent).toBe('The answer reached its length limit.');
    expect(hasPart(chat, 'continue-button')).toBe(true);
    await chat.continue();
    expect(chat.messages.at(-1)?.parts[0]?.text).toBe('one two three four five six ');
  });

  it('says after a loss what happened, keeps its text, and goes on with the engine that came back', async () => {
    let engines = 0;
    const chat = await place({
      reply: REPLY,
      loadMs: 300,
      // Read once for each engine that is started: the second one lives.
      get failAfterTokens() {
        engines += 1;
        const error = new LocalLLMError('device-lost', 'GPUDevice was lost.');
        return { tokens: engines === 1 ? 3 : Number.POSITIVE_INFINITY, error };
      },
    });
    await reaches(chat, 'ready');
    await chat.send('Hi');
    await chat.updateComplete;
    expect(part(chat, 'markdown').textContent?.trim()).toBe('one two three');
    expect(part(chat, 'message-error').textContent).toContain('The graphics device was reset.');
    expect(part(chat, 'message-error').textContent).toContain('What was said so far is kept.');
    expect(hasPart(chat, 'retry-button')).toBe(true);
    expect(await accessibilityProblems(chat)).toEqual([]);
    // Pressed while the engine still starts, it waits for it.
    await reaches(chat, 'loading');
    part(chat, 'continue-button').click();
    await waitUntil(() => chat.messages.at(-1)?.status === 'complete');
    expect(chat.messages.at(-1)?.parts[0]?.text).toBe(REPLY);
    expect(chat.status).toBe('ready');
  });
});
