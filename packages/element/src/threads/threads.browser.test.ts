/** The list of conversations in a real browser, by mouse, keyboard and ear. */
import { createFakeLLM } from '@local-llm-chat/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { accessibilityProblems, announced, hasPart, part, parts, waitUntil } from '../stage.case.js';
import { choose, focused, keeperOf, lines, openList, row, rowButton, ThreadsStage, titles } from './threads.case.js';

const stage = new ThreadsStage();

describe('a chat that keeps nothing', () => {
  it('has no list until there is a second conversation', async () => {
    const chat = await stage.placeAsked(['One']);
    expect(hasPart(chat, 'threads-button')).toBe(false);
    part(chat, 'new-button').click();
    await waitUntil(() => chat.messages.length === 0);
    await chat.updateComplete;
    expect(announced(chat)).toBe('New conversation.');
    await openList(chat);
    expect(titles(chat)).toEqual(['One']);
    expect(part(chat, 'threads').textContent).toContain('Conversations are forgotten when you leave this page.');
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it('goes from one to the other, without telling of old answers as new ones', async () => {
    const chat = await stage.placeAsked(['One', 'Two']);
    await openList(chat);
    expect(titles(chat)).toEqual(['Two', 'One']);
    expect(rowButton(chat, 'Two').getAttribute('aria-current')).toBe('true');
    expect(focused(chat)).toBe(rowButton(chat, 'Two'));
    const heard: string[] = [];
    chat.addEventListener('llm-message', () => heard.push('message'));
    chat.addEventListener('llm-threadchange', ({ thread }) => heard.push(thread?.title ?? ''));
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await waitUntil(() => lines(chat)[0] === 'One');
    await waitUntil(() => focused(chat) === part(chat, 'input'));
    expect(lines(chat)).toEqual(['One', 'About One']);
    expect(heard).toEqual(['One']);
    expect(announced(chat)).toBe('Opened: One');
    expect(hasPart(chat, 'threads')).toBe(false);
  });

  it('keeps a draft with each of them', async () => {
    const chat = await stage.placeAsked(['One', 'Two']);
    await userEvent.type(part(chat, 'input'), 'And then?');
    const [, one] = await chat.listThreads();
    await chat.openThread(one?.id ?? '');
    await chat.updateComplete;
    expect(part<HTMLTextAreaElement>(chat, 'input').value).toBe('');
    const [two] = await chat.listThreads();
    await chat.openThread(two?.id ?? '');
    await chat.updateComplete;
    expect(part<HTMLTextAreaElement>(chat, 'input').value).toBe('And then?');
    await userEvent.type(part(chat, 'input'), '{Enter}');
    await waitUntil(() => lines(chat).at(-1) === 'About And then?');
    expect((await keeperOf(chat)).threads.draft.text).toBe('');
  });

  it('has no list where the page has its own, which the methods are for', async () => {
    const chat = await stage.placeAsked(['One'], { threads: 'none' });
    part(chat, 'new-button').click();
    await chat.updateComplete;
    expect(chat.messages).toEqual([]);
    expect(hasPart(chat, 'threads-button')).toBe(false);
    expect(await chat.importThreads(await (await stage.placeAsked(['Two'])).exportThreads())).toMatchObject({
      threads: 1,
    });
    const [two] = await chat.listThreads();
    await chat.openThread(two?.id ?? '');
    expect(lines(chat)).toEqual(['Two', 'About Two']);
    await chat.eraseHistory();
    expect(lines(chat)).toEqual([]);
    await expect(chat.openThread('nobody')).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('keeps its conversations when the page takes another model', async () => {
    const chat = await stage.placeAsked(['One', 'Two']);
    chat.llm = createFakeLLM({ reply: 'Other.' });
    await waitUntil(() => lines(chat).length === 2);
    await openList(chat);
    expect(titles(chat)).toEqual(['Two', 'One']);
    await waitUntil(() => chat.status === 'ready');
    await chat.send('Three');
    expect(lines(chat)).toEqual(['Two', 'About Two', 'Three', 'Other.']);
  });
});

describe('by keyboard', () => {
  it('the list is walked, and Escape leads back to its button', async () => {
    const chat = await stage.placeAsked(['One', 'Two', 'Three']);
    await openList(chat);
    await userEvent.keyboard('{End}');
    expect(focused(chat)).toBe(rowButton(chat, 'One'));
    await userEvent.keyboard('{ArrowDown}');
    expect(focused(chat)).toBe(rowButton(chat, 'Three'));
    await userEvent.keyboard('{ArrowDown}{ArrowRight}');
    expect(focused(chat)?.getAttribute('aria-label')).toBe('Actions for Two');
    await userEvent.keyboard('{ArrowLeft}{Home}');
    expect(focused(chat)).toBe(rowButton(chat, 'Three'));
    // Tab leads through one row only.
    const stops = parts(chat, 'thread').flatMap((one) => [...one.querySelectorAll('button[tabindex="0"]')]);
    expect(stops).toHaveLength(2);
    await userEvent.keyboard('{Escape}');
    await waitUntil(() => focused(chat) === part(chat, 'threads-button'));
    expect(hasPart(chat, 'threads')).toBe(false);
  });

  it('a conversation is renamed with F2, and Escape leaves its title', async () => {
    const chat = await stage.placeAsked(['One', 'Two']);
    await openList(chat);
    await userEvent.keyboard('{F2}');
    await waitUntil(() => focused(chat) === part(chat, 'thread-rename'));
    expect(await accessibilityProblems(chat)).toEqual([]);
    await userEvent.keyboard('Never{Escape}');
    await waitUntil(() => focused(chat) === rowButton(chat, 'Two'));
    await userEvent.keyboard('{F2}');
    await waitUntil(() => focused(chat) === part(chat, 'thread-rename'));
    await userEvent.keyboard('Second{Enter}');
    await waitUntil(() => titles(chat).includes('Second'));
    expect(focused(chat)).toBe(rowButton(chat, 'Second'));
    expect(announced(chat)).toBe('Renamed to “Second”.');
  });

  it('one is deleted with Delete, the focus goes to the next, and Undo brings it back', async () => {
    const chat = await stage.placeAsked(['One', 'Two', 'Three']);
    await openList(chat);
    await userEvent.keyboard('{ArrowDown}{Delete}');
    await waitUntil(() => focused(chat) === rowButton(chat, 'One'));
    expect(titles(chat)).toEqual(['Three', 'One']);
    expect(announced(chat)).toBe('“Two” was deleted.');
    expect(await accessibilityProblems(chat)).toEqual([]);
    part(chat, 'undo-button').click();
    await waitUntil(() => titles(chat).length === 3);
    await waitUntil(() => focused(chat) === rowButton(chat, 'Two'));
    expect(announced(chat)).toBe('“Two” is back.');
    // The open one.
    await userEvent.keyboard('{ArrowUp}{Delete}');
    await waitUntil(() => chat.messages.length === 0);
    part(chat, 'undo-button').click();
    await waitUntil(() => lines(chat)[0] === 'Three');
  });

  it('a menu is walked, and Escape closes it alone', async () => {
    const chat = await stage.placeAsked(['One', 'Two']);
    await openList(chat);
    await userEvent.keyboard('{ArrowRight}{Enter}');
    await waitUntil(() => focused(chat)?.dataset['key'] === 'rename');
    expect(await accessibilityProblems(chat)).toEqual([]);
    await userEvent.keyboard('{ArrowUp}');
    expect(focused(chat)?.dataset['key']).toBe('delete');
    await userEvent.keyboard('{Escape}');
    await chat.updateComplete;
    expect(focused(chat)?.getAttribute('aria-label')).toBe('Actions for Two');
    expect(hasPart(chat, 'threads')).toBe(true);
    await userEvent.keyboard('{Enter}');
    await waitUntil(() => focused(chat)?.dataset['key'] === 'rename');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await waitUntil(() => part(chat, 'threads').textContent?.includes('Pinned') === true);
    expect(announced(chat)).toBe('“Two” is pinned.');
    await waitUntil(() => focused(chat) === rowButton(chat, 'Two'));
  });
});

describe('a search', () => {
  it('finds words in titles and messages as they are typed, marks them, and says how many', async () => {
    const chat = await stage.placeAsked(['Café in Paris', 'Rivers of Spain']);
    await openList(chat);
    await userEvent.type(part(chat, 'threads-search'), 'about cafe');
    await waitUntil(() => parts(chat, 'thread').length === 1);
    expect(row(chat, 'Café in Paris').querySelector('.thread-snippet')?.textContent).toBe('About Café in Paris');
    expect(row(chat, 'Café in Paris').querySelector('mark')?.textContent).toBe('About');
    await waitUntil(() => announced(chat) === '1 conversation found.');
    expect(await accessibilityProblems(chat)).toEqual([]);
    await userEvent.type(part(chat, 'threads-search'), ' nowhere');
    await waitUntil(() => announced(chat) === 'Nothing found.');
    expect(part(chat, 'threads').textContent).toContain('No conversation holds these words.');
    await userEvent.keyboard('{Escape}');
    await chat.updateComplete;
    expect(titles(chat)).toEqual(['Rivers of Spain', 'Café in Paris']);
    expect(focused(chat)).toBe(part(chat, 'threads-search'));
  });
});

describe('while an answer is written', () => {
  const SLOW = { reply: 'one two three four five six seven eight', tokensPerSecond: 40 };

  it('another conversation can be opened; the answer goes on, and is told of when it has ended', async () => {
    const chat = await stage.place({}, SLOW);
    const heard: string[] = [];
    chat.addEventListener('llm-message', ({ message }) => heard.push(`${message.role} ${message.status}`));
    const answered = chat.send('One');
    await waitUntil(() => chat.messages.at(-1)?.status === 'streaming');
    await chat.newThread();
    await openList(chat);
    expect(row(chat, 'One').querySelector('[role=img]')?.getAttribute('aria-label')).toBe('an answer is being written');
    expect(await accessibilityProblems(chat)).toEqual([]);
    await answered;
    await waitUntil(() => announced(chat) === 'The answer in “One” has ended.');
    expect(heard).toEqual(['user complete', 'assistant complete']);
    expect(row(chat, 'One').querySelector('[role=img]')).toBe(null);
    rowButton(chat, 'One').click();
    await waitUntil(() => lines(chat).at(-1) === SLOW.reply);
    expect(heard).toHaveLength(2);
  });

  it('a question in another one waits, says for what, and is answered then', async () => {
    const chat = await stage.place({}, SLOW);
    const first = chat.send('One');
    await waitUntil(() => chat.messages.at(-1)?.status === 'streaming');
    await chat.newThread();
    const second = chat.send('Two');
    await waitUntil(() => chat.shadowRoot?.querySelector('.waiting') != null);
    expect(chat.shadowRoot?.querySelector('.waiting')?.textContent).toBe('Waits for the answer in “One” to end.');
    await Promise.all([first, second]);
    await chat.updateComplete;
    expect(lines(chat)).toEqual(['Two', SLOW.reply]);
    expect(chat.shadowRoot?.querySelector('.waiting')).toBe(null);
  });

  it('taking another model stops it, and it can go on with that one', async () => {
    const chat = await stage.place({}, SLOW);
    await chat.send('Zero');
    await chat.newThread();
    void chat.send('One');
    await waitUntil(() => chat.messages.at(-1)?.status === 'streaming');
    chat.llm = createFakeLLM({ reply: SLOW.reply });
    await chat.updateComplete;
    await waitUntil(() => chat.status === 'ready' && lines(chat)[0] === 'One');
    expect(chat.messages.at(-1)?.status).toBe('stopped');
    await chat.continue();
    expect(chat.messages.at(-1)?.status).toBe('complete');
    expect(lines(chat)).toEqual(['One', SLOW.reply]);
  });

  it('taking the element away stops it, wherever it is', async () => {
    const chat = await stage.place({}, SLOW);
    const answered = chat.send('One');
    await waitUntil(() => chat.messages.at(-1)?.status === 'streaming');
    await chat.newThread();
    chat.remove();
    await answered;
    document.body.append(chat);
    const [one] = await chat.listThreads();
    await chat.openThread(one?.id ?? '');
    expect(chat.messages.at(-1)?.status).toBe('stopped');
  });
});

describe('files', () => {
  /** What the browser was asked to save. */
  async function download(act: () => Promise<void>): Promise<{ name: string; text: string }> {
    const saved: Promise<{ name: string; text: string }>[] = [];
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      const { download: name, href } = this;
      saved.push(fetch(href).then(async (response) => ({ name, text: await response.text() })));
    });
    await act();
    await waitUntil(() => saved.length === 1);
    click.mockRestore();
    return (await saved[0]) as { name: string; text: string };
  }

  it('of one conversation are Markdown or JSON, of all JSON, with names that every system takes', async () => {
    const chat = await stage.placeAsked(['What is 1/2: a "half"?', 'Two']);
    await openList(chat);
    const markdown = await download(() => choose(chat, 'What is 1/2: a "half"?', 'markdown'));
    expect(markdown.name).toMatch(/^What is 1 2 a half \d{4}-\d{2}-\d{2}\.md$/);
    expect(markdown.text).toContain('## You\n\nWhat is 1/2: a "half"?');
    const json = await download(() => choose(chat, 'Two', 'json'));
    expect(json.name).toMatch(/^Two \d{4}-\d{2}-\d{2}\.json$/);
    expect(JSON.parse(json.text).threads).toHaveLength(1);
    const all = await download(() => choose(chat, null, 'export-all'));
    expect(all.name).toMatch(/^Conversations \d{4}-\d{2}-\d{2}\.json$/);
    expect(JSON.parse(all.text).threads).toHaveLength(2);
  });

  it('come in by the button or by a drop, and it is said what came; anything else is refused in a sentence', async () => {
    const text = await (await stage.placeAsked(['One', 'Two'])).exportThreads();
    const chat = await stage.placeAsked(['Three', 'Four']);
    await openList(chat);
    const input = chat.shadowRoot?.querySelector<HTMLInputElement>('.threads-file') as HTMLInputElement;
    const opened = vi.spyOn(input, 'click').mockImplementation(() => undefined);
    await choose(chat, null, 'import');
    expect(opened).toHaveBeenCalledOnce();
    input.files = transfer(text).files;
    input.dispatchEvent(new Event('change'));
    await waitUntil(() => titles(chat).length === 4);
    expect(announced(chat)).toBe('2 conversations were added.');
    drop(transfer(text));
    await waitUntil(() => announced(chat) === 'No conversation was added, 2 were here already.');
    drop(transfer('{}'));
    await waitUntil(() => announced(chat).startsWith('This file holds no conversations'));
    expect(titles(chat)).toHaveLength(4);
    expect(await accessibilityProblems(chat)).toEqual([]);

    function drop(dataTransfer: DataTransfer): void {
      const list = part(chat, 'threads');
      const over = new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true, composed: true });
      list.dispatchEvent(over);
      expect(over.defaultPrevented).toBe(true);
      list.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true, composed: true }));
    }
  });

  function transfer(text: string): DataTransfer {
    const data = new DataTransfer();
    data.items.add(new File([text], 'conversations.json', { type: 'application/json' }));
    return data;
  }
});

describe('beside a wide chat', () => {
  it('the list is a column, which the button opens and closes; in a narrow one it is a sheet', async () => {
    const chat = await stage.placeAsked(['One', 'Two'], { threads: 'auto' });
    chat.style.inlineSize = '60rem';
    await openList(chat);
    await waitUntil(() => part(chat, 'threads').role === 'complementary');
    const [list, field] = [part(chat, 'threads'), part(chat, 'input')].map((one) => one.getBoundingClientRect());
    expect(list?.right).toBeLessThan(field?.left ?? 0);
    expect(chat.shadowRoot?.querySelector('.frame')?.hasAttribute('inert')).toBe(false);
    expect(await accessibilityProblems(chat)).toEqual([]);
    chat.style.inlineSize = '20rem';
    await waitUntil(() => !hasPart(chat, 'threads'));
    part(chat, 'threads-button').click();
    await waitUntil(() => hasPart(chat, 'threads'));
    expect(part(chat, 'threads').role).toBe('dialog');
    expect(chat.shadowRoot?.querySelector('.frame')?.hasAttribute('inert')).toBe(true);
    part(chat, 'close-button').click();
    await waitUntil(() => focused(chat) === part(chat, 'threads-button'));
    chat.style.inlineSize = '60rem';
    await waitUntil(() => hasPart(chat, 'threads'));
    part(chat, 'threads-button').click();
    await chat.updateComplete;
    expect(hasPart(chat, 'threads')).toBe(false);
  });

  it('it is there from the start where the page wants a sidebar', async () => {
    const chat = await stage.place({ threads: 'sidebar' });
    chat.style.inlineSize = '60rem';
    await waitUntil(() => hasPart(chat, 'threads'));
    expect(part(chat, 'threads').textContent).toContain('What you talk about will be listed here.');
    await chat.send('One');
    await waitUntil(() => titles(chat).length === 1);
  });
});
