/** What a list of conversations shows of each: derived from its messages, but for what the user has set. */

import { toHex } from '../hex.js';
import type { MessageTree } from '../messages.js';
import { shownBranch } from './message-tree.js';
import { titleOf } from './thread-title.js';

/** A conversation in a list. */
export interface ThreadInfo {
  /** Unique on this device. */
  readonly id: string;
  /** The user's own title, else one made of the first question; `''` when that says nothing. */
  readonly title: string;
  /** Whether the user gave the title. */
  readonly hasOwnTitle: boolean;
  /** When its first message was sent, in milliseconds since 1970. */
  readonly createdAt: number;
  /** When its last message was sent or begun, in milliseconds since 1970. */
  readonly updatedAt: number;
  readonly isPinned: boolean;
  /** Messages of the branch that is shown. */
  readonly messageCount: number;
}

/** What follows from the messages, and which branch of them is shown. */
export interface ThreadSummary {
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly messageCount: number;
  readonly leafId: string | null;
}

/** What the user has set. Kept apart from the rest, so that a tab that writes an answer never undoes it. */
export interface ThreadLabels {
  /** `null`: the title is made of the first question. */
  readonly ownTitle: string | null;
  readonly isPinned: boolean;
}

/** Nothing set. */
export const NO_LABELS: ThreadLabels = { ownTitle: null, isPinned: false };

/** An empty conversation. */
export const EMPTY_TREE: MessageTree = { messages: [], leafId: null };

/** What follows from these messages. */
export function summarise({ messages, leafId }: MessageTree): ThreadSummary {
  let createdAt = Number.POSITIVE_INFINITY;
  let updatedAt = 0;
  for (const message of messages) {
    createdAt = Math.min(createdAt, message.createdAt);
    updatedAt = Math.max(updatedAt, message.createdAt);
  }
  return {
    title: titleOf(messages),
    createdAt: messages.length === 0 ? 0 : createdAt,
    updatedAt,
    messageCount: shownBranch({ messages, leafId }).length,
    leafId,
  };
}

/** What a list shows. */
export function infoOf(id: string, summary: ThreadSummary, { ownTitle, isPinned }: ThreadLabels): ThreadInfo {
  const { title, createdAt, updatedAt, messageCount } = summary;
  return { id, title: ownTitle ?? title, hasOwnTitle: ownTitle !== null, createdAt, updatedAt, isPinned, messageCount };
}

/** Whether two summaries say the same. */
export function isSameSummary(one: ThreadSummary | null, other: ThreadSummary): boolean {
  return (
    one !== null &&
    one.title === other.title &&
    one.createdAt === other.createdAt &&
    one.updatedAt === other.updatedAt &&
    one.messageCount === other.messageCount &&
    one.leafId === other.leafId
  );
}

/** Pinned conversations first, then those with the newest messages. */
export function inListOrder(infos: Iterable<ThreadInfo>): readonly ThreadInfo[] {
  return [...infos].sort(
    (a, b) => Number(b.isPinned) - Number(a.isPinned) || b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1),
  );
}

/** An id nobody else has. `crypto.randomUUID` exists only in secure contexts. */
export function newThreadId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return toHex(bytes);
}
