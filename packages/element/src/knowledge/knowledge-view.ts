/** What is shown of an answer from documents: what is searched and read above it, and its sources below. */
import type { ChatMessage, KnowledgeSource } from '@local-llm-chat/core';
import { messageText } from '@local-llm-chat/core/page';
import { html, nothing, type TemplateResult } from 'lit';
import type { Texts } from '../texts.js';
import { visibleText } from '../tools/visible-text.js';
import { sourceTitle } from './source-link.js';
import { sourceList } from './source-list.js';

/** What it is drawn with besides the message. */
export interface KnowledgeContext {
  readonly texts: Texts;
  /** What the visitor has asked, in their words. */
  readonly question: string;
  readonly onOpen: (source: KnowledgeSource, event: MouseEvent) => void;
}

/** Above the answer: what is going on, and how the question was understood. */
export function knowledgeHead(
  message: ChatMessage,
  { texts, question }: Pick<KnowledgeContext, 'texts' | 'question'>,
): readonly (TemplateResult | typeof nothing)[] {
  const { knowledge } = message;
  if (knowledge === undefined) return [];
  const { t } = texts;
  const isWritten = messageText(message) !== '';
  const isRunning = message.status === 'pending' || message.status === 'streaming';
  const query = visibleText(knowledge.query);
  return [
    knowledge.query === question.trim()
      ? nothing
      : html`<p class="knowledge-line" part="knowledge-query">${t('knowledge.query', { query })}</p>`,
    isRunning && !isWritten ? underWay(message, texts) : nothing,
    isAnsweredByTools(message)
      ? html`<p class="knowledge-line" part="knowledge-status">${t('knowledge.elsewhere')}</p>`
      : nothing,
  ];
}

/** Below the answer: what it cites, or what comes nearest to the question. */
export function knowledgeEnd(message: ChatMessage, context: KnowledgeContext): TemplateResult | typeof nothing {
  const sources = shownSources(message);
  const isFound = message.knowledge?.status !== 'not-found';
  return sourceList(sources, {
    texts: context.texts,
    title: context.texts.t(isFound ? 'knowledge.sources' : 'knowledge.nearest'),
    isNumbered: isFound,
    onOpen: context.onOpen,
  });
}

/** The sources of an answer that has ended: those it cites, or the nearest ones. */
export function shownSources(message: ChatMessage): readonly KnowledgeSource[] {
  const { knowledge, status } = message;
  if (knowledge === undefined || status === 'pending' || status === 'streaming') return [];
  if (isAnsweredByTools(message) || knowledge.status === 'searching') return [];
  // Of one that was stopped while passages were read, they are no sources: it has said nothing.
  return knowledge.status === 'reading' && messageText(message) === '' ? [] : knowledge.sources;
}

/** How many sources an answer has, for people who listen; empty for none. */
export function spokenSources(message: ChatMessage, { t }: Texts): string {
  const count = message.knowledge?.status === 'found' ? message.knowledge.sources.length : 0;
  return count === 0 ? '' : t('knowledge.count', { count });
}

function underWay({ knowledge }: ChatMessage, { t }: Texts): TemplateResult | typeof nothing {
  if (knowledge?.status === 'searching')
    return html`<p class="knowledge-line" part="knowledge-status">${t('knowledge.searching')}</p>`;
  if (knowledge?.status !== 'reading') return nothing;
  const { sources } = knowledge;
  return html`
    <p class="knowledge-line" part="knowledge-status">${t('knowledge.reading', { count: sources.length })}</p>
    <ul class="knowledge-titles" part="knowledge-titles" role="list">
      ${sources.map((source) => html`<li><bdi>${sourceTitle(source)}</bdi></li>`)}
    </ul>
  `;
}

function isAnsweredByTools({ knowledge, agent, parts }: ChatMessage): boolean {
  return knowledge?.status === 'not-found' && (agent !== undefined || parts.some(({ type }) => type === 'tool'));
}
