/** Remembers how many tokens texts have: who splits a long text asks for the same pieces again. */

/** Texts of so many characters are kept, in all. */
const MOST_CHARACTERS = 2_000_000;

/** The counts of one model. */
export class KnownCounts {
  readonly #counts = new Map<string, number>();
  #characters = 0;

  clear(): void {
    this.#counts.clear();
    this.#characters = 0;
  }

  /** Asks for what is not known, each text once. */
  async count(
    texts: readonly string[],
    ask: (texts: readonly string[]) => Promise<readonly number[]>,
  ): Promise<readonly number[]> {
    const unknown = [...new Set(texts)].filter((text) => !this.#counts.has(text));
    const asked = unknown.length === 0 ? [] : await ask(unknown);
    const found = new Map(unknown.map((text, index) => [text, asked[index] ?? 0]));
    const counts = texts.map((text) => found.get(text) ?? this.#counts.get(text) ?? 0);
    for (const [text, count] of found) this.#keep(text, count);
    return counts;
  }

  #keep(text: string, count: number): void {
    this.#counts.set(text, count);
    this.#characters += text.length;
    for (const [oldest] of this.#counts) {
      if (this.#characters <= MOST_CHARACTERS) break;
      this.#counts.delete(oldest);
      this.#characters -= oldest.length;
    }
  }
}
