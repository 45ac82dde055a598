/** What a Markdown or MDX file says: its front matter, and its text as the site shows it. */
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { parse } from 'yaml';
import { type HtmlPage, readHtml } from './html-page.js';

const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;
/** Lines of MDX that are code: whole paragraphs that begin so. */
const MODULE_LINES = /^(?:import|export)\s[\s\S]*?(?:\n[ \t]*\n|$)/gm;
const EXPRESSION_COMMENT = /\{\/\*[\s\S]*?\*\/\}/g;
const FENCE = /^( {0,3})(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\2[`~]*[ \t]*$|(?![\s\S]))/gm;

/** @param isMdx whether its lines of code are to be left out. */
export function readMarkdown(source: string, isMdx: boolean): HtmlPage {
  const front = FRONT_MATTER.exec(source);
  const matter = front?.[1] === undefined ? {} : readMatter(front[1]);
  const body = source.slice(front?.[0].length ?? 0);
  const html = micromark(isMdx ? withoutCode(body) : body, {
    // It is read, never shown: tags in Markdown are tags of the page.
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  const page = readHtml(html);
  const { title, description, lang, language, noindex, draft, search } = matter;
  return {
    ...page,
    text: withDescription(page.text, description),
    title: typeof title === 'string' && title.trim() !== '' ? title.trim() : page.title,
    language: [lang, language].find((tag) => typeof tag === 'string') ?? null,
    isNoindex: page.isNoindex || noindex === true || draft === true || search === false,
  };
}

/** What a page is about stands first, as a passage of its own, where the page does not say it anyway. */
function withDescription(text: string, description: unknown): string {
  if (typeof description !== 'string') return text;
  const words = description.replace(/\s+/g, ' ').trim();
  return words === '' || text.replace(/\s+/g, ' ').includes(words) ? text : `${words}\n\n${text}`;
}

interface Matter {
  readonly title?: unknown;
  readonly description?: unknown;
  readonly lang?: string;
  readonly language?: string;
  readonly noindex?: unknown;
  readonly draft?: unknown;
  /** `search: false`, as some makers of sites have it. */
  readonly search?: unknown;
}

/** What is no YAML is not looked at: the page is there nonetheless. */
function readMatter(text: string): Matter {
  try {
    const value: unknown = parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Outside of fences, which show code to be read. */
function withoutCode(body: string): string {
  const text = body.replace(/\r\n?/g, '\n');
  let result = '';
  let at = 0;
  for (const { 0: fence, index } of text.matchAll(FENCE)) {
    result += clean(text.slice(at, index)) + fence;
    at = index + fence.length;
  }
  return result + clean(text.slice(at));
}

function clean(text: string): string {
  return text.replace(MODULE_LINES, '\n').replace(EXPRESSION_COMMENT, '');
}
