/** A draft that is kept on the device, in the field after a reload: whichever comes first, the conversation or the field. */
import { createFakeLLM } from '@local-llm-chat/core/testing';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { chipReaches } from '../composer/composer.case.js';
import { paste, textFile } from '../composer/given.case.js';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { type, waitUntil } from '../stage.case.js';
import { keeperOf, nextTask, ThreadsStage } from './threads.case.js';

const stage = new ThreadsStage();
const DRAFT = { text: 'Not sent', files: ['notes.txt'] };

beforeAll(() => import('../parts.js'));

/** Writes a draft with a file, and leaves the page. */
async function leaveDraft(chat: LocalLLMChat): Promise<void> {
  await waitUntil(() => chat.shadowRoot?.querySelector('.file-input') != null);
  await type(chat, 'Not sent');
  paste(chat, { files: [textFile('notes.txt', 'Some words.')] });
  await chipReaches(chat, 'notes.txt', 'read');
  const keeper = await keeperOf(chat);
  chat.remove();
  await nextTask();
  await keeper.close();
}

/** The same site without a field. */
function placeSession({ historyName }: LocalLLMChat): HTMLElement {
  const session = document.createElement('local-llm-session');
  Object.assign(session, { llm: createFakeLLM(), history: 'device', historyName });
  document.body.append(session);
  return session;
}

function addComposer(session: HTMLElement): HTMLElement {
  const composer = document.createElement('local-llm-composer');
  session.append(composer);
  return composer;
}

/** What a visitor sees in a field. */
function shown({ shadowRoot }: HTMLElement) {
  const files = shadowRoot?.querySelectorAll('[part~=attachment] .chip-name') ?? [];
  return {
    text: shadowRoot?.querySelector('textarea')?.value,
    files: [...files].map(({ textContent }) => textContent),
  };
}

describe.each([
  ['a conversation', ['One']],
  ['a new conversation', []],
])('the draft of %s', (_, questions) => {
  it('is in a field that comes when the conversation is there', async () => {
    const before = await stage.placeAsked(questions, { history: 'device' });
    await leaveDraft(before);
    const session = placeSession(before);
    await keeperOf(session).then(({ started }) => started);
    const composer = addComposer(session);
    await vi.waitFor(() => expect(shown(composer)).toEqual(DRAFT));
  });

  it('is in a field that comes just as the conversation is shown', async () => {
    const before = await stage.placeAsked(questions, { history: 'device' });
    await leaveDraft(before);
    const session = placeSession(before);
    const { threads, started } = await keeperOf(session);
    const added = new Promise<HTMLElement>((resolve) => {
      const unsubscribe = threads.subscribe(() => {
        const { status, chat } = threads.getSnapshot();
        const isShown = questions.length === 0 || chat.getSnapshot().messages.length > 0;
        if (status !== 'ready' || !isShown) return;
        unsubscribe();
        resolve(addComposer(session));
      });
    });
    const composer = await added;
    await started;
    await vi.waitFor(() => expect(shown(composer)).toEqual(DRAFT));
  });

  it('is in a field that was there long before', async () => {
    const before = await stage.placeAsked(questions, { history: 'device' });
    await leaveDraft(before);
    const device = Promise.withResolvers<void>();
    const held = navigator.locks.request(`${stage.placeName}.key`, () => device.promise);
    const composer = addComposer(placeSession(before));
    await waitUntil(() => composer.shadowRoot?.querySelector('.file-input') != null);
    expect(shown(composer)).toEqual({ text: '', files: [] });
    device.resolve();
    await held;
    await vi.waitFor(() => expect(shown(composer)).toEqual(DRAFT));
  });

  it('is in the field of a chat after a reload', async () => {
    const before = await stage.placeAsked(questions, { history: 'device' });
    await leaveDraft(before);
    const after = await stage.place({ history: 'device' });
    await vi.waitFor(() => expect(shown(after)).toEqual(DRAFT));
  });
});
