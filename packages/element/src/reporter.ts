/** Tells of changes: to the page by events, and to people who listen instead of look by a status region. */
import type { ChatMessage, ChatState, EngineState, LocalLLMError } from '@local-llm-chat/core';
import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { LLMErrorEvent, LLMMessageEvent, StatusChangeEvent } from './events.js';
import type { Strings } from './locales/en.js';

/** Reports for one element. */
export class Reporter implements ReactiveController {
  readonly #host: LitElement;
  readonly #strings: Strings;
  readonly #shownText: (messageId: string) => string;
  #finished: ChatMessage | null = null;

  /** @param shownText the text of a message as it is shown, without its Markdown. */
  constructor(host: LitElement, strings: Strings, shownText: (messageId: string) => string) {
    this.#host = host;
    this.#strings = strings;
    this.#shownText = shownText;
    host.addController(this);
  }

  /** The status region. A whole answer is read when it has ended: read word by word nobody could follow it. */
  render(): TemplateResult {
    return html`<div class="visually-hidden" role="status"></div>`;
  }

  announce(text: string): void {
    const region = this.#host.renderRoot?.querySelector('[role=status]');
    if (region) region.textContent = text;
  }

  engineChanged(now: EngineState, before: EngineState | null): void {
    if (now.status === before?.status) return;
    const { announce } = this.#strings;
    if (now.status === 'downloading') this.announce(announce.downloading);
    if (now.status === 'ready' && before?.status === 'loading') this.announce(announce.ready);
    // Every model starts idle: that is no change to tell of.
    if (before !== null || now.status !== 'idle') this.#host.dispatchEvent(new StatusChangeEvent(now));
    if (now.error !== null && now.error !== before?.error) this.#fail(now.error, 'engine');
  }

  chatChanged(now: ChatState, before: ChatState | null): void {
    if (now.status === 'waiting' && before?.status !== 'waiting') this.announce(this.#strings.announce.answering);
    // A change reaches only the end of the list.
    for (const message of now.messages.slice(-2)) {
      if (!isFinal(message) || before?.messages.some((known) => known.id === message.id && isFinal(known))) continue;
      if (message.role === 'assistant') this.#finished = message;
      this.#host.dispatchEvent(new LLMMessageEvent(message));
      if (message.error) this.#fail(message.error, 'message');
    }
  }

  hostUpdated(): void {
    const message = this.#finished;
    if (message === null) return;
    this.#finished = null;
    const { announce } = this.#strings;
    if (message.status === 'stopped') this.announce(announce.stopped);
    // Now that the text is on the page.
    if (message.status === 'complete') this.announce(announce.answer(this.#shownText(message.id)));
  }

  #fail(error: LocalLLMError, source: 'engine' | 'message'): void {
    const { cause, action } = this.#strings.errors[error.code];
    this.announce(`${cause} ${action}`);
    this.#host.dispatchEvent(new LLMErrorEvent(error, source));
  }
}

function isFinal(message: ChatMessage): boolean {
  return message.status !== 'pending' && message.status !== 'streaming';
}
