/** Changing and deleting models in a real browser: the list, the storage, the focus, what is heard. */
import { type LocalLLM, LocalLLMError } from '@local-llm-chat/core';
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { accessibilityProblems, announced, hasPart, part, parts, place, reaches, waitUntil } from '../stage.case.js';
import { createShelvedLLM, ScriptedShelf, sampleModels, sampleShelf } from './shelf.case.js';

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
});

afterEach(() => document.body.replaceChildren());

interface Stage {
  readonly chat: LocalLLMChat;
  readonly llm: LocalLLM;
  readonly shelf: ScriptedShelf;
}

/** An element over several models; the first one is on the device, the others have to be downloaded. */
async function stage(script: FakeLLMOptions = {}, shelf = new ScriptedShelf(sampleShelf())): Promise<Stage> {
  const downloadMs = ({ id }: { id: string }) => (id === 'fake-model' ? 1 : 60_000);
  const llm = createShelvedLLM({ downloadMs, reply: 'Yes.', ...script }, shelf);
  const chat = await place({}, { llm });
  await reaches(chat, 'awaiting-consent');
  return { chat, llm, shelf };
}

async function readyStage(script: FakeLLMOptions = {}, shelf?: ScriptedShelf): Promise<Stage> {
  const made = await stage(script, shelf);
  await made.chat.load();
  await reaches(made.chat, 'ready');
  return made;
}

/** Opens the sheet as a visitor does who was told of it by the model line. */
async function openSheet({ chat }: Stage): Promise<void> {
  part(chat, 'about-summary').click();
  part(chat, 'change-button').focus();
  part(chat, 'change-button').click();
  await waitUntil(() => hasPart(chat, 'storage-room'));
}

const focused = (chat: LocalLLMChat) => chat.shadowRoot?.activeElement ?? null;
const radio = (chat: LocalLLMChat, id: string) =>
  chat.shadowRoot?.querySelector<HTMLInputElement>(`input[value="${id}"]`) as HTMLInputElement;
const text = (element: Element) => (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

describe('on the first visit', () => {
  it('says why this model, and shows the others with size, engine, licence and what they are good at', async () => {
    const { chat } = await stage({}, new ScriptedShelf());
    expect(text(part(chat, 'facts'))).toContain('SmolLM2 135M It runs on the processor, so it works on any device.');
    part(chat, 'others-button').click();
    await waitUntil(() => hasPart(chat, 'model-options'));
    await waitUntil(() => hasPart(chat, 'storage-room'));
    expect(parts(chat, 'model-option').map(text)).toEqual([
      'SmolLM2 135M Short answers and simple rewriting, on any device. 98.4 MB · CPU · Apache-2.0',
      'SmolLM2 360M Everyday questions, summaries of short texts. 270.6 MB · CPU · Apache-2.0',
      'Qwen3 0.6B Longer answers in many languages, with better reasoning. 396.7 MB · CPU · Apache-2.0',
      'Gemma 3 1B The best writing of these, if you have the room. 720.4 MB · CPU · Gemma',
    ]);
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it('takes another one with the arrow keys, which changes panel and button; nothing is downloaded', async () => {
    const { chat, llm } = await stage({}, new ScriptedShelf());
    part(chat, 'others-button').focus();
    await userEvent.keyboard('{Enter}');
    await waitUntil(() => focused(chat) === radio(chat, 'fake-model'));
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await waitUntil(() => llm.getSnapshot().choice?.model.id === 'qwen3-0.6b');
    await chat.updateComplete;
    expect(focused(chat)).toBe(radio(chat, 'qwen3-0.6b'));
    expect(text(part(chat, 'use-button'))).toBe('Download 396.7 MB and start');
    // The list keeps its order while one picks.
    expect(parts(chat, 'model-option').map((option) => text(option).slice(0, 10))).toEqual([
      'SmolLM2 13',
      'SmolLM2 36',
      'Qwen3 0.6B',
      'Gemma 3 1B',
    ]);
    await userEvent.keyboard('{Escape}');
    await waitUntil(() => !hasPart(chat, 'models'));
    expect(focused(chat)).toBe(part(chat, 'others-button'));
    expect(text(part(chat, 'facts'))).toContain('Qwen3 0.6B You picked it.');
    expect(text(part(chat, 'start-button'))).toBe('Download 396.7 MB and start');
    expect(chat.status).toBe('awaiting-consent');
  });

  it('begins the download of what is picked at once, since the button says its size', async () => {
    const { chat } = await stage({}, new ScriptedShelf());
    part(chat, 'others-button').click();
    await waitUntil(() => hasPart(chat, 'model-options'));
    radio(chat, 'smollm2-360m').click();
    await chat.updateComplete;
    part(chat, 'use-button').click();
    await reaches(chat, 'downloading');
    expect(hasPart(chat, 'models')).toBe(false);
    expect(text(part(chat, 'panel-title'))).toBe('Downloading SmolLM2 360M');
    expect(focused(chat)).toBe(part(chat, 'panel'));
  });

  it('has no list where there is nothing to choose', async () => {
    const { chat } = await stage({ models: sampleModels.slice(0, 1) });
    expect(hasPart(chat, 'others-button')).toBe(false);
    part(chat, 'about-summary').click();
    expect(text(part(chat, 'change-button'))).toBe('Models on this device…');
    part(chat, 'change-button').click();
    await waitUntil(() => hasPart(chat, 'storage-room'));
    expect(hasPart(chat, 'model-options')).toBe(false);
    expect(hasPart(chat, 'use-button')).toBe(false);
    await waitUntil(() => focused(chat)?.id === 'llm-storage-title');
  });
});

describe('while a model runs', () => {
  it('is given up only by the button, and the conversation stays', async () => {
    const made = await readyStage();
    const { chat, llm } = made;
    await chat.send('Hi');
    await openSheet(made);
    expect(text(parts(chat, 'model-option')[0] as Element)).toContain('in use');
    expect(hasPart(chat, 'use-button')).toBe(false);
    radio(chat, 'qwen3-0.6b').click();
    await chat.updateComplete;
    expect(llm.getSnapshot()).toMatchObject({ status: 'ready', choice: { model: { id: 'fake-model' } } });
    expect(await accessibilityProblems(chat)).toEqual([]);
    part(chat, 'use-button').click();
    await reaches(chat, 'downloading');
    expect(llm.getSnapshot().choice?.model.id).toBe('qwen3-0.6b');
    expect(chat.messages).toHaveLength(2);
    expect(hasPart(chat, 'user-message')).toBe(true);
  });

  it('changes back without a download to what is on the device', async () => {
    const made = await readyStage({ downloadMs: 1 }, new ScriptedShelf());
    const { chat, llm, shelf } = made;
    await llm.select('smollm2-360m');
    await llm.load();
    shelf.models = sampleShelf();
    await openSheet(made);
    radio(chat, 'fake-model').click();
    await chat.updateComplete;
    expect(text(part(chat, 'use-button'))).toBe('Change to SmolLM2 135M');
    const heard: string[] = [];
    chat.addEventListener('llm-statuschange', ({ status }) => heard.push(status));
    part(chat, 'use-button').click();
    await waitUntil(() => llm.getSnapshot().status === 'ready' && heard.includes('ready'));
    expect(llm.getSnapshot().choice?.model.id).toBe('fake-model');
    expect(heard).not.toContain('downloading');
    await waitUntil(() => focused(chat) === part(chat, 'input'));
  });

  it('keeps the rest of the chat out of reach while the sheet is open', async () => {
    const made = await readyStage();
    const { chat } = made;
    await openSheet(made);
    part(chat, 'input').focus();
    expect(focused(chat)).not.toBe(part(chat, 'input'));
    await userEvent.keyboard('{Escape}');
    await waitUntil(() => !hasPart(chat, 'models'));
    expect(focused(chat)).toBe(part(chat, 'about-summary'));
    part(chat, 'input').focus();
    expect(focused(chat)).toBe(part(chat, 'input'));
  });

  it('does not stop an answer with the Escape that closes the sheet', async () => {
    const made = await readyStage({ reply: 'one two three four five six seven', tokensPerSecond: 30 });
    const { chat } = made;
    const answer = chat.send('Hi');
    await waitUntil(() => chat.messages.at(-1)?.status === 'streaming');
    await openSheet(made);
    await userEvent.keyboard('{Escape}');
    await answer;
    expect(chat.messages.at(-1)?.status).toBe('complete');
  });
});

describe('what is stored', () => {
  it('is listed with bytes, completeness and last use, and how much room there is', async () => {
    const made = await readyStage();
    const { chat } = made;
    await openSheet(made);
    expect(parts(chat, 'stored-model').map(text)).toEqual([
      'SmolLM2 135M in use 98.4 MB · used just now',
      'SmolLM2 360M 270.6 MB · used yesterday',
      'Gemma 3 1B 302.0 MB · partly downloaded · used last week',
    ]);
    expect(text(part(chat, 'storage-room'))).toBe(
      '673.3 MB of 10 GB this browser allows The browser keeps them until you delete them.',
    );
  });

  it('is deleted after a question, of which the harmless answer has the focus', async () => {
    const made = await readyStage();
    const { chat, shelf, llm } = made;
    await openSheet(made);
    parts(chat, 'delete-button')[1]?.click();
    await waitUntil(() => focused(chat) === part(chat, 'keep-button'));
    expect(text(part(chat, 'stored-model')) + text(parts(chat, 'stored-model')[1] as Element)).toContain(
      'Delete SmolLM2 360M? To use it again, 270.6 MB have to be downloaded again.',
    );
    expect(await accessibilityProblems(chat)).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await waitUntil(() => focused(chat) === parts(chat, 'delete-button')[1]);
    expect(hasPart(chat, 'models')).toBe(true);
    expect(shelf.deleted).toEqual([]);

    parts(chat, 'delete-button')[1]?.click();
    await waitUntil(() => hasPart(chat, 'confirm-button'));
    part(chat, 'confirm-button').click();
    await waitUntil(() => parts(chat, 'stored-model').length === 2);
    expect(shelf.deleted).toEqual(['smollm2-360m']);
    expect(announced(chat)).toBe('SmolLM2 360M was deleted.');
    // On to what took its place; the model that runs goes on.
    await waitUntil(() => focused(chat)?.getAttribute('data-delete') === 'gemma-3-1b');
    expect(llm.getSnapshot().status).toBe('ready');
  });

  it('is unloaded first when it is in use, and the conversation stays', async () => {
    const made = await readyStage();
    const { chat, shelf, llm } = made;
    await chat.send('Hi');
    await openSheet(made);
    const unload = vi.spyOn(llm, 'unload');
    const deleting = vi.spyOn(shelf, 'delete');
    parts(chat, 'delete-button')[0]?.click();
    await waitUntil(() => hasPart(chat, 'confirm-button'));
    expect(text(parts(chat, 'stored-model')[0] as Element)).toContain('It is in use and stops first.');
    part(chat, 'confirm-button').click();
    await waitUntil(() => parts(chat, 'stored-model').length === 2);
    expect(unload.mock.invocationCallOrder[0]).toBeLessThan(deleting.mock.invocationCallOrder[0] ?? 0);
    expect(llm.getSnapshot()).toMatchObject({ status: 'awaiting-consent', loaded: null });
    expect(chat.messages).toHaveLength(2);
  });

  it('says so when another tab uses it', async () => {
    const made = await readyStage();
    const { chat, shelf } = made;
    shelf.busy.add('smollm2-360m');
    await openSheet(made);
    parts(chat, 'delete-button')[1]?.click();
    await waitUntil(() => hasPart(chat, 'confirm-button'));
    part(chat, 'confirm-button').click();
    await waitUntil(() => text(part(chat, 'storage')).includes('SmolLM2 360M is in use in another tab.'));
    expect(parts(chat, 'stored-model')).toHaveLength(3);
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it('is deleted all at once', async () => {
    const made = await stage();
    const { chat, shelf } = made;
    await openSheet(made);
    part(chat, 'delete-all-button').click();
    await waitUntil(() => focused(chat) === part(chat, 'keep-button'));
    expect(text(part(chat, 'storage'))).toContain('This frees 670.9 MB.');
    part(chat, 'confirm-button').click();
    await waitUntil(() => text(part(chat, 'storage')).includes('No model is stored on this device yet.'));
    expect(shelf.deleted).toEqual(['fake-model', 'smollm2-360m', 'gemma-3-1b']);
    expect(announced(chat)).toBe('All models were deleted.');
    await waitUntil(() => focused(chat)?.id === 'llm-storage-title');
  });

  it('may be slow to read, or unreadable, and can be asked for again', async () => {
    const shelf = new ScriptedShelf(sampleShelf());
    const { chat } = await stage({}, shelf);
    const { promise, resolve } = Promise.withResolvers<void>();
    shelf.reading = promise;
    part(chat, 'others-button').click();
    await waitUntil(() => hasPart(chat, 'storage'));
    expect(text(part(chat, 'storage'))).toContain('Looking at what is stored…');
    shelf.failing = true;
    resolve();
    await waitUntil(() => text(part(chat, 'storage')).includes('cannot be read'));
    expect(await accessibilityProblems(chat)).toEqual([]);
    shelf.failing = false;
    part(chat, 'storage').querySelector('button')?.click();
    await waitUntil(() => parts(chat, 'stored-model').length === 3);
  });
});

describe('a download that was cut short', () => {
  it('is offered to be continued, with what is here and what is left', async () => {
    const [first] = sampleShelf();
    const shelf = new ScriptedShelf(first ? [{ ...first, bytes: 40_000_000, complete: false }] : []);
    const { chat } = await stage({}, shelf);
    await waitUntil(() => text(part(chat, 'start-button')) === 'Continue download, 58.4 MB left');
    expect(text(part(chat, 'facts'))).toContain('98.4 MB, once 40.0 MB are here already');
  });

  it('is continued after a failure too', async () => {
    const [first] = sampleShelf();
    const shelf = new ScriptedShelf(first ? [{ ...first, bytes: 40_000_000, complete: false }] : []);
    const { chat } = await stage({ failLoad: new LocalLLMError('network', 'Reset.') }, shelf);
    part(chat, 'start-button').click();
    await reaches(chat, 'failed');
    await waitUntil(() => text(part(chat, 'retry-button')) === 'Continue download');
    expect(text(part(chat, 'panel-failed'))).toContain('40.0 MB are here already and stay.');
  });
});

describe('where the storage is full', () => {
  it('names both figures and leads to what can be deleted', async () => {
    const error = new LocalLLMError('quota', 'QuotaExceededError', {
      details: { neededBytes: 98_362_432, freeBytes: 52_000_000 },
    });
    const { chat } = await stage({ failLoad: error });
    part(chat, 'start-button').click();
    await reaches(chat, 'failed');
    expect(text(part(chat, 'panel-title'))).toBe(
      'The model needs 98.4 MB, and this browser has 52.0 MB left for this page.',
    );
    expect(await accessibilityProblems(chat)).toEqual([]);
    part(chat, 'storage-button').click();
    await waitUntil(() => focused(chat)?.id === 'llm-storage-title');
  });
});

it('asks for the real storage where nobody gives another', async () => {
  const chat = await place({}, { llm: createFakeLLM() });
  await reaches(chat, 'ready');
  part(chat, 'about-summary').click();
  part(chat, 'change-button').click();
  await waitUntil(() => hasPart(chat, 'storage-room'));
  expect(text(part(chat, 'storage'))).toContain('No model is stored on this device yet.');
});
