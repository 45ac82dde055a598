/** Many conversations with one model: a list, the open one, and where they are kept. */
import { abortedError, LocalLLMError, throwIfAborted, toLocalLLMError } from '../errors.js';
import type { MessageTree } from '../messages.js';
import type { ReadableStore } from '../store.js';
import { StoredMessages } from './history-changes.js';
import { type Draft, EMPTY_DRAFT } from './history-thread.js';
import { ARCHIVE_MOST, type ArchivedThread, fromArchive, toArchive, tooLarge } from './thread-archive.js';
import { NEW_DRAFT, ThreadBook, type ThreadsState } from './thread-book.js';
import { type ThreadChat, ThreadEntry } from './thread-entry.js';
import { newThreadId, type ThreadInfo } from './thread-info.js';
import { type MarkdownWords, toMarkdown } from './thread-markdown.js';
import { type FoundIn, findWords, SearchTexts, wordsOf } from './thread-search.js';

/** Settings of {@link createThreads}. */
export interface ThreadsOptions<Chat extends ThreadChat> {
  /**
   * Makes a session: a new one, or one that goes on with these messages. What is returned first may be one that is
   * there already; its messages become a conversation like the others.
   */
  readonly createChat: (restore?: MessageTree) => Chat;
  /** `memory` (default) forgets everything with the page; `device` keeps it, sealed, in this browser. */
  readonly history?: 'memory' | 'device' | undefined;
  /** Conversations of another name are others. Default: `chat`. */
  readonly name?: string | undefined;
}

/** What a search found in one conversation. */
export interface ThreadMatch extends FoundIn {
  readonly thread: ThreadInfo;
}

/** What an import brought. */
export interface ImportReport {
  readonly threads: number;
  readonly messages: number;
  /** Conversations that were here already, the same in every word. */
  readonly known: number;
}

interface Cancellable {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Conversations. There is always an open one, in `getSnapshot().chat`; follow the state, for another
 * may be opened, and another tab may delete it. What goes wrong with the device is state, in
 * `problem`, and never lost from memory.
 */
export class Threads<Chat extends ThreadChat> implements ReadableStore<ThreadsState<Chat>> {
  /** Resolves when the conversations of the device are listed, or cannot be. */
  readonly ready: Promise<void>;
  readonly #place: string;
  readonly #history: 'memory' | 'device';
  readonly #book: ThreadBook<Chat>;
  readonly #closing = new AbortController();
  readonly #searchTexts = new SearchTexts();
  #lastOpening = 0;

  constructor({ createChat, history = 'memory', name = 'chat' }: ThreadsOptions<Chat>) {
    this.#place = `local-llm-chat.threads.${encodeURIComponent(name)}`;
    this.#history = history;
    this.#book = new ThreadBook({ createChat, history, place: this.#place });
    this.ready = history === 'device' ? this.#start() : Promise.resolve();
  }

  readonly getSnapshot = (): ThreadsState<Chat> => this.#book.store.getSnapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.#book.store.subscribe(listener);

  /** Shows a conversation without messages. It joins the list with its first message. */
  begin(): Chat {
    this.#lastOpening += 1;
    const chat = this.#book.showNew();
    this.#rememberOpen(null);
    return chat;
  }

  /**
   * Shows a conversation of the list.
   *
   * @throws LocalLLMError `invalid-request` when there is no such one, `aborted` when the signal
   *   fired or another one was opened meanwhile.
   */
  async open(id: string, { signal }: Cancellable = {}): Promise<Chat> {
    const entry = this.#entry(id);
    this.#lastOpening += 1;
    const opening = this.#lastOpening;
    entry.openings += 1;
    try {
      const chat = await this.#orError(this.#book.activate(entry));
      if (signal?.aborted || opening !== this.#lastOpening || entry.isGone) {
        throw abortedError('Opening the conversation');
      }
      this.#book.show(entry, chat);
      this.#rememberOpen(id);
      return chat;
    } finally {
      entry.openings -= 1;
      this.#book.release(entry);
    }
  }

  /** Gives a conversation a title; an empty one brings back that of its first question. */
  rename(id: string, title: string): void {
    const ownTitle = title.trim() === '' ? null : title.trim();
    this.#label(id, { ownTitle });
  }

  /** Keeps a conversation at the top of the list, or no longer. */
  pin(id: string, isPinned: boolean): void {
    this.#label(id, { isPinned });
  }

  /** Deletes a conversation, here and in other tabs; the function that comes back undoes it. */
  delete(id: string): () => void {
    const book = this.#book;
    const entry = this.#entry(id);
    const wasOpen = entry === book.open;
    book.forget(entry);
    if (wasOpen) this.#rememberOpen(null);
    const removed = book.saver.run(async () => {
      if (book.device === null || entry.storedSummary === null) return null;
      try {
        const putBack = await book.device.remove(id);
        book.tell({ type: 'removed', threadId: id });
        return putBack;
      } catch (error) {
        await book.recover(error);
        return null;
      }
    });
    let isUndone = false;
    return () => {
      if (isUndone || this.#closing.signal.aborted) return;
      isUndone = true;
      void book.saver.run(async () => {
        // What cannot be put back as it was is written anew, from what is here.
        await (await removed)?.().catch(() => entry.forgetStored());
        book.tell({ type: 'wrote', threadId: id, messageIds: [] });
      });
      book.take([entry]);
      if (wasOpen && entry.chat !== null && book.open.summary === null) book.show(entry, entry.chat);
    };
  }

  /**
   * Conversations that hold every word of the query, in the title or in any message, whatever their
   * case and accents; those with the newest messages first. None for a query without words.
   *
   * @throws LocalLLMError `aborted` when the signal fired.
   */
  async search(query: string, { signal }: Cancellable = {}): Promise<readonly ThreadMatch[]> {
    const words = wordsOf(query);
    if (words.length === 0) return [];
    await this.ready;
    throwIfAborted(signal, 'The search');
    const infos = [...this.getSnapshot().threads].sort((a, b) => b.updatedAt - a.updatedAt);
    const messages = await this.#orError(this.#book.readForSearch(infos.map(({ id }) => id)));
    const matches: ThreadMatch[] = [];
    for (const thread of infos) {
      throwIfAborted(signal, 'The search');
      const found = findWords(words, thread.title, messages.get(thread.id) ?? [], this.#searchTexts);
      if (found !== null) matches.push({ thread, ...found });
    }
    return matches;
  }

  /** Reads what a search will need, so that the first one is as fast as all others: call it when a search may follow. */
  async prepareSearch(): Promise<void> {
    await this.ready;
    await this.#orError(this.#book.readForSearch(this.getSnapshot().threads.map(({ id }) => id)));
  }

  /** What is typed and not sent, of the open conversation. Ask when another is open, or `status` is `ready`. */
  get draft(): Draft {
    return this.#book.open.draft ?? EMPTY_DRAFT;
  }

  /** Keeps what is typed and not sent, of the open conversation. */
  setDraft(draft: Partial<Draft>): void {
    const { open, saver } = this.#book;
    open.draft = { ...(open.draft ?? EMPTY_DRAFT), ...draft };
    saver.requestDraft(open.summary === null ? NEW_DRAFT : open.id, draft);
  }

  /**
   * The branch of a conversation that is shown, as Markdown to read and keep.
   *
   * @throws LocalLLMError `invalid-request` when there is no such conversation.
   */
  async exportMarkdown(id: string, { words, signal }: Cancellable & { words?: MarkdownWords } = {}): Promise<string> {
    const entry = this.#entry(id);
    const tree = await this.#orError(this.#book.treeOf(entry));
    throwIfAborted(signal, 'The export');
    const { title = '', createdAt = 0 } = entry.info ?? {};
    return toMarkdown({ title, createdAt }, tree, words);
  }

  /** All of these conversations, or of every one, with all their branches, as JSON for {@link import}. */
  async exportJson({ ids, signal }: Cancellable & { ids?: readonly string[] } = {}): Promise<string> {
    await this.ready;
    const archived: ArchivedThread[] = [];
    for (const id of ids ?? this.getSnapshot().threads.map((thread) => thread.id)) {
      const entry = this.#entry(id);
      archived.push({ id, labels: entry.labels, tree: await this.#orError(this.#book.treeOf(entry)) });
      throwIfAborted(signal, 'The export');
    }
    return toArchive(archived, Date.now());
  }

  /**
   * Takes in the conversations of a file that {@link exportJson} made: all of them, or none. One
   * whose id is here with other messages comes in beside it.
   *
   * @throws LocalLLMError `file-unreadable` for any other file; it says where it is wrong.
   */
  async import(file: string | Blob, { signal }: Cancellable = {}): Promise<ImportReport> {
    await this.ready;
    if (typeof file !== 'string' && file.size > ARCHIVE_MOST) throw tooLarge();
    const threads = fromArchive(typeof file === 'string' ? file : await file.text()).filter(
      ({ tree }) => tree.messages.length > 0,
    );
    const entries: ThreadEntry<Chat>[] = [];
    for (const thread of threads) {
      throwIfAborted(signal, 'The import');
      const known = this.#book.entries.get(thread.id);
      if (known !== undefined && isSameTree(await this.#orError(this.#book.treeOf(known)), thread.tree)) continue;
      const id = known === undefined ? thread.id : newThreadId();
      entries.push(ThreadEntry.of<Chat>(id, thread.tree, thread.labels));
    }
    throwIfAborted(signal, 'The import');
    this.#book.take(entries);
    const messages = entries.reduce((sum, { tree }) => sum + (tree?.messages.length ?? 0), 0);
    return { threads: entries.length, messages, known: threads.length - entries.length };
  }

  /**
   * Deletes all conversations and drafts, here, on the device and in other tabs, and the key
   * without which nothing left over can be read. What follows is kept as before.
   *
   * @throws LocalLLMError when something could not be deleted; the conversations here are gone.
   */
  async eraseAll(): Promise<void> {
    await this.ready;
    const book = this.#book;
    this.#rememberOpen(null);
    await book.saver.run(async () => {
      book.tell({ type: 'erased' });
      book.empty();
    });
    if (this.#history === 'memory') return;
    try {
      const { DeviceHistory } = await import('./history-device.js');
      await DeviceHistory.erase(this.#place);
    } catch (error) {
      throw erasureError(error);
    }
    await book.start();
  }

  /** Resolves when everything is stored that has changed until now, or cannot be. */
  whenSaved(): Promise<void> {
    return this.#book.saver.whenSaved();
  }

  /** Saves, and lets the device go. Sessions go on, and nobody keeps what they write. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.ready;
    await this.#book.close();
  }

  async #start(): Promise<void> {
    const lastOpenedId = lastOpened(this.#place);
    await this.#book.start();
    const isThere = lastOpenedId !== null && this.#book.entries.has(lastOpenedId);
    this.#book.set({ status: 'ready', lastOpenedId: isThere ? lastOpenedId : null });
    const { signal } = this.#closing;
    if (signal.aborted || typeof window === 'undefined') return;
    // A page that comes back from the cache has heard nothing while it was there.
    const lookAgain = ({ persisted }: PageTransitionEvent) => persisted && void this.#book.lookAgain();
    window.addEventListener('pageshow', lookAgain, { signal });
    // The last chance of many pages, above all on phones.
    const save = () => this.#book.saver.saveInstantly();
    window.addEventListener('pagehide', save, { signal });
    document.addEventListener('visibilitychange', save, { signal });
    const remember = () => {
      // A new conversation is worth coming back to once it has a message.
      if (this.#book.open.summary !== null) this.#rememberOpen(this.#book.open.id);
    };
    remember();
    this.#book.store.subscribe(remember);
  }

  #entry(id: string): ThreadEntry<Chat> {
    const entry = this.#book.entries.get(id);
    if (entry !== undefined && entry.summary !== null) return entry;
    throw new LocalLLMError('invalid-request', 'There is no such conversation.', {
      hint: 'Take the id of one that is in the list.',
    });
  }

  #label(id: string, labels: Partial<ThreadEntry<Chat>['labels']>): void {
    const entry = this.#entry(id);
    entry.labels = { ...entry.labels, ...labels };
    this.#book.publish();
    this.#book.saver.request(entry);
  }

  /** What the device refuses while something is read becomes one of our errors. */
  async #orError<Result>(promise: Promise<Result>): Promise<Result> {
    return promise.catch((error: unknown) => {
      throw toLocalLLMError(error);
    });
  }

  #rememberOpen(id: string | null): void {
    if (this.#history === 'memory') return;
    try {
      if (id === null) sessionStorage.removeItem(this.#place);
      else sessionStorage.setItem(this.#place, id);
    } catch {
      // Some frames may not keep anything; then a reload begins with a new conversation.
    }
  }
}

/**
 * Makes conversations around sessions of one model.
 *
 * @example
 * ```ts
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 * import { createThreads } from '@local-llm-chat/core/threads';
 *
 * const llm = createFakeLLM({ reply: 'Paris.' });
 * await llm.load();
 * const threads = createThreads({
 *   createChat: (restore) => llm.createChat(restore ? { restore } : {}),
 *   history: 'device',
 * });
 * await threads.ready;
 * await threads.getSnapshot().chat.send('What is the capital of France?');
 * console.log(threads.getSnapshot().threads[0]?.title); // 'What is the capital of France?'
 * ```
 */
export function createThreads<Chat extends ThreadChat>(options: ThreadsOptions<Chat>): Threads<Chat> {
  return new Threads(options);
}

/** What was open in this tab before the page was loaded. An id says nothing, and ends with the tab. */
function lastOpened(place: string): string | null {
  try {
    return sessionStorage.getItem(place);
  } catch {
    return null;
  }
}

function isSameTree(one: MessageTree, other: MessageTree): boolean {
  if (one.messages.length !== other.messages.length) return false;
  const stored = new StoredMessages();
  stored.add(one.messages);
  return Object.values(stored.changes(other)).every((list) => list.length === 0);
}

function erasureError(cause: unknown): LocalLLMError {
  return new LocalLLMError('unknown', 'Not everything on the device could be deleted.', {
    hint: 'Close other tabs of this site and try again, or delete the data of this site in the settings of the browser.',
    cause,
  });
}
