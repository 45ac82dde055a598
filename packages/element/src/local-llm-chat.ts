/** `<local-llm-chat>`: a conversation with a model that runs in the visitor's browser. */
import {
  type ChatMessage,
  type ChatOptions,
  type ChatState,
  type EngineState,
  type EngineStatus,
  type LocalLLM,
  LocalLLMError,
  type ModelChoice,
  type WorkerMode,
} from '@local-llm-chat/core';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { chatHeader, emptyState } from './chat-frame.js';
import { Composer } from './composer.js';
import { EngineController, isOtherModel } from './engine-controller.js';
import { nextFrame } from './frame.js';
import { styles } from './local-llm-chat.styles.js';
import { en } from './locales/en.js';
import { loadMarkdown } from './markdown/markdown.js';
import { MessageList } from './message-list.js';
import { modelPanel } from './model-panel.js';
import { Reporter } from './reporter.js';

const strings = en;

/** A change of one of these makes another engine. */
const ENGINE_SETTINGS = ['model', 'engine', 'llm', 'workerMode', 'enginesUrl'] as const;

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
 * @csspart cancel-button - "Cancel".
 * @csspart retry-button - "Try again".
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
    placeholder: {},
    heading: {},
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
  /** The hint in the empty message field. */
  declare placeholder: string | undefined;
  /** The title above the conversation; empty for none. */
  declare heading: string | undefined;
  /** A model to use instead of making one, e.g. one that several elements share. It is never unloaded here. */
  declare llm: LocalLLM | undefined;

  readonly #engine = new EngineController(this, {
    engineChanged: (now, before) => {
      this.#reporter.engineChanged(now, before);
      this.#onEngine(now, before);
    },
    chatChanged: (now, before) => this.#reporter.chatChanged(now, before),
  });
  readonly #list = new MessageList(this);
  readonly #composer = new Composer(this);
  readonly #reporter = new Reporter(this, strings, (id) => this.#list.shownText(id));
  /** The visitor has pressed the button and waits: the field gets the focus when all is ready. */
  #isAwaited = false;
  #movesFocus = false;

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
    if (chat === null || !this.#canAnswer()) throw new LocalLLMError('not-loaded', 'The model is not ready.');
    this.#list.scrollToEnd();
    await chat.send(text);
  }

  /** Stops the answer that is being written; what it has said stays. */
  stop(): void {
    this.#engine.chat?.stop();
  }

  /** Forgets the conversation and starts a new one. */
  clear(): void {
    this.#engine.chat?.clear();
  }

  /** Puts the focus where the visitor can go on: the message field, or the button before it. */
  override focus(options?: FocusOptions): void {
    if (this.#hasComposer()) this.#composer.focus();
    else this.renderRoot.querySelector<HTMLElement>('.panel button, .panel')?.focus(options);
  }

  /** A move within the document by `moveBefore` changes nothing. */
  connectedMoveCallback(): void {}

  /** While an answer streams, one update a frame is all that can be seen. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.#engine.chatState.status === 'streaming') await nextFrame();
    super.scheduleUpdate();
  }

  protected override update(changed: PropertyValues<this>): void {
    this.#engine.settle({ isOther: ENGINE_SETTINGS.some((setting) => changed.has(setting)) });
    if (changed.has('system') || changed.has('request')) this.#engine.configure();
    if (changed.has('autoload') && this.autoload && this.status === 'awaiting-consent') this.#load();
    super.update(changed);
  }

  protected override updated(): void {
    if (this.#movesFocus) {
      this.#movesFocus = false;
      if (this.#mayMoveFocus()) this.#focusNext();
    }
  }

  protected override render(): TemplateResult {
    const engine = this.#engine.engineState;
    const chat = this.#engine.chatState;
    const isCompact = chat.messages.length > 0;
    const hasComposer = this.#hasComposer();
    const panel = this.#isToldByMessage(engine, chat)
      ? nothing
      : modelPanel(engine, { strings, isCompact, onLoad: this.#onLoad, onCancel: this.#onCancel });
    return html`
      <div class="wish"></div>
      <section class="chat" part="chat" aria-label=${this.heading || strings.heading} @keydown=${this.#onKeydown}>
        ${chatHeader(engine, { strings, heading: this.heading, isNew: !isCompact, onNew: this.#onNew })}
        ${
          panel === nothing || isCompact
            ? this.#list.render(chat, {
                strings,
                canAnswer: this.#canAnswer(),
                onRetry: this.#onRetry,
                empty: emptyState(strings),
              })
            : html`<div class="stage">${panel}</div>`
        }
        ${isCompact ? panel : nothing}
        ${
          hasComposer
            ? this.#composer.render({
                strings,
                placeholder:
                  engine.status === 'downloading' || engine.status === 'loading'
                    ? strings.composer.placeholderLoading
                    : this.placeholder || strings.composer.placeholder,
                canSend: this.#canAnswer(),
                isAnswering: chat.status !== 'idle',
                onSend: this.#onSend,
                onStop: this.#onStop,
              })
            : nothing
        }
        <footer class="footer" part="footer"><slot name="footer">${hasComposer ? html`<span class="hint">${strings.footer}</span>` : nothing}</slot></footer>
        ${this.#reporter.render()}
      </section>
    `;
  }

  /** An engine that died during an answer is told of there, and comes back with "Try again". */
  #isToldByMessage(engine: EngineState, chat: ChatState): boolean {
    return engine.status === 'failed' && chat.messages.at(-1)?.status === 'failed' && this.#canAnswer();
  }

  #canAnswer(): boolean {
    const { status, choice } = this.#engine.engineState;
    // An engine that failed with its model on the device starts itself again with the next request.
    return (
      status === 'ready' ||
      status === 'busy' ||
      (status === 'failed' && choice?.onDevice === true && this.messages.length > 0)
    );
  }

  /** After a button is gone with its panel: on to what took its place. */
  #focusNext(): void {
    const next =
      this.renderRoot.querySelector<HTMLElement>('.panel .primary') ?? this.renderRoot.querySelector('.panel');
    if (this.#canAnswer() || next === null) this.focus();
    else (next as HTMLElement).focus();
  }

  #hasComposer(): boolean {
    return ['downloading', 'loading', 'ready', 'busy'].includes(this.status) || this.messages.length > 0;
  }

  #load(): void {
    // Failures are in the engine's state, which is what is shown.
    void this.#engine.load().catch(() => undefined);
  }

  readonly #onLoad = (): void => {
    this.#isAwaited = true;
    this.#load();
  };

  readonly #onCancel = (): void => {
    this.#isAwaited = false;
    this.#movesFocus = true;
    this.#engine.cancelLoad();
  };

  readonly #onSend = (text: string): void => {
    void this.send(text).catch(() => undefined);
  };

  readonly #onStop = (): void => this.stop();

  readonly #onRetry = (): void => {
    this.#list.scrollToEnd();
    void this.#engine.chat?.retry().catch(() => undefined);
    this.#composer.focus();
  };

  readonly #onNew = (): void => {
    this.clear();
    this.#reporter.announce(strings.announce.cleared);
    this.#movesFocus = true;
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || this.#engine.chatState.status === 'idle') return;
    event.preventDefault();
    this.stop();
    this.#composer.focus();
  };

  #onEngine(now: EngineState, before: EngineState | null): void {
    if (now.status === before?.status) return;
    if (now.loaded !== null || now.status === 'downloading' || now.status === 'loading') {
      void loadMarkdown(this.renderRoot);
    }
    // The button that was pressed goes with its panel: the focus goes on to what takes its place.
    if (this.#isAwaited) this.#movesFocus = true;
    if (now.status !== 'downloading' && now.status !== 'loading') this.#isAwaited = false;
  }

  /** The focus is moved only within the element, or when it was lost with a button that has gone. */
  #mayMoveFocus(): boolean {
    const root = this.getRootNode() as Document | ShadowRoot;
    const active = root.activeElement;
    return active === this || active === null || active === this.ownerDocument.body;
  }
}
