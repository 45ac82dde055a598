/** Measures what a message would use of the context window, seldom enough that typing never waits for it. */
import type { ContextUse } from '@local-llm-chat/core';
import type { ComposerContext, ComposerDraft } from '../composer-context.js';

/** Two measurements are at least so far apart. */
const INTERVAL_MS = 150;

/** Keeps the last measurement, and knows when it no longer holds. */
export class Measuring {
  readonly #onMeasured: () => void;
  #use: ContextUse | null = null;
  /** What was measured last, in the order of `marksOf`. */
  #marks: readonly unknown[] = [];
  #nextAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onMeasured: () => void) {
    this.#onMeasured = onMeasured;
  }

  /** The last measurement. One of what is written now follows if it is another. */
  follow(context: ComposerContext, draft: ComposerDraft): ContextUse | null {
    const marks = marksOf(context, draft);
    const isSame = marks.every((mark, index) => mark === this.#marks[index]);
    if (isSame) return this.#use;
    const now = performance.now();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (now >= this.#nextAt) {
      this.#nextAt = now + INTERVAL_MS;
      this.#marks = marks;
      this.#use = context.measure(draft);
    } else this.#timer = setTimeout(this.#onMeasured, this.#nextAt - now);
    return this.#use;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** What a measurement depends on. Files are known by their ids, for a list of them is made anew each time. */
function marksOf({ contextUse }: ComposerContext, { text, files }: ComposerDraft): readonly unknown[] {
  return [contextUse, text, files.map(({ id }) => id).join()];
}
