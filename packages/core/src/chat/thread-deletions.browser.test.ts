/** Messages that one of two tabs deletes: they go in both, come back in both, and take nothing else with them. */
import { describe, expect, it, vi } from 'vitest';
import type { ChatMessage } from '../messages.js';
import { chatOf, findThread, linesOf, randomOf, type Tab, titlesOf, treeOf } from './thread-chats.case.js';
import { TestSite } from './thread-device.case.js';

const site = new TestSite();

/** Two tabs that show the same conversation: two questions, each with its answer. */
async function openBoth(): Promise<[Tab, Tab]> {
  const one = await site.open();
  await chatOf(one).send('One');
  await chatOf(one).send('Two');
  await one.threads.whenSaved();
  const two = await site.open();
  await two.threads.open(one.threads.getSnapshot().openId);
  return [one, two];
}

function idAt(tab: Tab, index: number): string {
  const { id } = chatOf(tab).getSnapshot().messages.at(index) ?? {};
  if (id === undefined) throw new Error(`There is no message ${index}.`);
  return id;
}

/** The conversation as a page shows it that is opened now. */
async function linesAnew(): Promise<string[]> {
  const tab = await site.open();
  const [thread] = tab.threads.getSnapshot().threads;
  if (thread === undefined) return [];
  await tab.threads.open(thread.id);
  const lines = linesOf(tab);
  await site.close(tab);
  return lines;
}

/** What tabs tell each other does not arrive until the function that comes back is called. */
function keepSilent(): () => void {
  const notes: (() => void)[] = [];
  const tell = vi.spyOn(BroadcastChannel.prototype, 'postMessage').mockImplementation(function (
    this: BroadcastChannel,
    note: unknown,
  ) {
    notes.push(() => this.postMessage(note));
  });
  return () => {
    tell.mockRestore();
    for (const send of notes) send();
  };
}

describe('a message that one tab deletes', () => {
  it('goes in the other one, which goes on from what is left', async () => {
    const [one, two] = await openBoth();
    const undo = chatOf(one).delete(idAt(one, 1));
    await vi.waitFor(() => expect(linesOf(two)).toEqual(['user: One', 'user: Two', 'assistant: Yes.']));
    expect(treeOf(two)).toEqual(treeOf(one));
    await chatOf(two).send('Three');
    await vi.waitFor(() => expect(linesOf(one)).toEqual(linesOf(two)));
    undo();
    const all = ['user: One', 'assistant: Yes.', 'user: Two', 'assistant: Yes.', 'user: Three', 'assistant: Yes.'];
    for (const tab of [one, two]) await vi.waitFor(() => expect(linesOf(tab)).toEqual(all));
    expect(treeOf(two)).toEqual(treeOf(one));
    await Promise.all([one.threads.whenSaved(), two.threads.whenSaved()]);
    expect(await linesAnew()).toEqual(all);
  });

  it('comes back in a tab too that was opened without it, before what followed it', async () => {
    const [one, two] = await openBoth();
    const undo = chatOf(one).delete(idAt(one, 1));
    await one.threads.whenSaved();
    const again = await site.reload(two);
    await again.threads.open(findThread(again, 'One').id);
    expect(linesOf(again)).toEqual(['user: One', 'user: Two', 'assistant: Yes.']);
    undo();
    await vi.waitFor(() => expect(linesOf(again)).toEqual(linesOf(one)));
    expect(linesOf(again)).toHaveLength(4);
    expect(treeOf(again)).toEqual(treeOf(one));
  });

  it('goes though the other one deletes it as well, and stays where it was put back last', async () => {
    const [one, two] = await openBoth();
    const id = idAt(one, 3);
    const undos = [one, two].map((tab) => chatOf(tab).delete(id));
    await Promise.all([one.threads.whenSaved(), two.threads.whenSaved()]);
    for (const tab of [one, two]) expect(linesOf(tab)).toHaveLength(3);
    undos[0]?.();
    for (const tab of [one, two]) await vi.waitFor(() => expect(linesOf(tab)).toHaveLength(4));
    undos[1]?.();
    expect(treeOf(two)).toEqual(treeOf(one));
  });

  it('takes nothing with it that the other one has added since', async () => {
    const [one, two] = await openBoth();
    const speak = keepSilent();
    await chatOf(two).send('Three');
    await two.threads.whenSaved();
    for (const index of [3, 2, 1, 0]) chatOf(one).delete(idAt(one, index));
    expect(linesOf(one)).toEqual([]);
    await one.threads.whenSaved();
    speak();
    for (const tab of [one, two]) {
      await tab.threads.whenSaved();
      await vi.waitFor(() => expect(linesOf(tab)).toEqual(['user: Three', 'assistant: Yes.']));
      expect(titlesOf(tab)).toEqual(['Three']);
    }
    expect(await linesAnew()).toEqual(['user: Three', 'assistant: Yes.']);
  });

  it('takes nothing with it either that is added to what is empty already', async () => {
    const [one, two] = await openBoth();
    const speak = keepSilent();
    for (const index of [3, 2, 1, 0]) chatOf(one).delete(idAt(one, index));
    await one.threads.whenSaved();
    await chatOf(two).send('Three');
    await two.threads.whenSaved();
    speak();
    two.threads.rename(two.threads.getSnapshot().openId, 'Still here');
    for (const tab of [one, two]) {
      await vi.waitFor(() => expect(linesOf(tab)).toEqual(['user: Three', 'assistant: Yes.']));
      await vi.waitFor(() => expect(titlesOf(tab)).toEqual(['Still here']));
    }
    expect(await linesAnew()).toEqual(['user: Three', 'assistant: Yes.']);
  });

  it('leaves an empty conversation in both when it was the last one, and fills both when it is back', async () => {
    const [one, two] = await openBoth();
    const undos = [3, 2, 1, 0].map((index) => chatOf(one).delete(idAt(one, index)));
    for (const tab of [one, two]) await vi.waitFor(() => expect(titlesOf(tab)).toEqual([]));
    expect(linesOf(two)).toEqual([]);
    await Promise.all([one.threads.whenSaved(), two.threads.whenSaved()]);
    const three = await site.open();
    expect(titlesOf(three)).toEqual([]);
    // That they are gone is all that is left of them, for tabs that have not heard of it.
    expect(new Set((await site.records()).map(({ store }) => store))).toEqual(new Set(['messages']));
    for (const undo of undos.reverse()) undo();
    for (const tab of [one, two]) await vi.waitFor(() => expect(linesOf(tab)).toHaveLength(4));
    await vi.waitFor(() => expect(titlesOf(three)).toEqual(['One']));
    expect(treeOf(two)).toEqual(treeOf(one));
  });

  it('goes from lists and searches of tabs that show something else', async () => {
    const [one, two] = await openBoth();
    two.threads.begin();
    expect(await two.threads.search('two')).toHaveLength(1);
    chatOf(one).delete(idAt(one, 2));
    await vi.waitFor(async () => expect(await two.threads.search('two')).toEqual([]));
    for (const index of [2, 1, 0]) chatOf(one).delete(idAt(one, index));
    await vi.waitFor(() => expect(titlesOf(two)).toEqual([]));
  });

  it('does not come back by what the other one thinks of it without knowing', async () => {
    const [one, two] = await openBoth();
    const speak = keepSilent();
    const id = idAt(one, 1);
    chatOf(one).delete(id);
    await one.threads.whenSaved();
    chatOf(two).rate(id, 'good');
    await two.threads.whenSaved();
    speak();
    await vi.waitFor(() => expect(linesOf(two)).toEqual(['user: One', 'user: Two', 'assistant: Yes.']));
    await two.threads.whenSaved();
    expect(linesOf(one)).toEqual(linesOf(two));
    expect(await linesAnew()).toEqual(linesOf(one));
  });
});

describe('a message that one tab deletes while the other one writes', () => {
  it('goes from before the answer, which loses no word', async () => {
    const [one, two] = await openBoth();
    two.model.reply = null;
    const sent = chatOf(two).send('Slowly, please');
    two.model.answers.at(-1)?.say('Well');
    await vi.waitFor(() => expect(linesOf(one).at(-1)).toBe('assistant: Well'));
    for (const index of [4, 1]) chatOf(one).delete(idAt(one, index));
    const left = (answer: string) => ['user: One', 'user: Two', 'assistant: Yes.', `assistant: ${answer}`];
    await vi.waitFor(() => expect(linesOf(two)).toEqual(left('Well')));
    two.model.answers.at(-1)?.say(', yes');
    await vi.waitFor(() => expect(linesOf(one)).toEqual(left('Well, yes')));
    two.model.answers.at(-1)?.finish();
    await sent;
    expect(linesOf(two)).toEqual(left('Well, yes'));
    await vi.waitFor(() => expect(treeOf(one)).toEqual(treeOf(two)));
    expect(await linesAnew()).toEqual(left('Well, yes'));
  });

  it('stays when it is what is being written', async () => {
    const [one, two] = await openBoth();
    two.model.reply = null;
    const sent = chatOf(two).send('Slowly, please');
    two.model.answers.at(-1)?.say('Well');
    await vi.waitFor(() => expect(linesOf(one).at(-1)).toBe('assistant: Well'));
    chatOf(one).delete(idAt(one, 5));
    await one.threads.whenSaved();
    two.model.answers.at(-1)?.say(', yes');
    await vi.waitFor(() => expect(linesOf(one).at(-1)).toBe('assistant: Well, yes'));
    two.model.answers.at(-1)?.finish();
    await sent;
    await two.threads.whenSaved();
    expect(linesOf(two).at(-1)).toBe('assistant: Well, yes');
    await vi.waitFor(() => expect(treeOf(one)).toEqual(treeOf(two)));
    expect((await linesAnew()).at(-1)).toBe('assistant: Well, yes');
  });

  it('stays when the other one has gone on with it, and nobody had heard of that', async () => {
    const [one, two] = await openBoth();
    two.model.reply = null;
    const sent = chatOf(two).send('Slowly, please');
    two.model.answers.at(-1)?.say('Well');
    await vi.waitFor(() => expect(linesOf(one).at(-1)).toBe('assistant: Well'));
    chatOf(two).stop();
    await sent;
    await vi.waitFor(() => expect(chatOf(one).getSnapshot().messages.at(-1)?.status).toBe('stopped'));
    const speak = keepSilent();
    two.model.reply = ', yes.';
    await chatOf(two).continue();
    await two.threads.whenSaved();
    chatOf(one).delete(idAt(one, 5));
    await one.threads.whenSaved();
    speak();
    await vi.waitFor(() => expect(linesOf(one).at(-1)).toBe('assistant: Well, yes.'));
    expect(treeOf(one)).toEqual(treeOf(two));
    expect((await linesAnew()).at(-1)).toBe('assistant: Well, yes.');
  });
});

describe('two tabs that delete and put back anything at all', () => {
  // Seeds, so that what fails once fails again.
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('have the same in the end, and on the disk (%i)', async (seed) => {
    const random = randomOf(seed);
    const walkers = (await openBoth()).map((tab) => new Walker(tab, random));
    const tabs = walkers.map(({ tab }) => tab);
    const { openId } = tabs[0]?.threads.getSnapshot() ?? {};
    for (let step = 0; step < 40; step += 1) {
      // Often both at the same time.
      await Promise.all(walkers.filter(() => random() < 0.7).map((walker) => walker.step(`${step}`)));
      if (random() < 0.2) await Promise.all(tabs.map(({ threads }) => threads.whenSaved()));
    }
    await Promise.all(tabs.map(({ threads }) => threads.whenSaved()));
    const trees = () => tabs.map(treeOf);
    await vi.waitFor(() => expect(trees()[0]).toEqual(trees()[1]), { timeout: 5000 });
    const [end = []] = trees();
    const ids = new Set(end.map(({ id }) => id));
    const deleted = walkers.flatMap((walker) => [...walker.deleted]);
    const restored = new Set(walkers.flatMap((walker) => [...walker.restored]));
    const wasDeleted = new Set([...deleted, ...restored]);
    // Of what both have deleted and one has put back, either may be.
    expect(deleted.filter((id) => ids.has(id) && !restored.has(id))).toEqual([]);
    const said = new Map(walkers.flatMap((walker) => [...walker.said]));
    expect([...said.keys()].filter((id) => !ids.has(id) && !wasDeleted.has(id))).toEqual([]);
    expect(end.map(({ id, text }) => [id, text])).toEqual(end.map(({ id }) => [id, said.get(id)]));
    expect(end.length).toBeGreaterThan(0);
    for (const tab of tabs) await site.close(tab);
    const after = await site.open();
    await after.threads.open(openId ?? '');
    expect(treeOf(after)).toEqual(end);
  });
});

/** A user who does one thing after another in a tab. */
class Walker {
  readonly tab: Tab;
  readonly said = new Map<string, string>();
  /** What this user has deleted and not put back. */
  readonly deleted = new Set<string>();
  readonly restored = new Set<string>();
  readonly #random: () => number;
  readonly #undos: { readonly id: string; readonly undo: () => void }[] = [];

  constructor(tab: Tab, random: () => number) {
    this.tab = tab;
    this.#random = random;
    this.#note();
  }

  async step(label: string): Promise<void> {
    const chat = chatOf(this.tab);
    const { messages, tree } = chat.getSnapshot();
    const message = this.#pick(messages);
    this.tab.model.reply = `Answer ${label} ${this.#random()}`;
    const kind = Math.floor(this.#random() * 8);
    if (kind < 3 && this.#undos.length > 0 && this.#random() < 0.5) this.#undo();
    else if (kind < 3 && message !== undefined && !isRunning(message)) {
      this.#undos.push({ id: message.id, undo: chat.delete(message.id) });
      this.deleted.add(message.id);
    } else if (kind === 3 && message?.role === 'user') await chat.edit(message.id, `Edited ${label} ${this.#random()}`);
    else if (kind === 4 && message?.role === 'assistant') chat.rate(message.id, this.#random() < 0.5 ? 'good' : 'bad');
    else if (kind === 5 && message !== undefined) {
      const family = tree.messages.filter(({ parentId }) => parentId === message.parentId);
      chat.showBranch(message.id, Math.floor(this.#random() * family.length));
    } else await chat.send(`Question ${label} ${this.#random()}`);
    this.#note();
  }

  #undo(): void {
    const [last] = this.#undos.splice(Math.floor(this.#random() * this.#undos.length), 1);
    last?.undo();
    this.restored.add(last?.id ?? '');
    this.deleted.delete(last?.id ?? '');
  }

  #pick<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.#random() * items.length)];
  }

  /** Takes note of what was said. */
  #note(): void {
    const { messages } = chatOf(this.tab).getSnapshot().tree;
    for (const message of messages) {
      if (!isRunning(message)) this.said.set(message.id, message.parts.map((part) => part.text).join(''));
    }
  }
}

function isRunning({ status }: ChatMessage): boolean {
  return status === 'pending' || status === 'streaming';
}
