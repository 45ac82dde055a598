/** One conversation of many: what is known of it here, what of that is stored, and its session while it has one. */
import type { ChatMessage, MessageTree } from '../messages.js';
import type { MergeOptions } from './chat-options.js';
import { StoredMessages } from './history-changes.js';
import { type Draft, EMPTY_DRAFT } from './history-thread.js';
import { infoOf, NO_LABELS, summarise, type ThreadInfo, type ThreadLabels, type ThreadSummary } from './thread-info.js';

/** What conversations need of a session; a `ChatSession` is one. */
export interface ThreadChat {
  getSnapshot(): {
    /** All messages, and which branch of them is shown. The same object until one of them changes. */
    readonly tree: MessageTree;
    /** `idle` when no answer is under way. */
    readonly status: string;
  };
  subscribe(listener: () => void): () => void;
  /** Takes in what another tab has written, deleted, and put back. */
  merge(messages: readonly ChatMessage[], others: MergeOptions): void;
  stop(): void;
}

export class ThreadEntry<Chat extends ThreadChat> {
  readonly id: string;
  /** The session; `null` while nobody needs it. */
  chat: Chat | null = null;
  /** The messages; `null` while they are only on the device. */
  tree: MessageTree | null;
  /** `null` while it has no messages. */
  summary: ThreadSummary | null;
  labels: ThreadLabels;
  draft: Draft | null = null;
  /** True once it is deleted. */
  isGone = false;
  /** How many are opening it now: its session is needed, though it is not shown yet. */
  openings = 0;

  /** What of the messages is on the device. */
  readonly stored = new StoredMessages();
  /** What is on the device of the rest; `null` when nothing of this conversation is. */
  storedSummary: ThreadSummary | null = null;
  storedLabels: ThreadLabels = NO_LABELS;

  #unsubscribe: (() => void) | null = null;

  private constructor(id: string, tree: MessageTree | null, summary: ThreadSummary | null, labels: ThreadLabels) {
    this.id = id;
    this.tree = tree;
    this.summary = summary;
    this.labels = labels;
  }

  /** One whose messages are here. */
  static of<Chat extends ThreadChat>(id: string, tree: MessageTree, labels = NO_LABELS): ThreadEntry<Chat> {
    const entry = new ThreadEntry<Chat>(id, tree, null, labels);
    entry.draft = EMPTY_DRAFT;
    entry.setTree(tree);
    return entry;
  }

  /** One whose messages are on the device. */
  static stored<Chat extends ThreadChat>(id: string, summary: ThreadSummary, labels: ThreadLabels): ThreadEntry<Chat> {
    const entry = new ThreadEntry<Chat>(id, null, summary, labels);
    entry.storedSummary = summary;
    entry.storedLabels = labels;
    return entry;
  }

  get info(): ThreadInfo | null {
    return this.summary === null ? null : infoOf(this.id, this.summary, this.labels);
  }

  get isIdle(): boolean {
    return this.chat === null || this.chat.getSnapshot().status === 'idle';
  }

  /** Whether all of its messages are on the device as they are here. */
  get isStored(): boolean {
    return this.tree !== null && Object.values(this.stored.changes(this.tree)).every((list) => list.length === 0);
  }

  /** Lets messages go that are on the device. */
  forgetTree(): void {
    this.tree = null;
    this.stored.forget();
  }

  /** Takes other messages; true when a list shows it differently now. */
  setTree(tree: MessageTree): boolean {
    const before = this.tree;
    this.tree = tree;
    // Text that grows changes nothing in a list, and comes many times a second.
    const isSameShape = before !== null && before.leafId === tree.leafId && isSameIds(before.messages, tree.messages);
    if (isSameShape && this.summary !== null) return false;
    this.summary = tree.messages.length === 0 ? null : summarise(tree);
    return true;
  }

  /** Follows a session from now on. */
  follow(chat: Chat, onChange: () => void): void {
    this.chat = chat;
    this.#unsubscribe = chat.subscribe(onChange);
  }

  /** Lets the session go. */
  unfollow(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.chat = null;
  }

  /** Nothing of it is on the device any more. */
  forgetStored(): void {
    this.stored.forget();
    this.forgetListed();
  }

  /** Whatever became of it on the device, it is to be written again: all but what another tab has deleted since. */
  doubtStored(): void {
    this.stored.doubt();
    this.forgetListed();
  }

  /** It is in nobody's list any more. */
  forgetListed(): void {
    this.storedSummary = null;
    this.storedLabels = NO_LABELS;
  }
}

function isSameIds(some: readonly ChatMessage[], others: readonly ChatMessage[]): boolean {
  if (some.length !== others.length) return false;
  return some.every((message, index) => {
    const other = others[index];
    return message === other || (message.id === other?.id && message.parentId === other.parentId);
  });
}
