/** A conversation as data: a pure reducer over messages. */
import type { LocalLLMError } from '../errors.js';
import type { GenerationEvent } from '../generate.js';
import type { ChatMessage, MessagePart } from '../messages.js';

/** `idle`: the user's turn. `waiting`: sent, no text yet. `streaming`: the answer grows. */
export type ChatStatus = 'idle' | 'waiting' | 'streaming';

/** All there is to know about a conversation. */
export interface ChatState {
  readonly status: ChatStatus;
  readonly messages: readonly ChatMessage[];
  /** How many of the oldest messages the last request left out, because the context window was full. */
  readonly omittedMessages: number;
}

export type ChatAction =
  | { readonly type: 'turn-start'; readonly user: ChatMessage | null; readonly assistantId: string }
  | { readonly type: 'turn-continue' }
  | { readonly type: 'history-fit'; readonly omittedMessages: number }
  | { readonly type: 'generation-event'; readonly event: GenerationEvent }
  | { readonly type: 'turn-fail'; readonly error: LocalLLMError }
  | { readonly type: 'clear' };

/** An empty conversation. */
export const initialChatState: ChatState = { status: 'idle', messages: [], omittedMessages: 0 };

/** Pure: the same state and action always give the same next state. */
export function reduceChat(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case 'turn-start': {
      const assistant: ChatMessage = { id: action.assistantId, role: 'assistant', parts: [], status: 'pending' };
      const before = action.user ? [...state.messages, action.user] : withoutLastAnswer(state.messages);
      return { ...state, status: 'waiting', messages: [...before, assistant] };
    }
    case 'turn-continue': {
      const last = state.messages.at(-1);
      if (last === undefined) return state;
      // Why it ended is no longer true; what it has said stays.
      const { error: _error, finishReason: _reason, ...rest } = last;
      return {
        ...state,
        status: 'waiting',
        messages: [...state.messages.slice(0, -1), { ...rest, status: 'pending' }],
      };
    }
    case 'history-fit':
      return action.omittedMessages === state.omittedMessages
        ? state
        : { ...state, omittedMessages: action.omittedMessages };
    case 'generation-event':
      return reduceEvent(state, action.event);
    case 'turn-fail':
      if (state.status === 'idle') return state;
      return { ...changeLast(state, { status: 'failed', error: action.error }), status: 'idle' };
    case 'clear':
      return initialChatState;
  }
}

function reduceEvent(state: ChatState, event: GenerationEvent): ChatState {
  // A late event of a turn that was cleared or has failed changes nothing.
  const last = state.messages.at(-1);
  if (state.status === 'idle' || last === undefined) return state;
  switch (event.type) {
    case 'generation-start':
    case 'prefill-progress':
      return state;
    case 'text-delta':
      return {
        ...changeLast(state, { status: 'streaming', parts: appendText(last.parts, event.text) }),
        status: 'streaming',
      };
    case 'usage':
      return changeLast(state, { usage: event.usage });
    case 'finish':
      return {
        ...changeLast(state, {
          status: event.reason === 'abort' ? 'stopped' : 'complete',
          finishReason: event.reason,
        }),
        status: 'idle',
      };
  }
}

function changeLast(state: ChatState, change: Partial<ChatMessage>): ChatState {
  const last = state.messages.at(-1);
  if (last === undefined) return state;
  return { ...state, messages: [...state.messages.slice(0, -1), { ...last, ...change }] };
}

function withoutLastAnswer(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  return messages.at(-1)?.role === 'assistant' ? messages.slice(0, -1) : messages;
}

function appendText(parts: readonly MessagePart[], text: string): readonly MessagePart[] {
  const last = parts.at(-1);
  if (last?.type !== 'text') return [...parts, { type: 'text', text }];
  return [...parts.slice(0, -1), { type: 'text', text: last.text + text }];
}
