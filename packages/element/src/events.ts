/** The events of `<local-llm-chat>`, as classes, so that listeners are typed. They bubble and leave shadow roots. */
import type {
  ChatMessage,
  ChoiceReason,
  DownloadHold,
  EngineChoice,
  EngineId,
  EngineState,
  EngineStatus,
  LocalLLMError,
  ModelRecord,
} from '@local-llm-chat/core';
import { secondsLeft } from '@local-llm-chat/core/page';
import type { ThreadInfo } from '@local-llm-chat/core/threads';

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

/** A download or a start has come further, or stands still. At most ten a second. */
export class LLMProgressEvent extends Event {
  static readonly type = 'llm-progress';
  /** `download`: bytes come in. `load`: the model is put into memory. */
  readonly phase: 'download' | 'load';
  /** Bytes that are here, those found on the device included; `null` in the phase `load`. */
  readonly loadedBytes: number | null;
  /** Bytes in all; `null` while not every size is known, and in the phase `load`. */
  readonly totalBytes: number | null;
  /** Smoothed over the last seconds; `null` until it can be told. */
  readonly bytesPerSecond: number | null;
  /** Seconds until the download ends at the present speed; `null` until it can be told. */
  readonly secondsLeft: number | null;
  /** 0 to 1 of this phase; `null` when it cannot be told. */
  readonly fraction: number | null;
  /** Why nothing arrives just now; `null` while something does. */
  readonly hold: DownloadHold | null;

  constructor({ download, loadFraction }: EngineState) {
    super(LLMProgressEvent.type, ANNOUNCEMENT);
    this.phase = download === null ? 'load' : 'download';
    this.loadedBytes = download?.loadedBytes ?? null;
    this.totalBytes = download?.totalBytes ?? null;
    this.bytesPerSecond = download?.bytesPerSecond ?? null;
    this.secondsLeft = download && secondsLeft(download);
    this.fraction = download?.totalBytes ? download.loadedBytes / download.totalBytes : loadFraction;
    this.hold = download?.hold ?? null;
  }
}

/** Another model was chosen: by the check of the device, by the visitor, or because the one before did not work. */
export class ModelChangeEvent extends Event {
  static readonly type = 'llm-modelchange';
  readonly model: ModelRecord;
  readonly engine: EngineId;
  /** Oldest first: what was passed over and why, then why this one. */
  readonly reasons: readonly ChoiceReason[];
  /** The model before; `null` with the first one. */
  readonly previous: ModelRecord | null;

  constructor({ model, engine, reasons }: EngineChoice, previous: ModelRecord | null) {
    super(ModelChangeEvent.type, ANNOUNCEMENT);
    this.model = model;
    this.engine = engine;
    this.reasons = reasons;
    this.previous = previous;
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

/** The visitor rates an answer, or takes the rating back. Only with `feedback`. */
export class LLMFeedbackEvent extends Event {
  static readonly type = 'llm-feedback';
  /** The answer, with its rating. */
  readonly message: ChatMessage;
  /** `null`: taken back. */
  readonly rating: 'good' | 'bad' | null;

  constructor(message: ChatMessage, rating: 'good' | 'bad' | null) {
    super(LLMFeedbackEvent.type, ANNOUNCEMENT);
    this.message = message;
    this.rating = rating;
  }
}

/** Something failed: the engine (`engine`), one answer (`message`) or a summary (`summary`). Cancelling is no failure. */
export class LLMErrorEvent extends Event {
  static readonly type = 'llm-error';
  readonly error: LocalLLMError;
  readonly source: 'engine' | 'message' | 'summary' | 'search';

  constructor(error: LocalLLMError, source: LLMErrorEvent['source']) {
    super(LLMErrorEvent.type, ANNOUNCEMENT);
    this.error = error;
    this.source = source;
  }
}

/** The window of a chat was opened or closed, by whomever. */
export class OpenChangeEvent extends Event {
  static readonly type = 'llm-openchange';
  /** It is open now. */
  readonly open: boolean;

  constructor(open: boolean) {
    super(OpenChangeEvent.type, ANNOUNCEMENT);
    this.open = open;
  }
}

/** Another conversation is shown. */
export class ThreadChangeEvent extends Event {
  static readonly type = 'llm-threadchange';
  /** Its id, also while it has no message and is in no list. */
  readonly threadId: string;
  /** As it stands in the list; `null` while it has no message. */
  readonly thread: ThreadInfo | null;

  constructor(threadId: string, thread: ThreadInfo | null) {
    super(ThreadChangeEvent.type, ANNOUNCEMENT);
    this.threadId = threadId;
    this.thread = thread;
  }
}

declare global {
  interface HTMLElementEventMap {
    'llm-statuschange': StatusChangeEvent;
    'llm-progress': LLMProgressEvent;
    'llm-modelchange': ModelChangeEvent;
    'llm-message': LLMMessageEvent;
    'llm-error': LLMErrorEvent;
    'llm-feedback': LLMFeedbackEvent;
    'llm-threadchange': ThreadChangeEvent;
    'llm-openchange': OpenChangeEvent;
  }
}
