/** Everything behind one chat, whichever elements draw it: engine, conversation, language, and what can be done. */
import type {
  ChatMessage,
  ChatSession,
  ChatState,
  EngineState,
  Generate,
  GenerationEvent,
  LocalLLM,
  MessageDraft,
  TaskTurn,
} from '@local-llm-chat/core';
import { isLocalLLMError, LocalLLMError } from '@local-llm-chat/core/page';
import type { LitElement, PropertyValues, ReactiveController } from 'lit';
import type { ChatActions } from './chat-actions.js';
import type { ChatSettings } from './chat-settings.js';
import type { Composer } from './composer.js';
import { EngineController } from './engine-controller.js';
import { ENGINE_SETTINGS } from './engine-settings.js';
import { FocusKeeper } from './focus-keeper.js';
import { nextFrame } from './frame.js';
import { LanguageController } from './language-controller.js';
import { en } from './locales/en.js';
import { addEnglish, type TextKey } from './locales/english.js';
import type { MessageList } from './message-list.js';
import { Models } from './models/models.js';
import { Reporter } from './reporter.js';
import type { AnswerReading } from './speech/answer-reading.js';
import { canAnswer, hasComposer } from './stage.js';
import { Conversations } from './threads/conversations.js';

/** Answers are made with these. */
const ANSWER_SETTINGS = ['system', 'request', 'tools', 'knowledge'] as const;

/** An element that draws a chat or a piece of it, and the controllers that it draws with. */
export interface AssistantView {
  readonly host: LitElement;
  readonly list?: MessageList;
  readonly composer?: Composer;
  readonly models?: Models;
  /** Fetches what answers are drawn with. Called once a model is about to start. */
  prepare?(): void;
  /** Draws at once what has changed. Not for the element that has the settings: it is being drawn anyway. */
  draw?(): void;
}

/**
 * One assistant belongs to the element that has the settings, and is drawn with each update of it. Other elements
 * join as views and are drawn right after.
 */
export class Assistant implements ReactiveController {
  readonly #owner: ChatSettings;
  readonly #views = new Set<AssistantView>();
  readonly language: LanguageController;
  readonly reporter: Reporter;
  readonly #engine: EngineController;
  readonly #focus: FocusKeeper;
  /** All conversations, of which one is shown. */
  readonly conversations: Conversations;
  #isAwake = false;
  #reading: AnswerReading | null = null;
  #isReadingFetched = false;
  /** Why the visitor is asked anew. */
  #notice: Extract<TextKey, 'start.gone' | 'start.larger'> | null = null;

  constructor(owner: ChatSettings) {
    this.#owner = owner;
    addEnglish(en, 'first');
    // First, so that all views are drawn when the others look at them.
    owner.addController(this);
    this.language = new LanguageController(owner);
    this.#engine = new EngineController(owner, {
      engineChanged: (now, before) => this.#engineChanged(now, before),
      chatChanged: (now, before) => this.reporter.chatChanged(now, before),
      left: () => this.conversations.keeper?.leave(),
      runTask: (turn) => this.#runTask(turn),
      answer: (...parts) => this.#answer(...parts),
    });
    this.conversations = new Conversations({
      host: owner,
      texts: () => this.language.texts,
      announce: (text) => this.reporter.announce(text),
      chat: () => this.#engine.chat,
      createChat: (restore) => this.#engine.createChat(restore),
      show: (chat) => {
        this.#engine.show(chat);
        this.#scrollToEnd();
      },
      field: () => this.#find('composer'),
      focusNext: () => this.focusNext(),
    });
    this.reporter = new Reporter(
      owner,
      () => this.language.texts,
      (message) => this.#speak(message),
    );
    this.#focus = new FocusKeeper(owner, {
      hosts: () => [...this.#views].map(({ host }) => host),
      focusNext: () => this.focusNext(),
    });
  }

  get engineState(): EngineState {
    return this.#engine.engineState;
  }

  get chatState(): ChatState {
    return this.#engine.chatState;
  }

  /** The conversation that is shown; `null` before there is one. */
  get session(): ChatSession | null {
    return this.#engine.chat;
  }

  /** The model behind it; `null` before there is one. */
  get llm(): LocalLLM | null {
    return this.#engine.llm;
  }

  /** Reads answers aloud; `null` where the page did not ask for it. */
  get reading(): AnswerReading | null {
    return this.#owner.readAloud ? this.#reading : null;
  }

  /** Why the visitor is asked anew, in words. */
  get notice(): string | null {
    return this.#notice && this.language.texts.t(this.#notice);
  }

  /** Messages are shown, and with them what the visitor is asked. */
  get hasList(): boolean {
    return this.#find('list') !== null;
  }

  /** What the page has set. */
  get settings(): ChatSettings {
    return this.#owner;
  }

  /** The sheet of models: of the view that has one. */
  get models(): Models | null {
    return this.#find('models');
  }

  /** Draws with each change from now on, until what is returned is called. */
  join(view: AssistantView): () => void {
    this.#views.add(view);
    if (view.host !== this.#owner) this.wake();
    // What is kept of a draft goes into the field with the next update.
    if (view.composer) this.#owner.requestUpdate();
    if (this.engineState.loaded !== null) view.prepare?.();
    return () => void this.#views.delete(view);
  }

  /** A sheet of models that is drawn in `host`. */
  createModels(host: LitElement): Models {
    return new Models(host, {
      texts: () => this.language.texts,
      llm: () => this.#engine.llm,
      engine: () => this.engineState,
      stop: () => this.stop(),
      load: () => this.actions.load(),
      announce: (text) => this.reporter.announce(text),
      focusNext: () => this.focusNext(),
    });
  }

  /** Waits until the owner should be drawn: while an answer streams, one update a frame is all that can be seen. */
  async beforeUpdate(): Promise<void> {
    if (this.chatState.status === 'streaming') await nextFrame();
    this.language.override(this.#owner.texts);
    if (this.language.awaited !== null) await this.language.awaited;
  }

  /** From now on there is an engine behind the chat. */
  wake(): void {
    if (this.#isAwake) return;
    this.#isAwake = true;
    this.#owner.requestUpdate();
  }

  /** Takes in what the page has set. */
  settle(changed: PropertyValues<ChatSettings>): void {
    if (!this.#isAwake) return;
    this.#engine.settle({ isOther: ENGINE_SETTINGS.some((setting) => changed.has(setting)) });
    // They may be others than when the update was planned.
    this.language.override(this.#owner.texts);
    if (ANSWER_SETTINGS.some((setting) => changed.has(setting))) this.#engine.configure();
    this.conversations.settle();
    if (this.#owner.readAloud) void this.#fetchReading();
    const isAutomatic = changed.has('autoload') && this.#owner.autoload;
    if (isAutomatic && this.engineState.status === 'awaiting-consent') void this.#load();
  }

  hostUpdated(): void {
    for (const view of this.#views) view.draw?.();
  }

  async load(): Promise<void> {
    this.wake();
    await this.#owner.updateComplete;
    await this.#engine.load();
  }

  async send(message: string | MessageDraft): Promise<void> {
    const { chat } = this.#engine;
    if (chat === null || !canAnswer(this.engineState, this.chatState))
      throw new LocalLLMError('not-loaded', 'The model is not ready.');
    this.#scrollToEnd();
    await chat.send(message);
  }

  stop(): void {
    this.#engine.chat?.stop();
  }

  async continue(): Promise<void> {
    this.#scrollToEnd();
    await this.#engine.chat?.continue();
  }

  setPaused(paused: boolean): void {
    this.#engine.llm?.setPaused(paused);
  }

  clear(): void {
    this.#engine.chat?.clear();
  }

  /** Shows a conversation without messages; the one before stays in the list, where there is one. */
  async begin(): Promise<void> {
    const { threads, history } = this.#owner;
    if (threads === 'none' && history !== 'device') this.clear();
    else (await this.conversations.fetch()).begin();
  }

  /** Puts the last question into a field in its place. */
  editLast(): void {
    this.#find('list')?.editLast();
  }

  /** Puts the focus where the visitor can go on: the message field, or the button before it. */
  focus(options?: FocusOptions): void {
    if (hasComposer(this.engineState, this.chatState)) this.#find('composer')?.focus();
    else this.#query('.panel button, .panel')?.focus(options);
  }

  /** The same, and on from there to what comes once the device is known. */
  lead(): void {
    this.#focus.await();
    this.focusNext();
    // What is known by now may not be drawn yet.
    this.#focus.move();
    this.#owner.requestUpdate();
  }

  /** After a button is gone with its panel: on to what took its place. */
  focusNext(): void {
    const next = this.#query('.panel .primary') ?? this.#query('.panel');
    if (canAnswer(this.engineState, this.chatState) || next === null) this.focus();
    else next.focus();
  }

  readonly actions: ChatActions = {
    load: () => {
      this.#focus.await();
      void this.#load();
    },
    cancel: () => {
      // The button goes when the engine has stopped, which may be some updates later.
      this.#focus.await();
      this.#engine.cancelLoad();
    },
    hold: (paused) => this.setPaused(paused),
    models: (event, section = 'choice') => void this.models?.open(section, event.currentTarget),
    send: (message) => void this.send(message).catch(() => undefined),
    stop: () => this.stop(),
    retry: () => {
      this.#scrollToEnd();
      void this.#engine.chat?.retry().catch(() => undefined);
      this.#find('composer')?.focus();
    },
    proceed: () => {
      void this.continue().catch(() => undefined);
      this.#find('composer')?.focus();
    },
    begin: () => void this.#begin(),
    keydown: (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      if (this.#reading?.stop()) {
        event.preventDefault();
        return;
      }
      if (this.chatState.status === 'idle') return;
      event.preventDefault();
      this.stop();
      this.#find('composer')?.focus();
    },
  };

  /** Without it nothing is read aloud, and nothing else is missing. */
  async #fetchReading(): Promise<void> {
    if (this.#isReadingFetched) return;
    this.#isReadingFetched = true;
    const module = await import('./speech/answer-reading.js').catch(() => null);
    this.#reading = module && new module.AnswerReading(this.#owner);
  }

  async #runTask(turn: TaskTurn): Promise<string> {
    const { llm } = this.#engine;
    const { runTask } = await import('./tasks/run-task.js').catch(missing);
    if (llm === null) throw new LocalLLMError('not-loaded', 'There is no model yet.');
    return runTask(turn, { llm, setting: this.#owner.tasks, texts: this.language.texts });
  }

  async *#answer(
    chat: ChatSession,
    generate: Generate,
    ...asked: Parameters<Generate>
  ): AsyncGenerator<GenerationEvent> {
    const fetching = this.#owner.knowledge ? import('./knowledge/knowledge-desk.js') : import('./tools/tool-desk.js');
    const { answerQuestion } = await fetching.catch(missing);
    yield* answerQuestion(this, chat, generate, ...asked);
  }

  async #load(): Promise<void> {
    this.#notice = null;
    try {
      await this.#engine.load();
    } catch (error) {
      // Failures are in the engine's state, which is what is shown; a question that is asked anew is not.
      const isAsked = this.engineState.status === 'awaiting-consent';
      if (!isAsked || !isLocalLLMError(error) || error.code !== 'consent-needed') return;
      this.#notice = error.details['bytes'] === undefined ? 'start.gone' : 'start.larger';
      this.reporter.announce(this.language.texts.t(this.#notice));
      this.#owner.requestUpdate();
    }
  }

  async #begin(): Promise<void> {
    const { t } = this.language.texts;
    try {
      await this.begin();
      this.reporter.announce(t('announce.cleared'));
      this.#focus.move();
      this.#owner.requestUpdate();
    } catch {
      // The conversation stays, and with it the button: it can be pressed again. What is missing is said in the chat.
    }
  }

  #engineChanged(now: EngineState, before: EngineState | null): void {
    this.reporter.engineChanged(now, before);
    this.#focus.engineChanged(now, before);
    // Another model has another window, and the conversation another share of it.
    if (now.loaded !== null && now.loaded !== before?.loaded) this.#engine.configure();
    for (const { models } of this.#views) models?.engineChanged(now, before);
    if (now.status === before?.status) return;
    if (now.loaded === null && now.status !== 'downloading' && now.status !== 'loading') return;
    for (const view of this.#views) view.prepare?.();
  }

  #find<Name extends 'list' | 'composer' | 'models'>(name: Name): NonNullable<AssistantView[Name]> | null {
    for (const view of this.#views) if (view[name]) return view[name];
    return null;
  }

  #query(selector: string): HTMLElement | null {
    for (const { host } of this.#views) {
      const found = host.renderRoot?.querySelector<HTMLElement>(selector);
      if (found) return found;
    }
    return null;
  }

  #scrollToEnd(): void {
    for (const { list } of this.#views) list?.scrollToEnd();
  }

  #speak(message: ChatMessage): string | null {
    for (const { list } of this.#views) {
      const text = list?.speak(message) ?? null;
      if (text !== null) return text;
    }
    return null;
  }
}

function missing(cause: unknown): never {
  throw new LocalLLMError('network', 'A part of the page could not be fetched.', { cause });
}
