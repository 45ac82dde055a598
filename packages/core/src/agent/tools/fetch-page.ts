/** A tool that reads a page of servers that the site has named. */
import { defineTool, type Tool } from '../define-tool.js';
import type { Label } from '../labels.js';
import type { Permission } from '../tool-manifest.js';
import { getText } from './egress.js';

/** Settings of {@link fetchPage}. */
export interface FetchPageOptions {
  /** The servers that may be asked, as origins. */
  readonly origins: readonly string[];
  /** Longer pages are refused. Default 262,144. */
  readonly maxBytes?: number;
  /** Makes a text of HTML. Default: the HTML as it is. */
  readonly readHtml?: (html: string) => string | Promise<string>;
  /** Who is behind these pages. Default: strangers, whose pages everybody may read. */
  readonly returns?: Partial<Label>;
  /** Default: `ask-when-tainted`. */
  readonly permission?: Permission;
  /** For tests. */
  readonly fetch?: typeof fetch;
}

/**
 * Reads a page of the origins named. The address must be in the user's own words, on the site's list, or a handle of a
 * trusted tool; whatever the model makes up is refused.
 */
export function fetchPage({
  origins,
  maxBytes = 262_144,
  readHtml,
  returns,
  permission,
  fetch,
}: FetchPageOptions): Tool {
  return defineTool({
    name: 'fetch_page',
    description: `Reads a web page of ${origins.map((origin) => new URL(origin).host).join(', ')}.`,
    input: { type: 'object', properties: { url: { type: 'string', format: 'uri' } }, required: ['url'] },
    effect: 'read-net',
    sinks: ['url'],
    origins,
    returns: { integrity: 'untrusted', readers: 'public', ...returns },
    permission: permission ?? 'ask-when-tainted',
    maxCalls: 3,
    async execute(input, { signal }) {
      const { url } = input as { readonly url: string };
      const reply = await getText(url, { origins, maxBytes, signal, ...(fetch ? { fetch } : {}) });
      return reply.mediaType === 'text/html' && readHtml !== undefined ? readHtml(reply.text) : reply.text;
    },
  });
}
