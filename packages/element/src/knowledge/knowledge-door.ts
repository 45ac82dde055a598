/** What shows answers from documents. Fetched with the first message that is one. */
import type { ChatMessage, KnowledgeSource } from '@local-llm-chat/core';
import { sourceLines } from '@local-llm-chat/core/knowledge';
import { stylesFor } from '../adopt-styles.js';
import { enKnowledge } from '../locales/en-knowledge.js';
import { addEnglish } from '../locales/english.js';
import type { ListAccess } from '../messages/list-access.js';
import type { Texts } from '../texts.js';
import { CitationCard } from './citation-card.js';
import { knowledgeStyles } from './knowledge.styles.js';
import { shownSources } from './knowledge-view.js';
import { openSource } from './open-source.js';
import { sourceTitle, sourceUrl } from './source-link.js';
import { sourceListStyles } from './source-list.styles.js';

export { knowledgeEnd, knowledgeHead, spokenSources } from './knowledge-view.js';
export { citationsOf } from './source-link.js';

const adoptStyles = stylesFor(sourceListStyles, knowledgeStyles);

/** Brings texts, styles and the card of marks. What is returned opens a source. */
export function prepareKnowledge(list: ListAccess): (source: KnowledgeSource, event: MouseEvent) => void {
  addEnglish(enKnowledge);
  adoptStyles(list.host.renderRoot);
  const open = (source: KnowledgeSource, event: MouseEvent) =>
    openSource(source, event, {
      host: list.host,
      onShow: () => leaveWindow(list.host),
      onShown: () => list.context().announce(list.context().texts.t('knowledge.shown')),
    });
  new CitationCard(list, open);
  return open;
}

/** What is copied behind an answer; empty where it has no sources. */
export function copiedSources(message: ChatMessage, { t }: Texts, asMarkdown: boolean): string {
  const sources = shownSources(message);
  if (sources.length === 0) return '';
  const title = t(message.knowledge?.status === 'not-found' ? 'knowledge.nearest' : 'knowledge.sources');
  return `\n\n${title}\n\n${(asMarkdown ? sourceLines(sources) : sources.map(plainLine)).join('\n')}`;
}

function plainLine(source: KnowledgeSource): string {
  const url = sourceUrl(source);
  return `${source.number}. ${sourceTitle(source)}${url === null ? '' : ` ${url.href}`}`;
}

/** A chat that fills the screen lies over the passage. */
function leaveWindow(host: HTMLElement & { hide?: () => Promise<void> }): void {
  if (host.shadowRoot?.querySelector('dialog.window:modal')) void host.hide?.();
}
