/** Where a source leads, and what is said of it. The addresses may come from a file that anybody has made. */
import type { KnowledgeSource } from '@local-llm-chat/core';
import type { Citations } from '../markdown/citations.js';
import { linkTarget, safeLink } from '../markdown/safe-link.js';
import type { Texts } from '../texts.js';
import { visibleText } from '../tools/visible-text.js';

/** Between the title of a page and its headings. It turns with the direction of the line. */
const STEP = ' › ';

/** The address that a source is opened at; `null` where it is none to follow. */
export function sourceUrl({ href }: Pick<KnowledgeSource, 'href'>): URL | null {
  const url = safeLink(href);
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url : null;
}

/** It is a place in the page that is open. */
export function isHere({ origin, pathname, search }: URL): boolean {
  return origin === location.origin && pathname === location.pathname && search === location.search;
}

/** The host, where it is another one than the page's. */
export function foreignHost(url: URL): string | null {
  return url.origin === location.origin ? null : linkTarget(url);
}

/** Title and headings. A first heading that only says the title again is left out. */
export function sourceTitle({ title, path, url }: Pick<KnowledgeSource, 'title' | 'path' | 'url'>): string {
  const [first, ...rest] = path;
  const names = [title.trim(), ...(first?.trim() === title.trim() ? rest : path)].filter((name) => name.trim() !== '');
  return visibleText(names.length === 0 ? url : names.join(STEP));
}

/** What the marks of an answer with these sources stand for. */
export function citationsOf(sources: readonly KnowledgeSource[], { t }: Texts): Citations {
  return new Map(
    sources.map((source) => {
      const url = sourceUrl(source);
      const isNear = url !== null && isHere(url);
      const label = t('knowledge.source', { number: source.number, title: sourceTitle(source) });
      const isNewTab = url !== null && !isNear;
      return [source.number, { url, isHere: isNear, label: isNewTab ? `${label} ${t('knowledge.new-tab')}` : label }];
    }),
  );
}
