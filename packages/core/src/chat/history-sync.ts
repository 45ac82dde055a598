/** Keeps up with what other tabs write: reads it, gives it to the session, and ends what was left behind. */
import type { ChatMessage } from '../messages.js';
import type { DeviceHistory } from './history-device.js';
import type { HistoryTabs } from './history-tabs.js';
import { type ThreadChat, ThreadEntry } from './thread-entry.js';
import { asStopped, isRunning, treeOf } from './thread-order.js';

/** Another tab's answer is looked at this often, in milliseconds, however fast it grows. */
const REFRESH_MS = 100;

/** What keeping up needs to know, and whom it tells. */
export interface SyncListener<Chat extends ThreadChat> {
  readonly entries: Map<string, ThreadEntry<Chat>>;
  /** What a list shows may be different now. */
  onChanged(threadIds: readonly string[]): void;
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

  /** Takes note of what another tab has written. */
  note(threadId: string, messageIds: readonly string[]): void {
    const known = this.#stale.get(threadId);
    if (known !== null) this.#stale.set(threadId, new Set([...(known ?? []), ...messageIds]));
    void this.#refresh();
  }

  /** Looks at everything, after a time in which no tab was heard. */
  async lookAgain(): Promise<void> {
    for (const { id } of await this.#device.list()) this.#stale.set(id, null);
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
    // Deleted in the meantime: that comes as a note of its own.
    if (stored === null || this.#isClosed) return;
    const entry = this.#listener.entries.get(threadId);
    if (entry === undefined) {
      this.#listener.entries.set(threadId, ThreadEntry.stored(threadId, stored.summary, stored.labels));
      return;
    }
    // A change of our own that is on its way is newer.
    if (entry.labels === entry.storedLabels) entry.labels = stored.labels;
    entry.storedLabels = stored.labels;
    if (entry.tree === null) {
      entry.summary = stored.summary;
      entry.storedSummary = stored.summary;
    }
    if (entry.chat !== null) await this.#merge(entry, entry.chat, messageIds);
  }

  async #merge(entry: ThreadEntry<Chat>, chat: Chat, messageIds: ReadonlySet<string> | null): Promise<void> {
    let found = await this.#device.readMessages(entry.id, messageIds ?? undefined);
    const known = new Set([...found.messages, ...(entry.tree?.messages ?? [])].map(({ id }) => id));
    const isWhole = found.messages.every(({ parentId }) => parentId === null || known.has(parentId));
    if (messageIds !== null && !isWhole) found = await this.#device.readMessages(entry.id);
    const theirs = found.messages.filter(({ id }) => !this.#tabs.isMine(entry.id, id));
    const current = await this.withoutLeftBehind(entry.id, theirs);
    if (this.#isClosed || entry.chat !== chat || entry.isGone) return;
    entry.stored.add(theirs);
    const ids = new Set(current.map(({ id }) => id));
    const { messages } = treeOf([...(entry.tree?.messages ?? []), ...current], null, found.deleted);
    chat.merge(messages.filter(({ id }) => ids.has(id)));
  }
}
