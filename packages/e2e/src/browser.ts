/** A Chromium that reports everything that goes wrong in its pages, for tests from outside. */
import { type BrowserContext, chromium, type Page } from 'playwright';
import { CHROMIUM_ARGS, findChromium } from '../../../scripts/chromium.mjs';

/** A page, and all that it did which a careful page does not do. */
export interface WatchedPage {
  readonly page: Page;
  /** Console errors and warnings, uncaught errors and policy violations. */
  readonly complaints: string[];
  /** Addresses asked of the network, workers' requests included. */
  readonly requests: string[];
  /** Closes the page and its browser. */
  close(): Promise<void>;
}

/** What a page may ask for. */
export interface OpenOptions {
  /** Further command line switches. */
  readonly args?: readonly string[];
  /** Keeps pages that are navigated away from, as browsers do and this one is told not to. Default: false. */
  readonly backForwardCache?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  /** By its name, e.g. `UTC`. Default: that of the machine. */
  readonly timezone?: string;
}

/** Opens an empty page in a browser of its own, with storage of its own. */
export async function openPage({
  args = [],
  backForwardCache = false,
  colorScheme = 'light',
  timezone,
}: OpenOptions = {}): Promise<WatchedPage> {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('There is no Chromium. `npm test` installs one; or set CHROMIUM_PATH.');
  const browser = await chromium.launch({
    executablePath,
    args: [...CHROMIUM_ARGS, ...args],
    ignoreDefaultArgs: backForwardCache ? ['--disable-back-forward-cache'] : [],
  });
  const context = await browser.newContext({ colorScheme, ...(timezone ? { timezoneId: timezone } : {}) });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  watch(context, page, complaints, requests);
  return { page, complaints, requests, close: () => browser.close() };
}

function watch(context: BrowserContext, page: Page, complaints: string[], requests: string[]): void {
  context.on('request', (request) => requests.push(request.url()));
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
}

/** Requests to any other place than `origin`; blobs and data are no requests to anybody. */
export function strangers(requests: readonly string[], origin: string): string[] {
  return requests.filter((url) => !url.startsWith(origin) && !/^(blob|data|about):/.test(url));
}
