/** The conversation: a log that follows the newest text until the visitor scrolls up. */
import type { ChatMessage, ChatState } from '@local-llm-chat/core';
import { messageText } from '@local-llm-chat/core/page';
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { downIcon } from './icons.js';
import { messageView } from './message-view.js';
import type { Texts } from './texts.js';

/** So near to the end counts as at the end, in CSS pixels. */
const NEAR_END = 48;
/** How long a button says that it has copied. */
const COPIED_MS = 2000;

/** What the list shows besides the messages. */
export interface MessageListContext {
  readonly texts: Texts;
  /** The language of what is said, where it is not that of the texts. */
  readonly messageLang: string | null;
  /** An answer may be asked for. */
  readonly canAnswer: boolean;
  readonly onRetry: () => void;
  readonly onContinue: () => void;
  /** Shown instead of messages when there are none. */
  readonly empty: unknown;
}

/** Draws the log and keeps it scrolled. */
export class MessageList implements ReactiveController {
  readonly #host: LitElement;
  readonly #sizes = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => this.#follow());
  #observed: Element | null = null;
  #follows = true;
  #lastTop = 0;
  #copied: string | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  render(chat: ChatState, context: MessageListContext): TemplateResult {
    const { texts } = context;
    const { t } = texts;
    return html`
      <div class="log-frame">
        <div
          class="log"
          part="log"
          role="log"
          aria-live="off"
          aria-label=${t('log.label')}
          tabindex="0"
          @scroll=${this.#onScroll}
        >
          <div class="column" part="messages">
            ${chat.messages.length === 0 ? context.empty : nothing}
            ${chat.omittedMessages > 0 ? html`<p class="note omitted" part="note">${t('log.omitted')}</p>` : nothing}
            ${chat.messages.map((message) =>
              messageView(message, {
                texts,
                messageLang: context.messageLang,
                isCopied: message.id === this.#copied,
                canRetry: context.canAnswer && message === chat.messages.at(-1) && chat.status === 'idle',
                onCopy: (copied) => void this.#copy(copied),
                onRetry: context.onRetry,
                onContinue: context.onContinue,
              }),
            )}
          </div>
        </div>
        ${
          this.#follows || chat.messages.length === 0
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
      </div>
    `;
  }

  /** Shows the newest message, wherever the visitor had scrolled to. */
  scrollToEnd(): void {
    this.#follows = true;
    this.#follow();
  }

  /** The text of a message as it is shown, without its Markdown. */
  shownText(id: string): string {
    const view = this.#log()?.querySelector(`[data-id="${CSS.escape(id)}"] .markdown`);
    return view?.textContent?.trim() ?? '';
  }

  hostUpdated(): void {
    const log = this.#log();
    const content = log?.firstElementChild ?? null;
    if (content === this.#observed) return;
    // Both, as either may change: the text grows, or the page gives the element another size.
    this.#sizes?.disconnect();
    for (const box of [log, content]) if (box) this.#sizes?.observe(box);
    this.#observed = content;
  }

  hostDisconnected(): void {
    this.#sizes?.disconnect();
    this.#observed = null;
  }

  hostConnected(): void {
    // After a move the observer starts anew with the next update.
    this.#host.requestUpdate();
  }

  #log(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.log');
  }

  #follow(): void {
    const log = this.#log();
    if (!this.#follows || log === null) return;
    log.scrollTop = log.scrollHeight;
    this.#lastTop = log.scrollTop;
  }

  readonly #onScroll = (): void => {
    const log = this.#log();
    if (log === null) return;
    const isUp = log.scrollTop < this.#lastTop;
    const isAtEnd = log.scrollHeight - log.clientHeight - log.scrollTop < NEAR_END;
    this.#lastTop = log.scrollTop;
    // Growing text moves the end away, which is no wish to stay behind; only scrolling up is.
    const follows = isAtEnd || (this.#follows && !isUp);
    if (follows === this.#follows) return;
    this.#follows = follows;
    this.#host.requestUpdate();
  };

  readonly #jump = (): void => {
    const log = this.#log();
    this.scrollToEnd();
    log?.focus({ preventScroll: true });
    this.#host.requestUpdate();
  };

  async #copy(message: ChatMessage): Promise<void> {
    try {
      await navigator.clipboard.writeText(messageText(message));
    } catch {
      return; // Not allowed here; the text can still be selected.
    }
    this.#copied = message.id;
    this.#host.requestUpdate();
    setTimeout(() => {
      this.#copied = null;
      this.#host.requestUpdate();
    }, COPIED_MS);
  }
}
