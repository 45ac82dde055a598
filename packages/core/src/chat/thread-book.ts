/** All conversations of one name: their sessions, what of them lies on the device, and where both come and go. */
import { toLocalLLMError } from '../errors.js';
import type { ChatMessage, MessageTree } from '../messages.js';
import { createStore } from '../store.js';
import type { StoredTree } from './history-conflicts.js';
import type { DeviceHistory } from './history-device.js';
import type { HistorySync } from './history-sync.js';
import type { HistoryTabs, TabNote } from './history-tabs.js';
import { EMPTY_DRAFT } from './history-thread.js';
import { type ThreadChat, ThreadEntry } from './thread-entry.js';
import { EMPTY_TREE, inListOrder, newThreadId, type ThreadInfo } from './thread-info.js';
import { treeOf } from './thread-order.js';
import { ThreadSaver } from './thread-saver.js';

/**
 * Why conversations are not kept as they should be. `unavailable`: this browser, or this window,
 * keeps nothing; they last as long as the page. `full`: there is no room for what was written last;
 * it lasts as long as the page, unless room is made. `unreadable`: some of what is on the device
 * cannot be read.
 */
export type ThreadsProblem = 'unavailable' | 'full' | 'unreadable';

/** All there is to know about the conversations. */
export interface ThreadsState<Chat extends ThreadChat> {
  /** `opening` until the conversations of the device are listed; the open one can be used already. */
  readonly status: 'opening' | 'ready';
  /** Where conversations are kept: in `memory` they last as long as the page. */
  readonly history: 'memory' | 'device';
  /** Every conversation that has a message; pinned ones first, then those with the newest messages. */
  readonly threads: readonly ThreadInfo[];
  /** The open conversation. It is in the list once it has a message. */
  readonly openId: string;
  /** The session of the open conversation. */
  readonly chat: Chat;
  /** What was open in this tab before the page was loaded, if it is still there. */
  readonly lastOpenedId: string | null;
  /** Those in which an answer is under way here, whether they are open or not. */
  readonly answering: readonly string[];
  readonly problem: ThreadsProblem | null;
}

/** The key of the unlisted conversation's draft: after a reload it belongs to another one. */
export const NEW_DRAFT = 'new';

export interface BookOptions<Chat extends ThreadChat> {
  readonly createChat: (restore?: MessageTree) => Chat;
  readonly history: 'memory' | 'device';
  /** The name of database, key and channel. */
  readonly place: string;
}

/** The device, and the other tabs that use it. */
interface Line<Chat extends ThreadChat> {
  readonly device: DeviceHistory;
  readonly tabs: HistoryTabs;
  readonly sync: HistorySync<Chat>;
}

export class ThreadBook<Chat extends ThreadChat> {
  readonly entries = new Map<string, ThreadEntry<Chat>>();
  readonly saver: ThreadSaver<Chat>;
  readonly store;
  /** Messages of conversations without a session, once they have been searched. */
  readonly searched = new Map<string, readonly ChatMessage[]>();
  readonly #options: BookOptions<Chat>;
  #open: ThreadEntry<Chat>;
  #line: Line<Chat> | null = null;
  #isClosed = false;
  /** Whether a lost connection has been opened again, and nothing has been written since. */
  #isReconnected = false;

  constructor(options: BookOptions<Chat>) {
    this.#options = options;
    this.saver = new ThreadSaver({
      onSaved: (entry) => {
        this.#isReconnected = false;
        if (this.store.getSnapshot().problem === 'full') this.set({ problem: null });
        this.release(entry);
      },
      onGone: (entry) => this.forget(entry),
      onRefused: (entry, messageIds) => this.#line?.sync.note(entry.id, messageIds),
      onFailure: (error) => this.recover(error),
    });
    this.#open = this.#add(ThreadEntry.of<Chat>(newThreadId(), EMPTY_TREE));
    const initial: ThreadsState<Chat> = {
      status: options.history === 'device' ? 'opening' : 'ready',
      history: options.history,
      threads: [],
      openId: this.#open.id,
      chat: this.#begin(this.#open),
      lastOpenedId: null,
      answering: [],
      problem: null,
    };
    this.store = createStore(initial, (state, change: Partial<ThreadsState<Chat>>) => ({ ...state, ...change }));
    // The session may have been there before, and hold messages already.
    this.publish();
  }

  get open(): ThreadEntry<Chat> {
    return this.#open;
  }

  get device(): DeviceHistory | null {
    return this.#line?.device ?? null;
  }

  set(change: Partial<ThreadsState<Chat>>): void {
    this.store.dispatch(change);
  }

  /** Begins to use the device. Does not reject: a problem is state. */
  async start(): Promise<void> {
    try {
      await this.#connect();
      const draft = await this.device?.readDraft(NEW_DRAFT);
      // What was typed since is newer.
      if (draft && this.#open.summary === null && this.#open.draft === EMPTY_DRAFT) this.#open.draft = draft;
      if (this.device !== null) this.set({ history: 'device' });
    } catch (error) {
      this.#disconnect(problemOf(error));
    }
  }

  async read(entry: ThreadEntry<Chat>): Promise<StoredTree> {
    const found = (await this.device?.readMessages(entry.id)) ?? { messages: [], deleted: [] };
    this.#sayUnreadable();
    return found;
  }

  /** The messages of these conversations, as a search needs them: those on the device are read once. */
  async readForSearch(ids: readonly string[]): Promise<ReadonlyMap<string, readonly ChatMessage[]>> {
    const known = (id: string) => this.entries.get(id)?.tree?.messages ?? this.searched.get(id);
    const missing = ids.filter((id) => known(id) === undefined);
    const found = missing.length === 0 ? undefined : await this.device?.readMany(missing);
    for (const id of missing) this.searched.set(id, found?.get(id)?.messages ?? []);
    this.#sayUnreadable();
    return new Map(ids.map((id) => [id, known(id) ?? []]));
  }

  /** The messages of a conversation, from here or from the device. */
  async treeOf(entry: ThreadEntry<Chat>): Promise<MessageTree> {
    if (entry.tree !== null) return entry.tree;
    const { messages, deleted } = await this.read(entry);
    return treeOf(messages, entry.summary?.leafId ?? null, deleted);
  }

  /** Gives a conversation a session. */
  async activate(entry: ThreadEntry<Chat>): Promise<Chat> {
    if (entry.chat !== null) return entry.chat;
    entry.draft ??= (await this.device?.readDraft(entry.id)) ?? EMPTY_DRAFT;
    if (entry.tree === null) {
      const found = await this.read(entry);
      const current = (await this.#line?.sync.withoutLeftBehind(entry.id, found.messages)) ?? found.messages;
      // Somebody else may have asked for it in the meantime.
      if (entry.chat !== null) return entry.chat;
      // As they are stored: what the tree has differently is written.
      entry.stored.add(found.messages);
      entry.stored.addDeleted(found.deleted);
      entry.tree = treeOf(current, entry.summary?.leafId ?? null, found.deleted);
    }
    const chat = this.#begin(entry);
    this.saver.request(entry);
    return chat;
  }

  show(entry: ThreadEntry<Chat>, chat: Chat): void {
    const before = this.#open;
    this.#open = entry;
    this.set({ openId: entry.id, chat });
    if (before !== entry) this.release(before);
  }

  /** Shows a conversation without messages: the one there is, else another. */
  showNew(): Chat {
    const empty = [...this.entries.values()].find(({ summary, chat }) => summary === null && chat !== null);
    const entry = empty ?? this.#add(ThreadEntry.of<Chat>(newThreadId(), EMPTY_TREE));
    const chat = entry.chat ?? this.#begin(entry);
    this.show(entry, chat);
    return chat;
  }

  /** Lets the session of a conversation go that nobody looks at, when it has nothing left to do. */
  release(entry: ThreadEntry<Chat>): void {
    if (entry === this.#open || entry.openings > 0 || entry.isGone || entry.summary === null) return;
    if (entry.chat === null || !entry.isIdle) return;
    if (this.#line !== null && this.saver.hasChangesOf(entry)) return;
    entry.unfollow();
    if (this.#line === null) return;
    entry.forgetTree();
    this.searched.delete(entry.id);
  }

  /** Takes in conversations that come from elsewhere. */
  take(entries: readonly ThreadEntry<Chat>[]): void {
    for (const entry of entries) this.#add(entry);
    this.publish();
    for (const entry of entries) this.saver.request(entry);
  }

  /** Takes a conversation out, without touching what is stored. Its session stays, for when it comes back. */
  forget(entry: ThreadEntry<Chat>): void {
    entry.isGone = true;
    this.saver.drop(entry);
    this.#line?.tabs.releaseAll(entry.id);
    this.entries.delete(entry.id);
    this.searched.delete(entry.id);
    entry.chat?.stop();
    if (entry === this.#open) this.showNew();
    this.publish();
  }

  publish(): void {
    const infos = [...this.entries.values()].map(({ info }) => info).filter((info) => info !== null);
    this.set({ threads: inListOrder(infos) });
    this.#noteAnswering();
  }

  tell(note: TabNote): void {
    this.#line?.tabs.tell(note);
  }

  /** Forgets everything, and uses the device no more. */
  empty(): void {
    this.#hangUp();
    this.saver.drop();
    this.searched.clear();
    const before = [...this.entries.values()];
    this.entries.clear();
    for (const entry of before) {
      entry.isGone = true;
      entry.chat?.stop();
      entry.unfollow();
    }
    this.showNew();
    this.set({ threads: [], answering: [], lastOpenedId: null, history: 'memory', problem: null });
  }

  /** What to do when the device has failed: room may come back, a connection is opened again once. */
  async recover(error: unknown): Promise<void> {
    const problem = problemOf(error);
    if (problem === 'full') {
      this.set({ problem });
      return;
    }
    if (this.#isReconnected || this.#isClosed) {
      this.#disconnect('unavailable');
      return;
    }
    this.#isReconnected = true;
    this.#hangUp();
    await this.#connect().catch((again) => this.#disconnect(problemOf(again)));
  }

  /** Looks at everything again, after a time in which no tab was heard. */
  async lookAgain(): Promise<void> {
    await this.#line?.sync.lookAgain().catch((error) => this.recover(error));
  }

  async close(): Promise<void> {
    await this.saver.whenSaved();
    this.#isClosed = true;
    for (const entry of this.entries.values()) entry.unfollow();
    this.#hangUp();
  }

  #add(entry: ThreadEntry<Chat>): ThreadEntry<Chat> {
    entry.isGone = false;
    this.entries.set(entry.id, entry);
    return entry;
  }

  #begin(entry: ThreadEntry<Chat>): Chat {
    const { tree } = entry;
    const chat = this.#options.createChat(...(tree === null || tree.messages.length === 0 ? [] : [tree]));
    entry.follow(chat, () => this.#onChat(entry, chat));
    entry.setTree(chat.getSnapshot().tree);
    return chat;
  }

  #noteAnswering(): void {
    const ids = [...this.entries.values()].filter(({ isIdle }) => !isIdle).map(({ id }) => id);
    const { answering } = this.store.getSnapshot();
    if (ids.join() !== answering.join()) this.set({ answering: ids });
  }

  #onChat(entry: ThreadEntry<Chat>, chat: Chat): void {
    const { tree } = chat.getSnapshot();
    if (entry.isIdle === this.store.getSnapshot().answering.includes(entry.id)) this.#noteAnswering();
    if (tree === entry.tree) {
      this.release(entry);
      return;
    }
    const wasNew = entry.summary === null;
    if (entry.setTree(tree)) this.publish();
    if (wasNew && entry.summary !== null) {
      this.saver.requestDraft(NEW_DRAFT, EMPTY_DRAFT);
      if (entry.draft && entry.draft !== EMPTY_DRAFT) this.saver.requestDraft(entry.id, entry.draft);
    }
    this.saver.request(entry);
  }

  async #connect(): Promise<void> {
    const { place } = this.#options;
    // Sites that keep nothing do not load what keeps it.
    const [{ DeviceHistory }, { HistoryTabs }, { HistorySync }] = await Promise.all([
      import('./history-device.js'),
      import('./history-tabs.js'),
      import('./history-sync.js'),
    ]);
    let ended = false;
    const device = await DeviceHistory.open(place, (reason) => {
      ended = true;
      if (this.#line === null) return;
      if (reason === 'erased') this.empty();
      else if (reason === 'outdated') this.#disconnect('unavailable');
      else void this.saver.run(() => this.recover(new Error('The connection to the database has ended.')));
    });
    if (this.#isClosed || ended) {
      device.close();
      return;
    }
    const stored = await device.list();
    const tabs = new HistoryTabs(place, (note) => this.#onNote(note));
    const sync = new HistorySync(device, tabs, {
      entries: this.entries,
      onChanged: (ids) => this.#onChanged(ids),
      onKept: (entry) => this.saver.request(entry),
    });
    this.#line = { device, tabs, sync };
    this.#compare(stored.map(({ id, summary, labels }) => ThreadEntry.stored<Chat>(id, summary, labels)));
    this.saver.connect(device, tabs);
    this.publish();
    this.#sayUnreadable();
  }

  /** What is on the device now, beside what was known of it before. */
  #compare(stored: readonly ThreadEntry<Chat>[]): void {
    for (const entry of [...this.entries.values()]) {
      if (entry.tree === null) this.entries.delete(entry.id);
      else {
        // Whatever became of it, what is here is written whole.
        entry.doubtStored();
        this.saver.request(entry);
      }
    }
    for (const entry of stored) if (!this.entries.has(entry.id)) this.#add(entry);
  }

  #onNote(note: TabNote): void {
    if (note.type === 'erased') {
      this.empty();
      return;
    }
    const entry = this.entries.get(note.threadId);
    if (note.type === 'wrote') this.#line?.sync.note(note.threadId, note.messageIds);
    else if (entry) this.forget(entry);
  }

  #onChanged(threadIds: readonly string[]): void {
    for (const id of threadIds) this.searched.delete(id);
    this.publish();
    this.#sayUnreadable();
  }

  #sayUnreadable(): void {
    const isUnsaid = this.store.getSnapshot().problem === null;
    if (isUnsaid && this.device !== null && this.device.unreadable > 0) this.set({ problem: 'unreadable' });
  }

  #disconnect(problem: ThreadsProblem): void {
    this.#hangUp();
    for (const [id, { tree }] of this.entries) if (tree === null) this.entries.delete(id);
    this.set({ history: 'memory', problem });
    this.publish();
  }

  #hangUp(): void {
    const line = this.#line;
    this.#line = null;
    this.saver.connect(null, null);
    line?.sync.close();
    line?.tabs.close();
    line?.device.close();
  }
}

/** What a fault of the browser's storage means for conversations. */
export function problemOf(error: unknown): ThreadsProblem {
  const name = typeof error === 'object' && error !== null && 'name' in error ? error.name : '';
  if (name === 'VersionError' || name === 'DataError') return 'unreadable';
  return toLocalLLMError(error).code === 'quota' ? 'full' : 'unavailable';
}
