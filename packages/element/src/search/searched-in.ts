/** What an element searches: the documents that the page names, to which visitors may add files. */
import { createKnowledge, type Knowledge, type PassageSearch } from '@local-llm-chat/core/knowledge';
import { type KnowledgeSetting, type SiteKnowledge, siteKnowledge } from '../knowledge/site-knowledge.js';

/** As the page has set it; without a setting nothing is there but what is added. */
export function searchedIn(setting: KnowledgeSetting | undefined): SiteKnowledge {
  return siteKnowledge(setting || createKnowledge());
}

/** Pages can be added to it. */
export function takesPages(search: PassageSearch): search is Pick<Knowledge, 'add' | 'remove' | 'find'> {
  return 'add' in search && 'remove' in search;
}
