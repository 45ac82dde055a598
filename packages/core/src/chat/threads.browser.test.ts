/** Conversations on the device in a real browser: its database, its private files, its locks and channels. */
import { afterEach, describe, expect, it } from 'vitest';
import { canContinue } from '../messages.js';
import { chatOf, findThread, linesOf, openTab, type Tab, titlesOf } from './thread-chats.case.js';

const tabs: Tab[] = [];
let name = '';
let count = 0;

/** A tab of the site; those of one test share their conversations. */
async function tab(history: 'memory' | 'device' = 'device'): Promise<Tab> {
  if (tabs.length === 0 && name === '') name = `test-${(count += 1)}-${crypto.randomUUID()}`;
  const opened = openTab({ history, name });
  tabs.push(opened);
  await opened.threads.ready;
  return opened;
}

/** Closes a tab as a reload does. */
async function close(closed: Tab): Promise<void> {
  await closed.threads.close();
  tabs.splice(tabs.indexOf(closed), 1);
}

afterEach(async () => {
  for (const open of [...tabs]) await close(open);
  const last = openTab({ history: 'device', name });
  await last.threads.eraseAll();
  await last.threads.close();
  name = '';
});

const place = () => `local-llm-chat.threads.${name}`;

describe('conversations on the device', () => {
  it('are there again after a reload: titles, branches, drafts and labels', async () => {
    const before = await tab();
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
    await close(before);

    const after = await tab();
    expect(after.threads.getSnapshot().threads).toEqual(list);
    expect(after.threads.draft.text).toBe('Not sent');
    await after.threads.open(first);
    expect(linesOf(after)).toEqual(['user: What is the capital of France?', 'assistant: Paris.']);
    expect([...chatOf(after).getSnapshot().branches.values()]).toEqual([{ index: 1, count: 2 }]);
    expect(after.threads.draft.text).toBe('And of Spain?');
  });
});
