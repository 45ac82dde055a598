/** The messages of one list: draws again only those that have changed. Fetched when there is a model, or a message. */
import type { ChatMessage, ChatState } from '@local-llm-chat/core';
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { downIcon } from '../icons.js';
import { Fill } from './fill.js';
import type { MessageListContext } from './list-access.js';
import { LogScroll } from './log-scroll.js';
import { MessageTools } from './message-tools.js';
import { messageView } from './message-view.js';

/**
 * So many messages leave layout and paint together when they are out of sight. Alone each of a thousand would be looked
 * at in every frame, to see whether it is.
 */
const STRETCH = 20;

/**
 * What is given along is mostly not the visitor's own, nor what documents say, and an agent tells of what it has read, at
 * its end.
 */
function bringsStrangersText({ parts, agent, knowledge }: ChatMessage): boolean {
  const isWorking = agent === undefined && parts.some(({ type }) => type === 'tool');
  return knowledge !== undefined || isWorking || agent?.isTainted === true || parts.some(({ type }) => type === 'file');
}

/** Fills the frame that the list draws. */
export class MessageLog {
  readonly #host: LitElement;
  readonly #scroll: LogScroll;
  readonly #fill: Fill;
  readonly #tools: MessageTools;
  #chat: ChatState;
  #context: MessageListContext;
  /** From this message on strangers' words are part of what the model reads. */
  #firstTainted = 0;

  constructor(host: LitElement, chat: ChatState, context: MessageListContext) {
    this.#host = host;
    this.#chat = chat;
    this.#context = context;
    this.#scroll = new LogScroll(() => host.requestUpdate());
    this.#fill = new Fill(() => host.requestUpdate());
    this.#tools = new MessageTools({
      host,
      chat: () => this.#chat,
      context: () => this.#context,
      column: () => (this.#log()?.firstElementChild as HTMLElement | undefined) ?? null,
      scrollToEnd: () => this.scrollToEnd(),
    });
  }

  get tools(): MessageTools {
    return this.#tools;
  }

  /** The messages, in their column. */
  render(chat: ChatState, context: MessageListContext): unknown {
    this.#chat = chat;
    this.#context = context;
    this.#fill.begin(chat.messages);
    const { messages } = chat;
    const first = messages.findIndex(bringsStrangersText);
    this.#firstTainted = first < 0 ? messages.length : first;
    const starts = Array.from({ length: Math.ceil(messages.length / STRETCH) }, (_, index) => index * STRETCH);
    return starts.map(
      (start) => html`
        <div class="stretch ${start + STRETCH >= messages.length ? 'last' : ''}">
          ${repeat(
            messages.slice(start, start + STRETCH),
            ({ id }) => id,
            (message, index) => this.#message(message, start + index),
          )}
        </div>
      `,
    );
  }

  /** What lies over the log. */
  renderOver(): TemplateResult {
    const { t } = this.#context.texts;
    const isBehind = !this.#scroll.follows && this.#chat.messages.length > 0;
    return html`
      ${
        isBehind
          ? html`
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
          : nothing
      }
      ${this.#tools.render()}
    `;
  }

  /** Shows the newest message, wherever the visitor had scrolled to. */
  scrollToEnd(): void {
    this.#scroll.toEnd();
  }

  /** After the list was drawn. */
  updated(): void {
    const log = this.#log();
    this.#scroll.watch(log);
    if (log !== null) this.#tools.updated();
  }

  /** The list has left its document. */
  left(): void {
    this.#scroll.watch(null);
  }

  readonly onScroll = (): void => {
    this.#scroll.scrolled();
    if (!this.#scroll.follows) this.#tools.menu.close(false);
    this.#showNear();
  };

  #message(message: ChatMessage, index: number): unknown {
    const { messages, status, omittedMessages } = this.#chat;
    const context = this.#context;
    const tools = this.#tools;
    const { texts, messageLang, hasFormulas, images, avatar, renderMessage } = context;
    const isDrawn = this.#fill.has(message.id);
    const isLast = index === messages.length - 1;
    const canRetry = isLast && status === 'idle' && context.canAnswer;
    const isFirstRead = index > 0 && index === omittedMessages;
    const isTainted = index >= this.#firstTainted;
    const look = [texts, messageLang, hasFormulas, images, isTainted, avatar, renderMessage];
    const given = [message, ...look, isDrawn, isLast, canRetry, isFirstRead];
    return guard(isDrawn ? [...given, ...tools.dependencies(message)] : given, () => {
      const view = messageView(message, { ...context, tools, isTainted, isDrawn, isLast, canRetry });
      return [isFirstRead ? tools.divider() : nothing, view];
    });
  }

  #log(): HTMLElement | null {
    return this.#host.renderRoot?.querySelector<HTMLElement>('.log') ?? null;
  }

  /** What comes near is drawn before its turn. */
  #showNear(): void {
    const log = this.#fill.isDone ? null : this.#log();
    if (log === null) return;
    const { top, bottom, height } = log.getBoundingClientRect();
    const near: string[] = [];
    for (const stretch of log.querySelectorAll('.stretch')) {
      const box = stretch.getBoundingClientRect();
      if (box.bottom < top - height || box.top > bottom + height) continue;
      for (const message of stretch.querySelectorAll<HTMLElement>('.message:empty'))
        near.push(message.dataset['id'] ?? '');
    }
    this.#fill.show(near);
  }

  readonly #jump = (): void => {
    this.scrollToEnd();
    const last = this.#chat.messages.at(-1);
    if (last) this.#tools.focus.moveTo(last.id);
    this.#host.requestUpdate();
  };
}
