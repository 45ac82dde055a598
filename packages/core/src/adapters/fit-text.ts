/** Cuts a text to the tokens that a model of embeddings reads: what is longer has no vector at all. */

/** Of a longer text only so many characters are looked at for each token that fits: words have fewer. */
const CHARACTERS_PER_TOKEN = 32;

/** What is longer than this is no word, but a text in which nothing stands between words: it may be cut anywhere. */
const LONGEST_WORD = 40;

/** Without what no tokenizer of such models sees, and no longer than can be of use. */
export function tidyForEmbedding(text: string, limit: number): string {
  const most = limit * CHARACTERS_PER_TOKEN;
  return wholeCharacters(
    text
      .trimStart()
      .slice(0, most * 2)
      .replace(/\s+/g, ' '),
    most,
  ).trimEnd();
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
  const fits = async (length: number) => (await count(wholeCharacters(text, length))) <= limit;
  if (await fits(text.length)) return text;
  // Only whole words: a part of one may have more tokens than all of it.
  const wordEnds = [0, ...[...text.matchAll(/ |$/g)].map(({ index }) => index)];
  const words = await lastThat(0, wordEnds.length - 1, (index) => fits(wordEnds[index] ?? 0));
  const [end = 0, nextEnd = text.length] = wordEnds.slice(words, words + 2);
  const hasWords = nextEnd - end <= LONGEST_WORD;
  return wholeCharacters(text, hasWords ? end : await lastThat(end, nextEnd, fits));
}

/** The largest number for which something is true: it is for the first one, not for the last, and turns only once. */
async function lastThat(first: number, last: number, isTrue: (number: number) => Promise<boolean>): Promise<number> {
  let known = first;
  let over = last;
  while (over - known > 1) {
    const middle = Math.floor((known + over) / 2);
    if (await isTrue(middle)) known = middle;
    else over = middle;
  }
  return known;
}

/** Not half of a character that has two halves. */
function wholeCharacters(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}
