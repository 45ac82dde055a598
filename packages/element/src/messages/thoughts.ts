/** What a model thought before it answered: folded away, with its time. */
import type { ChatMessage, ReasoningPart } from '@local-llm-chat/core';
import { html, nothing, type TemplateResult } from 'lit';
import { formatSeconds } from '../format.js';
import { chevronIcon } from '../icons.js';
import { markdown } from '../markdown/markdown.js';
import type { Texts } from '../texts.js';

/** What a fold needs to know besides the message. */
export interface ThoughtsContext {
  readonly texts: Texts;
  readonly messageLang: string | null;
  readonly hasFormulas: boolean;
  /** They rest on strangers' words. */
  readonly isTainted: boolean;
  /** Which of the message's thoughts are open, by their number. */
  readonly open: ReadonlySet<number>;
  readonly onToggle: (index: number, isOpen: boolean) => void;
}

/** Draws the thoughts of an answer. */
export function thoughts({ parts, status }: ChatMessage, context: ThoughtsContext): readonly TemplateResult[] {
  const isRunning = status === 'streaming' || status === 'pending';
  return parts
    .filter((part) => part.type === 'reasoning')
    .map((part, index) => thought(part, index, isRunning && part === parts.at(-1), context));
}

function thought(
  part: ReasoningPart,
  index: number,
  isRunning: boolean,
  { texts, messageLang, hasFormulas, isTainted, open, onToggle }: ThoughtsContext,
): TemplateResult {
  const isOpen = open.has(index);
  const isThinking = isRunning && part.durationMs === undefined;
  // Only an open one costs: the text is not even parsed before.
  return html`
    <details
      class="thought ${isThinking ? 'thinking' : ''}"
      part="thought"
      ?open=${isOpen}
      @toggle=${(event: Event) => onToggle(index, (event.currentTarget as HTMLDetailsElement).open)}
    >
      <summary part="thought-summary">${chevronIcon}<span>${label(part, isThinking, texts)}</span></summary>
      ${
        isOpen
          ? html`<div class="markdown thought-text" lang=${messageLang ?? nothing} ${markdown(part.text, !isThinking, texts, hasFormulas, null, null, isTainted)}></div>`
          : nothing
      }
    </details>
  `;
}

function label({ durationMs }: ReasoningPart, isThinking: boolean, { t, locale }: Texts): string {
  if (isThinking) return t('thought.running');
  if (durationMs === undefined) return t('thought.untimed');
  return t('thought.time', { time: formatSeconds(durationMs / 1000, locale) });
}
