/** Finds what of a conversation is not stored yet: messages never change in place, so their identity tells. */
import type { ChatMessage, MessagePart, MessageTree } from '../messages.js';
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

  /** Takes note of messages that are stored as they are here. */
  add(messages: Iterable<ChatMessage>): void {
    for (const message of messages) {
      this.#messages.set(message.id, message);
      this.#wholeLength.set(message.id, lastLength(message));
    }
  }

  /** Takes note of changes that have been stored. */
  apply(tree: MessageTree, { whole, pieces, deleted }: TreeChanges): void {
    this.add(whole);
    const grown = new Set(pieces.map(({ messageId }) => messageId));
    for (const message of tree.messages) if (grown.has(message.id)) this.#messages.set(message.id, message);
    for (const { id } of deleted) {
      this.#messages.delete(id);
      this.#wholeLength.delete(id);
    }
  }

  /** Nothing is stored any more. */
  forget(): void {
    this.#messages.clear();
    this.#wholeLength.clear();
  }

  has(messageId: string): boolean {
    return this.#messages.has(messageId);
  }

  /** What has changed since. */
  changes(tree: MessageTree): TreeChanges {
    const whole: ChatMessage[] = [];
    const pieces: MessagePiece[] = [];
    let known = 0;
    for (const message of tree.messages) {
      const stored = this.#messages.get(message.id);
      if (stored !== undefined) known += 1;
      if (stored === message) continue;
      if (stored === undefined) whole.push(message);
      else if (isSame(stored, message)) this.#messages.set(message.id, message);
      else {
        const piece = this.#piece(stored, message);
        if (piece === null) whole.push(message);
        else pieces.push(piece);
      }
    }
    return { whole, pieces, deleted: known === this.#messages.size ? [] : this.#missing(tree) };
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
    const there = new Set(messages.map(({ id }) => id));
    return [...this.#messages.values()]
      .filter(({ id }) => !there.has(id))
      .map(({ id, parentId }) => ({ id, parentId }));
  }

  #piece(stored: ChatMessage, message: ChatMessage): MessagePiece | null {
    if (message.status !== 'streaming' || !isSame({ ...stored, parts: [] }, { ...message, parts: [] })) return null;
    const whole = this.#wholeLength.get(message.id) ?? 0;
    if (lastLength(message) - whole > Math.max(whole, PIECES_LENGTH)) return null;
    return addedText(stored, message);
  }
}

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
