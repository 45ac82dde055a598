/** What a conversation is made of: messages of typed parts. */
import type { LocalLLMError } from './errors.js';
import type { FinishReason, Usage } from './generate.js';

/** A piece of a message. More kinds will join; skip those you do not know. */
export type MessagePart = TextPart;

/** Text: Markdown from the assistant, as typed from the user. */
export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}

/** `pending`: no text yet. `streaming`: growing. The other three are final. */
export type MessageStatus = 'pending' | 'streaming' | 'complete' | 'stopped' | 'failed';

/** One message of a conversation. Never changed in place: a change is another object. */
export interface ChatMessage {
  /** Unique in its conversation. */
  readonly id: string;
  readonly role: 'user' | 'assistant';
  readonly parts: readonly MessagePart[];
  readonly status: MessageStatus;
  /** Why the answer ended; absent while it runs and on the user's messages. */
  readonly finishReason?: FinishReason;
  readonly usage?: Usage;
  /** Why the answer failed, on a message of status `failed`. */
  readonly error?: LocalLLMError;
}

/** True for an answer that was cut off after its first words: by a stop, a length limit or a failure. */
export function canContinue(message: ChatMessage): boolean {
  const isCut = message.status === 'stopped' || message.status === 'failed' || message.finishReason === 'length';
  return message.role === 'assistant' && isCut && messageText(message) !== '';
}

/** All text of a message, its parts joined. */
export function messageText(message: Pick<ChatMessage, 'parts'>): string {
  let text = '';
  for (const part of message.parts) if (part.type === 'text') text += part.text;
  return text;
}
