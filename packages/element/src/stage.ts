/** Which parts of the chat there are for a state of engine and conversation: pure. */
import type { ChatState, EngineState } from '@local-llm-chat/core';

/** A message can be sent now. */
export function canAnswer({ status, choice }: EngineState, { messages }: ChatState): boolean {
  // An engine that failed with its model on the device starts itself again with the next request.
  const startsItself = status === 'failed' && choice?.onDevice === true && messages.length > 0;
  return status === 'ready' || status === 'busy' || startsItself;
}

/** The last answer can be asked for again. An engine that starts anew after a loss can be asked already, and comes to it. */
export function canAnswerAgain(engine: EngineState, chat: ChatState): boolean {
  const isBack = engine.status === 'loading' && chat.messages.at(-1)?.status === 'failed';
  return canAnswer(engine, chat) || isBack;
}

/** There is a field to write in. */
export function hasComposer({ status }: EngineState, { messages }: ChatState): boolean {
  return ['downloading', 'loading', 'ready', 'busy'].includes(status) || messages.length > 0;
}

/** An engine that died during an answer is told of there, and comes back with "Try again". */
export function isToldByMessage(engine: EngineState, chat: ChatState): boolean {
  return engine.status === 'failed' && chat.messages.at(-1)?.status === 'failed' && canAnswer(engine, chat);
}
