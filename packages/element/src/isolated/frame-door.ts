/** Opens a frame that belongs to nobody, and hands it the one port by which it can be spoken to. */
import { type Handler, type Handlers, Link, type ModelService } from '@local-llm-chat/core/isolate';
import { LocalLLMError } from '@local-llm-chat/core/page';
import { HELLO } from './hello.js';

/** A frame that is there answers at once. How long it takes to come is the network's business. */
const PATIENCE_MS = 10_000;

export interface DoorOptions {
  readonly url: string;
  readonly models: ModelService;
  /** What the frame may say besides. */
  readonly handlers: Handlers;
  /** The link stands: the frame takes settings. */
  readonly onOpen: (link: Link) => void;
  readonly onReady: () => void;
  /** The frame did not come, or said what no honest one says. It is closed then. */
  readonly onFailure: (error: LocalLLMError) => void;
}

/** One frame, from its first request to its end. */
export class FrameDoor {
  readonly frame: HTMLIFrameElement;
  readonly #options: DoorOptions;
  #link: Link | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(options: DoorOptions) {
    this.#options = options;
    this.frame = document.createElement('iframe');
    // Scripts and nothing else: no origin, hence no storage, no cookies and no page; no forms, popups or downloads.
    this.frame.setAttribute('sandbox', 'allow-scripts');
    // Copying, and threads where the page has them.
    this.frame.setAttribute('allow', 'clipboard-write; cross-origin-isolated');
    this.frame.setAttribute('referrerpolicy', 'no-referrer');
    this.frame.setAttribute('part', 'frame');
    this.frame.addEventListener('load', this.#onLoad);
    this.frame.src = options.url;
    void this.#look();
  }

  get link(): Link | null {
    return this.#link;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.frame.removeEventListener('load', this.#onLoad);
    this.#link?.close();
    this.#options.models.close();
    // Its workers end with it.
    this.frame.remove();
  }

  /** A file that is not there shows itself at once instead of by silence. */
  async #look(): Promise<void> {
    const response = await fetch(this.#options.url, { method: 'HEAD' }).catch(() => null);
    // Servers may refuse the question itself; then silence has to tell.
    if (response?.status === 404) this.#fail(`There is no ${this.#options.url}.`);
  }

  readonly #onLoad = (): void => {
    // What comes after the first page is none of ours: the frame has gone somewhere else.
    if (this.#link !== null) {
      this.#fail('The frame of the assistant has left its page.');
      return;
    }
    this.#timer = setTimeout(() => this.#fail('The frame of the assistant did not answer.'), PATIENCE_MS);
    const { port1, port2 } = new MessageChannel();
    this.#link = new Link(port1, {
      handlers: this.#handlers(),
      takesBlobs: false,
      onStrange: (why) => this.#fail(`The frame of the assistant said what it never says. ${why}`),
    });
    // To whoever is there: a frame without an origin has no name to call it by.
    this.frame.contentWindow?.postMessage(HELLO, '*', [port2]);
  };

  #handlers(): Handlers {
    return new Map<string, Handler>([
      ...this.#options.models.handlers,
      ...this.#options.handlers,
      [
        'open',
        () => {
          if (this.#link !== null) this.#options.onOpen(this.#link);
          return undefined;
        },
      ],
      [
        'ready',
        () => {
          clearTimeout(this.#timer);
          this.#options.onReady();
          return undefined;
        },
      ],
    ]);
  }

  #fail(message: string): void {
    if (this.#isClosed) return;
    this.close();
    this.#options.onFailure(
      new LocalLLMError('worker-failed', message, {
        hint:
          'Check that `isolated.html` is served from the page’s own origin, that the page’s Content-Security-Policy ' +
          "has `frame-src 'self'`, and that the file gets no other policy than its own; where the page sends " +
          '`Cross-Origin-Embedder-Policy`, the file needs that header too.',
      }),
    );
  }
}
