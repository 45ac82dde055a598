/** What a visitor does with messages, in a real browser. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { LLMFeedbackEvent } from '../events.js';
import { accessibilityProblems, announced, hasPart, part, parts, waitUntil } from '../stage.case.js';
import { button, choose, element, focused, openMenu, show, shownIds } from './message-stage.case.js';
import { BRANCHED, file, message, SHORT } from './messages.case.js';

let copied = '';

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
  copied = '';
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => {
    copied = text;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
  document.documentElement.removeAttribute('dir');
});

describe('copying', () => {
  it('takes an answer as plain text, or as the Markdown it was written in', async () => {
    const text = 'Two **steps**:\n\n1. Look\n2. Pour\n\n```js\nfill(2)\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |';
    const chat = await show({
      messages: [message('q', 'user', null, 'How?'), message('a', 'assistant', 'q', text)],
      leafId: 'a',
    });
    await waitUntil(() => element(chat, 'a').querySelector('table') !== null);
    button(chat, 'a', 'copy').click();
    await waitUntil(() => copied === 'Two steps:\n\n1. Look\n2. Pour\n\nfill(2)\n\na\tb\n1\t2');
    await waitUntil(() => button(chat, 'a', 'copy').title === 'Copied');
    expect(announced(chat)).toBe('Copied');
    await choose(chat, 'a', 'copy-markdown');
    await waitUntil(() => copied === text);
    button(chat, 'q', 'copy-question').click();
    await waitUntil(() => copied === 'How?');
  });
});

describe('the menu of an answer', () => {
  it('opens with its first entry, is walked by keys, and gives the focus back', async () => {
    const chat = await show(SHORT);
    const items = await openMenu(chat, 'a');
    expect(items.map(({ textContent }) => textContent?.trim())).toEqual([
      'Copy as Markdown',
      'Answer again',
      'Details',
      'Delete',
    ]);
    expect(button(chat, 'a', 'more').getAttribute('aria-expanded')).toBe('true');
    expect(await accessibilityProblems(chat)).toEqual([]);
    expect(focused(chat)).toBe(items[0]);
    await userEvent.keyboard('{ArrowDown}');
    expect(focused(chat)).toBe(items[1]);
    await userEvent.keyboard('{End}{ArrowDown}');
    expect(focused(chat)).toBe(items[0]);
    await userEvent.keyboard('{ArrowUp}');
    expect(focused(chat)).toBe(items[3]);
    await userEvent.keyboard('{Home}');
    expect(focused(chat)).toBe(items[0]);
    await userEvent.keyboard('d');
    expect(focused(chat)).toBe(items[2]);
    await userEvent.keyboard('{Escape}');
    await waitUntil(() => !hasPart(chat, 'menu'));
    expect(focused(chat)).toBe(button(chat, 'a', 'more'));
    expect(button(chat, 'a', 'more').getAttribute('aria-expanded')).toBe('false');
  });

  it('does not stop an answer with the key that closes it', async () => {
    const chat = await show(SHORT, { reply: 'one two three four five six seven eight', tokensPerSecond: 20 });
    const answer = chat.send('More?');
    await waitUntil(() => chat.messages.at(-1)?.status === 'streaming');
    const items = await openMenu(chat, 'a');
    // What would start another answer, or change what this one goes by, has to wait.
    expect(items.map((item) => item.dataset['key'])).toEqual(['copy-markdown', 'details']);
    await userEvent.keyboard('{Escape}');
    await waitUntil(() => !hasPart(chat, 'menu'));
    await answer;
    expect(chat.messages.at(-1)?.status).toBe('complete');
  });

  it('closes with a press elsewhere', async () => {
    const chat = await show(SHORT);
    await openMenu(chat, 'a');
    await userEvent.click(part(chat, 'input'));
    await waitUntil(() => !hasPart(chat, 'menu'));
  });

  it('stays beside its button when the window changes', async () => {
    const chat = await show(SHORT);
    await openMenu(chat, 'a');
    const left = (element: HTMLElement) => element.getBoundingClientRect().left;
    const more = button(chat, 'a', 'more');
    const before = left(more);
    const apart = left(part(chat, 'menu')) - before;
    chat.style.marginInlineStart = '60px';
    dispatchEvent(new Event('resize'));
    expect(left(more)).toBe(before + 60);
    expect(left(part(chat, 'menu')) - left(more)).toBe(apart);
    chat.style.marginInlineStart = '';
  });

  it('shows how the answer came about, and hides it again', async () => {
    const chat = await show(SHORT);
    await choose(chat, 'a', 'details');
    await waitUntil(() => hasPart(chat, 'message-details'));
    const text = part(chat, 'message-details').textContent ?? '';
    for (const fact of ['SmolLM2 135M', '212 tokens', '14.2 tokens per second', '0.8 sec'])
      expect(text).toContain(fact);
    expect(announced(chat)).toContain('Model: SmolLM2 135M; Length: 212 tokens');
    expect(await accessibilityProblems(chat)).toEqual([]);
    await choose(chat, 'a', 'details');
    await waitUntil(() => !hasPart(chat, 'message-details'));
  });
});

describe('rating', () => {
  it('is offered where the page asks for it, and tells the page', async () => {
    const plain = await show(SHORT);
    expect(hasPart(plain, 'good-button')).toBe(false);
    plain.remove();

    const chat = await show(SHORT, {}, { feedback: true });
    const heard: LLMFeedbackEvent[] = [];
    const listen = (event: LLMFeedbackEvent) => void heard.push(event);
    chat.addEventListener('llm-feedback', listen);
    for (const name of ['good', 'bad', 'bad']) {
      button(chat, 'a', name).click();
      await chat.updateComplete;
    }
    expect(heard.every((event) => event instanceof LLMFeedbackEvent)).toBe(true);
    expect(heard.map(({ rating }) => rating)).toEqual(['good', 'bad', null]);
    expect(heard.map(({ message: { id, rating } }) => [id, rating])).toEqual([
      ['a', 'good'],
      ['a', 'bad'],
      ['a', undefined],
    ]);
    button(chat, 'a', 'good').click();
    await waitUntil(() => button(chat, 'a', 'good').getAttribute('aria-pressed') === 'true');
    expect(button(chat, 'a', 'bad').getAttribute('aria-pressed')).toBe('false');
    expect(await accessibilityProblems(chat)).toEqual([]);
  });
});

describe('editing', () => {
  it('puts the question into a field and asks anew, beside what was there', async () => {
    const chat = await show(SHORT, { reply: 'Every second week.' });
    button(chat, 'q', 'edit').click();
    await waitUntil(() => hasPart(chat, 'editor'));
    const field = part<HTMLTextAreaElement>(chat, 'edit-input');
    await waitUntil(() => focused(chat) === field);
    expect(field.value).toBe('How often do I water a Monstera?');
    expect(await accessibilityProblems(chat)).toEqual([]);
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}And a cactus?');
    expect(field.value).toBe('How often do I water a Monstera?\nAnd a cactus?');
    await userEvent.keyboard('{Enter}');
    await waitUntil(() => chat.messages.at(-1)?.status === 'complete');
    expect(chat.messages.map(({ parts: [first] }) => first?.text)).toEqual([
      'How often do I water a Monstera?\nAnd a cactus?',
      'Every second week.',
    ]);
    await waitUntil(() => hasPart(chat, 'branches'));
    expect(part(chat, 'branches').getAttribute('aria-label')).toBe('Version 2 of 2');
    expect(focused(chat)).toBe(part(chat, 'input'));
  });

  it('is called off by Escape, which stops nothing, and gives the focus back', async () => {
    const chat = await show(SHORT);
    button(chat, 'q', 'edit').click();
    await waitUntil(() => hasPart(chat, 'editor'));
    await userEvent.keyboard(' never mind{Escape}');
    await waitUntil(() => !hasPart(chat, 'editor'));
    expect(part(chat, 'bubble').textContent).toBe('How often do I water a Monstera?');
    await waitUntil(() => focused(chat) === button(chat, 'q', 'edit'));
  });

  it('waits for an input method, and sends nothing that is empty', async () => {
    const chat = await show(SHORT);
    button(chat, 'q', 'edit').click();
    await waitUntil(() => hasPart(chat, 'editor'));
    const field = part<HTMLTextAreaElement>(chat, 'edit-input');
    const press = (more: KeyboardEventInit) => {
      const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...more });
      field.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(press({ isComposing: true })).toBe(false);
    expect(press({ keyCode: 229 })).toBe(false);
    field.value = '  ';
    expect(press({})).toBe(true);
    expect(hasPart(chat, 'editor')).toBe(true);
    expect(chat.messages).toHaveLength(2);
  });

  it('keeps the files, but for those that are taken off', async () => {
    const seen: string[] = [];
    const files = [file('f1', 'plants.txt', { text: 'PLANTS' }), file('f2', 'pots.txt', { text: 'POTS' })];
    const chat = await show(
      {
        messages: [
          message('q', 'user', null, [...files, { type: 'text', text: 'What is it?' }]),
          message('a', 'assistant', 'q', 'Plants and pots.'),
        ],
        leafId: 'a',
      },
      {
        reply: ({ messages }) => {
          seen.push(messages.at(-1)?.content ?? '');
          return 'Plants.';
        },
      },
    );
    button(chat, 'q', 'edit').click();
    await waitUntil(() => parts(chat, 'remove-button').length === 2);
    expect(await accessibilityProblems(chat)).toEqual([]);
    parts(chat, 'remove-button')[1]?.click();
    await waitUntil(() => parts(chat, 'remove-button').length === 1);
    part(chat, 'save-button').click();
    await waitUntil(() => chat.messages.at(-1)?.status === 'complete');
    expect(chat.messages[0]?.parts.map((one) => (one.type === 'file' ? one.name : one.text))).toEqual([
      'plants.txt',
      'What is it?',
    ]);
    expect(seen.at(-1)).toContain('PLANTS');
    expect(seen.at(-1)).not.toContain('POTS');
  });

  it('is not offered while an answer is written', async () => {
    const chat = await show(SHORT, { reply: 'one two three four five six', tokensPerSecond: 20 });
    expect(button(chat, 'q', 'edit').checkVisibility()).toBe(true);
    const answer = chat.send('More?');
    await waitUntil(() => chat.messages.at(-1)?.status === 'streaming');
    await chat.updateComplete;
    expect(button(chat, 'q', 'edit').checkVisibility()).toBe(false);
    await answer;
    await waitUntil(() => button(chat, 'q', 'edit').checkVisibility());
  });
});

describe('versions', () => {
  it('are walked by buttons, which keep the focus, and told of', async () => {
    const chat = await show(BRANCHED);
    expect(part(chat, 'branches').textContent?.trim()).toBe('2 / 3');
    expect(await accessibilityProblems(chat)).toEqual([]);
    button(chat, 'a2', 'next').focus();
    await userEvent.keyboard('{Enter}');
    await waitUntil(() => shownIds(chat).join() === 'q,a3');
    expect(announced(chat)).toBe('Version 3 of 3');
    await waitUntil(() => focused(chat) === button(chat, 'a3', 'next'));
    expect(button(chat, 'a3', 'next').getAttribute('aria-disabled')).toBe('true');
    await userEvent.keyboard('{Enter}');
    expect(shownIds(chat)).toEqual(['q', 'a3']);
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
    await waitUntil(() => shownIds(chat).join() === 'q,a1');
    expect(announced(chat)).toBe('Version 1 of 3');
  });

  it('are walked by arrows on the message, the other way round from right to left', async () => {
    document.documentElement.lang = 'ar';
    document.documentElement.dir = 'rtl';
    const chat = await show(BRANCHED);
    await waitUntil(() => part(chat, 'chat').dir === 'rtl');
    element(chat, 'a2').focus();
    await userEvent.keyboard('{ArrowLeft}');
    await waitUntil(() => shownIds(chat).join() === 'q,a3');
    await waitUntil(() => focused(chat) === element(chat, 'a3'));
    expect(getComputedStyle(button(chat, 'a3', 'next').querySelector('svg') ?? document.body).scale).toBe('-1 1');
  });

  it('come of asking again', async () => {
    let count = 0;
    const chat = await show(SHORT, {
      reply: () => {
        count += 1;
        return `Answer ${count}.`;
      },
    });
    await choose(chat, 'a', 'again');
    await waitUntil(() => chat.messages.at(-1)?.status === 'complete' && hasPart(chat, 'branches'));
    expect(chat.messages.at(-1)?.parts[0]?.text).toBe('Answer 1.');
    expect(part(chat, 'branches').getAttribute('aria-label')).toBe('Version 2 of 2');
  });
});

describe('deleting', () => {
  it('takes a message away and brings it back', async () => {
    const chat = await show(SHORT);
    await choose(chat, 'a', 'delete');
    await waitUntil(() => shownIds(chat).join() === 'q');
    expect(part(chat, 'undo').textContent).toContain('Deleted.');
    expect(announced(chat)).toBe('Message deleted. Undo is at the end of the conversation.');
    await waitUntil(() => focused(chat) === element(chat, 'q'));
    expect(await accessibilityProblems(chat)).toEqual([]);
    part(chat, 'undo-button').click();
    await waitUntil(() => shownIds(chat).join() === 'q,a');
    expect(hasPart(chat, 'undo')).toBe(false);
    expect(announced(chat)).toBe('The message is back.');
    await waitUntil(() => focused(chat) === element(chat, 'a'));
  });

  it('is undone by the key for it', async () => {
    const chat = await show(SHORT);
    button(chat, 'q', 'delete-message').click();
    await waitUntil(() => shownIds(chat).join() === 'a' && focused(chat) === element(chat, 'a'));
    await userEvent.keyboard('{Control>}z{/Control}');
    await waitUntil(() => shownIds(chat).join() === 'q,a');
  });

  it('can be undone until something else is done', async () => {
    const chat = await show(SHORT, { reply: 'Yes.' });
    button(chat, 'q', 'delete-message').click();
    await waitUntil(() => hasPart(chat, 'undo'));
    await chat.send('And?');
    await waitUntil(() => !hasPart(chat, 'undo'));
  });

  it('leads on to the field when nothing is left', async () => {
    const chat = await show({ messages: [message('q', 'user', null, 'Hm')], leafId: 'q' });
    button(chat, 'q', 'delete-message').click();
    await waitUntil(() => hasPart(chat, 'empty') && focused(chat) === part(chat, 'input'));
  });
});
