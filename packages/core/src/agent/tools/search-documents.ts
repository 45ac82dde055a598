/** A tool that searches in documents of the site, by whatever search the site has. */
import { defineTool, type Tool } from '../define-tool.js';
import type { Label } from '../labels.js';
import type { Permission } from '../tool-manifest.js';

/** A place in a document. */
export interface SearchHit {
  readonly title: string;
  readonly text: string;
  /** Where it can be read. Becomes a handle, which other tools may use where the documents are the site's own. */
  readonly url?: string;
}

/** Settings of {@link searchDocuments}. */
export interface SearchDocumentsOptions {
  search(
    query: string,
    options: { readonly signal: AbortSignal },
  ): Promise<readonly SearchHit[]> | readonly SearchHit[];
  /** What is searched, in a few words that the model reads, e.g. `the handbook`. */
  readonly of: string;
  /** Who has written the documents. Default: strangers, on this device only. */
  readonly returns?: Partial<Label>;
  /** Default: `allow`. */
  readonly permission?: Permission;
}

const MOST_HITS = 5;

/** Searches, and gives the best places. */
export function searchDocuments({ search, of, returns, permission = 'allow' }: SearchDocumentsOptions): Tool {
  return defineTool({
    name: 'search_documents',
    description: `Searches in ${of}.`,
    input: { type: 'object', properties: { query: { type: 'string', maxLength: 80 } }, required: ['query'] },
    effect: 'read-local',
    permission,
    ...(returns === undefined ? {} : { returns }),
    maxCalls: 4,
    async execute(input, { signal }) {
      const hits = await search((input as { readonly query: string }).query, { signal });
      return hits.slice(0, MOST_HITS);
    },
    handles: (hits) => hits.flatMap(({ title, url }) => (url === undefined ? [] : [{ name: title, value: url }])),
  });
}
