/** Holds back text that may turn out to be the beginning of a stop text, so that none of one is ever shown. */

/**
 * Text on its way to the reader. An engine notices a stop text only when it is complete, and by then
 * its first characters would have been shown.
 */
export class HeldText {
  readonly #stops: readonly string[];
  #shown = '';
  #held = '';
  #stopped = false;

  constructor(stops: readonly string[]) {
    this.#stops = stops;
  }

  /** True once a stop text has come: nothing after it is shown. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Takes the next piece and returns what can be shown of all that is held. */
  push(piece: string): string {
    if (this.#stopped) return '';
    this.#held += piece;
    const end = this.#firstStop();
    if (end !== null) {
      this.#stopped = true;
      return this.#show(end);
    }
    return this.#show(this.#held.length - this.#beginningOfStop());
  }

  /** The answer has ended, and this is the whole of it: returns what has not been shown yet. */
  finish(whole: string): string {
    if (this.#stopped || !whole.startsWith(this.#shown)) return '';
    this.#held = whole.slice(this.#shown.length);
    return this.#show(this.#firstStop() ?? this.#held.length);
  }

  #show(length: number): string {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    this.#shown += text;
    return text;
  }

  #firstStop(): number | null {
    const places = this.#stops.map((stop) => this.#held.indexOf(stop)).filter((place) => place >= 0);
    return places.length === 0 ? null : Math.min(...places);
  }

  /** How many characters at the end could become a stop text. */
  #beginningOfStop(): number {
    let longest = 0;
    for (const stop of this.#stops) {
      for (let length = Math.min(stop.length - 1, this.#held.length); length > longest; length -= 1) {
        if (this.#held.endsWith(stop.slice(0, length))) longest = length;
      }
    }
    return longest;
  }
}
