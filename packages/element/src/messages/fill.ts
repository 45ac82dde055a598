/** A long conversation opens at its end: what is far above is drawn bit by bit while the browser is idle. */
import type { ChatMessage } from '@local-llm-chat/core';

/** So many of the newest messages are drawn at once. */
const AT_ONCE = 40;
/** And so many more each time the browser has nothing else to do. */
const PER_STEP = 12;
/** A browser that is never idle draws them all the same: after so many milliseconds each time. */
const MOST_MS = 100;

/** Knows which messages of one list are drawn. */
export class Fill {
  readonly #update: () => void;
  readonly #drawn = new Set<string>();
  #firstId: string | undefined;
  #isWaiting = false;
  #missing = 0;

  /** @param update draws the list again. */
  constructor(update: () => void) {
    this.#update = update;
  }

  /** Takes in the messages that are drawn now. */
  begin(messages: readonly ChatMessage[]): void {
    const firstId = messages[0]?.id;
    if (firstId !== this.#firstId) this.#drawn.clear();
    this.#firstId = firstId;
    this.#missing = 0;
    for (let index = messages.length - 1; index >= 0; index -= 1) {
      const id = messages[index]?.id ?? '';
      if (messages.length - index <= AT_ONCE) this.#drawn.add(id);
      else if (!this.#drawn.has(id)) this.#missing += 1;
    }
    if (this.#missing > 0) this.#later(messages);
  }

  /** All are drawn. */
  get isDone(): boolean {
    return this.#missing === 0;
  }

  has(id: string): boolean {
    return this.#drawn.has(id);
  }

  /** Draws those that the visitor has scrolled to before their turn came. */
  show(ids: readonly string[]): void {
    if (ids.length === 0) return;
    for (const id of ids) this.#drawn.add(id);
    this.#update();
  }

  #later(messages: readonly ChatMessage[]): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    whenIdle(() => {
      this.#isWaiting = false;
      const next = messages.filter(({ id }) => !this.#drawn.has(id)).slice(-PER_STEP);
      for (const { id } of next) this.#drawn.add(id);
      if (next.length > 0) this.#update();
    });
  }
}

function whenIdle(run: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: MOST_MS });
  else setTimeout(run, 16);
}
