/** What an HTML page says to its readers: its main part, without what every page of a site has. */
import { ReadableText } from '@local-llm-chat/core/files';
import { Parser } from 'htmlparser2';

/** What was read. */
export interface HtmlPage {
  /** `<title>`, else the first `<h1>`, else nothing. */
  readonly title: string;
  readonly text: string;
  /** Of `<html lang>`. */
  readonly language: string | null;
  /** Of `<link rel="canonical">`, as it is written there. */
  readonly canonical: string | null;
  /** Whether it asks not to be found, as search engines understand it. */
  readonly isNoindex: boolean;
}

/** What every page of a site has around its text. */
const AROUND = new Set(['header', 'footer', 'nav', 'aside', 'dialog', 'form']);
/** For whom it is to be left out of search engines. */
const ROBOTS = new Set(['robots', 'googlebot']);

/** Reads a page; broken HTML as browsers do. */
export function readHtml(html: string): HtmlPage {
  const facts = readFacts(html);
  const writer = new ReadableText();
  /** Tags open, each with whether it is left out. */
  const open: boolean[] = [];
  let inMain = 0;
  let leftOut = 0;
  const isRead = () => leftOut === 0 && (inMain > 0 || !facts.hasMain);
  const parser = new Parser({
    onopentag(name, attributes) {
      const isMain = isMainTag(name, attributes);
      if (isMain || inMain > 0) inMain += 1;
      const isOut =
        name === 'head' || 'data-noindex' in attributes || (inMain === 0 && !facts.hasMain && AROUND.has(name));
      open.push(isOut);
      if (isOut) leftOut += 1;
      // Where a link leads helps nobody to find what the page says.
      if (isRead()) writer.open(name, name === 'a' ? {} : attributes);
    },
    ontext(text) {
      if (isRead()) writer.text(text);
    },
    onclosetag(name) {
      if (isRead()) writer.close(name);
      if (open.pop() === true) leftOut -= 1;
      if (inMain > 0) inMain -= 1;
    },
  });
  parser.write(html);
  parser.end();
  const text = writer.end();
  const heading = /^# +(.+)$/m.exec(text)?.[1];
  return { ...facts, title: facts.title || heading || '', text };
}

function isMainTag(name: string, attributes: Readonly<Record<string, string>>): boolean {
  return name === 'main' || attributes['role'] === 'main';
}

interface Facts extends Omit<HtmlPage, 'text'> {
  readonly hasMain: boolean;
}

function readFacts(html: string): Facts {
  let title = '';
  let inTitle = false;
  let isTitleRead = false;
  let language: string | null = null;
  let canonical: string | null = null;
  let isNoindex = false;
  let hasMain = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'html') language = attributes['lang']?.trim() || null;
      // An icon drawn in the page has a title too.
      else if (name === 'title' && !isTitleRead) inTitle = true;
      else if (name === 'meta' && ROBOTS.has((attributes['name'] ?? '').toLowerCase())) {
        if (isNoindexRule(attributes['content'] ?? '')) isNoindex = true;
      } else if (name === 'link' && attributes['rel']?.toLowerCase() === 'canonical') {
        canonical ??= attributes['href']?.trim() || null;
      }
      if (isMainTag(name, attributes)) hasMain = true;
    },
    ontext(text) {
      if (inTitle) title += text;
    },
    onclosetag(name) {
      if (name === 'title' && inTitle) {
        inTitle = false;
        isTitleRead = true;
      }
    },
  });
  parser.write(html);
  parser.end();
  return { title: title.replace(/\s+/g, ' ').trim(), language, canonical, isNoindex, hasMain };
}

/** Of a `robots` meta tag or an `X-Robots-Tag` header. */
export function isNoindexRule(rule: string): boolean {
  return rule
    .toLowerCase()
    .split(/[,:]/)
    .some((word) => word.trim() === 'noindex' || word.trim() === 'none');
}
