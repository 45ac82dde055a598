/** Conversations that a site keeps on the device: over a reload, in two elements at once, erased, and where they cannot be kept. */
import { createFakeLLM } from '@local-llm-chat/core/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { accessibilityProblems, announced, hasPart, part, reaches, type, waitUntil } from '../stage.case.js';
import {
  choose,
  focused,
  keeperOf,
  lines,
  openList,
  result,
  row,
  rowButton,
  ThreadsStage,
  titles,
} from './threads.case.js';

const stage = new ThreadsStage();
const DEVICE: Partial<LocalLLMChat> = { history: 'device' };
const SLOW = { reply: 'one two three four five six seven eight', tokensPerSecond: 40 };

afterEach(() => vi.restoreAllMocks());

const draft = (chat: LocalLLMChat) => part<HTMLTextAreaElement>(chat, 'input').value;

describe('after a reload', () => {
  it('the conversation that was open is shown again, with what was written and not sent', async () => {
    const before = await stage.placeAsked(['One', 'Two'], DEVICE);
    await openList(before);
    rowButton(before, 'One').click();
    await waitUntil(() => lines(before)[0] === 'One');
    await userEvent.type(part(before, 'input'), 'Not sent');
    const after = await stage.reload(before);
    expect(lines(after)).toEqual(['One', 'About One']);
    await after.updateComplete;
    expect(draft(after)).toBe('Not sent');
    await openList(after);
    expect(titles(after)).toEqual(['Two', 'One']);
    expect(rowButton(after, 'One').getAttribute('aria-current')).toBe('true');
    expect(await accessibilityProblems(after)).toEqual([]);
  });

  it('no greeting is shown before it', async () => {
    const before = await stage.placeAsked(['One'], DEVICE);
    const greeted: boolean[] = [];
    const watch = new MutationObserver(() => {
      const chat = document.querySelector('local-llm-chat');
      if (chat?.shadowRoot) greeted.push(hasPart(chat, 'empty') || hasPart(chat, 'panel-start'));
    });
    const whenShown = vi.spyOn(HTMLElement.prototype, 'attachShadow').mockImplementation(function (
      this: HTMLElement,
      init: ShadowRootInit,
    ) {
      whenShown.mockRestore();
      const root = this.attachShadow(init);
      watch.observe(root, { childList: true, subtree: true });
      return root;
    });
    const after = await stage.reload(before);
    await waitUntil(() => hasPart(after, 'assistant-message'));
    watch.disconnect();
    expect(greeted.length).toBeGreaterThan(0);
    expect(greeted).not.toContain(true);
  });

  it('in mid-answer, what was said is there, and it can be continued', async () => {
    const before = await stage.place(DEVICE, SLOW);
    void before.send('Count');
    await waitUntil(() => lines(before).at(-1)?.startsWith('one two') === true);
    const after = await stage.reload(before);
    await waitUntil(() => hasPart(after, 'continue-button'));
    expect(lines(after).at(-1)).toMatch(/^one two/);
    part(after, 'continue-button').click();
    await waitUntil(() => after.messages.at(-1)?.status === 'complete');
  });
});

describe('an element that is taken out and put back', () => {
  it('lets the device go, and shows the same conversation again', async () => {
    const chat = await stage.placeAsked(['One', 'Two'], DEVICE);
    chat.remove();
    await new Promise((resolve) => setTimeout(resolve));
    document.body.append(chat);
    await waitUntil(() => chat.status === 'ready');
    await waitUntil(() => lines(chat)[0] === 'Two');
    await chat.send('Three');
    await openList(chat);
    expect(titles(chat)).toEqual(['Two', 'One']);
    expect(lines(chat)).toEqual(['Two', 'About Two', 'Three', 'About Three']);
  });
});

describe('settings that change', () => {
  it('another model goes on with the conversation, and with what is written', async () => {
    const chat = await stage.placeAsked(['One'], DEVICE);
    await type(chat, 'And now?');
    chat.llm = createFakeLLM({ reply: 'Other.' });
    await chat.updateComplete;
    await reaches(chat, 'ready');
    await waitUntil(() => lines(chat)[0] === 'One');
    await waitUntil(() => draft(chat) === 'And now?');
    await chat.send('Two');
    expect(lines(chat)).toEqual(['One', 'About One', 'Two', 'Other.']);
    expect(await chat.listThreads()).toHaveLength(1);
  });

  it('what was said in memory is kept once the page says so', async () => {
    const chat = await stage.placeAsked(['One', 'Two']);
    chat.history = 'device';
    await chat.updateComplete;
    await keeperOf(chat).then(({ started }) => started);
    const after = await stage.reload(chat);
    expect(lines(after)).toEqual(['Two', 'About Two']);
    expect((await after.listThreads()).map(({ title }) => title)).toEqual(['Two', 'One']);
  });

  it('another name is another history: nothing of the one before is shown, drafts included', async () => {
    const chat = await stage.placeAsked(['One'], DEVICE);
    await type(chat, 'Secret');
    const name = chat.historyName;
    chat.historyName = `${name}-other`;
    await waitUntil(() => lines(chat).length === 0);
    await keeperOf(chat).then(({ started }) => started);
    await chat.updateComplete;
    expect(draft(chat)).toBe('');
    expect(await chat.listThreads()).toEqual([]);
    await chat.send('Theirs');
    chat.historyName = name;
    await waitUntil(() => lines(chat)[0] === 'One');
    await waitUntil(() => draft(chat) === 'Secret');
    expect((await chat.listThreads()).map(({ title }) => title)).toEqual(['One']);
    chat.historyName = `${name}-other`;
    await waitUntil(() => lines(chat)[0] === 'Theirs');
    await chat.eraseHistory();
  });
});

describe('two elements on one history', () => {
  it('list what the other one writes', async () => {
    const [one, two] = [await stage.place(DEVICE), await stage.place(DEVICE)];
    await one.send('Hello');
    await openList(two);
    await waitUntil(() => titles(two).includes('Hello'));
    rowButton(two, 'Hello').click();
    await waitUntil(() => lines(two).length === 2);
    await two.send('Again');
    await waitUntil(() => lines(one).length === 4);
    expect(lines(one)).toEqual(lines(two));
  });

  it('go over to a new conversation when the other one deletes theirs, and keep what was written', async () => {
    const [one, two] = [await stage.placeAsked(['Hello'], DEVICE), await stage.place(DEVICE)];
    await openList(two);
    await waitUntil(() => titles(two).includes('Hello'));
    rowButton(two, 'Hello').click();
    await waitUntil(() => lines(two).length === 2);
    await type(two, 'Half a thought');
    await openList(one);
    row(one, 'Hello').querySelector<HTMLElement>('.thread-open')?.focus();
    await userEvent.keyboard('{Delete}');
    await waitUntil(() => lines(two).length === 0);
    await two.updateComplete;
    expect(announced(two)).toMatch(/^This conversation was deleted in another tab/);
    expect(draft(two)).toBe('Half a thought');
    expect((await keeperOf(two)).threads.draft.text).toBe('Half a thought');
  });

  it('forget everything when one of them erases it, and say so', async () => {
    const [one, two] = [await stage.placeAsked(['Hello', 'Again'], DEVICE), await stage.place(DEVICE)];
    await openList(two);
    await waitUntil(() => titles(two).length === 2);
    await userEvent.type(part(one, 'input'), 'Not sent');
    await openList(one);
    await choose(one, null, 'erase');
    await waitUntil(() => focused(one) === part(one, 'keep-button'));
    expect(await accessibilityProblems(one)).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await waitUntil(() => focused(one) === part(one, 'all-threads-button'));
    expect(titles(one)).toHaveLength(2);
    await choose(one, null, 'erase');
    part(one, 'confirm-button').click();
    await waitUntil(() => announced(one) === 'All conversations were deleted.');
    await waitUntil(() => titles(two).length === 0);
    expect(lines(one)).toEqual([]);
    expect(draft(one)).toBe('');
    expect(await stage.countRecords()).toBe(0);
    await two.send('After');
    await waitUntil(() => part(two, 'threads').textContent?.includes('erased in another tab') === true);
  });
});

describe('where it cannot be kept', () => {
  it('the list says so, and what to do', async () => {
    vi.spyOn(navigator.storage, 'getDirectory').mockRejectedValue(new DOMException('', 'SecurityError'));
    const chat = await stage.placeAsked(['One'], DEVICE);
    await openList(chat);
    expect(part(chat, 'threads').textContent).toContain('This browser keeps nothing for this page');
    expect(titles(chat)).toEqual(['One']);
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it('because a newer version has been here, that is said too', async () => {
    const newer = indexedDB.open(stage.placeName, 7);
    (await result(newer)).close();
    const chat = await stage.place(DEVICE);
    await openList(chat);
    await waitUntil(() => part(chat, 'threads').textContent?.includes('cannot be read any more') === true);
  });
});
