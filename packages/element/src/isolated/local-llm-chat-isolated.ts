/** `<local-llm-chat-isolated>`: the chat in a frame that can reach nothing, and the page's side of it. */
import type { ChatMessage, EngineState, EngineStatus } from '@local-llm-chat/core';
import {
  Fields,
  type Handler,
  type Handlers,
  type Link,
  type ModelService,
  readError,
  serveModels,
} from '@local-llm-chat/core/isolate';
import { initialEngineState, LocalLLMError } from '@local-llm-chat/core/page';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import {
  LLMErrorEvent,
  LLMFeedbackEvent,
  LLMMessageEvent,
  LLMProgressEvent,
  ModelChangeEvent,
  StatusChangeEvent,
} from '../events.js';
import { LanguageController } from '../language-controller.js';
import { en } from '../locales/en.js';
import { enIsolated } from '../locales/en-isolated.js';
import { addEnglish } from '../locales/english.js';
import { readConversation, readMessage, readState } from './event-message.js';
import { FrameDoor } from './frame-door.js';
import { frameFile } from './frame-file.js';
import { isolatedStyles } from './isolated.styles.js';
import { IsolatedSettings } from './isolated-settings.js';
import { leaveDialog, readLink } from './leave-dialog.js';
import { LookWatch } from './look-watch.js';
import { settingsMessage } from './settings-message.js';

/** A change of one of these begins anew, in another frame. */
const FRAME_SETTINGS = ['model', 'enginesUrl', 'frameUrl', 'workerMode', 'contextWindow'] as const;

/** What the frame can be made to do. */
type Command = 'load' | 'send' | 'continue' | 'stop' | 'pause-download' | 'resume-download' | 'clear' | 'focus';

/**
 * A private AI assistant in a frame of its own: it has no origin, no storage and no network, and speaks with the page by
 * messages alone. The page fetches the model, checks it and keeps it on the device, and hands it in.
 *
 * @summary The chat, in a sandboxed frame without network.
 *
 * @example
 * ```html
 * <script type="module" src="/node_modules/@local-llm-chat/element/isolated.js"></script>
 * <local-llm-chat-isolated heading="Ask about our plants"></local-llm-chat-isolated>
 * ```
 *
 * @tag local-llm-chat-isolated
 *
 * @event {StatusChangeEvent} llm-statuschange - The engine's status has changed.
 * @event {LLMProgressEvent} llm-progress - A download or a start has come further, or stands still; at most ten a second.
 * @event {ModelChangeEvent} llm-modelchange - Another model was chosen, by the visitor or because one did not work.
 * @event {LLMMessageEvent} llm-message - A message was sent, or an answer has ended.
 * @event {LLMErrorEvent} llm-error - The frame, the engine or an answer has failed.
 * @event {LLMFeedbackEvent} llm-feedback - The visitor rates an answer or takes the rating back; only with `feedback`.
 *
 * @csspart frame - The frame.
 * @csspart panel - What stands in its place until it is there, or where it did not come.
 * @csspart details - The technical details of an error.
 * @csspart retry-button - "Try again".
 * @csspart link-dialog - The question before a link is opened.
 * @csspart link-button - Opens it.
 * @csspart cancel-button - Does not.
 * @csspart button - Every button.
 *
 * @cssproperty [--llm-block-size=min(36rem, 80dvb)] - The height.
 */
export class LocalLLMChatIsolated extends IsolatedSettings {
  static override styles = isolatedStyles;

  readonly #language = new LanguageController(this);
  readonly #look = new LookWatch(this, (look) => this.#link?.tell('look', look));
  #models: ModelService | null = null;
  #door: FrameDoor | null = null;
  #link: Link | null = null;
  #opened = Promise.withResolvers<void>();
  #isReady = false;
  #failure: LocalLLMError | null = null;
  #state: EngineState = initialEngineState;
  #messages: readonly ChatMessage[] = [];
  #leaving: URL | null = null;

  constructor() {
    super();
    addEnglish(en, 'first');
    addEnglish(enIsolated);
    this.#opened.promise.catch(() => undefined);
  }

  /** The engine's status, as the frame tells. */
  get status(): EngineStatus {
    return this.#state.status;
  }

  /** The conversation so far, as the frame tells: texts alone, and of a very long one the end. */
  get messages(): readonly ChatMessage[] {
    return this.#messages;
  }

  /**
   * Makes the model ready, downloading it if need be: call it only when the visitor agrees.
   *
   * @throws LocalLLMError with the `code` of what went wrong.
   */
  async load(): Promise<void> {
    await this.#command('load');
  }

  /**
   * Sends a message as if the visitor had; resolves when the answer has ended, whichever way.
   *
   * @throws LocalLLMError `not-loaded` before the model is ready, `busy` while an answer is written,
   *   `invalid-request` for an empty text.
   */
  async send(text: string): Promise<void> {
    await this.#command('send', { text });
  }

  /** Stops the answer that is being written; what it has said stays. */
  stop(): void {
    this.#order('stop');
  }

  /**
   * Goes on with the last answer where it was cut off.
   *
   * @throws LocalLLMError `invalid-request` when there is no such answer, `busy` while one is written.
   */
  async continue(): Promise<void> {
    await this.#command('continue');
  }

  /** Holds the download back. Does nothing when none runs. */
  pauseDownload(): void {
    this.#order('pause-download');
  }

  /** Lets the download go on where it was. */
  resumeDownload(): void {
    this.#order('resume-download');
  }

  /** Forgets the conversation and starts a new one. */
  clear(): void {
    this.#order('clear');
  }

  /** Puts the focus where the visitor can go on, in the frame. */
  override focus(options?: FocusOptions): void {
    const panel = this.renderRoot.querySelector<HTMLElement>('.state button');
    (panel ?? this.#door?.frame)?.focus(options);
    if (panel === null) this.#order('focus');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Made with the update, when all is set.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  /** A move within the document by `moveBefore` keeps the frame as it is. */
  connectedMoveCallback(): void {
    this.#language.follow();
    this.#look.look();
  }

  protected override async scheduleUpdate(): Promise<void> {
    if (this.#language.awaited !== null) await this.#language.awaited;
    super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#language.override(this.texts);
    if (changed.has('history') && this.history !== undefined && this.history !== 'memory') this.#warnOfHistory();
    if (!this.isConnected) return;
    if (FRAME_SETTINGS.some((setting) => changed.has(setting))) this.#close();
    if (this.#door === null && this.#failure === null) this.#open();
    else if (changed.size > 0) this.#link?.tell('settings', settingsMessage(this));
  }

  protected override render(): TemplateResult {
    const { texts, dir } = this.#language;
    const frame = this.#door?.frame;
    if (frame) frame.title = this.heading || texts.t('header.title');
    return html`
      <div class=${this.#isReady ? 'whole' : 'whole waiting'} lang=${texts.locale} dir=${dir ?? nothing}>
        ${frame ?? nothing} ${this.#isReady ? nothing : this.#panel()}
        ${leaveDialog(this.#leaving, texts, this.#stay)}
      </div>
    `;
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog !== null && !dialog.open) dialog.showModal();
    this.#look.look();
  }

  #panel(): TemplateResult {
    const { t } = this.#language.texts;
    if (this.#failure === null) {
      return html`<div class="state" part="panel"><p class="note" role="status">${t('isolated.opening')}</p></div>`;
    }
    return html`
      <div class="state" part="panel" role="alert">
        <h2>${t('isolated.failed')}</h2>
        <p>${t('error.worker-failed.action')}</p>
        <button class="button primary" part="button retry-button" @click=${this.#retry}>${t('button.retry')}</button>
        <details part="details">
          <summary>${t('button.details')}</summary>
          <p lang="en" dir="ltr">${this.#failure.message} ${this.#failure.hint}</p>
        </details>
      </div>
    `;
  }

  #open(): void {
    const { model, enginesUrl, workerMode } = this;
    this.#models = serveModels({ model, enginesUrl: enginesUrl || undefined, workerMode });
    this.#door = new FrameDoor({
      url: this.frameUrl ? new URL(this.frameUrl, document.baseURI).href : frameFile(),
      models: this.#models,
      handlers: this.#handlers,
      onOpen: (link) => {
        this.#link = link;
        this.#look.tell();
        link.tell('settings', settingsMessage(this));
        this.#opened.resolve();
      },
      onReady: () => {
        this.#isReady = true;
        this.requestUpdate();
      },
      onFailure: (error) => this.#fail(error),
    });
  }

  #close(): void {
    this.#door?.close();
    this.#door = null;
    this.#link = null;
    this.#models = null;
    this.#isReady = false;
    this.#failure = null;
    this.#leaving = null;
    this.#messages = [];
    this.#opened.reject(new LocalLLMError('aborted', 'The assistant was closed.'));
    this.#opened = Promise.withResolvers();
    this.#opened.promise.catch(() => undefined);
    this.#state = initialEngineState;
  }

  #fail(error: LocalLLMError): void {
    this.#close();
    this.#failure = error;
    this.#opened.reject(error);
    this.dispatchEvent(new LLMErrorEvent(error, 'engine'));
    this.requestUpdate();
  }

  readonly #retry = (): void => {
    this.#failure = null;
    this.#opened = Promise.withResolvers();
    this.#opened.promise.catch(() => undefined);
    this.requestUpdate();
  };

  async #command(name: Command, data: unknown = null): Promise<void> {
    await this.updateComplete;
    if (!this.isConnected) throw new LocalLLMError('aborted', 'The assistant is in no document.');
    await this.#opened.promise;
    await this.#link?.ask(name, data, () => undefined);
  }

  /** What needs no answer. Without a frame there is nothing to stop or to clear. */
  #order(name: Command): void {
    this.#link?.ask(name, null, () => undefined).catch(() => undefined);
  }

  /** What the frame may say besides what it asks about models. All of it is read as if an attacker had written it. */
  readonly #handlers: Handlers = new Map<string, Handler>([
    ['state', (data) => this.#onState(new Fields(data))],
    [
      'conversation',
      (data) => {
        this.#messages = readConversation(data);
        return undefined;
      },
    ],
    ['message', (data) => this.#tell(new LLMMessageEvent(readMessage(data)))],
    [
      'feedback',
      (data) => {
        const fields = new Fields(data);
        const rating = fields.has('rating') ? fields.word('rating', ['good', 'bad']) : null;
        return this.#tell(new LLMFeedbackEvent(readMessage(fields.any('message')), rating));
      },
    ],
    [
      'error',
      (data) => {
        const fields = new Fields(data);
        const source = fields.word('source', ['engine', 'message']);
        return this.#tell(new LLMErrorEvent(readError(fields.any('error')), source));
      },
    ],
    ['link', (data) => this.#onLink(new Fields(data).text('url', 100_000))],
  ]);

  #tell(event: Event): undefined {
    this.dispatchEvent(event);
  }

  #onState(fields: Fields): undefined {
    const type = fields.word('type', [StatusChangeEvent.type, LLMProgressEvent.type, ModelChangeEvent.type]);
    const state = readState(fields.any('state'), (id) => this.#models?.find(id));
    const before = this.#state;
    this.#state = state;
    if (type === ModelChangeEvent.type && state.choice !== null) {
      this.dispatchEvent(new ModelChangeEvent(state.choice, before.choice?.model ?? null));
    } else if (type === LLMProgressEvent.type) {
      this.dispatchEvent(new LLMProgressEvent(state));
    } else if (state.status !== before.status) {
      this.dispatchEvent(new StatusChangeEvent(state));
    }
  }

  /** One question at a time, and none that the visitor did not cause: a press in the frame counts here too. */
  #onLink(text: string): undefined {
    const isPressed = navigator.userActivation?.isActive !== false;
    if (this.#leaving !== null || !isPressed) return;
    this.#leaving = readLink(text);
    this.requestUpdate();
  }

  readonly #stay = (): void => {
    this.#leaving = null;
    this.requestUpdate();
    this.#door?.frame.focus();
  };

  #warnOfHistory(): void {
    // biome-ignore lint/suspicious/noConsole: for the site's developer, who has set what cannot be.
    console.warn(
      '<local-llm-chat-isolated> keeps conversations in memory alone: its frame has no storage. `history` has no effect.',
    );
  }
}
