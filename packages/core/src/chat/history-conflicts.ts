/** Decides what may still be written of a change, when another tab has deleted or written since it was made. */
import type { ChatMessage } from '../messages.js';
import type { TreeChanges } from './history-changes.js';
import type { Writing } from './history-database.js';
import { lengthOf } from './message-tree.js';
import type { ThreadLabels, ThreadSummary } from './thread-info.js';
import type { DeletedMessage } from './thread-order.js';

/** What is to be written of one conversation. */
export interface ThreadWrite {
  readonly threadId: string;
  /** False for one that is stored: if it no longer is, another tab has deleted it, and nothing is written. */
  readonly isNew: boolean;
  readonly changes?: TreeChanges | undefined;
  readonly summary?: ThreadSummary | undefined;
  readonly labels?: ThreadLabels | undefined;
}

/** What came of writing. */
export interface WriteReport {
  /** Conversations that another tab has deleted: of these nothing was written. */
  readonly gone: ReadonlySet<string>;
  /** Messages of conversations that were not written, or not deleted, for what another tab has done with them. */
  readonly refused: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The messages of one conversation, in no order, and which of them are gone. */
export interface StoredTree {
  readonly messages: ChatMessage[];
  readonly deleted: DeletedMessage[];
}

/** A write that can be done at once. */
export interface ReadyWrite {
  readonly write: ThreadWrite;
  readonly steps: readonly Writing[];
  /** The messages for which it matters what is stored, and the marks of what was. */
  readonly checked: readonly string[];
  readonly marks: string;
  readonly refused: ReadonlySet<string>;
}

/** What may be written, and the ids of those messages that may not. */
export interface SettledChanges {
  readonly changes: TreeChanges;
  readonly refused: ReadonlySet<string>;
}

/** Ids of the messages for which it matters what is stored. New ones and pieces of answers are in nobody's way. */
export function checkedIds({ changed, deleted }: TreeChanges): readonly string[] {
  return [...changed, ...deleted.map(({ id }) => id)];
}

/**
 * What another tab has deleted stays deleted, whatever else was changed of it here, and what it has said since is not
 * deleted: in doubt, more words win.
 *
 * @param found what is stored of the messages with {@link checkedIds}.
 */
export function settle(changes: TreeChanges, found: StoredTree): SettledChanges {
  const stored = new Map(found.messages.map((message) => [message.id, lengthOf(message)]));
  const gone = new Map(found.deleted.map(({ id, length }) => [id, length]));
  const changed = new Set(changes.changed);
  const refused = new Set<string>();
  for (const message of changes.whole) {
    if (changed.has(message.id) && lengthOf(message) <= (gone.get(message.id) ?? -1)) refused.add(message.id);
  }
  for (const { id, length } of changes.deleted) if ((stored.get(id) ?? 0) > length) refused.add(id);
  return { changes: withoutMessages(changes, refused), refused };
}

/** The same changes, those of some messages left out. */
export function withoutMessages(changes: TreeChanges, ids: ReadonlySet<string>): TreeChanges {
  if (ids.size === 0) return changes;
  return {
    whole: changes.whole.filter(({ id }) => !ids.has(id)),
    changed: changes.changed.filter((id) => !ids.has(id)),
    pieces: changes.pieces.filter(({ messageId }) => !ids.has(messageId)),
    deleted: changes.deleted.filter(({ id }) => !ids.has(id)),
  };
}

/** Ids of all messages that something is written of. */
export function writtenIds({ whole, pieces, deleted }: TreeChanges): readonly string[] {
  return [...[...whole, ...deleted].map(({ id }) => id), ...pieces.map(({ messageId }) => messageId)];
}
