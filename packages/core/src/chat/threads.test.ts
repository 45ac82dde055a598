/** Conversations that last as long as the page, without a browser's storage. */
import { describe, expect, it, vi } from 'vitest';
import { chatOf, findThread, linesOf, openTab, titlesOf } from './thread-chats.case.js';

describe('conversations in memory', () => {
  it('are in the list from their first message on', async () => {
    const tab = openTab();
    expect(tab.threads.getSnapshot()).toMatchObject({ status: 'ready', history: 'memory', threads: [], problem: null });
    expect(tab.threads.begin()).toBe(chatOf(tab));
    const { openId } = tab.threads.getSnapshot();
    await chatOf(tab).send('Hello');
    expect(tab.threads.getSnapshot().threads).toEqual([
      {
        id: openId,
        title: 'Hello',
        hasOwnTitle: false,
        createdAt: expect.any(Number),
        updatedAt: expect.any(Number),
        isPinned: false,
        messageCount: 2,
      },
    ]);
  });

  it('are opened again as they were, with all branches and drafts', async () => {
    const tab = openTab();
    await chatOf(tab).send('One');
    await chatOf(tab).retry();
    tab.threads.setDraft({ text: 'Half a' });
    tab.threads.begin();
    tab.threads.setDraft({ text: 'New' });
    await tab.threads.open(findThread(tab, 'One').id);
    expect(chatOf(tab).getSnapshot().tree.messages).toHaveLength(3);
    expect(tab.threads.draft.text).toBe('Half a');
    tab.threads.begin();
    expect(linesOf(tab)).toEqual([]);
    expect(tab.threads.draft.text).toBe('New');
  });

  it('are listed pinned first, then newest first', async () => {
    vi.useFakeTimers();
    try {
      const tab = openTab();
      for (const text of ['One', 'Two', 'Three']) {
        vi.advanceTimersByTime(1000);
        tab.threads.begin();
        await chatOf(tab).send(text);
      }
      expect(titlesOf(tab)).toEqual(['Three', 'Two', 'One']);
      tab.threads.pin(findThread(tab, 'One').id, true);
      expect(titlesOf(tab)).toEqual(['One', 'Three', 'Two']);
      vi.advanceTimersByTime(1000);
      await tab.threads.open(findThread(tab, 'Two').id);
      await chatOf(tab).send('More');
      expect(titlesOf(tab)).toEqual(['One', 'Two', 'Three']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('keep the title that the user gave, until it is taken away', async () => {
    const tab = openTab();
    await chatOf(tab).send('Hello');
    const { openId } = tab.threads.getSnapshot();
    tab.threads.rename(openId, '  Mine ');
    await chatOf(tab).send('More');
    expect(findThread(tab, 'Mine').hasOwnTitle).toBe(true);
    tab.threads.rename(openId, ' ');
    expect(findThread(tab, 'Hello').hasOwnTitle).toBe(false);
  });

  it('change the list only when it is another one, not with each word', async () => {
    const tab = openTab();
    tab.model.reply = null;
    const sent = chatOf(tab).send('Count');
    const { threads } = tab.threads.getSnapshot();
    for (const word of ['one', ' two', ' three']) {
      tab.model.answers[0]?.say(word);
      await vi.waitFor(() => expect(linesOf(tab)[1]).toContain(word));
    }
    tab.model.answers[0]?.finish();
    await sent;
    expect(tab.threads.getSnapshot().threads).toBe(threads);
  });

  it('are deleted, and come back when that is undone, once', async () => {
    const tab = openTab();
    await chatOf(tab).send('One');
    const { openId } = tab.threads.getSnapshot();
    const undo = tab.threads.delete(openId);
    expect(titlesOf(tab)).toEqual([]);
    expect(linesOf(tab)).toEqual([]);
    undo();
    undo();
    expect(titlesOf(tab)).toEqual(['One']);
    expect(linesOf(tab)).toEqual(['user: One', 'assistant: Yes.']);
    expect(() => tab.threads.delete('nobody')).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  it('stop answering when they are deleted', async () => {
    const tab = openTab();
    tab.model.reply = null;
    const sent = chatOf(tab).send('Slow');
    tab.threads.delete(tab.threads.getSnapshot().openId);
    await sent;
    expect(titlesOf(tab)).toEqual([]);
  });

  it('are all gone after an erasure', async () => {
    const tab = openTab();
    await chatOf(tab).send('One');
    tab.threads.setDraft({ text: 'Two' });
    await tab.threads.eraseAll();
    expect(tab.threads.getSnapshot().threads).toEqual([]);
    expect(linesOf(tab)).toEqual([]);
    expect(tab.threads.draft.text).toBe('');
    expect(await tab.threads.search('one')).toEqual([]);
  });
});

describe('a search', () => {
  it('finds conversations, the newest first, and can be given up', async () => {
    const tab = openTab();
    await chatOf(tab).send('A red fox');
    tab.threads.begin();
    await chatOf(tab).send('A red car');
    expect((await tab.threads.search('RED')).map(({ thread }) => thread.title).sort()).toEqual([
      'A red car',
      'A red fox',
    ]);
    expect(await tab.threads.search('red fox')).toMatchObject([
      { thread: { title: 'A red fox' }, snippet: { before: 'A ', match: 'red', after: ' fox' } },
    ]);
    expect(await tab.threads.search('  ')).toEqual([]);
    await expect(tab.threads.search('red', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('a file', () => {
  it('brings what is not there, beside what is there with other messages', async () => {
    const tab = openTab();
    await chatOf(tab).send('One');
    const file = await tab.threads.exportJson();
    expect(await tab.threads.import(file)).toEqual({ threads: 0, messages: 0, known: 1 });
    await chatOf(tab).send('More');
    expect(await tab.threads.import(new Blob([file]))).toEqual({ threads: 1, messages: 2, known: 0 });
    expect(
      tab.threads
        .getSnapshot()
        .threads.map(({ messageCount }) => messageCount)
        .sort(),
    ).toEqual([2, 4]);
    const other = openTab();
    expect(await other.threads.import(file)).toMatchObject({ threads: 1 });
    expect(await other.threads.exportJson()).toContain(JSON.stringify(JSON.parse(file).threads[0]));
  });

  it('that is not ours changes nothing', async () => {
    const tab = openTab();
    await expect(tab.threads.import('{}')).rejects.toMatchObject({ code: 'file-unreadable', hint: expect.any(String) });
    await expect(tab.threads.import(new Blob([new Uint8Array(65 * 2 ** 20)]))).rejects.toThrow(/64 MiB/);
    expect(titlesOf(tab)).toEqual([]);
  });

  it('can be read by people', async () => {
    const tab = openTab();
    await chatOf(tab).send('Is it?');
    expect(await tab.threads.exportMarkdown(tab.threads.getSnapshot().openId)).toMatch(
      /^# Is it\?\n\n\*\d{4}-\d\d-\d\d\*\n\n## You\n\nIs it\?\n\n## Assistant\n\nYes\.\n$/,
    );
  });
});

it('goes on in memory where there is no browser to keep anything', async () => {
  const tab = openTab({ history: 'device' });
  expect(tab.threads.getSnapshot().status).toBe('opening');
  await tab.threads.ready;
  expect(tab.threads.getSnapshot()).toMatchObject({ status: 'ready', history: 'memory', problem: 'unavailable' });
  await chatOf(tab).send('Hello');
  await tab.threads.close();
  expect(titlesOf(tab)).toEqual(['Hello']);
});
