/** The events of `<local-llm-chat>`, as classes, so that listeners are typed. They bubble and leave shadow roots. */
import type { ChatMessage, EngineState, EngineStatus, LocalLLMError } from '@local-llm-chat/core';

const ANNOUNCEMENT = { bubbles: true, composed: true } as const;

/** The engine's status has changed, e.g. from `downloading` to `loading`. */
export class StatusChangeEvent extends Event {
  static readonly type = 'llm-statuschange';
  /** The status now. */
  readonly status: EngineStatus;
  /** All there is to know about the engine at that moment. */
  readonly state: EngineState;

  constructor(state: EngineState) {
    super(StatusChangeEvent.type, ANNOUNCEMENT);
    this.status = state.status;
    this.state = state;
  }
}

/** A message is final: the visitor's when it is sent, the answer when it has ended, whichever way. */
export class LLMMessageEvent extends Event {
  static readonly type = 'llm-message';
  readonly message: ChatMessage;

  constructor(message: ChatMessage) {
    super(LLMMessageEvent.type, ANNOUNCEMENT);
    this.message = message;
  }
}

/** Something failed: the engine (`engine`) or one answer (`message`). Cancelling is no failure. */
export class LLMErrorEvent extends Event {
  static readonly type = 'llm-error';
  readonly error: LocalLLMError;
  readonly source: 'engine' | 'message';

  constructor(error: LocalLLMError, source: 'engine' | 'message') {
    super(LLMErrorEvent.type, ANNOUNCEMENT);
    this.error = error;
    this.source = source;
  }
}

declare global {
  interface HTMLElementEventMap {
    'llm-statuschange': StatusChangeEvent;
    'llm-message': LLMMessageEvent;
    'llm-error': LLMErrorEvent;
  }
}
