/** `<local-llm-chat>`: a conversation with a model that runs in the visitor's browser. */
import type {
  ChatMessage,
  ChatOptions,
  EngineState,
  EngineStatus,
  LocalLLM,
  LocalLLMOptions,
  ModelChoice,
  WorkerMode,
} from '@local-llm-chat/core';
import { isLocalLLMError, LocalLLMError } from '@local-llm-chat/core/page';
import { LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { type ChatActions, chatView } from './chat-view.js';
import { Composer } from './composer.js';
import { EngineController, isOtherModel } from './engine-controller.js';
import { FocusKeeper } from './focus-keeper.js';
import { nextFrame } from './frame.js';
import { LanguageController, type TextOverrides } from './language-controller.js';
import { styles } from './local-llm-chat.styles.js';
import type { TextKey } from './locales/english.js';
import { loadMarkdown } from './markdown/markdown.js';
import { MessageList } from './message-list.js';
import { Models } from './models/models.js';
import { Reporter } from './reporter.js';
import { canAnswer, hasComposer } from './stage.js';

/** A change of one of these makes another engine. */
const ENGINE_SETTINGS = ['model', 'engine', 'llm', 'workerMode', 'enginesUrl', 'share'] as const;

/**
 * A private AI assistant: a model is loaded into this browser when the visitor agrees, and every
 * answer is written on their device.
 *
 * @summary A chat with a model that runs in the visitor's browser.
 *
 * @example
 * ```html
 * <script type="module" src="/node_modules/@local-llm-chat/element/define.js"></script>
 * <local-llm-chat heading="Ask about our plants" system="You know everything about house plants."></local-llm-chat>
 * ```
 *
 * @tag local-llm-chat
 *
 * @event {StatusChangeEvent} llm-statuschange - The engine's status has changed.
 * @event {LLMProgressEvent} llm-progress - A download or a start has come further, or stands still; at most ten a second.
 * @event {ModelChangeEvent} llm-modelchange - Another model was chosen, by the visitor or because one did not work.
 * @event {LLMMessageEvent} llm-message - A message was sent, or an answer has ended.
 * @event {LLMErrorEvent} llm-error - The engine or an answer has failed.
 *
 * @slot header - Replaces the heading.
 * @slot empty - Replaces the greeting of an empty conversation.
 * @slot footer - Replaces the line below the message field.
 *
 * @csspart chat - The whole, inside the element.
 * @csspart header - The row with heading, model line and "new conversation".
 * @csspart heading - The heading.
 * @csspart about - The model line with its panel.
 * @csspart about-summary - The model line itself.
 * @csspart about-panel - What opens from it.
 * @csspart panel - The surface of every state before the conversation.
 * @csspart panel-checking - The panel while the device is examined.
 * @csspart panel-start - The panel of the first visit.
 * @csspart panel-downloading - The panel of the download.
 * @csspart panel-loading - The panel while the model is put into memory.
 * @csspart panel-failed - The panel of an error.
 * @csspart panel-unsupported - The panel where nothing can run.
 * @csspart panel-title - A panel's title.
 * @csspart emblem - The round picture above a panel's title.
 * @csspart facts - Model, licence and download size.
 * @csspart progress - The bar of download and start.
 * @csspart figures - Bytes, speed and time left.
 * @csspart details - The technical details of an error.
 * @csspart log - The scrolling conversation.
 * @csspart messages - The column of messages.
 * @csspart message - Every message.
 * @csspart user-message - A message of the visitor.
 * @csspart bubble - The box around the visitor's text.
 * @csspart assistant-message - An answer.
 * @csspart markdown - An answer's text.
 * @csspart code-block - A block of code.
 * @csspart code-header - Its language and copy button.
 * @csspart inline-code - Code within a line.
 * @csspart table - The scrolling frame of a table.
 * @csspart link - Every link.
 * @csspart typing-indicator - The three dots before the first word.
 * @csspart note - Quiet lines: stopped, length limit, left-out messages.
 * @csspart message-error - Why an answer failed.
 * @csspart message-actions - The buttons below an answer.
 * @csspart empty - The greeting of an empty conversation.
 * @csspart composer - The box around the message field.
 * @csspart input - The message field.
 * @csspart send-button - The send button.
 * @csspart stop-button - The same button while an answer is written.
 * @csspart button - Every button with a text.
 * @csspart start-button - "Download and start".
 * @csspart pause-button - "Pause", and "Resume" while it is paused.
 * @csspart cancel-button - "Cancel".
 * @csspart retry-button - "Try again", "Continue download".
 * @csspart continue-button - "Continue", below an answer that was cut off.
 * @csspart others-button - "Other models".
 * @csspart change-button - "Change model", in the model line's panel.
 * @csspart storage-button - "Make room", where the storage is full.
 * @csspart models - The sheet where models are changed and deleted.
 * @csspart model-options - The list of models to choose from.
 * @csspart model-option - One of them.
 * @csspart use-button - Starts the model that is picked there.
 * @csspart storage - What is stored on the device.
 * @csspart stored-model - One stored model.
 * @csspart storage-room - How much room there is.
 * @csspart close-button - Closes the sheet.
 * @csspart delete-button - Deletes one model, after a question.
 * @csspart delete-all-button - Deletes all of them, after a question.
 * @csspart keep-button - Answers that question with no.
 * @csspart confirm-button - Answers it with yes.
 * @csspart icon-button - Every button with a picture alone.
 * @csspart new-button - "New conversation".
 * @csspart copy-button - "Copy answer".
 * @csspart again-button - "Answer again".
 * @csspart latest-button - "Jump to the latest message".
 * @csspart footer - The line below the message field.
 *
 * @cssproperty [--llm-accent] - Buttons, progress and focus.
 * @cssproperty [--llm-on-accent] - Text on the accent colour.
 * @cssproperty [--llm-surface] - The background.
 * @cssproperty [--llm-text] - The text. Quieter text, lines and fills derive from it and the surface.
 * @cssproperty [--llm-muted] - Quiet text.
 * @cssproperty [--llm-border] - Lines.
 * @cssproperty [--llm-fill] - Soft surfaces: code, facts.
 * @cssproperty [--llm-bubble] - The background of the visitor's messages.
 * @cssproperty [--llm-danger] - Errors.
 * @cssproperty [--llm-radius=1rem] - Roundness; smaller parts derive from it.
 * @cssproperty [--llm-space=1rem] - The unit of every gap.
 * @cssproperty [--llm-column=46rem] - The widest that text runs.
 * @cssproperty [--llm-mono] - The font of code.
 */
export class LocalLLMChat extends LitElement {
  static override styles = styles;

  static override properties = {
    model: { hasChanged: isOtherModel },
    engine: {},
    system: {},
    request: { attribute: false },
    autoload: { type: Boolean },
    workerMode: { attribute: 'worker-mode' },
    enginesUrl: { attribute: 'engines-url' },
    share: {},
    placeholder: {},
    heading: {},
    texts: { attribute: false },
    llm: { attribute: false },
  };

  /**
   * Which model: a catalogue id, or the URL of a GGUF file, of a manifest (`.json`) or of an MLC folder; as a
   * property also a record or a list of records, best first. Default: one that suits the device.
   */
  declare model: ModelChoice | undefined;
  /** `webllm` is the GPU, `wllama` the CPU. Default: `auto`, whichever works. */
  declare engine: 'auto' | 'webllm' | 'wllama' | undefined;
  /** What the model is told before the conversation. */
  declare system: string | undefined;
  /** Sampling and limits of every answer, e.g. `{ temperature: 0.2, maxTokens: 300 }`. */
  declare request: ChatOptions['request'] | undefined;
  /** Downloads and starts the model without asking the visitor first. */
  declare autoload: boolean;
  /** How the engine's worker starts: `blob` on hosts that can send no headers. Default: `auto`. */
  declare workerMode: WorkerMode | undefined;
  /** The folder of the engine files, when they are not beside this script. */
  declare enginesUrl: string | undefined;
  /** Who shares one loaded model: all tabs of the `site` (default), the elements of this `tab`, or `none`. */
  declare share: LocalLLMOptions['share'];
  /** The hint in the empty message field. */
  declare placeholder: string | undefined;
  /** The title above the conversation; empty for none. */
  declare heading: string | undefined;
  /**
   * Words of your own: ICU messages by the key of a text, as the guide "Languages" lists them, or a function that
   * returns the words for a key and `undefined` where the element's own are right.
   */
  declare texts: TextOverrides | undefined;
  /** A model to use instead of making one, e.g. one that several elements share. It is never unloaded here. */
  declare llm: LocalLLM | undefined;

  readonly #language = new LanguageController(this);
  readonly #engine = new EngineController(this, {
    engineChanged: (now, before) => {
      this.#reporter.engineChanged(now, before);
      this.#focus.engineChanged(now, before);
      this.#models.engineChanged(now, before);
      this.#onEngine(now, before);
    },
    chatChanged: (now, before) => this.#reporter.chatChanged(now, before),
  });
  readonly #list = new MessageList(this);
  readonly #composer = new Composer(this);
  readonly #reporter = new Reporter(
    this,
    () => this.#language.texts,
    (id) => this.#list.shownText(id),
  );
  readonly #focus = new FocusKeeper(this, () => this.#focusNext());
  readonly #models = new Models(this, {
    texts: () => this.#language.texts,
    llm: () => this.#engine.llm,
    engine: () => this.#engine.engineState,
    stop: () => this.stop(),
    load: () => this.#actions.load(),
    announce: (text) => this.#reporter.announce(text),
    focusNext: () => this.#focusNext(),
  });
  /** Why the visitor is asked anew. */
  #notice: Extract<TextKey, 'start.gone' | 'start.larger'> | null = null;

  constructor() {
    super();
    this.autoload = false;
  }

  /** The engine's status. */
  get status(): EngineStatus {
    return this.#engine.engineState.status;
  }

  /** The conversation so far. */
  get messages(): readonly ChatMessage[] {
    return this.#engine.chatState.messages;
  }

  /**
   * Makes the model ready, downloading it if need be: call it only when the visitor agrees.
   *
   * @throws LocalLLMError with the `code` of what went wrong.
   */
  async load(): Promise<void> {
    await this.updateComplete;
    await this.#engine.load();
  }

  /**
   * Sends a message as if the visitor had; resolves when the answer has ended, whichever way.
   *
   * @throws LocalLLMError `not-loaded` before the model is ready, `busy` while an answer is written,
   *   `invalid-request` for an empty text.
   */
  async send(text: string): Promise<void> {
    const { chat } = this.#engine;
    if (chat === null || !canAnswer(this.#engine.engineState, this.#engine.chatState))
      throw new LocalLLMError('not-loaded', 'The model is not ready.');
    this.#list.scrollToEnd();
    await chat.send(text);
  }

  /** Stops the answer that is being written; what it has said stays. */
  stop(): void {
    this.#engine.chat?.stop();
  }

  /**
   * Goes on with the last answer where it was cut off: by a stop, a length limit or a failure.
   *
   * @throws LocalLLMError `invalid-request` when there is no such answer, `busy` while one is written.
   */
  async continue(): Promise<void> {
    this.#list.scrollToEnd();
    await this.#engine.chat?.continue();
  }

  /** Holds the download back. Does nothing when none runs. */
  pauseDownload(): void {
    this.#engine.llm?.setPaused(true);
  }

  /** Lets the download go on where it was. */
  resumeDownload(): void {
    this.#engine.llm?.setPaused(false);
  }

  /** Forgets the conversation and starts a new one. */
  clear(): void {
    this.#engine.chat?.clear();
  }

  /** Puts the focus where the visitor can go on: the message field, or the button before it. */
  override focus(options?: FocusOptions): void {
    if (hasComposer(this.#engine.engineState, this.#engine.chatState)) this.#composer.focus();
    else this.renderRoot.querySelector<HTMLElement>('.panel button, .panel')?.focus(options);
  }

  /** A move within the document by `moveBefore` changes nothing but, perhaps, the language. */
  connectedMoveCallback(): void {
    this.#language.follow();
  }

  /** While an answer streams, one update a frame is all that can be seen. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.#engine.chatState.status === 'streaming') await nextFrame();
    this.#language.override(this.texts);
    if (!this.hasUpdated) await this.#language.firstTexts();
    super.scheduleUpdate();
  }

  protected override update(changed: PropertyValues<this>): void {
    this.#engine.settle({ isOther: ENGINE_SETTINGS.some((setting) => changed.has(setting)) });
    if (changed.has('system') || changed.has('request')) this.#engine.configure();
    if (changed.has('autoload') && this.autoload && this.status === 'awaiting-consent') void this.#load();
    super.update(changed);
  }

  protected override render(): TemplateResult {
    return chatView(this.#engine.engineState, this.#engine.chatState, {
      texts: this.#language.texts,
      dir: this.#language.dir,
      messageLang: this.#language.messageLang,
      heading: this.heading,
      placeholder: this.placeholder,
      notice: this.#notice && this.#language.texts.t(this.#notice),
      list: this.#list,
      composer: this.#composer,
      models: this.#models,
      reporter: this.#reporter,
      actions: this.#actions,
    });
  }

  /** After a button is gone with its panel: on to what took its place. */
  #focusNext(): void {
    const next =
      this.renderRoot.querySelector<HTMLElement>('.panel .primary') ?? this.renderRoot.querySelector('.panel');
    const { engineState, chatState } = this.#engine;
    if (canAnswer(engineState, chatState) || next === null) this.focus();
    else (next as HTMLElement).focus();
  }

  async #load(): Promise<void> {
    this.#notice = null;
    try {
      await this.#engine.load();
    } catch (error) {
      // Failures are in the engine's state, which is what is shown; a question that is asked anew is not.
      if (this.status !== 'awaiting-consent' || !isLocalLLMError(error) || error.code !== 'consent-needed') return;
      this.#notice = error.details['bytes'] === undefined ? 'start.gone' : 'start.larger';
      this.#reporter.announce(this.#language.texts.t(this.#notice));
      this.requestUpdate();
    }
  }

  readonly #actions: ChatActions = {
    load: () => {
      this.#focus.await();
      void this.#load();
    },
    cancel: () => {
      // The button goes when the engine has stopped, which may be some updates later.
      this.#focus.await();
      this.#engine.cancelLoad();
    },
    hold: (paused) => (paused ? this.pauseDownload() : this.resumeDownload()),
    models: (event, section = 'choice') => void this.#models.open(section, event.currentTarget),
    send: (text) => void this.send(text).catch(() => undefined),
    stop: () => this.stop(),
    retry: () => {
      this.#list.scrollToEnd();
      void this.#engine.chat?.retry().catch(() => undefined);
      this.#composer.focus();
    },
    proceed: () => {
      void this.continue().catch(() => undefined);
      this.#composer.focus();
    },
    begin: () => {
      this.clear();
      this.#reporter.announce(this.#language.texts.t('announce.cleared'));
      this.#focus.move();
    },
    keydown: (event) => {
      if (event.key !== 'Escape' || event.isComposing || this.#engine.chatState.status === 'idle') return;
      event.preventDefault();
      this.stop();
      this.#composer.focus();
    },
  };

  #onEngine(now: EngineState, before: EngineState | null): void {
    if (now.status === before?.status) return;
    if (now.loaded !== null || now.status === 'downloading' || now.status === 'loading') {
      void loadMarkdown(this.renderRoot);
    }
  }
}
