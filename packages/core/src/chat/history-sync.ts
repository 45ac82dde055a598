/** Keeps up with what other tabs write: reads it, gives it to the session, and ends what was left behind. */
import type { ChatMessage } from '../messages.js';
import type { StoredTree } from './history-conflicts.js';
import type { DeviceHistory } from './history-device.js';
import type { HistoryTabs } from './history-tabs.js';
import { lengthOf } from './message-tree.js';
import { type ThreadChat, ThreadEntry } from './thread-entry.js';
import { asStopped, type DeletedMessage, isRunning, treeOf } from './thread-order.js';

/** Another tab's answer is looked at this often, in milliseconds, however fast it grows. */
const REFRESH_MS = 100;

/** What keeping up needs to know, and whom it tells. */
export interface SyncListener<Chat extends ThreadChat> {
  readonly entries: Map<string, ThreadEntry<Chat>>;
  /** What a list shows may be different now. */
  onChanged(threadIds: readonly string[]): void;
  /** Something that another tab has deleted stays here, and is to be written again. */
  onKept(entry: ThreadEntry<Chat>): void;
}

/** What is stored of some messages. */
interface Found extends StoredTree {
  /** Those of other tabs, running ones stopped that nobody writes. */
  readonly current: readonly ChatMessage[];
}

export class HistorySync<Chat extends ThreadChat> {
  readonly #device: DeviceHistory;
  readonly #tabs: HistoryTabs;
  readonly #listener: SyncListener<Chat>;
  /** What is to be looked at; `null` for all messages of a conversation. */
  readonly #stale = new Map<string, Set<string> | null>();
  /** Answers of other tabs whose end is waited for. */
  readonly #watched = new Set<string>();
  #isRefreshing = false;
  #isClosed = false;

  constructor(device: DeviceHistory, tabs: HistoryTabs, listener: SyncListener<Chat>) {
    this.#device = device;
    this.#tabs = tabs;
    this.#listener = listener;
  }

  /** Takes note of what another tab has written, or deleted; `null`: anything. */
  note(threadId: string, messageIds: readonly string[] | null): void {
    const known = this.#stale.get(threadId);
    if (messageIds === null) this.#stale.set(threadId, null);
    else if (known !== null) this.#stale.set(threadId, new Set([...(known ?? []), ...messageIds]));
    void this.#refresh();
  }

  /** Looks at everything, after a time in which no tab was heard. */
  async lookAgain(): Promise<void> {
    for (const { id } of await this.#device.list()) this.#stale.set(id, null);
    // Those that are in no list any more, too.
    for (const id of this.#listener.entries.keys()) this.#stale.set(id, null);
    await this.#refresh();
  }

  close(): void {
    this.#isClosed = true;
    this.#stale.clear();
  }

  /** The same messages, those stopped that nobody writes any more. Those that another tab writes are watched. */
  async withoutLeftBehind(threadId: string, messages: readonly ChatMessage[]): Promise<readonly ChatMessage[]> {
    const unclaimed = new Set<string>();
    for (const { id } of messages.filter(isRunning)) {
      if (await this.#tabs.isClaimed(threadId, id)) this.#watch(threadId, id);
      else unclaimed.add(id);
    }
    if (unclaimed.size === 0) return messages;
    // Its end may have been written between the first look and the question who writes it.
    const again = await this.#device.readMessages(threadId, unclaimed);
    const latest = new Map(again.messages.map((message) => [message.id, asStopped(message)]));
    return messages.map((message) => latest.get(message.id) ?? message);
  }

  #watch(threadId: string, messageId: string): void {
    const key = JSON.stringify([threadId, messageId]);
    if (this.#watched.has(key)) return;
    this.#watched.add(key);
    this.#tabs
      .whenFree(threadId, messageId)
      .then(() => {
        this.#watched.delete(key);
        this.note(threadId, [messageId]);
      })
      // This tab closes first: nobody needs to know.
      .catch(() => undefined);
  }

  async #refresh(): Promise<void> {
    if (this.#isRefreshing) return;
    this.#isRefreshing = true;
    try {
      while (this.#stale.size > 0) {
        const stale = [...this.#stale];
        this.#stale.clear();
        for (const [threadId, messageIds] of stale) await this.#look(threadId, messageIds);
        if (this.#isClosed) return;
        this.#listener.onChanged(stale.map(([threadId]) => threadId));
        await new Promise((resolve) => setTimeout(resolve, REFRESH_MS));
      }
    } catch {
      // The connection is gone: the next write says so, or whoever closed it knows.
    } finally {
      this.#isRefreshing = false;
    }
  }

  async #look(threadId: string, messageIds: ReadonlySet<string> | null): Promise<void> {
    const stored = await this.#device.readThread(threadId);
    if (this.#isClosed) return;
    const entry = this.#listener.entries.get(threadId);
    if (stored === null) {
      if (entry !== undefined) await this.#lookAtUnlisted(entry);
      return;
    }
    if (entry === undefined) {
      this.#listener.entries.set(threadId, ThreadEntry.stored(threadId, stored.summary, stored.labels));
      return;
    }
    // A change of our own that is on its way is newer.
    if (entry.labels === entry.storedLabels) entry.labels = stored.labels;
    entry.storedLabels = stored.labels;
    // Messages that nobody shows are read again when they are asked for.
    if (entry.chat === null && entry.isStored) entry.forgetTree();
    if (entry.tree === null) {
      entry.summary = stored.summary;
      entry.storedSummary = stored.summary;
    }
    if (entry.chat !== null) await this.#merge(entry, entry.chat, messageIds);
    // What is being read just now may be older than this.
    else if (entry.openings > 0) this.#stale.set(threadId, null);
  }

  /** One that was emptied: its deletions are there. What was deleted as a whole comes as a note of its own. */
  async #lookAtUnlisted(entry: ThreadEntry<Chat>): Promise<void> {
    if (entry.chat !== null) {
      const { deleted } = await this.#device.readMessages(entry.id);
      // Whatever this tab adds makes a listed one of it again.
      if (deleted.length > 0) entry.forgetListed();
      await this.#merge(entry, entry.chat, null);
    } else if (entry.openings > 0) this.#stale.set(entry.id, null);
    else if (entry.tree === null) this.#listener.entries.delete(entry.id);
  }

  async #merge(entry: ThreadEntry<Chat>, chat: Chat, messageIds: ReadonlySet<string> | null): Promise<void> {
    const found = await this.#read(entry, messageIds);
    if (this.#isClosed || entry.chat !== chat || entry.isGone) return;
    const { stored } = entry;
    const { tree, status } = chat.getSnapshot();
    const here = new Map(tree.messages.map((message) => [message.id, message]));
    const deleted = this.#deletions(entry, here, found.deleted, status === 'idle' ? null : tree.leafId);
    const news = found.current.filter((message) => isNews(entry, here.get(message.id), message));
    const ids = new Set(news.map(({ id }) => id));
    stored.add(found.messages.filter(({ id }) => ids.has(id)));
    const left = tree.messages.filter(({ id }) => !deleted.has(id));
    const { messages } = treeOf([...left, ...news], null, [...stored.deleted.values()]);
    const raw = new Map(news.map((message) => [message.id, message]));
    const isKnown = (id: string | null) => id === null || here.has(id) || ids.has(id) || stored.deleted.has(id);
    chat.merge(
      // What a session does not know cannot be followed there. Otherwise it finds what is left of what they followed.
      messages
        .filter(({ id }) => ids.has(id))
        .map((message) => {
          const { parentId = null } = raw.get(message.id) ?? {};
          return isKnown(parentId) ? { ...message, parentId } : message;
        }),
      {
        deleted: [...stored.deleted.values()].filter(({ id }) => !here.has(id) || deleted.has(id)),
        restored: [...ids].filter((id) => !here.has(id)),
      },
    );
  }

  /** What is stored of these messages, and of those that they stand among; nothing older than what this tab wrote. */
  async #read(entry: ThreadEntry<Chat>, messageIds: ReadonlySet<string> | null): Promise<Found> {
    for (;;) {
      const { version } = entry.stored;
      let found = await this.#device.readMessages(entry.id, messageIds ?? undefined);
      if (messageIds !== null && !isEnough(entry, found)) found = await this.#device.readMessages(entry.id);
      const messages = found.messages.filter(({ id }) => !this.#tabs.isMine(entry.id, id));
      const current = await this.withoutLeftBehind(entry.id, messages);
      if (entry.stored.version === version || this.#isClosed) return { messages, current, deleted: found.deleted };
    }
  }

  /**
   * Takes note of what was deleted, and finds what of it is to go here. What is being written here stays, as does what
   * says more than whoever deleted it knew.
   */
  #deletions(
    entry: ThreadEntry<Chat>,
    here: ReadonlyMap<string, ChatMessage>,
    found: readonly DeletedMessage[],
    ownId: string | null,
  ): ReadonlySet<string> {
    const deleted = new Set<string>();
    for (const gone of found) {
      const { id, length } = gone;
      const mine = here.get(id);
      // Put back here, and on its way to the disk.
      if (mine !== undefined && entry.stored.get(id) === undefined) continue;
      entry.stored.addDeleted([gone]);
      if (mine === undefined) continue;
      const isKept = id === ownId || this.#tabs.isMine(entry.id, id) || lengthOf(mine) > length;
      if (isKept) this.#listener.onKept(entry);
      else deleted.add(id);
    }
    return deleted;
  }
}

/** Whether all is there that tells where these messages belong. */
function isEnough({ tree, stored }: ThreadEntry<ThreadChat>, { messages, deleted }: StoredTree): boolean {
  const here = new Set(tree?.messages.map(({ id }) => id));
  const known = new Set([...here, ...stored.deleted.keys(), ...[...messages, ...deleted].map(({ id }) => id)]);
  return messages.every(({ id, parentId }) => {
    // One that is there again takes back what followed it.
    const isBack = !here.has(id) && stored.deleted.has(id);
    return !isBack && (parentId === null || known.has(parentId));
  });
}

/** Whether a message is newer than what is here. A change or a deletion of our own that is on its way is newer still. */
function isNews({ stored }: ThreadEntry<ThreadChat>, mine: ChatMessage | undefined, message: ChatMessage): boolean {
  if (mine !== undefined) return stored.isStored(mine);
  const known = stored.get(message.id);
  return known === undefined || lengthOf(message) > lengthOf(known);
}
