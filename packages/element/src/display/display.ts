/** Where a chat is shown: in the page, or in a window over it. The window's code is fetched by those who have one. */
import type { LitElement, ReactiveController, TemplateResult } from 'lit';
import type { Assistant } from '../assistant.js';
import { LLMMessageEvent } from '../events.js';
import { LateCode, notFetched } from '../late-code.js';
import type { ChatWindow } from './chat-window.js';

/** How a chat can be shown. */
export type DisplayForm = 'inline' | 'panel' | 'launcher';

/** The element with the settings of a display. */
export interface DisplayHost extends LitElement {
  readonly display: DisplayForm | undefined;
  readonly side: 'start' | 'end' | undefined;
  open: boolean;
}

/** Shows one chat. */
export class Display implements ReactiveController {
  readonly #host: DisplayHost;
  readonly #assistant: Assistant;
  readonly #late: LateCode<ChatWindow>;
  #hasNews = false;

  constructor(host: DisplayHost, assistant: Assistant) {
    this.#host = host;
    this.#assistant = assistant;
    this.#late = new LateCode(host, async () => {
      const { ChatWindow } = await import('./chat-window.js');
      return new ChatWindow(host, assistant, this);
    });
    host.addController(this);
    host.addEventListener(LLMMessageEvent.type, (event) => this.#onMessage(event as LLMMessageEvent));
  }

  /** The chat stands over the page. Attributes can hold any text: what is no known word counts as the default. */
  get isWindow(): boolean {
    return this.#host.display === 'panel' || this.#host.display === 'launcher';
  }

  /** An answer has ended while the window was closed. */
  get hasNews(): boolean {
    return this.#hasNews;
  }

  /** Draws the chat where it belongs; nothing before the window's code is here, unless somebody has asked for it. */
  render(chat: () => TemplateResult): unknown {
    if (!this.isWindow) return chat();
    this.#late.want();
    const { code, failures } = this.#late;
    const { texts } = this.#assistant.language;
    if (code === null && failures > 0 && this.#host.open) return notFetched(texts, this.#late);
    return code?.render(chat);
  }

  /** Opens the window, and leads the focus into it. */
  async show(): Promise<void> {
    await this.#setOpen(true);
    this.#late.code?.focusInside();
  }

  /** Closes it. The focus goes back if it was inside. */
  async hide(): Promise<void> {
    await this.#setOpen(false);
  }

  async #setOpen(isOpen: boolean): Promise<void> {
    this.#host.open = isOpen;
    await this.#host.updateComplete;
    if (this.isWindow) await this.#late.fetch().catch(() => undefined);
    await this.#host.updateComplete;
  }

  hostUpdate(): void {
    if (this.#host.open) this.#hasNews = false;
  }

  #onMessage({ message }: LLMMessageEvent): void {
    if (!this.isWindow || this.#host.open || message.role !== 'assistant') return;
    this.#hasNews = true;
    this.#host.requestUpdate();
  }
}
