/** A page as it is found, before it is indexed, or why it is not. */
import type { KnowledgePage } from '@local-llm-chat/core/knowledge';

/** Why a page is not in the index. */
export type SkipReason =
  /** It asks not to be: `noindex`, or `draft` in its front matter. */
  | 'noindex'
  /** `robots.txt` of its site says so. */
  | 'robots'
  /** It says nothing. */
  | 'empty'
  /** Nobody here can read this kind of file. */
  | 'kind'
  /** It could not be read or fetched. */
  | 'unreadable'
  /** Another page has its address: that is the one that was taken. */
  | 'duplicate';

/** A page that was left out. */
export interface SkippedPage {
  /** Its file or address. */
  readonly source: string;
  readonly reason: SkipReason;
  /** More of it, e.g. `404`. */
  readonly detail?: string;
}

/** One file or address, read. */
export type FoundPage = { readonly page: KnowledgePage; readonly source: string } | { readonly skipped: SkippedPage };

/** Shorthand for one that is left out. */
export function skip(source: string, reason: SkipReason, detail?: string): FoundPage {
  return { skipped: { source, reason, ...(detail === undefined ? {} : { detail }) } };
}
