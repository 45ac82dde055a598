/** The documents that a page names: fetched with the first search, their addresses made whole. */
import type { KnowledgeSource, ModelRecord } from '@local-llm-chat/core';
import { createKnowledge, type PassageSearch } from '@local-llm-chat/core/knowledge';

/** As a page sets it: where the index is, or what searches it. */
export type KnowledgeSetting = string | PassageSearch;

/** Documents, and where their addresses begin. */
export interface SiteKnowledge {
  readonly search: PassageSearch;
  /** The addresses in the index are relative to this one. */
  readonly place: string;
}

/** What the page has set, ready to be searched. Nothing is fetched before that. */
export function siteKnowledge(setting: KnowledgeSetting): SiteKnowledge {
  const { baseURI } = document;
  if (typeof setting !== 'string') return { search: setting, place: baseURI };
  const place = URL.canParse(setting, baseURI) ? new URL(setting, baseURI).href : setting;
  return { search: createKnowledge({ index: place, fetch: fetchKept }), place };
}

/** A source with whole addresses. One that leads nowhere stays as it is, and becomes no link; so does that of a file. */
export function placed<Source extends Pick<KnowledgeSource, 'url' | 'href'>>(source: Source, place: string): Source {
  return { ...source, url: whole(source.url, place), href: whole(source.href, place) };
}

function whole(address: string, place: string): string {
  return !address.startsWith('file:') && URL.canParse(address, place) ? new URL(address, place).href : address;
}

/** Without a network an old index is better than none. */
async function fetchKept(url: string | URL | Request): Promise<Response> {
  try {
    return await fetch(url);
  } catch (error) {
    return fetch(url, { cache: 'force-cache' }).catch(() => {
      throw error;
    });
  }
}

/** From so many millions of weights on a model can join what several passages say. */
const JOINS_PASSAGES = 1000;

/** How a model reads passages best. */
export function readingOf(model: Pick<ModelRecord, 'parameters'> | undefined): 'each' | 'together' {
  return (model?.parameters ?? 0) >= JOINS_PASSAGES ? 'together' : 'each';
}
