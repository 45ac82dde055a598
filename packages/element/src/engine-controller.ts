/** The model behind one element: makes it or takes the page's, starts it, and frees it when the element goes. */
import type {
  ChatOptions,
  ChatSession,
  ChatState,
  EngineState,
  Generate,
  LocalLLM,
  MessageTree,
  RunTask,
} from '@local-llm-chat/core';
import { createLocalLLM, initialChatState, initialEngineState, LocalLLMError } from '@local-llm-chat/core/page';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type EngineSettings, engineSettings } from './engine-settings.js';
import { StoreController } from './store-controller.js';

/** What the element was told, and how it hears of changes. */
export interface EngineHost extends ReactiveControllerHost, EngineSettings {
  readonly isConnected: boolean;
  readonly system: string | undefined;
  readonly request: ChatOptions['request'] | undefined;
  readonly tools: readonly unknown[] | undefined;
  readonly knowledge: unknown;
  readonly autoload: boolean;
}

/** How the element hears of changes. */
export interface EngineListener {
  engineChanged(now: EngineState, before: EngineState | null): void;
  /** The conversation that is shown has changed; that another one is shown is no change. */
  chatChanged(now: ChatState, before: ChatState): void;
  /** The element is gone from its document. */
  left(): void;
  /** Does what a message asks for instead of an answer. */
  readonly runTask: RunTask;
  /** Answers with the tools or from the documents of the page. */
  answer(chat: ChatSession, generate: Generate, ...request: Parameters<Generate>): ReturnType<Generate>;
}

/**
 * Owns the lifetime. What the element made itself is unloaded when the element leaves its document
 * for longer than a task; a model that the page gave is the page's.
 */
export class EngineController implements ReactiveController {
  readonly #host: EngineHost;
  readonly #engine: StoreController<EngineState>;
  readonly #chatState: StoreController<ChatState>;
  #llm: LocalLLM | null = null;
  #isOwn = false;
  #chat: ChatSession | null = null;
  /** Sessions with an answer under way, whether they are shown or not. */
  readonly #answering = new Set<ChatSession>();
  readonly #listener: EngineListener;
  #loading: AbortController | null = null;
  #unloading: Promise<void> = Promise.resolve();
  /** Models that are being unloaded. */
  readonly #leftBehind = new Set<LocalLLM | null>();
  /** Set from a removal until the end of its task. */
  #leaving: ReturnType<typeof setTimeout> | undefined;
  #hasLeft = false;
  /** Counts starts, so that one that was overtaken ends. */
  #start = 0;

  constructor(host: EngineHost, listener: EngineListener) {
    this.#host = host;
    this.#listener = listener;
    this.#engine = new StoreController(host, (now, before) => listener.engineChanged(now, before));
    this.#chatState = new StoreController(host, (now, before) => before && listener.chatChanged(now, before));
    host.addController(this);
  }

  get engineState(): EngineState {
    const state = this.#engine.snapshot ?? initialEngineState;
    // Back in the page before the unload has ended: what still calls itself ready will be gone in a moment.
    return this.#leftBehind.has(this.#llm) ? { ...initialEngineState, choice: state.choice } : state;
  }

  get chatState(): ChatState {
    return this.#chatState.snapshot ?? initialChatState;
  }

  get chat(): ChatSession | null {
    return this.#chat;
  }

  get llm(): LocalLLM | null {
    return this.#llm;
  }

  hostConnected(): void {
    clearTimeout(this.#leaving);
    this.#leaving = undefined;
    if (!this.#hasLeft) return;
    this.#hasLeft = false;
    if (this.#llm !== null) void this.#begin();
  }

  hostDisconnected(): void {
    // A move is a removal and an insertion in one task: nothing is to be lost by it.
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => this.#leave(), 0);
  }

  /** Called with each update of the element: makes the model once its settings are known. */
  settle({ isOther }: { isOther: boolean }): void {
    if (this.#llm !== null && !isOther) return;
    if (this.#llm !== null) this.#release();
    if (!this.#host.isConnected && this.#host.llm === undefined) {
      this.#forget();
      return; // Made when the element is in a document.
    }
    const { llm } = this.#host;
    this.#isOwn = llm === undefined;
    this.#llm = llm ?? createLocalLLM(engineSettings(this.#host));
    this.#chat = this.createChat(this.#chat ? leftBehind(this.#chat) : undefined);
    this.#engine.watch(this.#llm);
    this.#chatState.watch(this.#chat);
    if (this.#host.isConnected) void this.#begin();
  }

  /** A session with the present model: a new one, or one that goes on with these messages. */
  createChat(restore?: MessageTree): ChatSession {
    if (this.#llm === null) throw new LocalLLMError('not-loaded', 'There is no model yet.');
    const chat: ChatSession = this.#llm.createChat({ ...this.#chatOptions(() => chat), restore });
    chat.subscribe(() => {
      if (chat.getSnapshot().status === 'idle') this.#answering.delete(chat);
      else this.#answering.add(chat);
    });
    return chat;
  }

  /** Shows another session; an answer in the one before goes on. */
  show(chat: ChatSession): void {
    this.#chat = chat;
    this.configure();
    this.#chatState.watch(chat);
  }

  /** Takes another system prompt and other limits; the next turn uses them. */
  configure(): void {
    const chat = this.#chat;
    chat?.configure(this.#chatOptions(() => chat));
  }

  /** Loads the model, downloading it if need be. */
  async load(): Promise<void> {
    const llm = this.#llm;
    if (llm === null) return;
    await this.#unloading;
    const loading = new AbortController();
    this.#loading = loading;
    try {
      await llm.load({ signal: loading.signal });
    } finally {
      if (this.#loading === loading) this.#loading = null;
    }
  }

  /** Calls off the load that this element started. */
  cancelLoad(): void {
    this.#loading?.abort();
  }

  #chatOptions(chat: () => ChatSession): ChatOptions {
    const { system, request, tools, knowledge } = this.#host;
    const { answer, runTask } = this.#listener;
    const generate = this.#llm?.generate;
    return {
      ...(system ? { system } : {}),
      ...(request ? { request } : {}),
      ...(generate && (tools?.length || knowledge)
        ? { generate: (...asked) => answer(chat(), generate, ...asked) }
        : {}),
      runTask,
    };
  }

  async #begin(): Promise<void> {
    this.#start += 1;
    const start = this.#start;
    const llm = this.#llm;
    await this.#unloading;
    if (start !== this.#start || llm === null) return;
    try {
      const { onDevice } = await llm.prepare();
      if (start === this.#start && (onDevice || this.#host.autoload)) await this.load();
    } catch {
      // The engine's state says what went wrong, and is what the element shows.
    }
  }

  #leave(): void {
    this.#leaving = undefined;
    this.#hasLeft = true;
    this.#release();
    this.#listener.left();
  }

  /** Lets go of the present model: its answers stop, and it is unloaded if it was made here. */
  #release(): void {
    this.#start += 1;
    for (const chat of this.#answering) chat.stop();
    this.#loading?.abort();
    const llm = this.#llm;
    if (llm === null || !this.#isOwn) return;
    // One after another: a load that starts during an unload would be undone by it.
    this.#unloading = Promise.all([this.#unloading, this.#unload(llm)]).then(() => undefined);
  }

  async #unload(llm: LocalLLM): Promise<void> {
    this.#leftBehind.add(llm);
    await llm.unload().catch(() => undefined);
    this.#leftBehind.delete(llm);
    this.#host.requestUpdate();
  }

  #forget(): void {
    this.#llm = null;
    this.#chat = null;
    this.#engine.watch(null);
    this.#chatState.watch(null);
  }
}

/** What a session has said, for one that goes on with another model: an answer under way ends with the old one. */
function leftBehind(chat: ChatSession): MessageTree {
  const { tree, status } = chat.getSnapshot();
  if (status === 'idle') return tree;
  const messages = tree.messages.map((message) =>
    message.status === 'pending' || message.status === 'streaming'
      ? ({ ...message, status: 'stopped', finishReason: 'abort' } as const)
      : message,
  );
  return { ...tree, messages };
}
