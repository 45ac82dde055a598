/** What becomes of conversations when the browser's storage is missing, broken, somebody else's or taken away. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { chatOf, findThread, linesOf, type Tab, titlesOf } from './thread-chats.case.js';
import { TestSite } from './thread-device.case.js';

const site = new TestSite();

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Everything works, as long as the page lives. */
async function worksInMemory(tab: Tab): Promise<void> {
  tab.threads.begin();
  await chatOf(tab).send('In memory');
  const { openId } = tab.threads.getSnapshot();
  tab.threads.begin();
  await chatOf(tab).send('Another one');
  tab.threads.pin(openId, true);
  tab.threads.delete(tab.threads.getSnapshot().openId)();
  expect(titlesOf(tab)).toContain('Another one');
  await tab.threads.open(openId);
  expect(linesOf(tab)).toEqual(['user: In memory', 'assistant: Yes.']);
  expect(await tab.threads.search('another')).toHaveLength(1);
  expect(await tab.threads.exportMarkdown(openId)).toContain('In memory');
  await tab.threads.whenSaved();
}

describe('where nothing can be kept', () => {
  it.each([
    ['a database', () => vi.stubGlobal('indexedDB', undefined)],
    [
      'private files',
      () => vi.spyOn(navigator.storage, 'getDirectory').mockRejectedValue(new DOMException('', 'SecurityError')),
    ],
    [
      'a right to open the database',
      () =>
        vi.spyOn(indexedDB, 'open').mockImplementation(() => {
          throw new DOMException('', 'SecurityError');
        }),
    ],
  ])('for want of %s, conversations last as long as the page', async (_, take) => {
    take();
    const tab = await site.open();
    expect(tab.threads.getSnapshot()).toMatchObject({ status: 'ready', history: 'memory', problem: 'unavailable' });
    await worksInMemory(tab);
  });

  it('because the database is of a newer version, it is left alone', async () => {
    (await site.database(7, (db) => db.createObjectStore('later'))).close();
    const tab = await site.open();
    expect(tab.threads.getSnapshot()).toMatchObject({ history: 'memory', problem: 'unreadable' });
    await worksInMemory(tab);
    const db = await site.database();
    expect([db.version, ...db.objectStoreNames]).toEqual([7, 'later']);
    db.close();
  });

  it('because somebody else has a database of this name, it is left alone', async () => {
    (await site.database(1, (db) => db.createObjectStore('threads', { keyPath: 'number' }).put({ number: 1 }))).close();
    const tab = await site.open();
    expect(tab.threads.getSnapshot()).toMatchObject({ history: 'memory', problem: 'unreadable' });
    await worksInMemory(tab);
    expect(await site.records()).toEqual([{ store: 'threads', key: 1, value: { number: 1 } }]);
  });
});

describe('what cannot be read', () => {
  it.each<[string, (sealed: Uint8Array<ArrayBuffer>) => unknown]>([
    ['damaged', (sealed) => sealed.map((byte, index) => (index === 20 ? byte ^ 1 : byte))],
    ['cut short', (sealed) => sealed.slice(0, 5)],
    ['empty', () => new Uint8Array()],
    ['somebody else’s', () => ({ text: 'Hello' })],
  ])('is left out, and the rest is there (%s)', async (_, change) => {
    const before = await site.open();
    await chatOf(before).send('Whole');
    before.threads.begin();
    await chatOf(before).send('Broken');
    await chatOf(before).send('And on');
    const broken = findThread(before, 'Broken').id;
    const answer = chatOf(before).getSnapshot().messages[1]?.id ?? '';
    await before.threads.whenSaved();
    const record = (await site.records()).find(({ key }) => Array.isArray(key) && key[1] === answer);
    await site.put('messages', [broken, answer], change(record?.value ?? new Uint8Array()));
    const tab = await site.reload(before);
    expect(tab.threads.getSnapshot()).toMatchObject({ history: 'device', problem: null });
    await tab.threads.open(findThread(tab, 'Whole').id);
    expect(linesOf(tab)).toHaveLength(2);
    await tab.threads.open(broken);
    expect(linesOf(tab).sort()).toEqual(['assistant: Yes.', 'user: And on']);
    expect(chatOf(tab).getSnapshot().tree.messages).toHaveLength(3);
    expect(tab.threads.getSnapshot().problem).toBe('unreadable');
  });

  it('cannot be put in another’s place', async () => {
    const before = await site.open();
    await chatOf(before).send('One');
    const one = before.threads.getSnapshot().openId;
    before.threads.pin(one, true);
    before.threads.begin();
    await chatOf(before).send('Two');
    const two = before.threads.getSnapshot().openId;
    await before.threads.whenSaved();
    const sealed = (await site.records()).find(({ store, key }) => store === 'labels' && key === one)?.value;
    expect(sealed).toBeDefined();
    await site.put('labels', two, sealed);
    const tab = await site.reload(before);
    expect(findThread(tab, 'One').isPinned).toBe(true);
    expect(findThread(tab, 'Two').isPinned).toBe(false);
    expect(tab.threads.getSnapshot().problem).toBe('unreadable');
  });

  it('for want of its key is noise, and is cleared away', async () => {
    const before = await site.open();
    await chatOf(before).send('Old');
    await before.threads.whenSaved();
    await site.close(before);
    await (await navigator.storage.getDirectory()).removeEntry(site.keyName);
    const tab = await site.open();
    expect(tab.threads.getSnapshot()).toMatchObject({ threads: [], history: 'device', problem: null });
    await chatOf(tab).send('New');
    expect(titlesOf(await site.reload(tab))).toEqual(['New']);
    expect((await site.records()).length).toBe(3);
  });
});

it('a full disk takes nothing: the page keeps it, and writes it when there is room', async () => {
  const tab = await site.open();
  await chatOf(tab).send('Short');
  await tab.threads.whenSaved();
  // As Chromium fails: when the transaction is to be committed. Its quota for tests does not bind the database.
  const commit = vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(function (this: IDBTransaction) {
    this.abort();
  });
  const error = vi
    .spyOn(IDBTransaction.prototype, 'error', 'get')
    .mockReturnValue(new DOMException('', 'QuotaExceededError'));
  await chatOf(tab).send('Long');
  tab.threads.setDraft({ text: 'Not sent' });
  await tab.threads.whenSaved();
  expect(tab.threads.getSnapshot()).toMatchObject({ history: 'device', problem: 'full' });
  const { openId } = tab.threads.getSnapshot();
  tab.threads.begin();
  await chatOf(tab).send('Another one');
  await tab.threads.open(openId);
  expect(linesOf(tab)).toHaveLength(4);
  await tab.threads.whenSaved();
  commit.mockRestore();
  error.mockRestore();
  tab.threads.pin(openId, true);
  await tab.threads.whenSaved();
  expect(tab.threads.getSnapshot()).toMatchObject({ history: 'device', problem: null });
  const after = await site.reload(tab);
  expect(titlesOf(after)).toEqual(['Short', 'Another one']);
  await after.threads.open(openId);
  expect(linesOf(after)).toHaveLength(4);
});

describe('when it is taken away', () => {
  it('by a newer version in another tab, nothing is lost from memory', async () => {
    const tab = await site.open();
    await chatOf(tab).send('One');
    await tab.threads.whenSaved();
    const newer = await site.database(2);
    await vi.waitFor(() =>
      expect(tab.threads.getSnapshot()).toMatchObject({ history: 'memory', problem: 'unavailable' }),
    );
    newer.close();
    await chatOf(tab).send('Two');
    expect(linesOf(tab)).toHaveLength(4);
    expect(titlesOf(tab)).toEqual(['One']);
    await worksInMemory(tab);
  });

  it('by a fault of the browser, it is opened again and everything written', async () => {
    const tab = await site.open();
    await chatOf(tab).send('One');
    await tab.threads.whenSaved();
    // As Chromium does when storage is wiped under a page: no event, and the next transaction fails.
    await site.clear();
    const fault = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('The database connection is closing.', 'InvalidStateError');
    });
    await chatOf(tab).send('Two');
    await tab.threads.whenSaved();
    expect(fault).toHaveBeenCalled();
    expect(tab.threads.getSnapshot()).toMatchObject({ history: 'device', problem: null });
    const after = await site.reload(tab);
    await after.threads.open(findThread(after, 'One').id);
    expect(linesOf(after)).toHaveLength(4);
  });

  it('for good, the page goes on in memory', async () => {
    const tab = await site.open();
    await chatOf(tab).send('One');
    await tab.threads.whenSaved();
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new DOMException('The database connection is closing.', 'InvalidStateError');
    });
    await chatOf(tab).send('Two');
    await tab.threads.whenSaved();
    expect(tab.threads.getSnapshot()).toMatchObject({ history: 'memory', problem: 'unavailable' });
    expect(linesOf(tab)).toHaveLength(4);
    await worksInMemory(tab);
  });
});

it('a page that comes back from the cache sees what happened meanwhile', async () => {
  const tab = await site.open();
  await chatOf(tab).send('One');
  await tab.threads.whenSaved();
  // A tab whose notes nobody hears.
  vi.spyOn(BroadcastChannel.prototype, 'postMessage').mockReturnValue();
  const other = await site.open();
  await other.threads.open(findThread(other, 'One').id);
  await chatOf(other).send('Two');
  other.threads.begin();
  await chatOf(other).send('Three');
  await other.threads.whenSaved();
  expect(linesOf(tab)).toHaveLength(2);
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  await vi.waitFor(() => expect(linesOf(tab)).toHaveLength(4));
  expect(titlesOf(tab)).toEqual(titlesOf(other));
});
