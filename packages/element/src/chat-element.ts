/** An element that owns a chat: its settings, the assistant behind it, and what a page can make it do. */
import type { ChatMessage, EngineStatus } from '@local-llm-chat/core';
import type { ImportReport, ThreadInfo } from '@local-llm-chat/core/threads';
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

  /** Shows a conversation without messages. The one before is kept, and an answer in it goes on. */
  async newThread(): Promise<void> {
    await this.assistant.begin();
  }

  /** All conversations that have a message: pinned ones first, then those with the newest messages. */
  async listThreads(): Promise<readonly ThreadInfo[]> {
    const { threads } = await this.#keeper();
    await threads.ready;
    return threads.getSnapshot().threads;
  }

  /**
   * Shows a conversation of the list.
   *
   * @throws LocalLLMError `invalid-request` when there is no such one, `aborted` when another was opened meanwhile.
   */
  async openThread(id: string): Promise<void> {
    const keeper = await this.#keeper();
    await keeper.threads.ready;
    await keeper.open(id);
  }

  /** All conversations as JSON, to keep and to import. */
  async exportThreads(): Promise<string> {
    return (await this.#keeper()).threads.exportJson();
  }

  /**
   * Takes in the conversations of a text that `exportThreads` gave: all of them, or none.
   *
   * @throws LocalLLMError `file-unreadable` for any other text; it says where it is wrong.
   */
  async importThreads(text: string): Promise<ImportReport> {
    return (await this.#keeper()).import(text);
  }

  /**
   * Deletes all conversations and drafts, here, on the device and in other tabs. Models stay.
   *
   * @throws LocalLLMError when something could not be deleted.
   */
  async eraseHistory(): Promise<void> {
    await (await this.#keeper()).erase();
  }

  /** Puts the focus where the visitor can go on: the message field, or the button before it. */
  override focus(options?: FocusOptions): void {
    this.assistant.focus(options);
  }

  /** A move within the document by `moveBefore` changes nothing but, perhaps, the language. */
  connectedMoveCallback(): void {
    this.assistant.language.follow();
  }

  /** Made with the first update, with all that the page has set. */
  async #keeper() {
    this.assistant.wake();
    await this.updateComplete;
    return this.assistant.conversations.fetch();
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
