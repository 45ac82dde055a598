/** Puts messages that come from anywhere into the order of a tree: parents before what follows them. */
import type { ChatMessage, MessageTree } from '../messages.js';

/** A message that was deleted, and what it followed: what follows it now follows that. */
export interface DeletedMessage {
  readonly id: string;
  readonly parentId: string | null;
  /** How much it said, as far as whoever deleted it knew: what has come to say more since is not deleted. */
  readonly length: number;
}

/**
 * A tree of these messages, the same for the same messages whatever their order. A message whose
 * parent was deleted follows what its parent followed; one whose parent nobody knows becomes a
 * first one, as does one of a circle.
 *
 * @param leafId the last message of the branch to show; when it is unknown, the newest branch is shown.
 */
export function treeOf(
  messages: Iterable<ChatMessage>,
  leafId: string | null,
  deleted: readonly Omit<DeletedMessage, 'length'>[] = [],
): MessageTree {
  const byId = new Map<string, ChatMessage>();
  for (const message of messages) byId.set(message.id, message);
  const gone = new Map(deleted.map(({ id, parentId }) => [id, parentId]));
  const inTime = [...byId.values()].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const ordered: ChatMessage[] = [];
  const placed = new Set<string>();
  const place = (message: ChatMessage): void => {
    // Ways of any length, hence no recursion: from the message up to the first one that stands.
    const way: ChatMessage[] = [];
    const seen = new Set<string>();
    let next: ChatMessage | undefined = message;
    while (next !== undefined && !placed.has(next.id) && !seen.has(next.id)) {
      seen.add(next.id);
      way.push(next);
      next = parentIn(byId, gone, next);
    }
    for (const one of way.reverse()) {
      const parent = parentIn(byId, gone, one);
      const parentId = parent !== undefined && placed.has(parent.id) ? parent.id : null;
      placed.add(one.id);
      ordered.push(one.parentId === parentId ? one : { ...one, parentId });
    }
  };
  for (const message of inTime) if (!placed.has(message.id)) place(message);
  const shown = leafId !== null && byId.has(leafId) ? leafId : (ordered.at(-1)?.id ?? null);
  return { messages: ordered, leafId: shown };
}

function parentIn(
  byId: ReadonlyMap<string, ChatMessage>,
  gone: ReadonlyMap<string, string | null>,
  { parentId }: ChatMessage,
): ChatMessage | undefined {
  const seen = new Set<string>();
  let id = parentId;
  while (id !== null && !byId.has(id) && !seen.has(id)) {
    seen.add(id);
    id = gone.get(id) ?? null;
  }
  return id === null ? undefined : byId.get(id);
}

/** An answer whose writer is gone: it stays as far as it came, and may be continued. */
export function asStopped(message: ChatMessage): ChatMessage {
  return isRunning(message) ? { ...message, status: 'stopped', finishReason: 'abort' } : message;
}

/** Whether somebody is, or was, writing this answer. */
export function isRunning({ status }: ChatMessage): boolean {
  return status === 'pending' || status === 'streaming';
}
