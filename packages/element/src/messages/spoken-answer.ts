/** Decides what of a growing answer is said when: whole sentences, and not so often that nobody can follow. */

/** A new piece cuts off no other one that is still being read: so long a pause there is between two, in milliseconds. */
const PAUSE_MS = 3000;

/** What is to be said now. */
export interface SpokenPiece {
  readonly text: string;
  /** Nothing of this answer was said before. */
  readonly isFirst: boolean;
}

/** Follows one answer at a time. */
export class SpokenAnswer {
  readonly #now: () => number;
  #id: string | null = null;
  /** How many characters have been said. */
  #said = 0;
  #saidAt = 0;

  /** @param now milliseconds of a clock that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** It is too early for more of this answer, so that nobody needs to read it yet. */
  isEarly(id: string): boolean {
    return id === this.#id && this.#now() - this.#saidAt < PAUSE_MS;
  }

  /**
   * Takes in how an answer reads now.
   *
   * @returns what is to be said; `null` for nothing. The last piece of an answer may be empty.
   */
  next(id: string, text: string, isFinal: boolean, locale: string): SpokenPiece | null {
    if (id !== this.#id || text.length < this.#said) {
      this.#id = id;
      this.#said = 0;
      this.#saidAt = this.#now();
    }
    if (!isFinal && this.isEarly(id)) return null;
    const rest = text.slice(this.#said);
    const piece = isFinal ? rest : wholeSentences(rest, locale);
    if (!isFinal && piece.trim() === '') return null;
    const isFirst = this.#said === 0;
    this.#said += piece.length;
    this.#saidAt = this.#now();
    return { text: piece.trim(), isFirst };
  }
}

/** All but the last sentence, which may still grow. */
function wholeSentences(text: string, locale: string): string {
  const sentences = [...new Intl.Segmenter(locale, { granularity: 'sentence' }).segment(text)];
  const whole = text.slice(0, sentences.at(-1)?.index ?? 0);
  // The number of an entry is no sentence, for all its full stop.
  return whole.replace(/(^|\n)[^\S\n]*(?:\d+\.|-)[^\S\n]*$/, '$1');
}
