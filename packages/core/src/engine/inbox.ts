/** Items that one side pushes and the other takes in batches, as they come. */
import type { LocalLLMError } from '../errors.js';

/** Keeps what has come until it is taken; a failure is told once everything before it was. */
export class Inbox<T> {
  #items: T[] = [];
  #error: LocalLLMError | null = null;
  #wake: (() => void) | null = null;

  push(item: T): void {
    this.#items.push(item);
    this.#wake?.();
  }

  fail(error: LocalLLMError): void {
    this.#error ??= error;
    this.#wake?.();
  }

  /** All items there are, waiting for the first. Throws once failed and empty. */
  async take(): Promise<T[]> {
    while (this.#items.length === 0) {
      if (this.#error) throw this.#error;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const items = this.#items;
    this.#items = [];
    return items;
  }
}
