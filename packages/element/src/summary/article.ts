/** The article that a summary is of: finds it, takes its text, and notices when it is another. */
import { mainPart, readElement } from '@local-llm-chat/core/files';
import type { ReactiveController } from 'lit';
import type { SummarySettings } from './summary-settings.js';

/** A page that is being changed is looked at once it has come to rest. */
const SETTLED_MS = 250;

/** Watches the article of one element while that is in a document. */
export class Article implements ReactiveController {
  readonly #host: SummarySettings;
  readonly #observer = new MutationObserver(() => this.#look());
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The text that there is a summary of. */
  #read: string | null = null;
  #wasThere: boolean | null = null;
  #hasWarned = false;
  /** It is not what was read. */
  isChanged = false;

  constructor(host: SummarySettings) {
    this.#host = host;
    host.addController(this);
  }

  /** The article; `null` where there is none, or no word in it. */
  find(): Element | null {
    const { htmlFor } = this.#host;
    const root = this.#host.getRootNode() as Document | ShadowRoot;
    const found = htmlFor
      ? (root.getElementById?.(htmlFor) ?? null)
      : (this.#host.closest('article') ?? mainPart(this.#host.ownerDocument));
    return (found?.textContent ?? '').trim() === '' ? null : found;
  }

  /** Its text as its readers see it, which is what it is compared with from now on; `null` where there is none. */
  async read(): Promise<string | null> {
    const text = await this.#text();
    this.#read = text;
    this.isChanged = false;
    return text;
  }

  /** There is no summary to compare anything with. */
  forget(): void {
    this.#read = null;
    this.isChanged = false;
  }

  /** Tells the page's developer, once, where the element cannot do anything. */
  warn(): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    const { htmlFor, localName } = this.#host;
    const why = htmlFor
      ? `there is no element with the id "${htmlFor}" beside it, or no text that can be seen in that`
      : 'this page has no text that can be seen';
    // biome-ignore lint/suspicious/noConsole: visitors are told in other words, and cannot mend it.
    console.warn(`<${localName}> has nothing to summarise: ${why}.`);
  }

  hostConnected(): void {
    const root = this.#host.getRootNode();
    this.#observer.observe(root, { childList: true, characterData: true, subtree: true });
    if (document.readyState !== 'complete') addEventListener('load', this.#onLoad, { once: true });
    else this.#onLoad();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    removeEventListener('load', this.#onLoad);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Later than all that a page is made of. */
  readonly #onLoad = (): void => {
    this.#wasThere = this.find() !== null;
    if (!this.#wasThere) this.warn();
  };

  #look(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#compare();
    }, SETTLED_MS);
  }

  async #compare(): Promise<void> {
    const isThere = this.find() !== null;
    if (isThere !== this.#wasThere) this.#host.requestUpdate();
    this.#wasThere = isThere;
    const before = this.#read;
    if (before === null) return;
    const text = await this.#text();
    if (before !== this.#read || (text !== before) === this.isChanged) return;
    this.isChanged = text !== before;
    this.#host.requestUpdate();
  }

  async #text(): Promise<string | null> {
    const article = this.find();
    const text = article && (await readElement(article, { without: this.#host }));
    return text === '' ? null : text;
  }
}
