/** Writes what is said into the field of a composer. */
import type { LitElement } from 'lit';
import type { DictationEnd } from '../speech/dictation.js';

type Speech = typeof import('../speech/dictation.js');

/** What it writes into. */
export interface DictatingField {
  text(): string;
  setText(text: string): void;
  ended(reason: DictationEnd): void;
}

/** One time of listening. After `stop` the last words may still come, unless they are not wanted. */
interface Listening {
  stop: () => void;
  isWanted: boolean;
}

/** Knows whether this can be done here, and does it. */
export class Dictating {
  readonly #host: LitElement;
  readonly #field: DictatingField;
  #speech: Speech | null = null;
  #lang: string | null = null;
  #isPossible = false;
  #listening: Listening | null = null;

  constructor(host: LitElement, field: DictatingField) {
    this.#host = host;
    this.#field = field;
  }

  /** The browser understands the language on this device. False until it has said so. */
  get isPossible(): boolean {
    return this.#isPossible;
  }

  get isListening(): boolean {
    return this.#listening !== null;
  }

  /** Asks the browser about a language, once for each. */
  async ask(lang: string): Promise<void> {
    if (lang === this.#lang) return;
    this.#lang = lang;
    this.#isPossible = false;
    try {
      this.#speech ??= await import('../speech/dictation.js');
      const isPossible = await this.#speech.canDictate(lang);
      if (lang === this.#lang) this.#isPossible = isPossible;
    } catch {
      return; // It could not be fetched, so it is not offered.
    }
    this.#host.requestUpdate();
  }

  start(): void {
    if (this.#speech === null || this.#lang === null || this.isListening) return;
    const before = this.#field.text();
    const gap = before === '' || /\s$/.test(before) ? '' : ' ';
    const listening: Listening = { stop: () => undefined, isWanted: true };
    this.#listening = listening;
    listening.stop = this.#speech.dictate(this.#lang, {
      onText: (text) => {
        if (listening.isWanted) this.#field.setText(`${before}${gap}${text}`);
      },
      onEnd: (reason) => {
        if (this.#listening === listening) this.#listening = null;
        if (listening.isWanted) this.#field.ended(reason);
        this.#host.requestUpdate();
      },
    });
    this.#host.requestUpdate();
  }

  /**
   * @param isWanted whether the words that are still being understood are written: not when the field was changed.
   * @returns whether it was listening.
   */
  stop(isWanted: boolean): boolean {
    const listening = this.#listening;
    if (listening === null) return false;
    listening.isWanted = isWanted;
    listening.stop();
    if (!isWanted) this.#listening = null;
    this.#host.requestUpdate();
    return true;
  }
}
