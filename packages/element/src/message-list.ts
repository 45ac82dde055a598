/** The conversation: its frame, or its greeting while it is empty. The messages come with code that is fetched late. */
import type { ChatMessage, ChatState } from '@local-llm-chat/core';
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { joinSentences } from './format.js';
import type { MessageListContext } from './messages/list-access.js';
import type { MessageLog } from './messages/message-log.js';

export type { MessageListContext } from './messages/list-access.js';

/** Draws the log. */
export class MessageList implements ReactiveController {
  readonly #host: LitElement;
  #drawn: readonly [ChatState, MessageListContext] | null = null;
  #log: MessageLog | null = null;
  #fetching: Promise<void> | null = null;
  /** How many messages there were when the code could not be fetched. */
  #failedAt: number | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  render(chat: ChatState, context: MessageListContext): TemplateResult {
    this.#drawn = [chat, context];
    const { t, locale } = context.texts;
    const { length } = chat.messages;
    const isEmpty = length === 0;
    const log = this.#log;
    // The next message tries again.
    if (!isEmpty && length !== this.#failedAt) void this.preload();
    const failure =
      length === this.#failedAt
        ? html`<p role="alert">${joinSentences([t('error.network.cause'), t('error.network.action')], locale)}</p>`
        : nothing;
    return html`
      <div class="log-frame">
        <div
          class="log ${chat.status === 'idle' ? 'idle' : ''}"
          part="log"
          role="log"
          aria-live="off"
          aria-label=${t('log.label')}
          tabindex="0"
          @scroll=${log?.onScroll}
          @keydown=${log?.tools.onKeydown}
          @focusin=${log?.tools.focus.onFocusin}
          @pointerdown=${log?.tools.focus.onPointerdown}
        >
          <div class="column" part="messages">
            ${isEmpty ? context.empty : nothing} ${log ? log.render(chat, context) : failure}
          </div>
          ${isEmpty ? nothing : log?.tools.focus.renderEnd()}
        </div>
        ${log?.renderOver()}
      </div>
    `;
  }

  /** Fetches what draws messages, so that it is there with the first one. Never rejects. */
  preload(): Promise<void> {
    this.#fetching ??= import('./messages/message-log.js').then(
      ({ MessageLog }) => {
        this.#failedAt = null;
        if (this.#drawn !== null) this.#log = new MessageLog(this.#host, ...this.#drawn);
        else this.#fetching = null;
        this.#host.requestUpdate();
      },
      () => {
        this.#fetching = null;
        this.#failedAt = this.#drawn?.[0].messages.length || null;
        addEventListener('online', () => void this.preload(), { once: true });
        this.#host.requestUpdate();
      },
    );
    return this.#fetching;
  }

  /** Shows the newest message, wherever the visitor had scrolled to. */
  scrollToEnd(): void {
    this.#log?.scrollToEnd();
  }

  /** Puts the visitor's last question into a field in its place. False when that cannot be done now. */
  editLast(): boolean {
    return this.#log?.tools.editLast() ?? false;
  }

  /** What is to be said now of an answer to people who listen; `null` for nothing, or where it is not shown here. */
  speak(message: ChatMessage): string | null {
    return this.#log?.tools.speak(message) ?? null;
  }

  hostUpdated(): void {
    this.#log?.updated();
  }

  hostDisconnected(): void {
    this.#log?.left();
  }

  hostConnected(): void {
    // After a move the observer starts anew with the next update.
    this.#host.requestUpdate();
  }
}
