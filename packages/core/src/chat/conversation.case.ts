/** Messages and files to test with. */
import { type ChatMessage, type FilePart, type MessagePart, messageText } from '../messages.js';
import type { ChatSession } from './chat-session.js';

let count = 0;

export function message(
  role: ChatMessage['role'],
  text: string,
  { parts = [], ...rest }: Partial<ChatMessage> = {},
): ChatMessage {
  count += 1;
  const said: readonly MessagePart[] = text === '' ? [] : [{ type: 'text', text }];
  const base = { id: `message-${count}`, parentId: null, createdAt: count, status: 'complete' } as const;
  return { ...base, role, parts: [...parts, ...said], ...rest };
}

export function textFile(text: string, { name = 'notes.txt', ...rest }: Partial<FilePart> = {}): FilePart {
  count += 1;
  const bytes = new TextEncoder().encode(text).length;
  return { type: 'file', id: `file-${count}`, name, mediaType: 'text/plain', bytes, text, source: 'file', ...rest };
}

/** What is shown, a line a message. */
export function shown(chat: ChatSession): string[] {
  return chat.getSnapshot().messages.map((shownMessage) => `${shownMessage.role}: ${messageText(shownMessage)}`);
}
