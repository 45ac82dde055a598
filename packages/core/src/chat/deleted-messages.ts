/** What was deleted from a conversation, so that it can be put back and does not come back by itself. */
import type { ChatMessage, MessageTree } from '../messages.js';
import { inOrder, newestLeaf } from './message-tree.js';

interface Deletion {
  readonly message: ChatMessage;
  readonly index: number;
  /** The leaf after it was deleted, when it was the leaf itself. */
  readonly leafAfter: string | null | undefined;
}

export class DeletedMessages {
  readonly #deletions = new Map<string, Deletion>();
  /** What messages followed before that was deleted, by id. */
  readonly #parents = new Map<string, string>();

  has(id: string): boolean {
    return this.#deletions.has(id);
  }

  /** Takes a message out; what followed it follows what was before it. */
  remove(tree: MessageTree, message: ChatMessage): MessageTree {
    const { id } = message;
    const index = tree.messages.indexOf(message);
    const isLeaf = tree.leafId === id;
    this.#deletions.set(id, { message, index, leafAfter: undefined });
    const messages = tree.messages.filter((other) => other !== message).map((other) => this.attach(other));
    const leafId = isLeaf ? newestLeaf(messages, this.#living(message.parentId)) : tree.leafId;
    if (isLeaf) this.#deletions.set(id, { message, index, leafAfter: leafId });
    return { messages, leafId };
  }

  /** Puts a message back where it was, as far as that place is still there. */
  putBack(tree: MessageTree, id: string): MessageTree {
    const deletion = this.#deletions.get(id);
    if (deletion === undefined) return tree;
    this.#deletions.delete(id);
    const messages = tree.messages.toSpliced(deletion.index, 0, deletion.message).map((other) => this.attach(other));
    const sorted = inOrder(messages);
    const isLeafAgain = deletion.leafAfter === tree.leafId;
    return { messages: sorted, leafId: newestLeaf(sorted, isLeafAgain ? id : tree.leafId) };
  }

  /** The message as one that follows what is there: the nearest of those that it has followed. */
  attach(message: ChatMessage): ChatMessage {
    const gone = this.#find(message.parentId);
    if (gone !== undefined && !this.#parents.has(message.id)) this.#parents.set(message.id, gone.message.id);
    const parentId = this.#living(this.#parents.get(message.id) ?? message.parentId);
    return parentId === message.parentId ? message : { ...message, parentId };
  }

  #living(parentId: string | null): string | null {
    let living = parentId;
    // What comes from elsewhere may go round in a circle: then the tree is repaired, but here it must end.
    for (let steps = this.#deletions.size; steps > 0; steps -= 1) {
      const gone = this.#find(living);
      if (gone === undefined) break;
      living = this.#parents.get(gone.message.id) ?? gone.message.parentId;
    }
    return living;
  }

  #find(id: string | null): Deletion | undefined {
    return id === null ? undefined : this.#deletions.get(id);
  }
}
