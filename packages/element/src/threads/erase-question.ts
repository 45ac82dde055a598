/** "Erase everything?": says what goes and what stays, and waits for the answer. */
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import { joinSentences } from '../format.js';
import type { Texts } from '../texts.js';

/** What it asks about. */
export interface Erasure {
  readonly isOnDevice: () => boolean;
  readonly erase: () => Promise<void>;
}

/** Asks in the list. */
export class EraseQuestion {
  readonly #host: LitElement;
  readonly #texts: () => Texts;
  readonly #erasure: Erasure;
  #opener: HTMLElement | null = null;
  #isOpen = false;
  #isErasing = false;
  /** What gets the focus with the next update. */
  #focus: (() => HTMLElement | null) | null = null;

  constructor(host: LitElement, texts: () => Texts, erasure: Erasure) {
    this.#host = host;
    this.#texts = texts;
    this.#erasure = erasure;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  ask(opener: HTMLElement): void {
    this.#opener = opener;
    this.#isOpen = true;
    // The harmless answer comes first.
    this.#moveFocus(() => this.#host.renderRoot.querySelector<HTMLElement>('.threads-question .keep'));
  }

  /** Takes the question back. False when there is none. */
  readonly cancel = (): boolean => {
    if (!this.#isOpen || this.#isErasing) return this.#isOpen;
    this.#end();
    return true;
  };

  updated(): void {
    const target = this.#focus?.();
    if (!target) return;
    this.#focus = null;
    target.focus();
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#isOpen) return nothing;
    const { t, locale } = this.#texts();
    const what = t(this.#erasure.isOnDevice() ? 'threads.erase-device' : 'threads.erase-memory');
    return html`
      <div class="threads-question" role="alertdialog" aria-labelledby="llm-erase-title" aria-describedby="llm-erase-text">
        <h4 id="llm-erase-title">${t('threads.erase-title')}</h4>
        <p id="llm-erase-text">${joinSentences([what, t('threads.erase-models')], locale)}</p>
        <div class="threads-answers">
          <button class="button small keep" part="button keep-button" ?disabled=${this.#isErasing} @click=${this.cancel}>
            ${t('button.keep')}
          </button>
          <button class="button small danger" part="button confirm-button" ?disabled=${this.#isErasing} @click=${this.#erase}>
            ${t('threads.erase-button')}
          </button>
        </div>
      </div>
    `;
  }

  readonly #erase = async (): Promise<void> => {
    this.#isErasing = true;
    this.#host.requestUpdate();
    await this.#erasure.erase();
    this.#isErasing = false;
    this.#end();
  };

  #end(): void {
    this.#isOpen = false;
    this.#moveFocus(() => this.#opener);
  }

  #moveFocus(target: () => HTMLElement | null): void {
    this.#focus = target;
    this.#host.requestUpdate();
  }
}
