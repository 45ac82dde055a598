/** Tells of changes: to the page by events, and to people who listen instead of look by a status region. */
import type { ChatMessage, ChatState, EngineChoice, EngineState, LocalLLMError } from '@local-llm-chat/core';
import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { LLMErrorEvent, LLMMessageEvent, ModelChangeEvent, StatusChangeEvent } from './events.js';
import { failureText } from './failure-text.js';
import { joinSentences } from './format.js';
import { ProgressReporter } from './progress-reporter.js';
import type { Texts } from './texts.js';

/** Reports for one element. */
export class Reporter implements ReactiveController {
  readonly #host: LitElement;
  readonly #texts: () => Texts;
  readonly #shownText: (messageId: string) => string;
  readonly #progress: ProgressReporter;
  #finished: ChatMessage | null = null;
  #choice: EngineChoice | null = null;

  /** @param shownText the text of a message as it is shown, without its Markdown. */
  constructor(host: LitElement, texts: () => Texts, shownText: (messageId: string) => string) {
    this.#host = host;
    this.#texts = texts;
    this.#shownText = shownText;
    this.#progress = new ProgressReporter(host);
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
    this.#modelChanged(now.choice);
    this.#progress.engineChanged(now);
    this.#loadChanged(now, before);
    if (now.status === before?.status) return;
    // Every model starts idle: that is no change to tell of.
    if (before !== null || now.status !== 'idle') this.#host.dispatchEvent(new StatusChangeEvent(now));
    if (now.error !== null && now.error !== before?.error) this.#fail(now.error, 'engine');
  }

  /** A download is told of where it starts, stands still, goes on and ends: not with each percent. */
  #loadChanged(now: EngineState, before: EngineState | null): void {
    const { t } = this.#texts();
    const hold = now.download?.hold ?? null;
    const was = before?.download?.hold ?? null;
    if (now.status === 'downloading' && before?.status !== 'downloading') this.announce(t('announce.downloading'));
    else if (hold === 'paused' && was !== 'paused') this.announce(t('announce.paused'));
    else if (hold === 'offline' && was !== 'offline') this.announce(t('announce.offline'));
    else if (now.download && hold === null && (was === 'paused' || was === 'offline'))
      this.announce(t('announce.goes-on'));
    else if (now.status === 'loading' && before?.status === 'downloading') this.announce(t('announce.downloaded'));
    else if (now.status === 'ready' && before?.status === 'loading') this.announce(t('announce.ready'));
  }

  #modelChanged(choice: EngineChoice | null): void {
    const before = this.#choice;
    // While a device is looked at anew there is no choice: that changes no model.
    if (choice === null || choice === before) return;
    this.#choice = choice;
    if (before?.model.id === choice.model.id && before.engine === choice.engine) return;
    this.#host.dispatchEvent(new ModelChangeEvent(choice, before?.model ?? null));
  }

  chatChanged(now: ChatState, before: ChatState | null): void {
    if (now.status === 'waiting' && before?.status !== 'waiting') this.announce(this.#texts().t('announce.answering'));
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
    const { t } = this.#texts();
    if (message.status === 'stopped') this.announce(t('announce.stopped'));
    // Now that the text is on the page.
    if (message.status === 'complete') this.announce(t('announce.answer', { text: this.#shownText(message.id) }));
  }

  #fail(error: LocalLLMError, source: 'engine' | 'message'): void {
    const texts = this.#texts();
    const { cause, action } = failureText(error, texts);
    this.announce(joinSentences([cause, action], texts.locale));
    this.#host.dispatchEvent(new LLMErrorEvent(error, source));
  }
}

function isFinal(message: ChatMessage): boolean {
  return message.status !== 'pending' && message.status !== 'streaming';
}
