/** What was deleted from a conversation, so that it can be put back and does not come back by itself. */
import type { ChatMessage, MessageTree } from '../messages.js';
import { inOrder, newestLeaf } from './message-tree.js';

interface Deletion {
  readonly message: ChatMessage;
  readonly index: number;
  /** What followed it, also what had been deleted before. */
  readonly followers: ReadonlySet<string>;
  /** The leaf after it was deleted, when it was the leaf itself. */
  readonly leafAfter: string | null | undefined;
}

export class DeletedMessages {
  readonly #deletions = new Map<string, Deletion>();

  has(id: string): boolean {
    return this.#deletions.has(id);
  }

  /** Takes a message out; what followed it follows what was before it. */
  remove(tree: MessageTree, message: ChatMessage): MessageTree {
    const { id, parentId } = message;
    const followers = new Set<string>();
    for (const { message: gone } of this.#deletions.values()) if (gone.parentId === id) followers.add(gone.id);
    const messages: ChatMessage[] = [];
    for (const other of tree.messages) {
      if (other.id === id) continue;
      if (other.parentId === id) followers.add(other.id);
      messages.push(other.parentId === id ? { ...other, parentId } : other);
    }
    const isLeaf = tree.leafId === id;
    const leafId = isLeaf ? newestLeaf(messages, parentId) : tree.leafId;
    const index = tree.messages.indexOf(message);
    this.#deletions.set(id, { message, index, followers, leafAfter: isLeaf ? leafId : undefined });
    return { messages, leafId };
  }

  /** Puts a message back where it was, as far as that place is still there. */
  putBack(tree: MessageTree, id: string): MessageTree {
    const deletion = this.#deletions.get(id);
    if (deletion === undefined) return tree;
    this.#deletions.delete(id);
    const message = this.withLivingParent(deletion.message);
    const follows = (other: ChatMessage) => deletion.followers.has(other.id) && other.parentId === message.parentId;
    // What was deleted later than this one, and follows it again once it is put back too.
    for (const [goneId, gone] of this.#deletions) {
      if (follows(gone.message)) this.#deletions.set(goneId, { ...gone, message: { ...gone.message, parentId: id } });
    }
    const messages = tree.messages.map((other) => (follows(other) ? { ...other, parentId: id } : other));
    messages.splice(deletion.index, 0, message);
    const sorted = inOrder(messages);
    const isLeafAgain = deletion.leafAfter === tree.leafId;
    return { messages: sorted, leafId: newestLeaf(sorted, isLeafAgain ? id : tree.leafId) };
  }

  /** The message as one that follows what is still there. */
  withLivingParent(message: ChatMessage): ChatMessage {
    let { parentId } = message;
    for (let gone = this.#find(parentId); gone; gone = this.#find(parentId)) parentId = gone.message.parentId;
    return parentId === message.parentId ? message : { ...message, parentId };
  }

  #find(id: string | null): Deletion | undefined {
    return id === null ? undefined : this.#deletions.get(id);
  }
}
