/** Passages of documents as a list: what an answer cites, or what a search has found. It knows no chat. */
import type { KnowledgeSource } from '@local-llm-chat/core';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { askBeforeLeaving } from '../markdown/leave-question.js';
import type { Texts } from '../texts.js';
import { visibleText } from '../tools/visible-text.js';
import { foreignHost, isHere, sourceTitle, sourceUrl } from './source-link.js';

/** More of a passage that is not quoted is not shown. */
const EXCERPT_CHARACTERS = 160;

/** What the list is drawn with besides the sources, which have whole addresses. */
export interface SourceListContext {
  readonly texts: Texts;
  /** What stands above it, and is its name. */
  readonly title: string;
  /** Each has its number before it, as an answer cites it. */
  readonly isNumbered: boolean;
  /** Called when a link is pressed; who calls `preventDefault()` opens the source. */
  readonly onOpen: (source: KnowledgeSource, event: MouseEvent) => void;
}

/** Draws the list; nothing without sources. */
export function sourceList(
  sources: readonly KnowledgeSource[],
  context: SourceListContext,
): TemplateResult | typeof nothing {
  if (sources.length === 0) return nothing;
  const { title, texts, isNumbered } = context;
  // The addresses may be anybody's.
  const guarded = (list: Element | undefined) => list && askBeforeLeaving(list, () => texts);
  return html`
    <div class="sources ${isNumbered ? 'numbered' : ''}" part="sources">
      <p class="sources-title" part="sources-title" aria-hidden="true">${title}</p>
      <ol class="source-list" role="list" aria-label=${title} ${ref(guarded)}>
        ${sources.map((source) => entry(source, context))}
      </ol>
    </div>
  `;
}

/** A link to a source, or its title alone where its address is not to be followed. */
export function sourceLink(
  source: KnowledgeSource,
  { texts, onOpen }: Pick<SourceListContext, 'texts' | 'onOpen'>,
): TemplateResult {
  const label = html`<bdi>${sourceTitle(source)}</bdi>`;
  const url = sourceUrl(source);
  if (url === null) return html`<div class="source-head">${label}</div>`;
  const isNear = isHere(url);
  const host = foreignHost(url);
  return html`<div class="source-head"><a
    class="source-link"
    part="link source-link"
    href=${url.href}
    target=${isNear ? nothing : '_blank'}
    rel=${isNear ? nothing : 'noopener noreferrer nofollow'}
    @click=${(event: MouseEvent) => onOpen(source, event)}
  >${label}${isNear ? nothing : html`<span class="visually-hidden"> ${texts.t('knowledge.new-tab')}</span>`}</a>${
    host === null ? nothing : html` <span class="source-host" dir="ltr">${host}</span>`
  }</div>`;
}

/** What of a passage is shown: its quoted words, or how it begins. */
export function sourceWords({ quotes, text }: Pick<KnowledgeSource, 'quotes' | 'text'>): TemplateResult {
  if (quotes.length > 0)
    return html`${quotes.map((quote) => html`<q class="source-quote" part="source-quote"><bdi>${visibleText(quote)}</bdi></q>`)}`;
  return html`<div class="source-quote" part="source-quote"><bdi>${visibleText(shortened(text))}</bdi></div>`;
}

function entry(source: KnowledgeSource, context: SourceListContext): TemplateResult {
  return html`
    <li class="source" part="source">
      ${context.isNumbered ? html`<span class="source-number" aria-hidden="true">${source.number}</span>` : nothing}
      <div class="source-body">${sourceLink(source, context)}${sourceWords(source)}</div>
    </li>
  `;
}

/** Up to the end of a word, where the words have ends. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= EXCERPT_CHARACTERS) return line;
  const start = line.slice(0, EXCERPT_CHARACTERS).toWellFormed();
  const end = start.lastIndexOf(' ');
  return `${end > EXCERPT_CHARACTERS / 2 ? start.slice(0, end) : start} …`;
}
