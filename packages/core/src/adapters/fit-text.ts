/** Cuts a text to the tokens that a model of embeddings reads: what is longer has no vector at all. */

/** Of a longer text only so many characters are looked at for each token that fits: words have fewer. */
const CHARACTERS_PER_TOKEN = 32;

/** A word that the cut has hit is left out, unless it is none at all, as where nothing stands between words. */
const LONGEST_WORD = 40;

/** Without what no tokenizer of such models sees, and no longer than can be of use. */
export function tidyForEmbedding(text: string, limit: number): string {
  const tidy = text.slice(0, limit * CHARACTERS_PER_TOKEN * 2).replace(/\s+/g, ' ');
  return wholeCharacters(tidy.trim(), limit * CHARACTERS_PER_TOKEN);
}

/**
 * The longest beginning of a text that fits, up to a word's end.
 *
 * @param count the tokens of a text, the special ones included.
 */
export async function longestThatFits(
  text: string,
  limit: number,
  count: (text: string) => Promise<number>,
): Promise<string> {
  if ((await count(text)) <= limit) return text;
  let fits = 0;
  let tooLong = text.length;
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if ((await count(wholeCharacters(text, middle))) <= limit) fits = middle;
    else tooLong = middle;
  }
  const cut = wholeCharacters(text, fits);
  const wordEnd = text[fits] === ' ' ? fits : cut.lastIndexOf(' ');
  return wordEnd > 0 && fits - wordEnd <= LONGEST_WORD ? cut.slice(0, wordEnd) : cut;
}

/** Not half of a character that has two halves. */
function wholeCharacters(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}
