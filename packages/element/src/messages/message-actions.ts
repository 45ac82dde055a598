/** What can be done with a message: quiet buttons below it. */
import type { ChatMessage, ChatState } from '@local-llm-chat/core';
import { canContinue, messageText } from '@local-llm-chat/core/page';
import { html, nothing, type TemplateResult } from 'lit';
import { checkIcon, continueIcon, copyIcon, deleteIcon, retryIcon } from '../icons.js';
import { editIcon, moreIcon } from '../late-icons.js';
import type { Texts } from '../texts.js';
import { badIcon, goodIcon, nextIcon, previousIcon } from './message-icons.js';

/** Where a message stands among its versions. */
export type BranchPlace = NonNullable<ReturnType<ChatState['branches']['get']>>;

/** What the buttons need to know besides the message, and whom to tell. */
export interface ActionsContext {
  readonly texts: Texts;
  readonly isCopied: boolean;
  /** It is the last one and no answer is being written. */
  readonly canRetry: boolean;
  readonly place: BranchPlace | undefined;
  readonly hasFeedback: boolean;
  readonly onCopy: () => void;
  readonly onRetry: () => void;
  readonly onContinue: () => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
  readonly onMore: (opener: HTMLElement) => void;
  readonly onRate: (rating: 'good' | 'bad') => void;
  readonly onBranch: (step: -1 | 1) => void;
}

/** Draws the buttons of a question. What starts an answer waits for the one that is being written. */
export function questionActions(message: ChatMessage, context: ActionsContext): TemplateResult {
  const { t } = context.texts;
  return html`
    <div class="actions" part="message-actions">
      ${versions(context)} ${messageText(message) === '' ? nothing : copyButton(context, 'copy-question')}
      <span class="when-idle">
        ${button('edit', t('message.edit'), editIcon, context.onEdit)}
        ${button('delete-message', t('message.delete-question'), deleteIcon, context.onDelete)}
        ${context.canRetry ? button('again', t('message.again'), retryIcon, context.onRetry) : nothing}
      </span>
    </div>
  `;
}

/** Draws the buttons of an answer. */
export function answerActions(message: ChatMessage, context: ActionsContext): TemplateResult | typeof nothing {
  if (message.status === 'pending' || message.status === 'streaming') {
    // It can be the second one.
    return context.place ? html`<div class="actions" part="message-actions">${versions(context)}</div>` : nothing;
  }
  const { canRetry, hasFeedback } = context;
  const { t } = context.texts;
  const hasFailed = message.status === 'failed';
  return html`
    <div class="actions" part="message-actions">
      ${versions(context)} ${messageText(message) === '' ? nothing : copyButton(context, 'copy')}
      ${
        canRetry && !hasFailed && canContinue(message)
          ? html`
              <button class="button small proceed" part="button continue-button" @click=${context.onContinue}>
                ${continueIcon}${t('message.continue')}
              </button>
            `
          : nothing
      }
      ${canRetry && !hasFailed ? button('again', t('message.again'), retryIcon, context.onRetry) : nothing}
      ${hasFeedback && !hasFailed ? thumbs(message, context) : nothing}
      <button
        class="icon-button small more"
        part="icon-button more-button"
        aria-label=${t('message.more')}
        title=${t('message.more')}
        aria-haspopup="menu"
        aria-expanded="false"
        @click=${(event: Event) => context.onMore(event.currentTarget as HTMLElement)}
      >
        ${moreIcon}
      </button>
    </div>
  `;
}

function button(name: string, label: string, icon: TemplateResult, onClick: () => void): TemplateResult {
  return html`
    <button class="icon-button small ${name}" part="icon-button ${name}-button" aria-label=${label} title=${label} @click=${onClick}>
      ${icon}
    </button>
  `;
}

function copyButton({ texts, isCopied, onCopy }: ActionsContext, name: 'copy' | 'copy-question'): TemplateResult {
  const label = texts.t(isCopied ? 'message.copied' : `message.${name}`);
  return button(name, label, isCopied ? checkIcon : copyIcon, onCopy);
}

function thumbs({ rating }: ChatMessage, { texts, onRate }: ActionsContext): readonly TemplateResult[] {
  return (['good', 'bad'] as const).map((value) => {
    const label = texts.t(`message.${value}`);
    return html`
      <button
        class="icon-button small thumb ${value}"
        part="icon-button ${value}-button"
        aria-label=${label}
        title=${label}
        aria-pressed=${rating === value}
        @click=${() => onRate(value)}
      >
        ${value === 'good' ? goodIcon : badIcon}
      </button>
    `;
  });
}

/** `‹ 2 / 3 ›`. A button at its end stays where the keyboard is, and says that there is nothing more. */
function versions({ place, texts, onBranch }: ActionsContext): TemplateResult | typeof nothing {
  if (place === undefined) return nothing;
  const { t } = texts;
  const index = place.index + 1;
  const { count } = place;
  const arrow = (name: 'previous' | 'next', step: -1 | 1, isEnd: boolean) => html`
    <button
      class="icon-button small ${name}"
      part="icon-button ${name}-button"
      aria-label=${t(`branches.${name}`)}
      title=${t(`branches.${name}`)}
      aria-disabled=${isEnd ? 'true' : nothing}
      @click=${() => onBranch(step)}
    >
      ${step < 0 ? previousIcon : nextIcon}
    </button>
  `;
  return html`
    <span class="branches" part="branches" role="group" aria-label=${t('branches.label', { index, count })}>
      ${arrow('previous', -1, index === 1)}<span>${t('branches.place', { index, count })}</span>${arrow('next', 1, index === count)}
    </span>
  `;
}
