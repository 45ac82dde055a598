/** Decides what of a growing answer is said when: whole sentences, and not so often that nobody can follow. */

/** A new piece cuts off no other one that is still being read: so long a pause there is between two at least. */
const PAUSE_MS = 3000;
/** 180 words a minute, which is where screen readers begin. */
const MS_PER_WORD = 1000 / 3;
/** A growing answer is said in pieces of at most so many words, or of one sentence. Who has stopped it hears no more. */
const MOST_WORDS = 40;

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
  /** How long it takes to read the last piece. */
  #pauseMs = PAUSE_MS;

  /** @param now milliseconds of a clock that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** It is too early for more of this answer, so that nobody needs to read it yet. */
  isEarly(id: string): boolean {
    return id === this.#id && this.#now() - this.#saidAt < this.#pauseMs;
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
      this.#pauseMs = PAUSE_MS;
    }
    if (!isFinal && this.isEarly(id)) return null;
    const rest = text.slice(this.#said);
    const piece = isFinal ? rest : someSentences(rest, locale);
    if (!isFinal && piece.trim() === '') return null;
    const isFirst = this.#said === 0;
    this.#said += piece.length;
    this.#saidAt = this.#now();
    this.#pauseMs = Math.max(PAUSE_MS, countWords(piece, locale) * MS_PER_WORD);
    return { text: piece.trim(), isFirst };
  }
}

/** The next sentences, but never the last one, which may still grow. */
function someSentences(text: string, locale: string): string {
  const sentences = [...new Intl.Segmenter(locale, { granularity: 'sentence' }).segment(text)].slice(0, -1);
  let piece = '';
  let words = 0;
  for (const { segment, index } of sentences) {
    words += countWords(segment, locale);
    if (words > MOST_WORDS && piece.trim() !== '') break;
    piece = withoutMark(text.slice(0, index + segment.length));
  }
  return piece;
}

/** The number of an entry is no sentence, for all its full stop. */
function withoutMark(text: string): string {
  return text.replace(/(^|\n)[^\S\n]*(?:\d+\.|-)[^\S\n]*$/, '$1');
}

function countWords(text: string, locale: string): number {
  let count = 0;
  for (const { isWordLike } of new Intl.Segmenter(locale, { granularity: 'word' }).segment(text)) {
    if (isWordLike) count += 1;
  }
  return count;
}
