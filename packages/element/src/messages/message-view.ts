/** One message: what the visitor asked, or what the model answers. What can be done about it comes with its tools. */
import type { ChatMessage } from '@local-llm-chat/core';
import { canContinue, messageText } from '@local-llm-chat/core/page';
import { html, nothing, type TemplateResult } from 'lit';
import { failureText } from '../failure-text.js';
import { alertIcon } from '../icons.js';
import { markdown } from '../markdown/markdown.js';
import type { Texts } from '../texts.js';
import type { MessageListContext } from './list-access.js';
import type { MessageTools } from './message-tools.js';

/** What a message needs to know besides itself. */
export interface MessageViewContext extends MessageListContext {
  /** It is the last one and no answer is being written: it can be asked for again. */
  readonly canRetry: boolean;
  /** It is the last one. */
  readonly isLast: boolean;
  /** What it says rests on strangers' words: files, the page, or what an agent has read. */
  readonly isTainted: boolean;
  /** Its turn to be drawn has come. */
  readonly isDrawn: boolean;
  readonly tools: MessageTools;
}

/** Draws a message. Its frame is there from the beginning, and stays the same element whatever it holds. */
export function messageView(message: ChatMessage, context: MessageViewContext): TemplateResult {
  const { role, status, id } = message;
  return html`
    <article
      class="message ${role} ${status} ${context.isLast ? 'last' : ''} ${context.tools.isEdited(id) ? 'edited' : ''}"
      part="message ${role}-message"
      tabindex="-1"
      aria-label=${label(message, context.texts)}
      data-id=${id}
    >${context.isDrawn ? content(message, context) : nothing}</article>
  `;
}

function content(message: ChatMessage, context: MessageViewContext): unknown {
  const { avatar, renderMessage } = context;
  const own = message.role === 'user' ? question(message, context) : answer(message, context);
  const body = renderMessage === undefined ? own : renderMessage(message, own);
  const picture = avatar?.(message);
  if (picture == null || picture === nothing) return body;
  return html`
    <div class="avatar" part="avatar" aria-hidden="true">${picture instanceof Node ? picture.cloneNode(true) : picture}</div>
    <div class="body">${body}</div>
  `;
}

function question(message: ChatMessage, { texts, messageLang, tools, canRetry }: MessageViewContext): TemplateResult {
  const text = messageText(message);
  const bubble = html`
    ${tools.files(message)}${text === '' ? nothing : html`<div class="bubble" part="bubble" dir="auto" lang=${messageLang ?? nothing}>${text}</div>`}
    ${tools.actions(message, canRetry)}
  `;
  return html`<span class="visually-hidden">${texts.t('message.you')}</span>${tools.editor(message) ?? bubble}`;
}

function answer(message: ChatMessage, context: MessageViewContext): TemplateResult {
  const { texts, messageLang, hasFormulas, codeTools, images, isTainted, tools, canRetry } = context;
  const isFinal = message.status !== 'pending' && message.status !== 'streaming';
  const isWordless = message.parts.length === 0;
  return html`
    <span class="visually-hidden">${texts.t('message.assistant')}</span>
    ${tools.thoughts(message, isTainted)}${tools.knowledge.render(message)}${tools.steps.render(message)}
    <div class="markdown answer-text" part="markdown" lang=${messageLang ?? nothing} ${markdown(messageText(message), isFinal, texts, hasFormulas, codeTools, images, isTainted, tools.knowledge.citations(message))}></div>
    ${!isFinal && (isWordless || message.status === 'pending') ? writing(texts) : nothing}
    ${tools.progress(message)}
    ${tools.steps.renderEnd(message)}${tools.knowledge.renderEnd(message)}${note(message, texts)} ${message.status === 'failed' ? failure(message, context) : nothing}
    ${tools.actions(message, canRetry)}
  `;
}

/** Who and when, for people who go from message to message by ear. */
function label({ role, createdAt }: ChatMessage, { t, locale }: Texts): string {
  const isToday = new Date(createdAt).toDateString() === new Date().toDateString();
  const time = timeFormat(locale, isToday).format(createdAt);
  return t(role === 'user' ? 'message.you-at' : 'message.assistant-at', { time });
}

const timeFormats = new Map<string, Intl.DateTimeFormat>();

/** Intl's formatters take long to make, and a conversation has many messages. */
function timeFormat(locale: string, isToday: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${isToday}`;
  const options: Intl.DateTimeFormatOptions = { timeStyle: 'short', ...(isToday ? {} : { dateStyle: 'medium' }) };
  const format = timeFormats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  timeFormats.set(key, format);
  return format;
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
          ? html`<button class="button small" part="button retry-button" @click=${onRetry}>${t('button.retry')}</button>`
          : nothing
      }
    </div>
  `;
}
