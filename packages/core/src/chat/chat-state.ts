/** A conversation as data: a pure reducer over a tree of messages. */
import type { ChatMessage, MessageStatus, MessageTree } from '../messages.js';
import { type ContextUse, initialContextUse } from './context-use.js';
import { type BranchPlace, branchPlaces, shownBranch } from './message-tree.js';
import type { TurnProgress } from './task-turn.js';

/** `idle`: the user's turn. `waiting`: sent, no text yet. `streaming`: the answer grows. */
export type ChatStatus = 'idle' | 'waiting' | 'streaming';

/** All there is to know about a conversation. */
export interface ChatState {
  readonly status: ChatStatus;
  /** The branch that is shown, oldest first. While an answer is written, it is the last one. */
  readonly messages: readonly ChatMessage[];
  /** The conversation with all its branches: what to keep, and to give to `restore`. */
  readonly tree: MessageTree;
  /** Those shown messages that have others beside them, by id: which one of how many it is. */
  readonly branches: ReadonlyMap<string, BranchPlace>;
  /**
   * What the request under way uses of the context window; when none is, what the next one would before a question is
   * added. As of the last change of the conversation or its settings.
   */
  readonly context: ContextUse;
  /** How many of the oldest messages are left out of the request, because the context window is full. */
  readonly omittedMessages: number;
  /** How far the task under way has come; `null` when none is, or it does not tell. */
  readonly progress: TurnProgress | null;
}

export type ChatAction =
  | {
      readonly type: 'conversation-change';
      readonly tree: MessageTree;
      readonly context: ContextUse;
      readonly status: ChatStatus;
    }
  | { readonly type: 'context-change'; readonly context: ContextUse }
  | { readonly type: 'progress-change'; readonly progress: TurnProgress }
  | { readonly type: 'answer-change'; readonly change: Partial<ChatMessage> };

/** An empty conversation. */
export const initialChatState: ChatState = {
  status: 'idle',
  messages: [],
  tree: { messages: [], leafId: null },
  branches: new Map(),
  context: initialContextUse,
  omittedMessages: 0,
  progress: null,
};

/** Pure: the same state and action always give the same next state. */
export function reduceChat(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case 'conversation-change': {
      const { tree, context, status } = action;
      const messages = shownBranch(tree);
      const branches = branchPlaces(tree.messages, messages);
      const progress = status === 'idle' ? null : state.progress;
      return { status, messages, tree, branches, context, omittedMessages: context.omittedMessages, progress };
    }
    case 'context-change': {
      const { context } = action;
      if (JSON.stringify(context) === JSON.stringify(state.context)) return state;
      return { ...state, context, omittedMessages: context.omittedMessages };
    }
    case 'progress-change':
      return { ...state, progress: action.progress };
    case 'answer-change': {
      const { messages, tree } = state;
      const last = messages.at(-1);
      if (last === undefined) return state;
      const answer = { ...last, ...action.change };
      const status = statusBy(action.change.status) ?? state.status;
      return {
        ...state,
        status,
        progress: status === 'idle' ? null : state.progress,
        messages: [...messages.slice(0, -1), answer],
        // It was begun last, or nearly so: looking from the end finds it at once, however long the conversation is.
        tree: { ...tree, messages: tree.messages.with(tree.messages.lastIndexOf(last), answer) },
      };
    }
  }
}

/** What the status of the answer under way says about the conversation. */
function statusBy(status: MessageStatus | undefined): ChatStatus | undefined {
  if (status === undefined || status === 'streaming') return status;
  return status === 'pending' ? 'waiting' : 'idle';
}
