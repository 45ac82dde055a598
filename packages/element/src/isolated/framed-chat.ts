/** The chat in the frame: does what the page says, and tells what happens. */
import {
  createIsolatedLLM,
  Fields,
  type Handler,
  type Handlers,
  isolatedShelf,
  type Link,
} from '@local-llm-chat/core/isolate';
import '../define.js';
import type { LocalLLM } from '@local-llm-chat/core';
import {
  LLMErrorEvent,
  LLMFeedbackEvent,
  LLMMessageEvent,
  LLMProgressEvent,
  ModelChangeEvent,
  StatusChangeEvent,
} from '../events.js';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { setModelShelf } from '../models/shelf.js';
import { conversationMessage, errorMessage, messageMessage, stateMessage } from './event-message.js';
import { readLook } from './look-message.js';
import { readSettings } from './settings-message.js';

const LONGEST_MESSAGE = 1_000_000;

/** The chat is all there is in the frame, and the page shows through around its corners. */
const WHOLE = 'body { margin: 0; background: transparent; } local-llm-chat { --llm-block-size: 100dvb; }';

/** Made before the link, whose questions it answers. */
export class FramedChat {
  #link: Link | null = null;
  #chat: LocalLLMChat | null = null;
  #llm: LocalLLM | null = null;

  readonly handlers: Handlers = new Map<string, Handler>([
    ['settings', (data) => this.#settle(data)],
    ['look', (data) => this.#look(data)],
    ['load', async () => this.#do((chat) => chat.load())],
    ['send', async (data) => this.#do((chat) => chat.send(new Fields(data).text('text', LONGEST_MESSAGE)))],
    ['continue', async () => this.#do((chat) => chat.continue())],
    ['stop', () => this.#do((chat) => chat.stop())],
    ['pause-download', () => this.#do((chat) => chat.pauseDownload())],
    ['resume-download', () => this.#do((chat) => chat.resumeDownload())],
    [
      'clear',
      () =>
        this.#do((chat) => {
          chat.clear();
          this.#tellConversation();
        }),
    ],
    ['focus', () => this.#do((chat) => chat.focus())],
  ]);

  open(link: Link): void {
    this.#link = link;
    link.tell('open', null);
  }

  #do(work: (chat: LocalLLMChat) => Promise<void> | void): undefined | Promise<undefined> {
    const done = this.#chat && work(this.#chat);
    return done instanceof Promise ? done.then(() => undefined) : undefined;
  }

  #settle(data: unknown): undefined {
    const { contextWindow, ...settings } = readSettings(data);
    const chat = this.#chat ?? document.createElement('local-llm-chat');
    if (this.#link !== null && this.#llm === null) {
      this.#llm = createIsolatedLLM(this.#link, { contextWindow });
      setModelShelf(this.#llm, isolatedShelf(this.#link));
      chat.llm = this.#llm;
      // Kept nowhere, so there is no list to choose from.
      chat.threads = 'none';
    }
    Object.assign(chat, settings);
    if (this.#chat !== null) return;
    this.#chat = chat;
    const whole = new CSSStyleSheet();
    whole.replaceSync(WHOLE);
    document.adoptedStyleSheets = [whole];
    this.#listen(chat, this.#llm as LocalLLM);
    document.body.append(chat);
    void chat.updateComplete.then(() => this.#link?.tell('ready', null));
  }

  #look(data: unknown): undefined {
    const { look, lang, dir } = readLook(data);
    const { documentElement: root } = document;
    root.lang = lang;
    root.dir = dir;
    for (const name of [...root.style]) if (!look.has(name)) root.style.removeProperty(name);
    for (const [name, value] of look) root.style.setProperty(name, value);
  }

  #listen(chat: LocalLLMChat, llm: LocalLLM): void {
    const tell = (name: string, data: unknown) => this.#link?.tell(name, data);
    for (const type of [StatusChangeEvent.type, LLMProgressEvent.type, ModelChangeEvent.type]) {
      chat.addEventListener(type, () => tell('state', { type, state: stateMessage(llm.getSnapshot()) }));
    }
    chat.addEventListener(LLMMessageEvent.type, ({ message }) => {
      this.#tellConversation();
      tell('message', messageMessage(message));
    });
    chat.addEventListener(LLMFeedbackEvent.type, (event) => {
      if (event instanceof LLMFeedbackEvent)
        tell('feedback', { message: messageMessage(event.message), rating: event.rating });
    });
    chat.addEventListener(LLMErrorEvent.type, ({ error, source }) =>
      tell('error', { error: errorMessage(error), source: source === 'message' ? 'message' : 'engine' }),
    );
    // A frame without an origin of its own can open nothing: the page asks the visitor, and opens it.
    addEventListener(
      'click',
      (event) => {
        const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
        if (link === undefined || !/^(https?|mailto):$/.test(link.protocol)) return;
        event.preventDefault();
        tell('link', { url: link.href });
      },
      { capture: true },
    );
  }

  #tellConversation(): void {
    this.#link?.tell('conversation', conversationMessage(this.#chat?.messages ?? []));
  }
}
