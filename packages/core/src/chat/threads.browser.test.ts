/** Conversations on the device in a real browser: its database, its private files, its locks and channels. */
import { describe, expect, it, vi } from 'vitest';
import { canContinue } from '../messages.js';
import { chatOf, findThread, linesOf, openTab, titlesOf } from './thread-chats.case.js';
import { TestSite } from './thread-device.case.js';

const site = new TestSite();

describe('conversations on the device', () => {
  it('are there again after a reload: titles, branches, drafts and labels', async () => {
    const before = await site.open();
    expect(before.threads.getSnapshot()).toMatchObject({ status: 'ready', history: 'device', problem: null });
    await chatOf(before).send('What is the capital of France?');
    before.model.reply = 'Paris.';
    await chatOf(before).retry();
    before.threads.setDraft({ text: 'And of Spain?' });
    const first = before.threads.getSnapshot().openId;
    before.threads.begin();
    await chatOf(before).send('Write a poem.');
    before.threads.rename(before.threads.getSnapshot().openId, 'Poems');
    before.threads.pin(first, true);
    before.threads.begin();
    before.threads.setDraft({ text: 'Not sent' });
    const list = before.threads.getSnapshot().threads;
    expect(titlesOf(before)).toEqual(['What is the capital of France?', 'Poems']);

    const after = await site.reload(before);
    expect(after.threads.getSnapshot().threads).toEqual(list);
    expect(after.threads.draft.text).toBe('Not sent');
    await after.threads.open(first);
    expect(linesOf(after)).toEqual(['user: What is the capital of France?', 'assistant: Paris.']);
    expect([...chatOf(after).getSnapshot().branches.values()]).toEqual([{ index: 1, count: 2 }]);
    expect(after.threads.draft.text).toBe('And of Spain?');
  });

  it('come back to the one that was open in this tab', async () => {
    const before = await site.open();
    await chatOf(before).send('One');
    const { openId } = before.threads.getSnapshot();
    const after = await site.reload(before);
    expect(after.threads.getSnapshot().lastOpenedId).toBe(openId);
    await after.threads.open(openId);
    after.threads.begin();
    expect((await site.reload(after)).threads.getSnapshot().lastOpenedId).toBeNull();
  });

  it('keep the answer of a tab that is gone, as far as it came, and offer to go on', async () => {
    const before = await site.open();
    before.model.reply = null;
    void chatOf(before).send('Tell me a story.');
    before.model.answers[0]?.say('Once upon');
    before.model.answers[0]?.say(' a time');
    await vi.waitFor(() => expect(linesOf(before)).toContain('assistant: Once upon a time'));
    const after = await site.reload(before);
    await after.threads.open(findThread(after, 'Tell me a story.').id);
    const answer = chatOf(after).getSnapshot().messages[1];
    expect(answer).toMatchObject({ status: 'stopped', parts: [{ type: 'text', text: 'Once upon a time' }] });
    expect(answer && canContinue(answer)).toBe(true);
    after.model.reply = ' there was a fox.';
    await chatOf(after).continue();
    const again = await site.reload(after);
    await again.threads.open(findThread(again, 'Tell me a story.').id);
    expect(linesOf(again)[1]).toBe('assistant: Once upon a time there was a fox.');
    expect(chatOf(again).getSnapshot().messages[1]?.status).toBe('complete');
  });

  it('store a growing answer in pieces, and as one record in the end', async () => {
    const tab = await site.open();
    tab.model.reply = null;
    const sent = chatOf(tab).send('Count.');
    const counted = Array.from({ length: 40 }, (_, index) => `${index} `);
    for (const [index, word] of counted.entries()) {
      tab.model.answers[0]?.say(word);
      await vi.waitFor(() => expect(linesOf(tab)[1]).toMatch(new RegExp(`${index} $`)));
      await tab.threads.whenSaved();
    }
    const stores = (await site.records()).map(({ store }) => store);
    expect(stores.filter((store) => store === 'pieces').length).toBeGreaterThan(30);
    tab.model.answers[0]?.finish();
    await sent;
    await tab.threads.whenSaved();
    expect((await site.records()).map(({ store }) => store).sort()).toEqual(['messages', 'messages', 'threads']);
    const after = await site.reload(tab);
    await after.threads.open(findThread(after, 'Count.').id);
    expect(linesOf(after)[1]).toBe(`assistant: ${counted.join('')}`);
  });

  it('lose the messages that were deleted, and get back those whose deletion was undone', async () => {
    const before = await site.open();
    await chatOf(before).send('One');
    await chatOf(before).send('Two');
    const [first, , second] = chatOf(before).getSnapshot().messages;
    chatOf(before).delete(first?.id ?? '');
    const undo = chatOf(before).delete(second?.id ?? '');
    await before.threads.whenSaved();
    undo();
    const after = await site.reload(before);
    await after.threads.open(findThread(after, 'Two').id);
    expect(linesOf(after)).toEqual(['assistant: Yes.', 'user: Two', 'assistant: Yes.']);
  });

  it('are none once their last message is deleted', async () => {
    const before = await site.open();
    await chatOf(before).send('One');
    await before.threads.whenSaved();
    chatOf(before).clear();
    expect(titlesOf(before)).toEqual([]);
    await before.threads.whenSaved();
    expect(await site.records()).toEqual([]);
    await chatOf(before).send('Two');
    expect(titlesOf(await site.reload(before))).toEqual(['Two']);
  });

  it('are sealed: nothing of them can be read in the database', async () => {
    const tab = await site.open();
    await chatOf(tab).send('A secret question');
    tab.threads.rename(tab.threads.getSnapshot().openId, 'A secret title');
    tab.threads.setDraft({ text: 'A secret draft' });
    await tab.threads.whenSaved();
    const records = await site.records();
    expect(records.map(({ store }) => store).sort()).toEqual(['drafts', 'labels', 'messages', 'messages', 'threads']);
    for (const { value } of records) {
      expect(value).toBeInstanceOf(Uint8Array);
      expect(new TextDecoder('latin1').decode(value)).not.toMatch(/secret|Yes|user|text/);
    }
    expect(await site.keyFiles()).toEqual([site.keyName]);
  });

  it('begin in memory when something is sent before the device is read, and are stored then', async () => {
    const tab = await site.open({ history: 'device' });
    await site.close(tab);
    const early = site.open();
    const [opened] = await Promise.all([early, early.then((one) => chatOf(one).send('Early'))]);
    expect(titlesOf(await site.reload(opened))).toEqual(['Early']);
  });

  it('come back to what was said before the device was read', async () => {
    const tab = openTab({ history: 'device', name: site.name });
    const sent = chatOf(tab).send('Early');
    const { status, openId } = tab.threads.getSnapshot();
    expect(status).toBe('opening');
    await Promise.all([sent, tab.threads.ready]);
    await tab.threads.close();
    expect((await site.open()).threads.getSnapshot().lastOpenedId).toBe(openId);
  });

  it('go on in the background while another one is shown', async () => {
    const tab = await site.open();
    tab.model.reply = null;
    const sent = chatOf(tab).send('Slow');
    const slow = tab.threads.getSnapshot().openId;
    tab.model.answers[0]?.say('Well,');
    tab.threads.begin();
    expect(linesOf(tab)).toEqual([]);
    tab.model.answers[0]?.say(' yes.');
    tab.model.answers[0]?.finish();
    await sent;
    await tab.threads.whenSaved();
    await tab.threads.open(slow);
    expect(linesOf(tab)).toEqual(['user: Slow', 'assistant: Well, yes.']);
  });
});

describe('deleting', () => {
  it('takes a conversation from the device, and undoing puts it back as it was', async () => {
    const tab = await site.open();
    await chatOf(tab).send('One');
    await chatOf(tab).retry();
    const { openId, threads } = tab.threads.getSnapshot();
    tab.threads.pin(openId, true);
    await tab.threads.whenSaved();
    const before = await site.records();
    const undo = tab.threads.delete(openId);
    expect(tab.threads.getSnapshot().threads).toEqual([]);
    expect(tab.threads.getSnapshot().openId).not.toBe(openId);
    await tab.threads.whenSaved();
    expect(await site.records()).toEqual([]);
    undo();
    expect(tab.threads.getSnapshot()).toMatchObject({ openId, threads: [{ ...threads[0], isPinned: true }] });
    await tab.threads.whenSaved();
    expect(await site.records()).toEqual(before);
  });

  it('of everything leaves neither key nor record, and what follows is kept', async () => {
    const tab = await site.open();
    await chatOf(tab).send('One');
    tab.threads.begin();
    tab.threads.setDraft({ text: 'Two' });
    await tab.threads.whenSaved();
    const [sealed] = await site.records();
    await tab.threads.eraseAll();
    expect(tab.threads.getSnapshot()).toMatchObject({ threads: [], history: 'device', problem: null });
    expect(tab.threads.draft.text).toBe('');
    expect(await site.records()).toEqual([]);
    await chatOf(tab).send('Three');
    const after = await site.reload(tab);
    expect(titlesOf(after)).toEqual(['Three']);
    // A record that is left over somewhere belongs to a key that is no more.
    await site.put('threads', String(sealed?.key), sealed?.value);
    const last = await site.reload(after);
    expect(titlesOf(last)).toEqual(['Three']);
    expect(last.threads.getSnapshot().problem).toBe('unreadable');
  });
});

describe('a search', () => {
  it('finds what is on the device, what is open, and what has changed since', async () => {
    const tab = await site.open();
    await chatOf(tab).send('Where is the Louvre?');
    tab.threads.begin();
    await chatOf(tab).send('A receipt for crêpes');
    const after = await site.reload(tab);
    expect((await after.threads.search('LOUVRE')).map(({ thread }) => thread.title)).toEqual(['Where is the Louvre?']);
    const [found] = await after.threads.search('crepes');
    expect(found?.snippet).toEqual({ before: 'A receipt for ', match: 'crêpes', after: '' });
    await after.threads.open(findThread(after, 'A receipt for crêpes').id);
    await chatOf(after).send('With chestnuts');
    expect((await after.threads.search('chestnut receipt')).map(({ thread }) => thread.title)).toEqual([
      'A receipt for crêpes',
    ]);
    expect(await after.threads.search('chestnuts louvre')).toEqual([]);
    after.threads.begin();
    await after.threads.whenSaved();
    expect(await after.threads.search('chestnut')).toHaveLength(1);
  });
});

describe('a file', () => {
  it('brings everything to another device', async () => {
    const tab = await site.open();
    await chatOf(tab).send('One');
    await chatOf(tab).retry();
    tab.threads.rename(tab.threads.getSnapshot().openId, 'Mine');
    const file = await tab.threads.exportJson();
    const list = tab.threads.getSnapshot().threads;
    expect(await tab.threads.import(file)).toEqual({ threads: 0, messages: 0, known: 1 });
    await tab.threads.eraseAll();
    expect(await tab.threads.import(new Blob([file]))).toEqual({ threads: 1, messages: 3, known: 0 });
    const after = await site.reload(tab);
    expect(after.threads.getSnapshot().threads).toEqual(list);
    const { threads } = JSON.parse(await after.threads.exportJson());
    expect(threads).toEqual(JSON.parse(file).threads);
  });
});

describe('opening', () => {
  it('shows the one that was asked for last', async () => {
    const before = await site.open();
    for (const text of ['One', 'Two', 'Three']) {
      before.threads.begin();
      await chatOf(before).send(text);
    }
    const tab = await site.reload(before);
    const [one, two, three] = ['One', 'Two', 'Three'].map((title) => findThread(tab, title).id);
    const openings = [one, two, one, three].map((id) => tab.threads.open(id ?? ''));
    const results = await Promise.allSettled(openings);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
    expect(linesOf(tab)[0]).toBe('user: Three');
    await expect(tab.threads.open('nobody')).rejects.toMatchObject({ code: 'invalid-request' });
    const signal = AbortSignal.abort();
    await expect(tab.threads.open(one ?? '', { signal })).rejects.toMatchObject({ code: 'aborted' });
    expect(tab.threads.getSnapshot().openId).toBe(three);
    const chat = await tab.threads.open(one ?? '');
    await chat.send('More');
    await tab.threads.open(two ?? '');
    await tab.threads.whenSaved();
    await tab.threads.open(one ?? '');
    expect(linesOf(tab)).toEqual(['user: One', 'assistant: Yes.', 'user: More', 'assistant: Yes.']);
  });
});
