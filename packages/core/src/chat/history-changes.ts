/** Finds what of a conversation is not stored yet: messages never change in place, so their identity tells. */
import type { ChatMessage, MessagePart, MessageTree } from '../messages.js';
import { lengthOf } from './message-tree.js';
import type { DeletedMessage } from './thread-order.js';

/** The end of a message that has only grown. Appending it costs the same however long the answer is. */
export interface MessagePiece {
  readonly messageId: string;
  /** The length of the message's last part before this text, in UTF-16 units. */
  readonly start: number;
  readonly text: string;
}

/** What is to be stored. */
export interface TreeChanges {
  readonly whole: readonly ChatMessage[];
  /** Ids of those in `whole` that are stored already: where another tab has deleted one since, it stays deleted. */
  readonly changed: readonly string[];
  readonly pieces: readonly MessagePiece[];
  readonly deleted: readonly DeletedMessage[];
}

/** Pieces of an answer are put together once they are as long as what they follow, and at least this long. */
const PIECES_LENGTH = 8192;

/** What is stored of one conversation, as far as this tab knows. */
export class StoredMessages {
  readonly #messages = new Map<string, ChatMessage>();
  /** Of messages stored in pieces: the length of the last part when it was stored as a whole. */
  readonly #wholeLength = new Map<string, number>();
  /** What messages follow on the disk. In the tree they follow something else while that is deleted. */
  readonly #parents = new Map<string, string | null>();
  readonly #deleted = new Map<string, DeletedMessage>();
  /** Of these it is not sure what is stored. */
  readonly #doubtful = new Set<string>();
  /** Another number after every write but those of pieces: what was read before is out of date. */
  version = 0;

  /** Takes note of messages that are stored as they are here. */
  add(messages: Iterable<ChatMessage>): void {
    for (const message of messages) {
      this.#messages.set(message.id, message);
      this.#wholeLength.set(message.id, lastLength(message));
      this.#parents.set(message.id, message.parentId);
      this.#deleted.delete(message.id);
      this.#doubtful.delete(message.id);
    }
  }

  /** Takes note of deletions that are stored. */
  addDeleted(deleted: Iterable<DeletedMessage>): void {
    for (const gone of deleted) {
      this.#deleted.set(gone.id, gone);
      this.#messages.delete(gone.id);
      this.#wholeLength.delete(gone.id);
      this.#parents.delete(gone.id);
      this.#doubtful.delete(gone.id);
    }
  }

  /** Takes note of changes that have been stored. */
  apply(tree: MessageTree, { whole, pieces, deleted }: TreeChanges): void {
    this.add(whole);
    const grown = new Set(pieces.map(({ messageId }) => messageId));
    for (const message of tree.messages) if (grown.has(message.id)) this.#messages.set(message.id, message);
    this.addDeleted(deleted);
    if (whole.length > 0 || deleted.length > 0) this.version += 1;
  }

  /** Nothing is stored any more. */
  forget(): void {
    this.#messages.clear();
    this.#wholeLength.clear();
    this.#parents.clear();
    this.#deleted.clear();
    this.#doubtful.clear();
    this.version += 1;
  }

  /** Nobody knows what became of what is stored: it is to be written again, but what was deleted stays deleted. */
  doubt(): void {
    for (const id of this.#messages.keys()) this.#doubtful.add(id);
    this.version += 1;
  }

  get(messageId: string): ChatMessage | undefined {
    return this.#messages.get(messageId);
  }

  /** Deletions that are stored. */
  get deleted(): ReadonlyMap<string, DeletedMessage> {
    return this.#deleted;
  }

  /** Whether this message is stored as it is here. */
  isStored(message: ChatMessage): boolean {
    const stored = this.#messages.get(message.id);
    return stored !== undefined && this.#isSame(stored, message, this.#deleted);
  }

  /** What has changed since. */
  changes(tree: MessageTree): TreeChanges {
    const whole: ChatMessage[] = [];
    const changed: string[] = [];
    const pieces: MessagePiece[] = [];
    const deleted = this.#missing(tree);
    const gone = new Map([...this.#deleted, ...deleted.map((message) => [message.id, message] as const)]);
    for (const message of tree.messages) {
      const stored = this.#messages.get(message.id);
      if (stored === undefined) whole.push(this.#unmoved(message, gone));
      else if (this.#isSame(stored, message, gone)) this.#messages.set(message.id, message);
      else {
        const piece = this.#piece(stored, message, gone);
        if (piece !== null) pieces.push(piece);
        else {
          whole.push(this.#unmoved(message, gone));
          changed.push(message.id);
        }
      }
    }
    return { whole, changed, pieces, deleted };
  }

  /** What has been added to the ends of messages, and nothing else of what has changed. */
  growth(tree: MessageTree): MessagePiece[] {
    return tree.messages.flatMap((message) => {
      const stored = this.#messages.get(message.id);
      const piece = stored === undefined || stored === message ? null : addedText(stored, message);
      return piece === null || piece.text === '' ? [] : [piece];
    });
  }

  #missing({ messages }: MessageTree): DeletedMessage[] {
    let known = 0;
    for (const { id } of messages) if (this.#messages.has(id)) known += 1;
    if (known === this.#messages.size) return [];
    const there = new Set(messages.map(({ id }) => id));
    return [...this.#messages.values()]
      .filter(({ id }) => !there.has(id))
      .map((message) => ({
        id: message.id,
        parentId: this.#parents.get(message.id) ?? null,
        length: lengthOf(message),
      }));
  }

  #isSame(stored: ChatMessage, message: ChatMessage, gone: Deletions): boolean {
    if (this.#doubtful.has(message.id) || !this.#isInPlace(message, gone)) return false;
    return stored === message || isSame(stored, { ...message, parentId: stored.parentId });
  }

  /** What it follows on the disk; `undefined` when nobody knows. */
  #parentOf(id: string): string | null | undefined {
    return this.#parents.has(id) ? this.#parents.get(id) : this.#deleted.get(id)?.parentId;
  }

  /** The message as it is stored: moved by no deletion. So it finds its place, whatever is put back by whom. */
  #unmoved(message: ChatMessage, gone: Deletions): ChatMessage {
    const parentId = this.#parentOf(message.id);
    if (parentId === undefined || parentId === message.parentId || !this.#isInPlace(message, gone)) return message;
    return { ...message, parentId };
  }

  /** Whether it follows what it follows on the disk, or what is left of that: for a deletion nothing else is written. */
  #isInPlace({ id, parentId }: ChatMessage, gone: Deletions): boolean {
    let stored = this.#parentOf(id);
    for (let steps = gone.size; steps > 0 && stored !== parentId && stored; steps -= 1) {
      stored = gone.get(stored)?.parentId;
    }
    return stored === parentId;
  }

  #piece(stored: ChatMessage, message: ChatMessage, gone: Deletions): MessagePiece | null {
    if (message.status !== 'streaming' || this.#doubtful.has(message.id) || !this.#isInPlace(message, gone))
      return null;
    if (!isSame({ ...stored, parts: [] }, { ...message, parentId: stored.parentId, parts: [] })) return null;
    const whole = this.#wholeLength.get(message.id) ?? 0;
    if (lastLength(message) - whole > Math.max(whole, PIECES_LENGTH)) return null;
    return addedText(stored, message);
  }
}

type Deletions = ReadonlyMap<string, DeletedMessage>;

/** What was added to the end of the last part; `null` when the parts differ in anything else. */
function addedText(stored: ChatMessage, message: ChatMessage): MessagePiece | null {
  const index = message.parts.length - 1;
  const before = stored.parts[index];
  const now = message.parts[index];
  if (stored.parts.length !== message.parts.length || !isText(before) || !isText(now)) return null;
  if (!now.text.startsWith(before.text) || !isSame({ ...before, text: '' }, { ...now, text: '' })) return null;
  if (message.parts.some((part, other) => other !== index && part !== stored.parts[other])) return null;
  return { messageId: message.id, start: before.text.length, text: now.text.slice(before.text.length) };
}

/** The message with its pieces put on, in order. They may overlap; one that leaves a gap is of another time. */
export function withPieces(
  message: ChatMessage,
  pieces: readonly { readonly start: number; readonly text: string }[],
): ChatMessage {
  const last = message.parts.at(-1);
  if (pieces.length === 0 || !isText(last)) return message;
  let { text } = last;
  for (const piece of [...pieces].sort((a, b) => a.start - b.start)) {
    const known = text.length - piece.start;
    if (known >= 0 && known < piece.text.length) text += piece.text.slice(known);
  }
  return text === last.text ? message : { ...message, parts: [...message.parts.slice(0, -1), { ...last, text }] };
}

/**
 * Whether two messages say the same, in whatever objects: a session may copy what it is given, and
 * storing that again would go to and fro between two tabs without end.
 */
function isSame(one: object, other: object): boolean {
  const keys = Object.keys(one) as (keyof typeof one)[];
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => {
    const [a, b] = [one[key], other[key]] as [unknown, unknown];
    if (a === b) return true;
    if (a instanceof Error || b instanceof Error) return String(a) === String(b);
    return typeof a === 'object' && typeof b === 'object' && a !== null && b !== null && isSame(a, b);
  });
}

function isText(part: MessagePart | undefined): part is Extract<MessagePart, { type: 'text' | 'reasoning' }> {
  return part?.type === 'text' || part?.type === 'reasoning';
}

function lastLength({ parts }: ChatMessage): number {
  const last = parts.at(-1);
  return isText(last) ? last.text.length : 0;
}
