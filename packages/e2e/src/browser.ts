/** Pages of Chromium that report everything that goes wrong in them, for tests from outside. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { CHROMIUM_ARGS, findChromium } from '../../../scripts/chromium.mjs';

/** A page, and all that it did which a careful page does not do. */
export interface WatchedPage {
  readonly page: Page;
  /** Console errors and warnings, uncaught errors and policy violations. */
  readonly complaints: string[];
  /** Addresses asked of the network, workers' requests included. */
  readonly requests: string[];
  /** Closes the page, and all others of its context. */
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

/** Browsers that run, by how they were started: a page costs half as long in one that is there. They end with the process. */
const browsers = new Map<string, Promise<Browser>>();
/** How long a page may take to close. One that hangs never does, and takes its browser with it. */
const CLOSES_WITHIN_MS = 5000;

/** Opens an empty page with storage of its own. */
export async function openPage({
  args = [],
  backForwardCache = false,
  colorScheme = 'light',
  timezone,
}: OpenOptions = {}): Promise<WatchedPage> {
  const key = JSON.stringify({ args, backForwardCache });
  const browser = await (browsers.get(key) ?? launch(key, args, backForwardCache));
  const context = await browser.newContext({ colorScheme, ...(timezone ? { timezoneId: timezone } : {}) });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  watch(context, page, complaints, requests);
  const close = async () => {
    const isClosed = await Promise.race([
      context.close().then(() => true),
      new Promise<boolean>((resolve) => setTimeout(resolve, CLOSES_WITHIN_MS, false)),
    ]);
    if (isClosed) return;
    browsers.delete(key);
    await browser.close();
  };
  return { page, complaints, requests, close };
}

function launch(key: string, args: readonly string[], backForwardCache: boolean): Promise<Browser> {
  const launching = (async () => {
    const executablePath = await findChromium();
    if (executablePath === null)
      throw new Error('There is no Chromium. `npm test` installs one; or set CHROMIUM_PATH.');
    const browser = await chromium.launch({
      executablePath,
      args: [...CHROMIUM_ARGS, ...args],
      ignoreDefaultArgs: backForwardCache ? ['--disable-back-forward-cache'] : [],
    });
    // Also when it has crashed: the next page begins with another.
    browser.on('disconnected', () => browsers.delete(key));
    return browser;
  })();
  browsers.set(key, launching);
  launching.catch(() => browsers.delete(key));
  return launching;
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
