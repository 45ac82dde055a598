/** The pages of a running site, by its sitemap. */
import { gunzipSync } from 'node:zlib';
import { Parser } from 'htmlparser2';
import robotsParser, { type Robot } from 'robots-parser';
import { type FoundPage, skip } from './found-page.js';
import { isNoindexRule } from './html-page.js';
import { readPages } from './read-page.js';

/** See {@link pagesOfSite}. */
export interface SiteOptions {
  /** Of pages that name none. */
  readonly language?: string;
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch;
  readonly signal?: AbortSignal;
  /** Addresses to leave out. */
  readonly ignores?: (url: string) => boolean;
  /** The most pages. Default: 10,000. */
  readonly maxPages?: number;
}

/** By this name `robots.txt` may speak to it. */
export const AGENT = 'local-llm-chat-indexer';
const MAX_PAGES = 10_000;
const MAX_SITEMAPS = 100;
const MAX_BYTES = 20 * 2 ** 20;
const AT_ONCE = 4;

/** What a sitemap, or one page, was answered with. */
class Refused extends Error {}

/**
 * Fetches them a few at a time, and yields them in the order of the sitemap. Only pages of the sitemap's own origin
 * are fetched.
 *
 * @throws Error when the sitemap cannot be read.
 */
export async function* pagesOfSite(sitemap: string, options: SiteOptions = {}): AsyncGenerator<FoundPage> {
  const { fetch = globalThis.fetch, signal, language, ignores = () => false, maxPages = MAX_PAGES } = options;
  const get = (url: string) => request(url, fetch, signal);
  const { origin } = new URL(sitemap);
  const robots = await robotsOf(origin, get);
  const addresses = [...(await addressesIn(sitemap, get))].filter((url) => !ignores(url)).slice(0, maxPages);
  for (let start = 0; start < addresses.length; start += AT_ONCE) {
    signal?.throwIfAborted();
    const batch = addresses
      .slice(start, start + AT_ONCE)
      .map((url) => readOne(url, origin, robots, get, language, signal));
    for (const pages of await Promise.all(batch)) yield* pages;
  }
}

type Get = (url: string) => Promise<{ response: Response; bytes: Uint8Array }>;

async function request(
  url: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal | undefined,
): Promise<{ response: Response; bytes: Uint8Array }> {
  const response = await fetch(url, {
    headers: { 'user-agent': AGENT },
    ...(signal === undefined ? {} : { signal }),
  });
  if (!response.ok) throw new Refused(String(response.status));
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > MAX_BYTES) throw new Refused(`more than ${MAX_BYTES / 2 ** 20} MB`);
  return { response, bytes };
}

async function robotsOf(origin: string, get: Get): Promise<Robot> {
  const url = `${origin}/robots.txt`;
  const text = await get(url).then(
    ({ bytes }) => new TextDecoder().decode(bytes),
    () => '',
  );
  return robotsParser(url, text);
}

/** Of a sitemap, and of those that it names. */
async function addressesIn(sitemap: string, get: Get): Promise<Set<string>> {
  const addresses = new Set<string>();
  const waiting = [sitemap];
  const { origin } = new URL(sitemap);
  for (let read = 0; waiting.length > 0 && read < MAX_SITEMAPS; read += 1) {
    const url = waiting.shift() as string;
    const { bytes } = await get(url).catch((cause: unknown) => {
      throw new Error(`The sitemap ${url} could not be read: ${(cause as Error).message}.`, { cause });
    });
    const text = new TextDecoder().decode(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
    const { pages, sitemaps } = locationsIn(text);
    if (pages.length + sitemaps.length === 0) throw new Error(`There are no addresses in the sitemap ${url}.`);
    for (const page of pages) if (isOf(page, origin)) addresses.add(page);
    waiting.push(...sitemaps.filter((other) => isOf(other, origin)));
  }
  return addresses;
}

function isOf(url: string, origin: string): boolean {
  return URL.canParse(url) && new URL(url).origin === origin;
}

/** `<loc>` below `<url>` and below `<sitemap>`; or, in a plain text, a line each. */
function locationsIn(text: string): { pages: string[]; sitemaps: string[] } {
  if (!text.includes('<')) return { pages: text.split(/\s+/).filter((line) => line !== ''), sitemaps: [] };
  const found = { pages: [] as string[], sitemaps: [] as string[] };
  let within: 'pages' | 'sitemaps' = 'pages';
  let location: string | null = null;
  const parser = new Parser(
    {
      onopentag(name) {
        if (name === 'url') within = 'pages';
        else if (name === 'sitemap') within = 'sitemaps';
        else if (name === 'loc') location = '';
      },
      ontext(words) {
        if (location !== null) location += words;
      },
      onclosetag(name) {
        if (name !== 'loc' || location === null) return;
        found[within].push(location.trim());
        location = null;
      },
    },
    { xmlMode: true },
  );
  parser.write(text);
  parser.end();
  return found;
}

async function readOne(
  url: string,
  origin: string,
  robots: Robot,
  get: Get,
  language: string | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly FoundPage[]> {
  if (robots.isDisallowed(url, AGENT)) return [skip(url, 'robots')];
  try {
    const { response, bytes } = await get(url);
    if (isNoindexRule(response.headers.get('x-robots-tag') ?? '')) return [skip(url, 'noindex')];
    const ending = endingOf(response.headers.get('content-type') ?? '');
    if (ending === null) return [skip(url, 'kind', response.headers.get('content-type') ?? 'no type')];
    const canonical = (address: string) => {
      const resolved = URL.canParse(address, url) ? new URL(address, url) : null;
      return resolved?.origin === origin ? pathOf(resolved) : null;
    };
    return await readPages({ source: url, url: pathOf(new URL(url)), ending, bytes, language, canonical }, signal);
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    return [skip(url, 'unreadable', error instanceof Refused ? error.message : 'no answer')];
  }
}

/** The index goes with its site, wherever that is served. */
function pathOf({ pathname, search }: URL): string {
  return `${pathname}${search}`;
}

function endingOf(type: string): string | null {
  if (/\bhtml\b|xhtml/.test(type)) return '.html';
  if (/\bmarkdown\b/.test(type)) return '.md';
  if (/^application\/pdf\b/.test(type)) return '.pdf';
  return /^text\/plain\b/.test(type) ? '.txt' : null;
}
