/** Tasks in the chat: the menu of a text, the turn that comes of it, and all that can go wrong. */
import { LocalLLMError, messageText } from '@local-llm-chat/core';
import { defineTask, mapReduce } from '@local-llm-chat/core/tasks';
import type { FakeLLMOptions } from '@local-llm-chat/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { attached, chipReaches, placeReady } from '../composer/composer.case.js';
import { paste, select } from '../composer/given.case.js';
import type { LocalLLMChat } from '../local-llm-chat.js';
import {
  accessibilityProblems,
  announced,
  hasPart,
  part,
  parts,
  place,
  press as pressKey,
  reaches,
  type,
  waitUntil,
} from '../stage.case.js';
import { BAKERY, ended, entries, give, openTasks, press, run } from './tasks.case.js';
import type { SiteTask } from './tasks-setting.js';

const LONG = Array.from({ length: 40 }, (_, index) => `Paragraph ${index} says ${'word '.repeat(40)}end.`).join('\n\n');
/** Its answers take long enough to be seen. */
const SLOW: FakeLLMOptions = { reply: 'It opens at seven. '.repeat(8), tokensPerSecond: 40, contextWindow: 600 };

const focused = (chat: LocalLLMChat) => chat.shadowRoot?.activeElement ?? null;
const lastText = (chat: LocalLLMChat) => messageText(chat.messages.at(-1) ?? { parts: [] });
const shown = (chat: LocalLLMChat) => parts(chat, 'markdown').at(-1)?.textContent?.trim() ?? '';

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Plants';
});

afterEach(() => {
  getSelection()?.removeAllRanges();
  document.body.replaceChildren();
});

describe('the menu of tasks', () => {
  it('is on no chip unless the page wants it, by property or attribute', async () => {
    const chat = await placeReady();
    paste(chat, { files: [new File([BAKERY], 'Bakery.txt')] });
    await chipReaches(chat, 'Bakery.txt', 'read');
    expect(hasPart(chat, 'tasks-button')).toBe(false);
    chat.setAttribute('tasks', '');
    await waitUntil(() => hasPart(chat, 'tasks-button'));
    chat.tasks = [];
    await chat.updateComplete;
    expect(hasPart(chat, 'tasks-button')).toBe(false);
  });

  it('offers the four ready ones, and says whose it is', async () => {
    const chat = await placeReady({}, { tasks: true });
    await give(chat);
    expect(part(chat, 'tasks-button').ariaLabel).toBe('Tasks for Bakery.txt');
    await openTasks(chat);
    expect(entries(chat)).toEqual(['Summarise', 'Explain', 'Extract table', 'Translate to…']);
    expect(part(chat, 'tasks-button').ariaExpanded).toBe('true');
    expect(part(chat, 'menu').ariaLabel).toBe('Tasks for Bakery.txt');
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it('is not on a file that cannot be read', async () => {
    const chat = await placeReady({}, { tasks: true });
    await give(chat);
    paste(chat, { files: [new File(['x'], 'Photo.heic', { type: 'image/heic' })] });
    const chip = await chipReaches(chat, 'Photo.heic', 'failed');
    expect(chip.querySelector('[part~=tasks-button]')).toBe(null);
  });

  it('is walked by keyboard: into the languages and back, and with what the task does the focus goes to the field', async () => {
    const chat = await placeReady({ reply: 'La panadería abre a las siete.' }, { tasks: true });
    await give(chat);
    const button = part(chat, 'tasks-button');
    button.focus();
    await userEvent.keyboard('{Enter}');
    await waitUntil(() => focused(chat)?.textContent?.trim() === 'Summarise');
    await userEvent.keyboard('t');
    expect(focused(chat)?.textContent?.trim()).toBe('Translate to…');
    await userEvent.keyboard('{Enter}');
    await waitUntil(() => focused(chat)?.textContent?.trim() === 'English');
    expect(part(chat, 'menu').ariaLabel).toBe('Translate to…');
    await userEvent.keyboard('{Escape}');
    await waitUntil(() => !hasPart(chat, 'menu'));
    expect(focused(chat)).toBe(button);
    await userEvent.keyboard('{Enter}');
    await waitUntil(() => focused(chat)?.textContent?.trim() === 'Summarise');
    await userEvent.keyboard('{End}{Enter}');
    await waitUntil(() => focused(chat)?.textContent?.trim() === 'English');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await ended(chat);
    expect(chat.messages[0]?.task?.id).toBe('translate');
    expect(focused(chat)).toBe(part(chat, 'input'));
  });

  it('names eight languages by their own names, each in its language, the visitor’s first', async () => {
    const chat = await placeReady({ reply: 'Die Bäckerei öffnet um sieben.' }, { tasks: true });
    await give(chat);
    await openTasks(chat);
    press(chat, 'translate');
    await waitUntil(() => entries(chat).length === 8);
    expect(entries(chat)[0]).toBe('English');
    expect(entries(chat).toSorted()).toEqual(
      ['English', '简体中文', 'Español', 'Français', 'Deutsch', '日本語', 'العربية', 'हिन्दी'].toSorted(),
    );
    const german = parts(chat, 'menu-item').find((item) => item.dataset['key'] === 'de');
    expect(german?.querySelector('span')?.lang).toBe('de');
    expect(await accessibilityProblems(chat)).toEqual([]);
    german?.click();
    await ended(chat);
    expect(chat.messages[0]).toMatchObject({ task: { id: 'translate', option: 'de' } });
    expect(messageText(chat.messages[0] ?? { parts: [] })).toBe('Translate to German');
    expect(shown(chat)).toContain('Die Bäckerei');
  });

  it('has tasks of the page’s own, in the order that it gives, each once', async () => {
    const count: SiteTask = { id: 'count', label: 'Count the words', run: (text) => `${text.split(' ').length} words` };
    const shout = defineTask({
      name: 'Shout',
      prepare: mapReduce<object, string, string>({
        answerTokens: () => 20,
        prompt: (text) => [{ role: 'user', content: `Shout: ${text}` }],
        read: (answer) => answer.toUpperCase(),
        combine: (all) => all.join(' '),
      }),
    });
    const tasks = ['explain', count, 'summarize', shout, 'explain', 'unheard-of' as 'explain'] as const;
    const chat = await placeReady({ reply: 'fresh bread' }, { tasks });
    await give(chat);
    await openTasks(chat);
    expect(entries(chat)).toEqual(['Explain', 'Count the words', 'Summarise', 'Shout']);
    press(chat, 'count');
    await ended(chat);
    expect(shown(chat)).toBe('22 words');
    await give(chat);
    await run(chat, 'Shout');
    expect(shown(chat)).toBe('FRESH BREAD');
    expect(chat.messages.at(-2)?.task).toEqual({ id: 'Shout' });
  });
});

describe('a task', () => {
  it('is a turn: words with the file, and the result; other words and files stay for the next message', async () => {
    const chat = await placeReady({ reply: 'The bakery opens at seven.' }, { tasks: true });
    paste(chat, { text: 'Ferns like shade. '.repeat(300) });
    await chipReaches(chat, 'Pasted text', 'read');
    await give(chat);
    await type(chat, 'And then');
    parts(chat, 'tasks-button')[1]?.click();
    await waitUntil(() => parts(chat, 'task-item').length > 0);
    press(chat, 'summarize');
    await ended(chat);
    expect(chat.messages[0]).toMatchObject({
      parts: [
        { type: 'file', name: 'Bakery.txt', text: BAKERY },
        { type: 'text', text: 'Summarise' },
      ],
    });
    expect(part(chat, 'file').textContent).toContain('Bakery.txt');
    expect(part(chat, 'bubble').textContent).toBe('Summarise');
    expect(lastText(chat)).toContain('The bakery opens at seven.');
    expect(announced(chat)).toContain('The bakery opens at seven.');
    expect(attached(chat)).toEqual(['Pasted text']);
    expect(part<HTMLTextAreaElement>(chat, 'input').value).toBe('And then');
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it.each(['page', 'selection'] as const)('works on the %s', async (source) => {
    const quote = document.createElement('main');
    quote.textContent = BAKERY;
    document.body.append(quote);
    const chat = await placeReady({ reply: 'It opens at seven.' }, { tasks: true, pageContext: 'selection page' });
    if (source === 'selection') {
      await select(quote);
      await waitUntil(() => hasPart(chat, 'offer'));
      part(chat, 'offer').click();
    } else {
      part(chat, 'add-button').click();
      await waitUntil(() => hasPart(chat, 'page-item'));
      part(chat, 'page-item').click();
    }
    await chipReaches(chat, 'Plants', 'read');
    await waitUntil(() => hasPart(chat, 'tasks-button'));
    await run(chat, 'explain');
    expect(chat.messages[0]?.parts[0]).toMatchObject({ source, text: BAKERY });
    expect(shown(chat)).toContain('It opens at seven.');
  });

  it('makes a table, or says that there is none to make', async () => {
    const chat = await placeReady({ reply: '[]' }, { tasks: true });
    await give(chat);
    await run(chat, 'extract-table');
    expect(shown(chat)).toBe('There is nothing in this text that would make a table.');
    await give(chat, 'Plant | Days\nFern | 3\nCactus | 30', 'Plants.txt');
    await run(chat, 'extract-table');
    expect(parts(chat, 'markdown').at(-1)?.querySelectorAll('td')).toHaveLength(4);
  });

  it('tells how far it is with a long text, and says so now and then', async () => {
    const chat = await placeReady(SLOW, { tasks: true });
    await give(chat, LONG);
    const said: string[] = [];
    const observer = new MutationObserver(() => said.push(announced(chat)));
    const region = chat.shadowRoot?.querySelector('[role=status]');
    if (region) observer.observe(region, { childList: true, characterData: true, subtree: true });
    await openTasks(chat);
    press(chat, 'explain');
    await waitUntil(() => hasPart(chat, 'task-progress'));
    expect(part(chat, 'task-progress').textContent?.trim()).toMatch(/^Part 1 of \d+$/);
    expect(part(chat, 'task-progress').querySelector('progress')?.ariaHidden).toBe('true');
    await waitUntil(() => /^Part [3-9]/.test(part(chat, 'task-progress').textContent?.trim() ?? ''));
    expect(await accessibilityProblems(chat)).toEqual([]);
    chat.stop();
    await ended(chat);
    observer.disconnect();
    expect(said.some((text) => /^The text is read in \d+ parts\.$/.test(text))).toBe(true);
    // Not one word of each part.
    expect(said.filter((text) => text.startsWith('Part')).length).toBeLessThan(3);
    expect(said.some((text) => text.includes('opens at seven'))).toBe(false);
    expect(hasPart(chat, 'task-progress')).toBe(false);
  });

  it('is stopped by its button, keeps what it has, and can be done again but not continued', async () => {
    const chat = await placeReady(SLOW, { tasks: true });
    await give(chat, LONG);
    await openTasks(chat);
    press(chat, 'summarize');
    await waitUntil(() => lastText(chat) !== '');
    part(chat, 'stop-button').click();
    await ended(chat);
    expect(chat.messages.at(-1)).toMatchObject({ status: 'stopped' });
    expect(shown(chat)).toMatch(/^It/);
    expect(announced(chat)).toBe('The answer was stopped.');
    expect(hasPart(chat, 'continue-button')).toBe(false);
    expect(hasPart(chat, 'again-button')).toBe(true);
  });

  it('says what is wrong and what to do, and does it again with “Try again”', async () => {
    let fails = true;
    const task: SiteTask = {
      id: 'mine',
      label: 'Mine',
      run: () => {
        if (fails) throw new LocalLLMError('invalid-output', 'No.');
        return 'Done.';
      },
    };
    const chat = await placeReady({}, { tasks: [task, 'summarize'] });
    await give(chat);
    await run(chat, 'mine');
    expect(part(chat, 'message-error').textContent).toContain('Try again with a shorter text, or with a larger model.');
    fails = false;
    part(chat, 'retry-button').click();
    await waitUntil(() => chat.messages.at(-1)?.status === 'complete');
    await chat.updateComplete;
    expect(shown(chat)).toBe('Done.');
  });

  it('says why a text is refused', async () => {
    const chat = await placeReady({}, { tasks: true });
    await give(chat, `AbC9${'x1Yz'.repeat(400)}`, 'Data.txt');
    await run(chat, 'summarize');
    expect(part(chat, 'message-error').textContent).toContain('This is no text that can be read.');
    expect(announced(chat)).toContain('Save it as text or PDF');
  });

  it('is done again from its answer, beside the one there is, and asked about afterwards', async () => {
    let times = 0;
    const asked: string[] = [];
    const reply: FakeLLMOptions['reply'] = ({ messages }) => {
      asked.push(messages.at(-1)?.content ?? '');
      return `The bakery opens at seven, says answer number ${++times}.`;
    };
    const chat = await placeReady(
      { reply },
      { tasks: [{ id: 'x', label: 'X', run: async () => `Result ${++times}.` }] },
    );
    await give(chat);
    await run(chat, 'x');
    part(chat, 'again-button').click();
    await waitUntil(() => lastText(chat) === 'Result 2.');
    await chat.updateComplete;
    expect(part(chat, 'branches').ariaLabel).toBe('Version 2 of 2');
    await chat.send('When does it open?');
    expect(lastText(chat)).toContain('answer number 3');
    expect(asked.at(-1)).toBe('When does it open?');
  });

  it('waits for the model, says so on its chip, and can be called off', async () => {
    const chat = await place({ downloadMs: 500, reply: 'It opens at seven.' }, { tasks: true });
    await reaches(chat, 'awaiting-consent');
    const loading = chat.load();
    await waitUntil(() => chat.shadowRoot?.querySelector('.file-input') != null);
    const chip = await give(chat);
    await openTasks(chat);
    press(chat, 'explain');
    const note = '“Explain” begins as soon as the model is ready.';
    await waitUntil(() => chip.textContent?.includes(note) === true);
    expect(announced(chat)).toBe(note);
    expect(chat.messages).toEqual([]);
    pressKey(part(chat, 'input'), 'Escape');
    await chat.updateComplete;
    expect(chip.textContent).not.toContain(note);
    await openTasks(chat);
    press(chat, 'summarize');
    await loading;
    await ended(chat);
    expect(chat.messages.map(messageText)).toEqual(['Summarise', expect.stringContaining('opens at seven')]);
  });

  it('waits for the answer that is being written', async () => {
    const chat = await placeReady({ reply: 'one two three', tokensPerSecond: 20 }, { tasks: true });
    await give(chat);
    const answer = chat.send('Hi');
    await openTasks(chat);
    press(chat, 'summarize');
    await waitUntil(() => announced(chat).includes('begins as soon as'));
    part(chat, 'tasks-button').click();
    await waitUntil(() => entries(chat).join() === 'Cancel');
    pressKey(part(chat, 'menu-item'), 'Escape');
    await answer;
    await waitUntil(() => chat.messages.length === 4);
    await ended(chat);
    expect(chat.messages[2]?.task).toEqual({ id: 'summarize' });
  });
});
