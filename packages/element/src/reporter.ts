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
  readonly #speak: (message: ChatMessage) => string | null;
  readonly #progress: ProgressReporter;
  /** The answer that is being written, or has just ended. */
  #answer: ChatMessage | null = null;
  #choice: EngineChoice | null = null;

  /** @param speak what is to be said now of an answer, when it was drawn; `null` for nothing. */
  constructor(host: LitElement, texts: () => Texts, speak: (message: ChatMessage) => string | null) {
    this.#host = host;
    this.#texts = texts;
    this.#speak = speak;
    this.#progress = new ProgressReporter(host);
    host.addController(this);
  }

  /** The status region. Answers are said in whole sentences: word by word nobody could follow them. */
  render(): TemplateResult {
    return html`<div class="visually-hidden" role="status"></div>`;
  }

  announce(text: string): void {
    const region = this.#region;
    if (region) region.textContent = text;
  }

  get #region(): Element | null {
    return this.#host.renderRoot?.querySelector('[role=status]') ?? null;
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
    // What is there from the beginning was said another time.
    if (before === null) return;
    const last = now.messages.at(-1);
    if (now.status === 'streaming' && last !== undefined) this.#answer = last;
    const isOfNow = now.status !== 'idle' || before.status !== 'idle';
    // A change reaches only the end of the list.
    for (const message of isOfNow ? now.messages.slice(-2) : []) {
      const known = before.tree.messages.findLast(({ id }) => id === message.id);
      if (!isFinal(message) || (known !== undefined && isFinal(known))) continue;
      if (message.role === 'assistant') this.#answer = message;
      this.#host.dispatchEvent(new LLMMessageEvent(message));
      if (message.error) this.#fail(message.error, 'message');
    }
  }

  /** Now that the text is on the page. */
  hostUpdated(): void {
    const message = this.#answer;
    if (message === null) return;
    this.#answer = null;
    const { t } = this.#texts();
    if (message.status === 'stopped') this.announce(t('announce.stopped'));
    if (message.status !== 'complete' && message.status !== 'streaming') return;
    const piece = this.#speak(message);
    if (piece !== null) this.announce(piece);
  }

  #fail(error: LocalLLMError, source: 'engine' | 'message'): void {
    const texts = this.#texts();
    const { cause, action } = failureText(error, texts);
    const text = joinSentences([cause, action], texts.locale);
    // What stops an engine fails its answer too: that is one thing to hear.
    if (this.#region?.textContent !== text) this.announce(text);
    this.#host.dispatchEvent(new LLMErrorEvent(error, source));
  }
}

function isFinal(message: ChatMessage): boolean {
  return message.status !== 'pending' && message.status !== 'streaming';
}
