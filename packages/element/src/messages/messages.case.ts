/** Conversations that already are, for tests and stories of messages. */
import type { ChatMessage, FilePart, LocalLLM, MessagePart, MessageTree } from '@local-llm-chat/core';
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';

/** A fake model whose conversation begins with these messages. */
export function llmWith(tree: MessageTree, script: FakeLLMOptions = {}): LocalLLM {
  const llm = createFakeLLM(script);
  return { ...llm, createChat: (options) => llm.createChat({ ...options, restore: tree }) };
}

/** One message. */
export function message(
  id: string,
  role: ChatMessage['role'],
  parentId: string | null,
  content: string | readonly MessagePart[],
  more: Partial<ChatMessage> = {},
): ChatMessage {
  return {
    id,
    role,
    parentId,
    createdAt: Date.UTC(2026, 4, 12, 9, 30),
    parts: typeof content === 'string' ? [{ type: 'text', text: content }] : content,
    status: 'complete',
    ...(role === 'assistant'
      ? {
          model: 'SmolLM2 135M',
          usage: {
            promptTokens: 40,
            cachedTokens: 0,
            completionTokens: 212,
            timeToFirstTokenMs: 810,
            decodeTokensPerSecond: 14.2,
          },
        }
      : {}),
    ...more,
  };
}

/** A text that was given along with a question. */
export function file(id: string, name: string, more: Partial<FilePart> = {}): FilePart {
  const text = 'The soil should dry between two waterings.\n\n'.repeat(20);
  return { type: 'file', id, name, mediaType: 'text/plain', bytes: 48_200, text, source: 'file', ...more };
}

/** A question and an answer. */
export const SHORT: MessageTree = {
  messages: [
    message('q', 'user', null, 'How often do I water a Monstera?'),
    message('a', 'assistant', 'q', 'About **once a week**. Check the soil first.'),
  ],
  leafId: 'a',
};

/** An answer that was asked for three times; the second one is shown. */
export const BRANCHED: MessageTree = {
  messages: [
    message('q', 'user', null, 'How often do I water a Monstera?'),
    message('a1', 'assistant', 'q', 'Every day.'),
    message('a2', 'assistant', 'q', 'About **once a week**.'),
    message('a3', 'assistant', 'q', 'When the soil is dry.'),
  ],
  leafId: 'a2',
};

/** As many messages, half of them answers with some Markdown. */
export function longTree(count: number): MessageTree {
  const messages = Array.from({ length: count }, (_, index) => {
    const number = Math.floor(index / 2) + 1;
    const parentId = index === 0 ? null : `m${index - 1}`;
    return index % 2 === 0
      ? message(`m${index}`, 'user', parentId, `Question ${number}: what about plant number ${number}?`)
      : message(
          `m${index}`,
          'assistant',
          parentId,
          `Plant **${number}** needs:\n\n1. light, at least \`${number}\` hours\n2. water, not too much\n\nMore is in ` +
            `the [guide](https://example.org/${number}).${number % 7 === 0 ? `\n\n${'It likes company. '.repeat(40)}` : ''}`,
        );
  });
  return { messages, leafId: messages.at(-1)?.id ?? null };
}
