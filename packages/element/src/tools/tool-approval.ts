/** The question whether a tool may do something. The title has no word of a model; values are shown as they are. */
import type { ToolPart } from '@local-llm-chat/core';
import type { UserAnswer } from '@local-llm-chat/core/agent';
import { html, nothing, type TemplateResult } from 'lit';
import { alertIcon } from '../icons.js';
import type { Texts } from '../texts.js';
import type { PendingQuestion } from './pending-question.js';
import { argumentRow } from './tool-steps.js';
import { effectText, sourceText, toolTitle } from './tool-words.js';

/** What the question is drawn with. */
export interface ApprovalContext {
  readonly texts: Texts;
  /** The name that the site has given the tool. */
  readonly title: string | undefined;
  /** The steps before, which values may come from. */
  readonly before: readonly ToolPart[];
  readonly onAnswer: (answer: UserAnswer) => void;
}

/** Draws it. */
export function toolApproval(question: PendingQuestion, context: ApprovalContext): TemplateResult {
  const { texts, title, before } = context;
  const { t } = texts;
  const { tool, description, effect, arguments: args, isTainted, canBeRemembered } = question.asked;
  const press = (answer: UserAnswer) => (event: Event) => {
    // A script of the page can press a button, too; but this is for the visitor to say.
    if (event.isTrusted && question.isReady) context.onAnswer(answer);
  };
  const button = (answer: UserAnswer, part: string, label: string) => html`
    <button
      class="button small"
      part="button ${part}-button"
      type="button"
      aria-disabled=${question.isReady ? nothing : 'true'}
      @click=${press(answer)}
    >${label}</button>
  `;
  return html`
    <div class="approval" part="tool-approval" role="group" aria-labelledby="approval-title">
      <p class="approval-title" id="approval-title">${t('approval.title', { tool: toolTitle({ tool, ...(title === undefined ? {} : { title }) }, texts) })}</p>
      <p dir="auto">${description}</p>
      <p>${effectText(effect, texts)}. ${whereTo(question, texts)}</p>
      ${
        args.length === 0
          ? nothing
          : html`<div class="argument-box" tabindex="0" role="group" aria-label=${t('approval.arguments')}>
              <dl class="arguments" part="tool-arguments">
                ${args.map(({ name, value, source, handles }) => argumentRow(name, valueText(value), sourceText({ source, handles }, before, texts)))}
              </dl>
            </div>`
      }
      ${isTainted ? html`<p class="approval-warning">${alertIcon}<span>${t('approval.tainted')}</span></p>` : nothing}
      <div class="approval-buttons">
        ${button('once', 'allow', t('approval.once'))}
        ${canBeRemembered ? button('conversation', 'allow-conversation', t('approval.conversation')) : nothing}
        ${button('no', 'deny', t('approval.no'))} ${button('never', 'never', t('approval.never'))}
      </div>
    </div>
  `;
}

/** What leaves the device, and to whom. */
function whereTo({ asked: { sends, origins } }: PendingQuestion, { t }: Texts): unknown {
  if (origins.length === 0 && !sends) return t('approval.stays');
  const hosts = origins.map((origin, index) => [
    index > 0 ? ', ' : '',
    html`<strong part="tool-host">${hostOf(origin)}</strong>`,
  ]);
  return [t(sends ? 'approval.sends' : 'tools.hosts'), ' ', hosts];
}

/** The host alone where the way to it is a safe one. */
export function hostOf(origin: string): string {
  const { protocol, host } = new URL(origin);
  return protocol === 'https:' ? host : origin;
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 1) ?? '');
}
