/** A page that the script is followed on: what has the focus by Chromium's accessibility tree, and what is announced. */
import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright';
import type { Act, Focus } from './script-document.js';

/** Chromium's roles, in the words of the document. */
const ROLES: Readonly<Record<string, string>> = {
  article: 'message',
  DisclosureTriangle: 'disclosure',
  menuitem: 'menu item',
  searchbox: 'search field',
  splitter: 'separator',
  textbox: 'text field',
};

interface AxProperty {
  readonly name: string;
  readonly value: { readonly value?: unknown };
}

/** A node of the accessibility tree, as far as it is looked at here. */
export interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly properties?: readonly AxProperty[];
  readonly backendDOMNodeId?: number;
}

/** What was announced, and when by the page's own clock, in milliseconds. */
export interface Announcement {
  readonly text: string;
  readonly at: number;
}

/** The stories, in a browser. */
export interface Stories {
  readonly browser: Browser;
  /** Ends in `/`. */
  readonly url: string;
}

/** Follows one story by keyboard. Its clock stands still but when it is told to go on, so no machine is too slow for it. */
export class ScriptPage {
  readonly page: Page;
  /** Errors that nobody caught. */
  readonly complaints: string[] = [];
  readonly #session: CDPSession;
  #heard = 0;
  #fetching = 0;

  private constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.#session = session;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('request', () => this.#count(1));
    page.on('requestfinished', () => this.#count(-1));
    page.on('requestfailed', () => this.#count(-1));
    // What a person picks who is asked for a file.
    const file = { name: 'ferns.md', mimeType: 'text/markdown', buffer: Buffer.from('Ferns like half shade.') };
    page.on('filechooser', (chooser) => void chooser.setFiles(file));
  }

  /** Opens a story in a window of its own and waits until it is as the script begins. */
  static async open(
    { browser, url }: Stories,
    story: string,
    options: BrowserContextOptions = {},
  ): Promise<ScriptPage> {
    const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: 'light', ...options });
    const page = await context.newPage();
    const opened = new ScriptPage(page, await context.newCDPSession(page));
    await page.addInitScript(listen);
    await page.clock.install();
    await page.goto(`${url}iframe.html?id=local-llm-chat-accessibility-script--${story}&viewMode=story`);
    await page.waitForFunction(() => {
      const { __STORYBOOK_PREVIEW__: preview } = globalThis as unknown as {
        __STORYBOOK_PREVIEW__?: { currentRender?: { phase?: string } };
      };
      return ['completed', 'finished'].includes(preview?.currentRender?.phase ?? '');
    });
    await opened.#session.send('Accessibility.enable');
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 2000));
    // What is in the page from the beginning was said before anybody listens.
    await opened.goOn(100);
    await opened.take();
    return opened;
  }

  /** Code that comes late is on its way. */
  get isFetching(): boolean {
    return this.#fetching > 0;
  }

  #count(change: 1 | -1): void {
    this.#fetching += change;
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** Lets the page's clock run, in milliseconds. */
  async goOn(ms: number): Promise<void> {
    await this.page.clock.runFor(ms);
  }

  async act(act: Act): Promise<void> {
    if ('key' in act) await this.page.keyboard.press(act.key);
    else await this.page.keyboard.type(act.text);
  }

  /** What has the focus. */
  async focus(): Promise<Focus> {
    const node = await this.focusedNode();
    const role = node.role?.value ?? 'none';
    return { role: ROLES[role] ?? role, name: node.name?.value ?? '', states: statesOf(node) };
  }

  /** The accessibility tree's node of what has the focus. */
  async focusedNode(): Promise<AxNode> {
    const { result } = await this.#session.send('Runtime.evaluate', {
      expression:
        '(() => { let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; return e; })()',
    });
    const { nodes } = await this.#session.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId ?? '',
      fetchRelatives: false,
    });
    const [node] = nodes;
    if (node === undefined) throw new Error('What has the focus is not in the accessibility tree.');
    return node as AxNode;
  }

  /** All nodes of the accessibility tree that are not ignored. */
  async tree(): Promise<readonly AxNode[]> {
    const { nodes } = await this.#session.send('Accessibility.getFullAXTree');
    return (nodes as readonly AxNode[]).filter(({ ignored }) => !ignored);
  }

  /** What was announced since it was last taken. */
  async heard(): Promise<readonly Announcement[]> {
    return (await this.#announcements()).slice(this.#heard);
  }

  /** Takes what was heard: it belongs to the step that is done. */
  async take(): Promise<void> {
    this.#heard = (await this.#announcements()).length;
  }

  #announcements(): Promise<readonly Announcement[]> {
    return this.page.evaluate(() => (globalThis as unknown as { announced: Announcement[] }).announced);
  }
}

/** States that a screen reader tells, where they are there. */
function statesOf({ properties = [] }: AxNode): string[] {
  const values = new Map(properties.map(({ name, value }) => [name, value.value]));
  const states: string[] = [];
  if (values.has('expanded')) states.push(values.get('expanded') ? 'expanded' : 'collapsed');
  if (values.has('pressed')) states.push(values.get('pressed') === 'true' ? 'pressed' : 'not pressed');
  if (values.has('checked')) states.push(values.get('checked') === 'true' ? 'checked' : 'not checked');
  if (values.get('disabled')) states.push('disabled');
  if (![undefined, 'false'].includes(values.get('invalid') as string | undefined)) states.push('invalid');
  return states.sort();
}

/** Keeps what live regions say. Runs in the page, before anything else. */
function listen(): void {
  const announced: Announcement[] = [];
  Object.assign(globalThis, { announced });
  const LIVE = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]';
  const hear = (records: MutationRecord[]): void => {
    const regions = new Set<Element>();
    for (const { target, addedNodes } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest(LIVE);
      if (region) regions.add(region);
      // An alert speaks when it comes.
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        for (const alert of node.matches('[role=alert]') ? [node] : node.querySelectorAll('[role=alert]'))
          regions.add(alert);
      }
    }
    for (const region of regions) {
      const text = region.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
      if (text !== '' && region.checkVisibility()) announced.push({ text, at: performance.now() });
    }
  };
  // What comes into the page after this is watched from its first moment.
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    if (this.localName.startsWith('local-llm-'))
      new MutationObserver(hear).observe(root, { subtree: true, childList: true, characterData: true });
    return root;
  };
}
