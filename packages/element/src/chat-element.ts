/** An element that owns a chat: its settings, the assistant behind it, and what a page can make it do. */
import type { ChatMessage, EngineStatus } from '@local-llm-chat/core';
import type { PropertyValues } from 'lit';
import { Assistant } from './assistant.js';
import { ChatSettings } from './chat-settings.js';
import { own, ownersChanged } from './owners.js';

/** What `<local-llm-chat>` and `<local-llm-session>` can do alike. */
export class ChatElement extends ChatSettings {
  protected readonly assistant = new Assistant(this);

  constructor() {
    super();
    own(this, this.assistant);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    ownersChanged();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    ownersChanged();
  }

  /** The engine's status. */
  get status(): EngineStatus {
    return this.assistant.engineState.status;
  }

  /** The conversation so far. */
  get messages(): readonly ChatMessage[] {
    return this.assistant.chatState.messages;
  }

  /**
   * Makes the model ready, downloading it if need be: call it only when the visitor agrees.
   *
   * @throws LocalLLMError with the `code` of what went wrong.
   */
  async load(): Promise<void> {
    await this.assistant.load();
  }

  /**
   * Sends a message as if the visitor had; resolves when the answer has ended, whichever way.
   *
   * @throws LocalLLMError `not-loaded` before the model is ready, `busy` while an answer is written,
   *   `invalid-request` for an empty text.
   */
  async send(text: string): Promise<void> {
    await this.assistant.send(text);
  }

  /** Stops the answer that is being written; what it has said stays. */
  stop(): void {
    this.assistant.stop();
  }

  /**
   * Goes on with the last answer where it was cut off: by a stop, a length limit or a failure.
   *
   * @throws LocalLLMError `invalid-request` when there is no such answer, `busy` while one is written.
   */
  async continue(): Promise<void> {
    await this.assistant.continue();
  }

  /** Holds the download back. Does nothing when none runs. */
  pauseDownload(): void {
    this.assistant.setPaused(true);
  }

  /** Lets the download go on where it was. */
  resumeDownload(): void {
    this.assistant.setPaused(false);
  }

  /** Forgets the conversation and starts a new one. */
  clear(): void {
    this.assistant.clear();
  }

  /** Puts the focus where the visitor can go on: the message field, or the button before it. */
  override focus(options?: FocusOptions): void {
    this.assistant.focus(options);
  }

  /** A move within the document by `moveBefore` changes nothing but, perhaps, the language. */
  connectedMoveCallback(): void {
    this.assistant.language.follow();
  }

  protected override async scheduleUpdate(): Promise<void> {
    await this.assistant.beforeUpdate();
    super.scheduleUpdate();
  }

  protected override update(changed: PropertyValues<this>): void {
    if (this.isWanted) this.assistant.wake();
    this.assistant.settle(changed);
    super.update(changed);
  }

  /** Whether the chat is to be seen by now. Until it is, no device is examined and nothing is fetched. */
  protected get isWanted(): boolean {
    return true;
  }
}
