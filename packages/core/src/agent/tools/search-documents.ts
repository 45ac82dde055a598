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
const LONGEST_QUERY = 80;
/** Shorter words name nothing, in a question or in what is searched. */
const SHORTEST = 4;
/** Of questions, not of what they are about. */
const OF_QUESTIONS =
  /^(?:what|which|when|where|does|this|that|with|from|about|say|says|tell|tells|look|find|search|much|many|there|have|will|your|please)$/;

/** Searches, and gives the best places. */
export function searchDocuments({ search, of, returns, permission = 'allow' }: SearchDocumentsOptions): Tool {
  return defineTool({
    name: 'search_documents',
    description: `Searches in ${of}.`,
    input: { type: 'object', properties: { query: { type: 'string', maxLength: LONGEST_QUERY } }, required: ['query'] },
    effect: 'read-local',
    permission,
    ...(returns === undefined ? {} : { returns }),
    maxCalls: 4,
    suggest(question) {
      const query = queryIn(question, of);
      return query === null ? [] : [{ query }];
    },
    async execute(input, { signal }) {
      const hits = await search((input as { readonly query: string }).query, { signal });
      return hits.slice(0, MOST_HITS);
    },
    // The best place, as a quotation: small models lose it among the others.
    say(_, [best]) {
      return best === undefined ? '' : `${best.title}: “${best.text.trim()}”`;
    },
    handles: (hits) => hits.flatMap(({ title, url }) => (url === undefined ? [] : [{ name: title, value: url }])),
  });
}

/** Who names what is searched wants it to be searched: for the other words of the question. */
function queryIn(question: string, of: string): string | null {
  const own = new Set(wordsIn(of));
  const words = wordsIn(question);
  if (!words.some((word) => own.has(word))) return null;
  const wanted = words.filter((word) => !own.has(word) && !OF_QUESTIONS.test(word)).join(' ');
  return wanted === '' || wanted.length > LONGEST_QUERY ? null : wanted;
}

function wordsIn(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => word.length >= SHORTEST);
}
