/** Keeps the log at its end while the newest text grows, until the visitor scrolls up. */

/** So near to the end counts as at the end, in CSS pixels. */
const NEAR_END = 48;

/** Scrolls one log. */
export class LogScroll {
  readonly #sizes = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => this.#sized());
  readonly #onChange: () => void;
  #log: HTMLElement | null = null;
  #follows = true;
  #lastTop = 0;
  #lastHeight = 0;

  /** @param onChange hears when the log begins or ceases to follow. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get follows(): boolean {
    return this.#follows;
  }

  /** Watches the log, or none. */
  watch(log: HTMLElement | null): void {
    if (log === this.#log) return;
    // Both, as either may change: the text grows, or the page gives the element another size.
    this.#sizes?.disconnect();
    for (const box of [log, log?.firstElementChild]) if (box) this.#sizes?.observe(box);
    this.#log = log;
  }

  /** Shows the newest message, wherever the visitor had scrolled to. */
  toEnd(): void {
    this.#follows = true;
    this.follow();
  }

  follow(): void {
    const log = this.#log;
    if (!this.#follows || log === null) return;
    log.scrollTop = log.scrollHeight;
    this.#lastTop = log.scrollTop;
    this.#lastHeight = log.scrollHeight;
  }

  /** Another size can bring the end into sight, without a scroll. */
  #sized(): void {
    if (this.#follows) this.follow();
    else this.scrolled();
  }

  /** Takes in a scroll of the log, whoever has caused it. */
  scrolled(): void {
    const log = this.#log;
    if (log === null) return;
    const { scrollTop, scrollHeight, clientHeight } = log;
    // What is above the window is laid out when it comes near, and can turn out lower than it was taken to be: then
    // the browser moves the end, not the visitor.
    const isUp = scrollTop < this.#lastTop && scrollHeight >= this.#lastHeight;
    const isAtEnd = scrollHeight - clientHeight - scrollTop < NEAR_END;
    this.#lastTop = scrollTop;
    this.#lastHeight = scrollHeight;
    // Growing text moves the end away, which is no wish to stay behind; only scrolling up is.
    const follows = isAtEnd || (this.#follows && !isUp);
    if (follows === this.#follows) return;
    this.#follows = follows;
    this.#onChange();
  }
}
