/** What was deleted from a conversation, so that it can be put back and does not come back by itself. */
import type { ChatMessage, MessageTree } from '../messages.js';
import { inOrder, newestLeaf } from './message-tree.js';

interface Deletion {
  /** `null` for one that was never here. */
  readonly message: ChatMessage | null;
  readonly index: number;
  /** The leaf after it was deleted, when it was the leaf itself. */
  readonly leafAfter: string | null | undefined;
}

export class DeletedMessages {
  readonly #deletions = new Map<string, Deletion>();
  /** What messages followed before that was deleted, by id; of deleted ones too. */
  readonly #parents = new Map<string, string | null>();

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

  /** Takes note that a message was deleted elsewhere, which is not here, and of what it followed. */
  note(id: string, parentId: string | null): void {
    if (!this.has(id)) this.#deletions.set(id, { message: null, index: 0, leafAfter: undefined });
    this.#parents.set(id, parentId);
  }

  /** Puts a message back where it was, as far as that place is still there. */
  putBack(tree: MessageTree, id: string): MessageTree {
    const deletion = this.#deletions.get(id);
    if (deletion === undefined) return tree;
    this.#deletions.delete(id);
    // What was never here comes from where it was.
    if (deletion.message === null) return tree;
    const messages = tree.messages.toSpliced(deletion.index, 0, deletion.message).map((other) => this.attach(other));
    const sorted = inOrder(messages);
    const isLeafAgain = deletion.leafAfter === tree.leafId;
    return { messages: sorted, leafId: newestLeaf(sorted, isLeafAgain ? id : tree.leafId) };
  }

  /** The message as one that follows what is there: the nearest of those that it has followed. */
  attach(message: ChatMessage): ChatMessage {
    const { id, parentId: before } = message;
    if (this.#isGone(before) && !this.#parents.has(id)) this.#parents.set(id, before);
    const parentId = this.#living(this.#parents.has(id) ? (this.#parents.get(id) ?? null) : before);
    return parentId === before ? message : { ...message, parentId };
  }

  /** The same for one that comes from elsewhere, where it is known better what it has followed. */
  adopt(message: ChatMessage): ChatMessage {
    const { id, parentId } = message;
    if (this.#isGone(parentId)) this.#parents.set(id, parentId);
    else if (this.#living(this.#parents.get(id) ?? null) !== parentId) this.#parents.delete(id);
    return this.attach(message);
  }

  /** All messages as ones that follow what is there; the same tree where they do. */
  attachAll(tree: MessageTree): MessageTree {
    const messages = tree.messages.map((message) => this.attach(message));
    if (messages.every((message, index) => message === tree.messages[index])) return tree;
    return { ...tree, messages: inOrder(messages) };
  }

  #living(parentId: string | null): string | null {
    let living = parentId;
    // What comes from elsewhere may go round in a circle: then the tree is repaired, but here it must end.
    for (let steps = this.#deletions.size; steps > 0 && living !== null; steps -= 1) {
      const gone = this.#deletions.get(living);
      if (gone === undefined) break;
      living = this.#parents.has(living) ? (this.#parents.get(living) ?? null) : (gone.message?.parentId ?? null);
    }
    return living;
  }

  #isGone(id: string | null): boolean {
    return id !== null && this.#deletions.has(id);
  }
}
