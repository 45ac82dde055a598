/** One message: what the visitor asked, or what the model answers, with what can be done about it. */
import type { ChatMessage } from '@local-llm-chat/core';
import { canContinue, messageText } from '@local-llm-chat/core/page';
import { html, nothing, type TemplateResult } from 'lit';
import { failureText } from './failure-text.js';
import { alertIcon, checkIcon, continueIcon, copyIcon, retryIcon } from './icons.js';
import { markdown } from './markdown/markdown.js';
import type { Texts } from './texts.js';

/** What a message needs to know besides itself. */
export interface MessageViewContext {
  readonly texts: Texts;
  /** The language of what is said, where it is not that of the texts. */
  readonly messageLang: string | null;
  /** It is the last one and no answer is being written: it can be asked for again. */
  readonly canRetry: boolean;
  /** Its text was just copied. */
  readonly isCopied: boolean;
  readonly onCopy: (message: ChatMessage) => void;
  readonly onRetry: () => void;
  /** Lets an answer that was cut off go on. */
  readonly onContinue: () => void;
}

/** Draws a message. */
export function messageView(message: ChatMessage, context: MessageViewContext): TemplateResult {
  return message.role === 'user' ? userMessage(message, context) : answer(message, context);
}

function userMessage(message: ChatMessage, { texts, messageLang }: MessageViewContext): TemplateResult {
  return html`
    <div class="message user" part="message user-message" data-id=${message.id}>
      <span class="visually-hidden">${texts.t('message.you')}</span>
      <div class="bubble" part="bubble" dir="auto" lang=${messageLang ?? nothing}>${messageText(message)}</div>
    </div>
  `;
}

function answer(message: ChatMessage, context: MessageViewContext): TemplateResult {
  const { texts, messageLang } = context;
  const isFinal = message.status !== 'pending' && message.status !== 'streaming';
  const text = messageText(message);
  return html`
    <div
      class="message assistant ${message.status}"
      part="message assistant-message"
      data-id=${message.id}
    >
      <span class="visually-hidden">${texts.t('message.assistant')}</span>
      <div class="markdown" part="markdown" lang=${messageLang ?? nothing} ${markdown(text, isFinal, texts)}></div>
      ${message.status === 'pending' ? writing(texts) : nothing}
      ${note(message, texts)} ${message.status === 'failed' ? failure(message, context) : nothing}
      ${isFinal && message.status !== 'failed' ? actions(message, text, context) : nothing}
    </div>
  `;
}

function writing({ t }: Texts): TemplateResult {
  return html`
    <div class="writing" part="typing-indicator" role="img" aria-label=${t('message.thinking')}>
      <i></i><i></i><i></i>
    </div>
  `;
}

function note(message: ChatMessage, { t }: Texts): TemplateResult | typeof nothing {
  if (message.status === 'stopped') return html`<p class="note" part="note">${t('message.stopped')}</p>`;
  if (message.finishReason === 'length') return html`<p class="note" part="note">${t('message.length')}</p>`;
  return nothing;
}

function failure(message: ChatMessage, context: MessageViewContext): TemplateResult {
  const { texts, canRetry, onRetry, onContinue } = context;
  const { t } = texts;
  const { cause, action } = failureText(message.error ?? null, texts);
  const goesOn = canRetry && canContinue(message);
  return html`
    <div class="failure" part="message-error">
      ${alertIcon}
      <p><strong>${cause}</strong> ${goesOn ? t('message.kept') : action}</p>
      ${
        goesOn
          ? html`
              <button class="button small primary" part="button continue-button" @click=${onContinue}>
                ${t('message.continue')}
              </button>
            `
          : nothing
      }
      ${
        canRetry
          ? html`<button class="button small" part="button retry-button" @click=${onRetry}>${t('message.retry')}</button>`
          : nothing
      }
    </div>
  `;
}

function actions(message: ChatMessage, text: string, context: MessageViewContext): TemplateResult {
  const { isCopied, canRetry } = context;
  const { t } = context.texts;
  return html`
    <div class="actions" part="message-actions">
      ${
        text === ''
          ? nothing
          : html`
              <button
                class="icon-button small"
                part="icon-button copy-button"
                aria-label=${t(isCopied ? 'message.copied' : 'message.copy')}
                title=${t(isCopied ? 'message.copied' : 'message.copy')}
                @click=${() => context.onCopy(message)}
              >
                ${isCopied ? checkIcon : copyIcon}
              </button>
            `
      }
      ${
        canRetry && canContinue(message)
          ? html`
              <button class="button small proceed" part="button continue-button" @click=${context.onContinue}>
                ${continueIcon}${t('message.continue')}
              </button>
            `
          : nothing
      }
      ${
        canRetry
          ? html`
              <button
                class="icon-button small"
                part="icon-button again-button"
                aria-label=${t('message.again')}
                title=${t('message.again')}
                @click=${context.onRetry}
              >
                ${retryIcon}
              </button>
            `
          : nothing
      }
    </div>
  `;
}
