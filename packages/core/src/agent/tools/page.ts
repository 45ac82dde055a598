/** Tools that know the page around the assistant: what is selected, its headings, its fields; and that fill one in. */
import { LocalLLMError } from '../../errors.js';
import { defineTool, type Tool } from '../define-tool.js';
import type { Integrity } from '../labels.js';
import type { Permission } from '../tool-manifest.js';
import { fillInField, readFields } from './page-fields.js';

/** Settings of {@link pageTools}. */
export interface PageToolsOptions {
  /** The part of the page that is meant. Default: the document. */
  readonly root?: () => Document | Element;
  /**
   * Who has written the page. Default `untrusted`: most pages show what others have written. Say `host` only where every
   * heading and every label of a field is the site's own.
   */
  readonly integrity?: Integrity;
  /** Whether filling in is asked about. Default: `ask`. */
  readonly permission?: Permission;
}

const MOST_HEADINGS = 80;
/** What a question about headings looks for. */
const MENTION =
  /\bheadings?\b.*?\b(?:mentions?|contains?|about|says?|with)\s+(?:something\s+(?:about|on|of)\s+)?(?:the\s+)?(?:(?:word|term|phrase)s?\s+)?["“'‘]?([\p{L}\p{N}][\p{L}\p{N} '-]*)/iu;
const NO_HEADINGS = 'The page has no headings.';
const NO_MENTION = 'No heading mentions it.';
const NOTHING = { type: 'object', properties: {} } as const;

/** `page_selection`, `page_headings`, `page_fields` and `fill_in`. */
export function pageTools(options: PageToolsOptions = {}): readonly Tool[] {
  const { root = () => document, integrity = 'untrusted', permission = 'ask' } = options;
  const selection = defineTool({
    name: 'page_selection',
    description: 'The text that the user has selected on the page.',
    input: NOTHING,
    effect: 'read-local',
    permission: 'allow',
    returns: { integrity: 'untrusted', readers: 'local-only' },
    execute: () => getSelection()?.toString().trim() || 'Nothing is selected.',
  });
  const headings = defineTool({
    name: 'page_headings',
    description: 'The headings of this page: all, or those that mention something.',
    input: {
      type: 'object',
      properties: { mention: { type: 'string', maxLength: 60, description: 'a word, or nothing' } },
    },
    effect: 'read-local',
    permission: 'allow',
    returns: { integrity, readers: 'public' },
    suggest(question) {
      if (!/\bheadings?\b/i.test(question)) return [];
      const mention = MENTION.exec(question)?.[1]?.trim();
      return [mention === undefined ? {} : { mention }];
    },
    execute(input) {
      const { mention = '' } = input as { readonly mention?: string };
      const wanted = mention.toLowerCase();
      const found = [...root().querySelectorAll<HTMLElement>('h1, h2, h3, h4, h5, h6, [role="heading"]')]
        .filter((heading) => heading.checkVisibility())
        .map((heading) => (heading.textContent ?? '').replaceAll(/\s+/g, ' ').trim())
        .filter((heading) => heading.toLowerCase().includes(wanted))
        .slice(0, MOST_HEADINGS);
      if (found.length === 0) return wanted === '' ? NO_HEADINGS : NO_MENTION;
      return found.length === 1 ? (found[0] ?? '') : found.map((heading) => `- ${heading}`).join('\n');
    },
    // As a quotation: somebody else may have written it.
    say(_, found) {
      if (found === NO_HEADINGS || found === NO_MENTION) return found;
      return found
        .split('\n')
        .map((line) => `“${line.replace(/^- /, '')}”`)
        .join(', ');
    },
  });
  const fields = defineTool({
    name: 'page_fields',
    description: 'The fields of the forms on this page, and what is in them.',
    input: NOTHING,
    effect: 'read-local',
    permission: 'allow',
    // What is in them is the user's.
    returns: { integrity, readers: 'local-only' },
    execute: () => readFields(root()),
    handles: (found) => found.map(({ label }) => ({ name: label, value: label })),
  });
  const fillIn = defineTool({
    name: 'fill_in',
    description: 'Fills in one field of a form on this page. Sends nothing.',
    input: {
      type: 'object',
      properties: { field: { type: 'string', maxLength: 120 }, value: { type: 'string', maxLength: 400 } },
      required: ['field', 'value'],
    },
    effect: 'write-local',
    sinks: ['field'],
    permission,
    returns: { integrity: 'host', readers: 'public' },
    execute(input) {
      const { field, value } = input as { readonly field: string; readonly value: string };
      const problem = fillInField(root(), field, value);
      if (problem !== null) throw new LocalLLMError('invalid-request', problem, { hint: 'Name a field by its label.' });
      return 'The field is filled in.';
    },
  });
  return [selection, headings, fields, fillIn];
}
