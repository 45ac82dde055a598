/** Watches what the page looks like where an element stands, and tells when that changes. */
import type { LitElement, ReactiveController } from 'lit';
import { lookMessage } from './look-message.js';

const DARK = '(prefers-color-scheme: dark)';

/** Looks again with each change that a page makes to switch themes: attributes above the element, and the system's choice. */
export class LookWatch implements ReactiveController {
  readonly #host: LitElement;
  readonly #onChange: (look: unknown) => void;
  #observer: MutationObserver | null = null;
  #media: MediaQueryList | null = null;
  #told = '';

  constructor(host: LitElement, onChange: (look: unknown) => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new MutationObserver(this.look);
    for (let node: Node | null = this.#host; node !== null; node = above(node)) {
      if (node instanceof Element) this.#observer.observe(node, { attributes: true });
    }
    this.#media = matchMedia(DARK);
    this.#media.addEventListener('change', this.look);
    addEventListener('transitionend', this.look);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#media?.removeEventListener('change', this.look);
    removeEventListener('transitionend', this.look);
    this.#told = '';
  }

  /** Tells what has changed since the last time. */
  readonly look = (): void => {
    if (this.#host.isConnected && this.#told !== '') this.#tell();
  };

  /** Tells it in any case: there is somebody new to tell. */
  tell(): void {
    this.#told = '';
    this.#tell();
  }

  #tell(): void {
    const look = lookMessage(this.#host);
    const text = JSON.stringify(look);
    if (text === this.#told) return;
    this.#told = text;
    this.#onChange(look);
  }
}

function above(node: Node): Node | null {
  return node instanceof ShadowRoot ? node.host : node.parentNode;
}
