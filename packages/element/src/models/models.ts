/** The models of this device, as a chat needs them: what a cut download left behind, and the sheet to change and delete. */
import type { EngineState, LocalLLM } from '@local-llm-chat/core';
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { LateCode, lateText } from '../late-code.js';
import type { Texts } from '../texts.js';
import type { ModelsView } from './models-view.js';
import { modelShelf } from './shelf.js';

/** How long it is said that the sheet could not be fetched. */
const FAILURE_MS = 10_000;

/** What the sheet begins with. */
export type ModelsSection = 'choice' | 'storage';

/** What the sheet needs of its chat. */
export interface ModelsContext {
  texts(): Texts;
  llm(): LocalLLM | null;
  engine(): EngineState;
  /** Stops an answer that is being written. */
  stop(): void;
  /** Loads the model that is chosen; the visitor has agreed to its size. */
  load(): void;
  announce(text: string): void;
  /** Puts the focus where the visitor can go on, when what they came from is gone. */
  focusNext(): void;
}

/** Opens and closes the sheet, whose code is fetched when it is first needed. */
export class Models implements ReactiveController {
  readonly #host: LitElement;
  readonly #context: ModelsContext;
  readonly #late: LateCode<ModelsView>;
  #isOpen = false;
  #hasFailed = false;
  /** How often it was opened in vain. */
  #failures = 0;
  /** What had the focus before the sheet. */
  #opener: HTMLElement | null = null;
  /** What is here of the model that is offered. */
  #left: { readonly id: string; readonly bytes: number } | null = null;

  constructor(host: LitElement, context: ModelsContext) {
    this.#host = host;
    this.#context = context;
    this.#late = new LateCode(host, async () => {
      const { ModelsView } = await import('./models-view.js');
      return new ModelsView(host, context, (returns) => this.close(returns));
    });
    host.addController(this);
  }

  /** The sheet covers the chat. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Bytes that an unfinished download has left of the model that is chosen. */
  get hereBytes(): number {
    const { choice } = this.#context.engine();
    return choice !== null && !choice.onDevice && this.#left?.id === choice.model.id ? this.#left.bytes : 0;
  }

  render(): TemplateResult | typeof nothing {
    if (this.#isOpen && this.#late.code !== null) return this.#late.code.render();
    if (!this.#hasFailed) return nothing;
    const text = lateText(this.#context.texts(), this.#failures);
    return html`<p class="not-fetched" part="note" role="alert">${text}</p>`;
  }

  /** Fetches the sheet, so that it is there when it is asked for. Never rejects. */
  readonly preload = (): Promise<ModelsView | null> => this.#late.fetch().catch(() => null);

  /** Opens the sheet over the chat. */
  async open(section: ModelsSection, opener: EventTarget | null): Promise<void> {
    const view = await this.preload();
    this.#hasFailed = view === null;
    if (view === null) {
      this.#failures += 1;
      setTimeout(() => this.#forgetFailure(), FAILURE_MS);
    }
    // A button in a panel that closes leads back to what opens the panel.
    const button = opener as HTMLElement | null;
    this.#opener = button?.closest('details')?.querySelector('summary') ?? button;
    if (view !== null && this.#host.isConnected) {
      this.#isOpen = true;
      view.open(section);
    }
    this.#host.requestUpdate();
  }

  /** @param returns whether the focus goes back to where it came from; else it follows what happens. */
  close(returns: boolean): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#host.requestUpdate();
    if (!returns) return;
    void this.#host.updateComplete.then(() => {
      if (this.#opener?.isConnected && this.#opener.checkVisibility()) this.#opener.focus();
      else this.#context.focusNext();
    });
  }

  engineChanged(now: EngineState, before: EngineState | null): void {
    if (now.status === 'downloading' || now.status === 'loading') void this.preload();
    if (now.status !== before?.status) this.#hasFailed = false;
    const isOffered = now.status === 'awaiting-consent' || now.status === 'failed';
    if (isOffered && (now.status !== before?.status || now.choice !== before.choice)) void this.refresh();
  }

  /** Looks again what is here of the model that is offered. */
  async refresh(): Promise<void> {
    const { choice } = this.#context.engine();
    const llm = this.#context.llm();
    if (choice === null || choice.onDevice || llm === null) return;
    const { id } = choice.model;
    try {
      const stored = await modelShelf(llm).list();
      this.#left = { id, bytes: stored.find((model) => model.id === id && !model.complete)?.bytes ?? 0 };
    } catch {
      this.#left = null; // Then the whole size is said, which is the most that it can be.
    }
    this.#host.requestUpdate();
  }

  #forgetFailure(): void {
    this.#hasFailed = false;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#isOpen = false;
    this.#opener = null;
  }
}
