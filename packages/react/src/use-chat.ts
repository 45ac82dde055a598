/** One conversation for as long as a component lives. */
import {
  type ChatMessage,
  type ChatOptions,
  type ChatSession,
  type ChatStatus,
  isLocalLLMError,
  type LocalLLM,
} from '@local-llm-chat/core';
import { useCallback, useEffect, useState } from 'react';
import { useLifetime } from './use-lifetime.js';
import { useStore } from './use-store.js';

/** What {@link useChat} returns. The functions stay the same from render to render. */
export interface UseChatResult {
  /** The conversation, oldest first. An answer that failed carries its `error`. */
  readonly messages: readonly ChatMessage[];
  /** `idle`: the user's turn. `waiting`: sent, no text yet. `streaming`: the answer grows. */
  readonly status: ChatStatus;
  /**
   * Sends a message; resolves when the answer has ended, to whether the message was sent. It is not
   * when it is empty or while an answer is being written.
   */
  readonly send: (text: string) => Promise<boolean>;
  /** Stops the running answer; what it has said stays. */
  readonly stop: () => void;
  /** Asks for another answer beside the last one, which stays as a branch. Resolves like `send`. */
  readonly retry: () => Promise<boolean>;
  /** Goes on with the last answer where it was cut off: by a stop, a length limit or a failure. Resolves like `send`. */
  readonly proceed: () => Promise<boolean>;
  /** Stops, and forgets the conversation. */
  readonly clear: () => void;
  /** How many of the oldest messages the last request left out, because the context window was full. */
  readonly omittedMessages: number;
}

/**
 * A conversation with a model. It starts anew when `llm` is another one; changed options count from
 * the next message on. An answer that still runs when the component is unmounted is stopped.
 *
 * @example
 * ```tsx
 * import { messageText } from '@local-llm-chat/core';
 * import { useChat, useLocalLLM } from '@local-llm-chat/react';
 *
 * export function Chat() {
 *   const { llm, state, load } = useLocalLLM();
 *   const { messages, send, status, stop } = useChat(llm, { system: 'Answer briefly.' });
 *   if (state.loaded === null) return <button onClick={load}>Load the model</button>;
 *   return (
 *     <>
 *       {messages.map((message) => (
 *         <p key={message.id}>{messageText(message)}</p>
 *       ))}
 *       <button onClick={() => send('Tell me a story.')}>Ask</button>
 *       <button onClick={stop} disabled={status === 'idle'}>Stop</button>
 *     </>
 *   );
 * }
 * ```
 */
export function useChat(llm: LocalLLM, options: Omit<ChatOptions, 'runTask'> = {}): UseChatResult {
  const [made, setMade] = useState(() => ({ llm, chat: llm.createChat(options) }));
  let current = made;
  if (made.llm !== llm) {
    current = { llm, chat: llm.createChat(options) };
    setMade(current);
  }
  const { chat } = current;

  // Options are plain data, written in place at every render.
  const settings = JSON.stringify(options);
  useEffect(() => chat.configure(JSON.parse(settings) as ChatOptions), [chat, settings]);
  useLifetime(chat, end);

  const send = useCallback((text: string) => accepted(chat.send(text)), [chat]);
  const stop = useCallback(() => chat.stop(), [chat]);
  const retry = useCallback(() => accepted(chat.retry()), [chat]);
  const proceed = useCallback(() => accepted(chat.continue()), [chat]);
  const clear = useCallback(() => chat.clear(), [chat]);

  const { messages, status, omittedMessages } = useStore(chat);
  return { messages, status, send, stop, retry, proceed, clear, omittedMessages };
}

/** A session refuses an empty text or a second answer by throwing; a button's handler need not care. */
async function accepted(turn: Promise<void>): Promise<boolean> {
  try {
    await turn;
    return true;
  } catch (error) {
    if (isLocalLLMError(error) && (error.code === 'invalid-request' || error.code === 'busy')) return false;
    throw error;
  }
}

function end(chat: ChatSession): void {
  chat.stop();
}
