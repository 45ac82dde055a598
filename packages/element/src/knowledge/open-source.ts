/** Opens a source: by the site's own way, at its place in the page that is open, or as the link does. */
import type { KnowledgeSource } from '@local-llm-chat/core';
import { showPassage } from './show-passage.js';
import { SourceOpenEvent } from './source-events.js';
import { isHere, sourceUrl } from './source-link.js';

/** Whose source it is, and what happens when it is shown in this page. */
export interface SourceOpener {
  /** Dispatches the event. */
  readonly host: HTMLElement;
  /** Called before the passage is shown, as to get out of its way. */
  readonly onShow?: () => void;
  readonly onShown?: () => void;
}

/** Called with the press of a link to a source. What it does itself the browser does no more, nor does anybody ask. */
export function openSource(source: KnowledgeSource, event: MouseEvent, opener: SourceOpener): void {
  // With these keys the visitor has said how it is to be opened.
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const isLeft = opener.host.dispatchEvent(new SourceOpenEvent(source));
  const url = sourceUrl(source);
  if (isLeft && (url === null || !isHere(url))) return;
  if (isLeft) {
    opener.onShow?.();
    if (!showPassage(passagesOf(source))) return;
    opener.onShown?.();
  }
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** What is quoted, or how the passage begins. */
function passagesOf({ quotes, text }: KnowledgeSource): readonly string[] {
  if (quotes.length > 0) return quotes;
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 1);
}
