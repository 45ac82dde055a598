/** What a composer shows besides its field, each piece as it looks for what there is: nothing here remembers anything. */
import type { ContextUse } from '@local-llm-chat/core';
import { html, nothing, type TemplateResult } from 'lit';
import type { ComposerContext, Suggestion } from '../composer-context.js';
import { stopIcon } from '../icons.js';
import type { Texts } from '../texts.js';
import { beginning } from './attachment-chip.js';
import { attachIcon, selectionIcon } from './composer-icons.js';
import { fullness } from './context-meter.js';

/** Questions to begin with, of the page's script and of its slot. */
export function suggestionRow(
  suggestions: readonly Suggestion[],
  { t }: Texts,
  choose: (text: string) => void,
): TemplateResult {
  /** A press on an element that the page has put there: a button with a `value`, or with its text. */
  const onSlotClick = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button');
    if (button !== null && !event.defaultPrevented) choose(button.value || (button.textContent ?? '').trim());
  };
  return html`
    <div class="suggestions">
      ${suggestions.length === 0 ? nothing : suggestionList(suggestions, t('suggestions.label'), choose)}
      <slot name="suggestions" @click=${onSlotClick}></slot>
    </div>
  `;
}

function suggestionList(suggestions: readonly Suggestion[], name: string, choose: (text: string) => void) {
  return html`
    <ul class="suggestion-list" part="suggestions" role="list" aria-label=${name}>
      ${suggestions.map((suggestion) => {
        const { label, text } = typeof suggestion === 'string' ? { label: suggestion, text: suggestion } : suggestion;
        return html`
          <li>
            <button class="suggestion" part="suggestion" type="button" dir="auto" @click=${() => choose(text)}>${label}</button>
          </li>
        `;
      })}
    </ul>
  `;
}

/** The page's selection, offered until it is taken or gone. */
export function selectionOffer(text: string, { t }: Texts, take: () => void): TemplateResult | typeof nothing {
  if (text === '') return nothing;
  return html`
    <button class="offer" part="offer" type="button" @click=${take}>
      ${selectionIcon}<bdi>${t('add.offer', { words: beginning(text) })}</bdi>
    </button>
  `;
}

/** What there is to say about the message, and what would be left out because of it. */
export function composerNotes(
  note: string,
  use: ContextUse | null,
  { texts, contextUse }: ComposerContext,
): readonly (TemplateResult | typeof nothing)[] {
  const { t } = texts;
  const omitted = use?.omittedMessages ?? 0;
  // What the conversation leaves out by itself is said in the conversation, and what is cut of a file in its chip.
  const left =
    use !== null && fullness(use) === 'too-long'
      ? t('meter.too-long')
      : omitted > contextUse.omittedMessages
        ? t('meter.omits', { count: omitted })
        : '';
  return [
    note === '' ? nothing : html`<p class="composer-note" part="note">${note}</p>`,
    left === '' ? nothing : html`<p class="composer-note left-out" part="note">${left}</p>`,
  ];
}

/** Ends dictating, or reading aloud. */
export function speechButton(name: 'dictation' | 'reading', { t }: Texts, stop: () => void): TemplateResult {
  const label = t(name === 'dictation' ? 'dictation.stop' : 'speech.stop');
  return html`
    <button
      class="icon-button listening"
      part="icon-button ${name}-button"
      type="button"
      aria-label=${label}
      title=${label}
      @click=${stop}
    >
      ${stopIcon}
    </button>
  `;
}

/** Where files can be dropped. People who do not see it do not drag. */
export function dropTarget({ t }: Texts): TemplateResult {
  return html`
    <div class="drop-zone" part="drop-zone" aria-hidden="true">
      <p>${attachIcon}<strong>${t('attachment.drop')}</strong><span>${t('attachment.drop-text')}</span></p>
    </div>
  `;
}
