/** The messages of a conversation as a tree: each function takes one and gives another. */
import type { ChatMessage, MessageTree } from '../messages.js';

/** Where a message stands among those that follow the same one, in the order in which they were begun. */
export interface BranchPlace {
  /** From 0 on. */
  readonly index: number;
  readonly count: number;
}

/** The messages from the first one to the leaf. */
export function shownBranch({ messages, leafId }: MessageTree): readonly ChatMessage[] {
  const branch: ChatMessage[] = [];
  let wanted = leafId;
  // Parents come before what follows them, so one walk from the end meets all of them.
  for (let index = messages.length - 1; index >= 0 && wanted !== null; index -= 1) {
    const message = messages[index];
    if (message?.id !== wanted) continue;
    branch.push(message);
    wanted = message.parentId;
  }
  return branch.reverse();
}

/** The places of those messages of a branch that have others beside them. */
export function branchPlaces(
  messages: readonly ChatMessage[],
  branch: readonly ChatMessage[],
): ReadonlyMap<string, BranchPlace> {
  const counts = new Map<string | null, number>();
  const indexes = new Map<string, number>();
  for (const { id, parentId } of messages) {
    const count = counts.get(parentId) ?? 0;
    indexes.set(id, count);
    counts.set(parentId, count + 1);
  }
  const places = new Map<string, BranchPlace>();
  for (const { id, parentId } of branch) {
    const count = counts.get(parentId) ?? 1;
    if (count > 1) places.set(id, { index: indexes.get(id) ?? 0, count });
  }
  return places;
}

/** The end of the branch that begins at a message and takes the newest turning each time; `null` begins before all. */
export function newestLeaf(messages: readonly ChatMessage[], from: string | null): string | null {
  const newest = new Map(messages.map(({ id, parentId }) => [parentId, id]));
  let leafId = from;
  for (let next = newest.get(leafId); next !== undefined; next = newest.get(leafId)) leafId = next;
  return leafId;
}

/** Puts messages at the end, and shows the branch of the last one. */
export function withMessages(tree: MessageTree, ...added: readonly ChatMessage[]): MessageTree {
  return { messages: [...tree.messages, ...added], leafId: added.at(-1)?.id ?? tree.leafId };
}

/** Puts a message in the place of the one that has its id. */
export function withChanged(tree: MessageTree, changed: ChatMessage): MessageTree {
  return { ...tree, messages: tree.messages.map((message) => (message.id === changed.id ? changed : message)) };
}

/**
 * Makes a whole tree of what came from elsewhere: parents before what follows them, each id once, a leaf that is
 * there. A message whose parent is missing, or is among its own followers, follows the one that was begun before it.
 */
export function repairTree({ messages, leafId }: MessageTree): MessageTree {
  const sorted = inOrder(messages);
  const from = sorted.some(({ id }) => id === leafId) ? leafId : null;
  return { messages: sorted, leafId: newestLeaf(sorted, from) };
}

/** The rule of {@link repairTree} for the messages alone. Those that stand right stay where they are. */
export function inOrder(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const placed = new Map<string, ChatMessage>();
  let last: string | null = null;
  for (const start of byId.values()) {
    const chain = new Set<ChatMessage>();
    let next: ChatMessage | undefined = start;
    while (next !== undefined && !placed.has(next.id) && !chain.has(next)) {
      chain.add(next);
      next = byId.get(next.parentId ?? '');
    }
    for (const message of [...chain].reverse()) {
      const isRight = message.parentId === null || placed.has(message.parentId);
      placed.set(message.id, isRight ? message : { ...message, parentId: last });
      last = message.id;
    }
  }
  return [...placed.values()];
}

/**
 * Takes in messages that were written elsewhere: unknown ones join, known ones change unless what came is older.
 * The same tree when nothing is new.
 *
 * @param ownId the message that is being written here, which nobody else changes.
 */
export function mergeMessages(
  tree: MessageTree,
  others: readonly ChatMessage[],
  ownId: string | null = null,
): MessageTree {
  const merged = new Map(tree.messages.map((message) => [message.id, message]));
  let hasNews = false;
  for (const other of others) {
    const mine = merged.get(other.id);
    if (mine === other || (mine && (mine.id === ownId || isOlder(other, mine)))) continue;
    merged.set(other.id, other);
    hasNews = true;
  }
  return hasNews ? { ...tree, messages: inOrder([...merged.values()]) } : tree;
}

/** An answer only grows, and one that has ended by itself does not begin again. */
function isOlder(other: ChatMessage, mine: ChatMessage): boolean {
  if (other.status !== 'pending' && other.status !== 'streaming') return false;
  return (mine.status === 'complete' && mine.finishReason !== 'length') || lengthOf(other) < lengthOf(mine);
}

/** How much a message says, in UTF-16 units: of two states of one answer, the later one says more. */
export function lengthOf({ parts }: ChatMessage): number {
  return parts.reduce((length, part) => length + part.text.length, 0);
}
