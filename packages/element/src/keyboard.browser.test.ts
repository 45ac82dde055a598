/** What keeps the focus and the ear where they are: what the script of `docs/accessibility.md` has found, piece by piece. */
import { LocalLLMError } from '@local-llm-chat/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { button, element, focused, openMenu, show } from './messages/message-stage.case.js';
import { SHORT } from './messages/messages.case.js';
import { hasPart, part, placeAt, reaches, type, waitUntil } from './stage.case.js';

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
});

afterEach(async () => {
  vi.useRealTimers();
  document.body.replaceChildren();
  await page.viewport(1280, 800);
});

/** Presses a key until a part has the focus, as a person does. */
async function tabTo(chat: Parameters<typeof part>[0], name: string): Promise<void> {
  for (let count = 0; count < 20 && focused(chat) !== part(chat, name); count += 1) await userEvent.keyboard('{Tab}');
  expect(focused(chat)).toBe(part(chat, name));
}

describe('the focus', () => {
  it('goes on to the field when the answer ends that could be stopped', async () => {
    const chat = await placeAt('ready', { prefillMs: 60_000 });
    const field = await type(chat, 'Hi');
    field.focus();
    await userEvent.keyboard('{Enter}');
    await waitUntil(() => hasPart(chat, 'stop-button'));
    await tabTo(chat, 'stop-button');
    chat.stop();
    await waitUntil(() => hasPart(chat, 'send-button'));
    expect(focused(chat)).toBe(field);
  });

  it('does not go to the field from elsewhere when an answer ends', async () => {
    const chat = await placeAt('ready', { prefillMs: 60_000 });
    const field = await type(chat, 'Hi');
    field.focus();
    await userEvent.keyboard('{Enter}');
    await waitUntil(() => hasPart(chat, 'stop-button'));
    part(chat, 'about-summary').focus();
    chat.stop();
    await waitUntil(() => hasPart(chat, 'send-button'));
    expect(focused(chat)).toBe(part(chat, 'about-summary'));
  });

  it('is seen and has a name on the panel that takes the place of a button', async () => {
    const chat = await placeAt('awaiting-consent', { downloadMs: 60_000 });
    await userEvent.keyboard('{Tab}');
    await tabTo(chat, 'start-button');
    await userEvent.keyboard('{Enter}');
    await reaches(chat, 'downloading');
    const panel = part(chat, 'panel-downloading');
    await waitUntil(() => focused(chat) === panel);
    expect([panel.role, panel.ariaLabel]).toEqual(['group', 'Downloading SmolLM2 135M']);
    expect(getComputedStyle(panel).outlineStyle).toBe('solid');
  });

  it('goes on from the button of a menu that Tab closes, out of the conversation too', async () => {
    const chat = await show(SHORT);
    await waitUntil(() => hasPart(chat, 'add-button'));
    await openMenu(chat, 'a');
    await userEvent.keyboard('{Tab}');
    expect(focused(chat)).toBe(part(chat, 'add-button'));
    await openMenu(chat, 'a');
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    expect(focused(chat)).toBe(button(chat, 'a', 'again'));
  });
});

it('a menu stays beside its button when the window changes', async () => {
  const chat = await show(SHORT);
  await openMenu(chat, 'a');
  await page.viewport(320, 640);
  await waitUntil(() => {
    const { left, right } = part(chat, 'menu').getBoundingClientRect();
    return left >= 0 && right <= innerWidth;
  });
  await userEvent.keyboard('{Escape}');
  expect(focused(chat)).toBe(button(chat, 'a', 'more'));
});

describe('“Deleted. Undo”', () => {
  it('waits for as long as the focus is in the conversation, and then goes by itself', async () => {
    const chat = await show(SHORT);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    button(chat, 'q', 'delete-message').click();
    await chat.updateComplete;
    await chat.updateComplete;
    expect(focused(chat)).toBe(element(chat, 'a'));
    vi.advanceTimersByTime(60_000);
    await chat.updateComplete;
    expect(hasPart(chat, 'undo')).toBe(true);
    part(chat, 'input').focus();
    vi.advanceTimersByTime(60_000);
    await chat.updateComplete;
    expect(hasPart(chat, 'undo')).toBe(false);
  });
});

it('a failure of the engine that fails an answer is heard once', async () => {
  const error = new LocalLLMError('device-lost', 'GPUDevice was lost.');
  const chat = await placeAt('ready', { reply: 'One two three.', failAfterTokens: { tokens: 1, error } });
  const heard: string[] = [];
  const region = chat.shadowRoot?.querySelector('[role=status]') as HTMLElement;
  const observer = new MutationObserver(() => heard.push(region.textContent ?? ''));
  observer.observe(region, { childList: true });
  await chat.send('Hi').catch(() => undefined);
  await reaches(chat, 'ready');
  await waitUntil(() => hasPart(chat, 'message-error'));
  observer.disconnect();
  expect(heard.filter((text) => text.startsWith('The graphics device was reset.'))).toHaveLength(1);
});
