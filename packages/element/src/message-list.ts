/** The conversation: a log that follows the newest text, and draws again only those messages that have changed. */
import type { ChatMessage, ChatState } from '@local-llm-chat/core';
import { initialChatState } from '@local-llm-chat/core/page';
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { downIcon } from './icons.js';
import { messageView } from './message-view.js';
import { Fill } from './messages/fill.js';
import { type MessageListContext, messageElement } from './messages/list-access.js';
import { LogScroll } from './messages/log-scroll.js';
import type { MessageTools } from './messages/message-tools.js';

export type { MessageListContext } from './messages/list-access.js';

/** Draws the log and keeps it scrolled. */
export class MessageList implements ReactiveController {
  readonly #host: LitElement;
  readonly #scroll: LogScroll;
  readonly #fill: Fill;
  #chat: ChatState = initialChatState;
  #context: MessageListContext | null = null;
  #tools: MessageTools | null = null;
  #fetching: Promise<void> | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    this.#scroll = new LogScroll(() => host.requestUpdate());
    this.#fill = new Fill(() => host.requestUpdate());
    host.addController(this);
  }

  render(chat: ChatState, context: MessageListContext): TemplateResult {
    this.#chat = chat;
    this.#context = context;
    const { t } = context.texts;
    const { messages } = chat;
    const tools = this.#tools;
    if (messages.length > 0) void this.preload();
    this.#fill.begin(messages);
    return html`
      <div class="log-frame">
        <div
          class="log ${chat.status === 'idle' ? 'idle' : ''}"
          part="log"
          role="log"
          aria-live="off"
          aria-label=${t('log.label')}
          tabindex="0"
          @scroll=${this.#onScroll}
          @keydown=${tools?.onKeydown}
          @focusin=${tools?.focus.onFocusin}
          @pointerdown=${tools?.focus.onPointerdown}
        >
          <div class="column" part="messages">
            ${messages.length === 0 ? context.empty : nothing}
            ${repeat(
              messages,
              ({ id }) => id,
              (message, index) => this.#message(message, index, context),
            )}
          </div>
          ${messages.length === 0 ? nothing : tools?.focus.renderEnd()}
        </div>
        ${
          this.#scroll.follows || messages.length === 0
            ? nothing
            : html`
                <button
                  class="icon-button latest"
                  part="icon-button latest-button"
                  aria-label=${t('log.latest')}
                  title=${t('log.latest')}
                  @click=${this.#jump}
                >
                  ${downIcon}
                </button>
              `
        }
        ${tools?.render()}
      </div>
    `;
  }

  /** Fetches what can be done with messages, so that it is there with the first one. Never rejects. */
  preload(): Promise<void> {
    this.#fetching ??= import('./messages/message-tools.js').then(
      ({ MessageTools }) => {
        this.#tools = new MessageTools({
          host: this.#host,
          chat: () => this.#chat,
          context: () => this.#context as MessageListContext,
          column: () => this.#column(),
          scrollToEnd: () => this.scrollToEnd(),
        });
        this.#host.requestUpdate();
      },
      () => {
        this.#fetching = null; // The next message tries again.
      },
    );
    return this.#fetching;
  }

  /** Shows the newest message, wherever the visitor had scrolled to. */
  scrollToEnd(): void {
    this.#scroll.toEnd();
  }

  /** Puts the visitor's last question into a field in its place. False when that cannot be done now. */
  editLast(): boolean {
    const last = this.#chat.messages.findLast(({ role }) => role === 'user');
    if (last === undefined || this.#tools === null || this.#chat.status !== 'idle') return false;
    this.#tools.edit(last);
    return true;
  }

  /** What is to be said now of an answer to people who listen; `null` for nothing, or where it is not shown here. */
  speak(message: ChatMessage): string | null {
    if (this.#context === null) return null;
    if (this.#tools !== null) return this.#tools.speak(message);
    const isFinal = message.status !== 'pending' && message.status !== 'streaming';
    const shown = isFinal ? messageElement(this.#column(), message.id)?.querySelector('.answer-text') : null;
    return shown ? this.#context.texts.t('announce.answer', { text: shown.textContent?.trim() ?? '' }) : null;
  }

  hostUpdated(): void {
    const log = this.#log();
    this.#scroll.watch(log);
    if (log !== null) this.#tools?.updated();
  }

  hostDisconnected(): void {
    this.#scroll.watch(null);
  }

  hostConnected(): void {
    // After a move the observer starts anew with the next update.
    this.#host.requestUpdate();
  }

  #message(message: ChatMessage, index: number, context: MessageListContext): unknown {
    const { messages, status, omittedMessages } = this.#chat;
    const tools = this.#tools;
    const { texts, messageLang, avatar, renderMessage } = context;
    const isDrawn = this.#fill.has(message.id);
    const isLast = index === messages.length - 1;
    const canRetry = isLast && status === 'idle' && context.canAnswer;
    const isFirstRead = index > 0 && index === omittedMessages;
    const given = [message, texts, messageLang, avatar, renderMessage, isDrawn, canRetry, isFirstRead, tools];
    return guard(tools === null || !isDrawn ? given : [...given, ...tools.dependencies(message)], () => {
      const view = messageView(message, { ...context, tools, isDrawn, canRetry });
      return isFirstRead && tools !== null ? [tools.divider(), view] : [nothing, view];
    });
  }

  #log(): HTMLElement | null {
    return this.#host.renderRoot?.querySelector<HTMLElement>('.log') ?? null;
  }

  #column(): HTMLElement | null {
    return (this.#log()?.firstElementChild as HTMLElement | undefined) ?? null;
  }

  readonly #onScroll = (): void => {
    this.#scroll.scrolled();
    if (!this.#scroll.follows) this.#tools?.menu.close();
    this.#showNear();
  };

  /** What comes near is drawn before its turn. */
  #showNear(): void {
    const log = this.#fill.isDone ? null : this.#log();
    if (log === null) return;
    const { top, bottom, height } = log.getBoundingClientRect();
    const near: string[] = [];
    for (const message of [...log.querySelectorAll<HTMLElement>('.message:empty')].reverse()) {
      const box = message.getBoundingClientRect();
      if (box.bottom < top - height) break;
      if (box.top < bottom + height && message.dataset['id']) near.push(message.dataset['id']);
    }
    this.#fill.show(near);
  }

  readonly #jump = (): void => {
    this.scrollToEnd();
    const last = this.#chat.messages.at(-1);
    if (last) this.#tools?.focus.moveTo(last.id);
    this.#host.requestUpdate();
  };
}
