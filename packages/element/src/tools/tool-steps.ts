/** What an agent did for an answer: a quiet line that unfolds into its steps. Fetched with the first message that has some. */
import type { ChatMessage, ToolPart } from '@local-llm-chat/core';
import { html, nothing, type TemplateResult } from 'lit';
import { chevronIcon } from '../icons.js';
import type { Texts } from '../texts.js';
import { denialText, endText, sourceText, stateText, stepState, toolTitle } from './tool-words.js';
import { visibleText } from './visible-text.js';

/** More of an argument or a result is not shown: an answer is made of it. */
const SHOWN_CHARACTERS = 800;

/** What the steps are drawn with besides their message. */
export interface StepsContext {
  readonly texts: Texts;
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
  /** The visitor is being asked about the last step. */
  readonly isAsking: boolean;
}

/** Draws the steps of an answer. */
export function toolSteps(message: ChatMessage, context: StepsContext): TemplateResult {
  const { texts, isOpen, onToggle, isAsking } = context;
  const isRunning = message.status === 'pending' || message.status === 'streaming';
  const steps = message.parts.filter((part) => part.type === 'tool');
  const isWorking = isRunning && !isAsking && steps.some(({ status }) => status === 'running');
  return html`
    <details
      class="thought steps ${isWorking ? 'thinking' : ''}"
      part="tool-steps"
      ?open=${isOpen}
      @toggle=${(event: Event) => onToggle((event.currentTarget as HTMLDetailsElement).open)}
    >
      <summary part="tool-steps-summary">${chevronIcon}<span>${label(steps, isRunning, context)}</span></summary>
      ${isOpen ? html`<ol class="step-list" role="list">${steps.map((part, index) => step(part, steps.slice(0, index), isRunning, texts))}</ol>` : nothing}
    </details>
  `;
}

/** How the work has ended, where the visitor should know. */
export function toolEnd(message: ChatMessage, texts: Texts): TemplateResult | typeof nothing {
  const words = endText(message, texts);
  return words === null ? nothing : html`<p class="note" part="note">${words}</p>`;
}

/** An argument: its name, what it is, and where that comes from. */
export function argumentRow(name: string, text: string, source: string): TemplateResult {
  return html`
    <div class="argument">
      <dt><bdi>${visibleText(name)}</bdi></dt>
      <dd><span class="value" dir="auto">${visibleText(text)}</span> <small>${source}</small></dd>
    </div>
  `;
}

function step(part: ToolPart, before: readonly ToolPart[], isRunning: boolean, texts: Texts): TemplateResult {
  const state = stepState(part, isRunning);
  return html`
    <li class="step ${state}" part="tool-step">
      <p class="step-head"><bdi class="step-name">${toolTitle(part, texts)}</bdi> <span class="step-state">${stateText(state, texts)}</span></p>
      ${
        part.arguments.length === 0
          ? nothing
          : html`<dl class="arguments" part="tool-arguments">
              ${part.arguments.map((one) => argumentRow(one.name, cut(one.text), sourceText(one, before, texts)))}
            </dl>`
      }
      ${outcome(part, state, texts)}
    </li>
  `;
}

function outcome(part: ToolPart, state: string, texts: Texts): TemplateResult | typeof nothing {
  if (state === 'done' && part.text !== '')
    return html`<div class="step-result" part="tool-result" dir="auto">${visibleText(cut(part.text))}</div>`;
  if (state === 'failed') return html`<p>${texts.t('tools.failure', { code: visibleText(part.text) })}</p>`;
  const why = state === 'denied' ? denialText(part, texts) : null;
  return why === null ? nothing : html`<p>${why}</p>`;
}

function label(steps: readonly ToolPart[], isRunning: boolean, { texts, isAsking }: StepsContext): string {
  const { t } = texts;
  const last = steps.at(-1);
  if (isAsking) return t('tools.state.asking');
  if (last === undefined) return '';
  const tool = toolTitle(last, texts);
  if (isRunning && last.status === 'running') return t('tools.using', { tool });
  if (steps.length === 1) {
    const state = stepState(last, isRunning);
    return state === 'done' ? t('tools.used', { tool }) : t('tools.step', { tool, state: stateText(state, texts) });
  }
  const missed = steps.filter((part) => stepState(part, isRunning) !== 'done').length;
  const count = steps.length;
  return missed === 0 ? t('tools.steps', { count }) : t('tools.steps-missed', { count, missed });
}

function cut(text: string): string {
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS).toWellFormed()} […]`;
}
