/** Two tabs with the same conversations: neither overwrites the other, whatever they do, and each sees the other. */
import { describe, expect, it, vi } from 'vitest';
import { messageText } from '../messages.js';
import { chatOf, findThread, linesOf, randomOf, type Tab, titlesOf, treeOf } from './thread-chats.case.js';
import { TestSite } from './thread-device.case.js';

const site = new TestSite();

/** Two tabs that show the same conversation. */
async function openBoth(): Promise<[Tab, Tab]> {
  const one = await site.open();
  await chatOf(one).send('Hello');
  await one.threads.whenSaved();
  const two = await site.open();
  await two.threads.open(one.threads.getSnapshot().openId);
  return [one, two];
}

describe('two tabs', () => {
  it('see what the other one asks, names, pins and begins', async () => {
    const [one, two] = await openBoth();
    await chatOf(one).send('How are you?');
    await vi.waitFor(() => expect(linesOf(two)).toEqual(linesOf(one)));
    two.threads.rename(two.threads.getSnapshot().openId, 'Greetings');
    await vi.waitFor(() => expect(titlesOf(one)).toEqual(['Greetings']));
    one.threads.begin();
    await chatOf(one).send('Something else');
    one.threads.pin(one.threads.getSnapshot().openId, true);
    await vi.waitFor(() => expect(two.threads.getSnapshot().threads).toEqual(one.threads.getSnapshot().threads));
    expect(titlesOf(two)).toEqual(['Something else', 'Greetings']);
  });

  it('see an answer grow, and only its own tab ends it', async () => {
    const [one, two] = await openBoth();
    one.model.reply = null;
    const sent = chatOf(one).send('Slowly, please');
    one.model.answers.at(-1)?.say('Well');
    await vi.waitFor(() => expect(linesOf(two).at(-1)).toBe('assistant: Well'));
    expect(chatOf(two).getSnapshot().messages.at(-1)?.status).toBe('streaming');
    one.model.answers.at(-1)?.say(', yes');
    await vi.waitFor(() => expect(linesOf(two).at(-1)).toBe('assistant: Well, yes'));
    const three = await site.open();
    await three.threads.open(findThread(three, 'Hello').id);
    expect(chatOf(three).getSnapshot().messages.at(-1)).toMatchObject({ status: 'streaming' });
    one.model.answers.at(-1)?.finish();
    await sent;
    for (const other of [two, three]) {
      await vi.waitFor(() => expect(chatOf(other).getSnapshot().messages.at(-1)?.status).toBe('complete'));
    }
  });

  it('see that the writer of an answer is gone, and offer to go on', async () => {
    const [one, two] = await openBoth();
    one.model.reply = null;
    void chatOf(one).send('Slowly, please');
    one.model.answers.at(-1)?.say('Well');
    await vi.waitFor(() => expect(chatOf(two).getSnapshot().messages.at(-1)?.status).toBe('streaming'));
    await site.close(one);
    await vi.waitFor(() => expect(chatOf(two).getSnapshot().messages.at(-1)?.status).toBe('stopped'));
    two.model.reply = ', yes.';
    await chatOf(two).continue();
    expect(linesOf(two).at(-1)).toBe('assistant: Well, yes.');
  });

  it('lose a conversation that one of them deletes, and have it back when that is undone', async () => {
    const [one, two] = await openBoth();
    const { openId } = one.threads.getSnapshot();
    const undo = one.threads.delete(openId);
    await vi.waitFor(() => expect(titlesOf(two)).toEqual([]));
    expect(two.threads.getSnapshot().openId).not.toBe(openId);
    undo();
    await vi.waitFor(() => expect(titlesOf(two)).toEqual(['Hello']));
    await two.threads.open(openId);
    expect(linesOf(two)).toEqual(['user: Hello', 'assistant: Yes.']);
  });

  it('do not bring back what the other one has deleted', async () => {
    const [one, two] = await openBoth();
    two.model.reply = null;
    void chatOf(two).send('Slowly, please');
    const { openId } = one.threads.getSnapshot();
    one.threads.delete(openId);
    two.model.answers.at(-1)?.say('Well');
    await one.threads.whenSaved();
    await vi.waitFor(() => expect(titlesOf(two)).toEqual([]));
    await two.threads.whenSaved();
    expect((await site.records()).map(({ store }) => store)).toEqual([]);
  });

  it('do not bring it back either when they have not heard of it', async () => {
    const [one, two] = await openBoth();
    const tell = vi.spyOn(BroadcastChannel.prototype, 'postMessage').mockReturnValue();
    one.threads.delete(one.threads.getSnapshot().openId);
    await one.threads.whenSaved();
    await chatOf(two).send('Still there?');
    await two.threads.whenSaved();
    tell.mockRestore();
    expect(titlesOf(two)).toEqual([]);
    expect(linesOf(two)).toEqual([]);
    expect(await site.records()).toEqual([]);
  });

  it('do not take an answer for left behind that ends while they look', async () => {
    const [one, two] = await openBoth();
    one.model.reply = null;
    two.threads.begin();
    const sent = chatOf(one).send('Slowly, please');
    one.model.answers.at(-1)?.say('Well');
    await vi.waitFor(() => expect(linesOf(one).at(-1)).toBe('assistant: Well'));
    await one.threads.whenSaved();
    const query = vi.spyOn(navigator.locks, 'query').mockImplementationOnce(async () => {
      one.model.answers.at(-1)?.say(', yes');
      one.model.answers.at(-1)?.finish();
      await sent;
      await one.threads.whenSaved();
      return { held: [], pending: [] };
    });
    await two.threads.open(findThread(two, 'Hello').id);
    expect(query).toHaveBeenCalled();
    query.mockRestore();
    expect(chatOf(two).getSnapshot().messages.at(-1)).toMatchObject({
      status: 'complete',
      parts: [{ type: 'text', text: 'Well, yes' }],
    });
  });

  it('forget everything when one of them erases it', async () => {
    const [one, two] = await openBoth();
    two.model.reply = null;
    void chatOf(two).send('A secret');
    two.model.answers.at(-1)?.say('Psst');
    await one.threads.eraseAll();
    await vi.waitFor(() => expect(two.threads.getSnapshot()).toMatchObject({ threads: [], history: 'memory' }));
    expect(linesOf(two)).toEqual([]);
    two.model.answers.at(-1)?.say(', hush');
    await two.threads.whenSaved();
    expect(await site.records()).toEqual([]);
    await chatOf(one).send('New');
    expect(titlesOf(await site.reload(one))).toEqual(['New']);
  });
});

describe('two tabs that do anything at all', () => {
  // Seeds, so that what fails once fails again.
  it.each([1, 2, 3, 4, 5, 6])('have all messages of both in the end (%i)', async (seed) => {
    const random = randomOf(seed);
    const tabs = await openBoth();
    const said = new Map<string, string>();
    const note = () => {
      for (const tab of tabs) {
        for (const message of chatOf(tab).getSnapshot().tree.messages) {
          if (message.status !== 'pending' && message.status !== 'streaming')
            said.set(message.id, messageText(message));
        }
      }
    };
    for (let step = 0; step < 30; step += 1) {
      // Often both at the same time.
      await Promise.all(tabs.filter(() => random() < 0.7).map((tab) => act(tab, random, `${seed}-${step}`)));
      note();
      if (random() < 0.2) await Promise.all(tabs.map(({ threads }) => threads.whenSaved()));
    }
    note();
    await Promise.all(tabs.map(({ threads }) => threads.whenSaved()));
    await vi.waitFor(() => expect(treeOf(tabs[0])).toEqual(treeOf(tabs[1])), { timeout: 5000 });
    expect(treeOf(tabs[0]).map(({ id, text }) => [id, text])).toEqual([...said].sort());
    const { openId } = tabs[0].threads.getSnapshot();
    for (const tab of tabs) await site.close(tab);
    const after = await site.open();
    await after.threads.open(openId);
    expect(treeOf(after)).toEqual(treeOf(tabs[0]));
  });
});

/** Does one of the things that a user may do. */
async function act({ threads, model }: Tab, random: () => number, label: string): Promise<void> {
  const { chat } = threads.getSnapshot();
  const { messages, tree, status } = chat.getSnapshot();
  if (status !== 'idle') return;
  model.reply = `Answer ${label} ${random()}`;
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const question = pick(messages.filter(({ role }) => role === 'user'));
  const answer = pick(messages.filter(({ role }) => role === 'assistant'));
  const kind = Math.floor(random() * 6);
  if (kind === 0 && question) await chat.edit(question.id, `Edited ${label} ${random()}`);
  else if (kind === 1 && answer) await chat.retry(answer.id);
  else if (kind === 2 && answer) {
    const count = tree.messages.filter(({ parentId }) => parentId === answer.parentId).length;
    chat.showBranch(answer.id, Math.floor(random() * count));
  } else if (kind === 3) {
    model.reply = null;
    const sent = chat.send(`Stopped ${label} ${random()}`);
    model.answers.at(-1)?.say('Cut');
    await vi.waitFor(() => expect(chat.getSnapshot().status).toBe('streaming'));
    chat.stop();
    await sent;
  } else await chat.send(`Question ${label} ${random()}`);
}
