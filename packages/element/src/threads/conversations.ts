/** The conversations of one chat: which of them is shown. What keeps and lists them is fetched when it is needed. */
import type { ChatSession, MessageTree } from '@local-llm-chat/core';
import type { LitElement } from 'lit';
import { LateCode } from '../late-code.js';
import type { Texts } from '../texts.js';
import type { DraftField, ThreadKeeper } from './thread-keeper.js';

/** Where the list of conversations stands: at the side where there is room, over the chat, or nowhere. */
export type ThreadsForm = 'auto' | 'sidebar' | 'sheet' | 'none';

/** What a page sets. */
export interface ThreadsSettings {
  readonly history: 'memory' | 'device' | undefined;
  readonly historyName: string | undefined;
  readonly threads: ThreadsForm | undefined;
}

/** What conversations need of their chat. */
export interface ConversationsContext {
  /** The element that has the settings, and fires the events. */
  readonly host: LitElement & ThreadsSettings;
  texts(): Texts;
  announce(text: string): void;
  /** The session that is shown; `null` while there is no engine. */
  chat(): ChatSession | null;
  createChat(restore?: MessageTree): ChatSession;
  /** Shows another session. */
  show(chat: ChatSession): void;
  /** Where the visitor writes. */
  field(): DraftField | null;
  /** Puts the focus where the visitor can go on. */
  focusNext(): void;
}

/** The conversation that was read last is waited for this long, in milliseconds, before a greeting is shown. */
const OPENING_MS = 600;

/** Fetches, and hands over. */
export class Conversations {
  readonly context: ConversationsContext;
  /** The code of what keeps and lists them, once it is here. */
  part: typeof import('./threads-part.js') | null = null;
  readonly late: LateCode<void>;
  /** They are read from the device: one may be shown in a moment, so it is no time to greet. */
  isOpening = false;
  #keeper: ThreadKeeper | null = null;
  #isBegun = false;

  constructor(context: ConversationsContext) {
    this.context = context;
    this.late = new LateCode(context.host, async () => {
      this.part = await import('./threads-part.js');
      this.#keeper = new this.part.ThreadKeeper(context);
    });
  }

  /** What keeps them, once it is here. */
  get keeper(): ThreadKeeper | null {
    return this.#keeper;
  }

  /** Called with each update, once there is a session. */
  settle(): void {
    const { host, chat } = this.context;
    if (chat() === null) return;
    this.#keeper = this.#keeper?.current() ?? null;
    if (this.#isBegun || (host.history !== 'device' && host.threads !== 'sidebar')) return;
    this.#isBegun = true;
    if (this.#keeper !== null) return;
    this.isOpening = host.history === 'device';
    const end = () => {
      this.isOpening = false;
      host.requestUpdate();
    };
    setTimeout(end, OPENING_MS);
    this.fetch().then((keeper) => keeper.started.then(end), end);
  }

  /** The keeper, fetched if need be; rejects with the browser's error. */
  async fetch(): Promise<ThreadKeeper> {
    await this.late.fetch();
    return this.#keeper as ThreadKeeper;
  }
}
