/** Whether a user has said an address word for word: part of a longer one does not count. */

/** What may stand before a word, and behind it. No letter, digit or sign that an address could go on with. */
const BEFORE = /[\s"'“”‘’«»„‚「『（([<{：，、]$/u;
const BEHIND = /^[.,;:!?。，、；：！？…"'“”‘’«»」』）)\]>}]*(?:\s|$)/u;
/** More marks in a row than any sentence ends with. */
const NEARBY = 32;
/** Whatever stands around them: who puts a name between quotation marks has said where it ends. */
const QUOTES = new Set(['""', '“”', '„“', '„”', '«»', '»«', '「」', '『』', '<>']);
/** Number words of a text, with either mark for decimals and thousands. */
const NUMBERS = /(?<![\p{L}\p{N}.,])-?\p{Sc}?\d+(?:[.,\u00a0'’]\d+)*/gu;

/** True where the value stands in the text, neither preceded nor followed by more of the same word. */
export function isVerbatim(value: string | number, text: string): boolean {
  if (typeof value === 'number') return numbersIn(text).includes(value);
  if (value.trim() === '') return false;
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
    // No more than is looked at: texts may be long, and full of what is looked for.
    const before = text.slice(Math.max(0, at - 1), at);
    const behind = text.slice(at + value.length, at + value.length + NEARBY);
    if (QUOTES.has(`${before}${behind.slice(0, 1)}`)) return true;
    if ((before === '' || BEFORE.test(before)) && BEHIND.test(behind)) return true;
  }
  const address = addressOf(value);
  return address !== null && wordsOf(text).some((word) => addressOf(word) === address);
}

/** The words of a text without the marks around them, in order and once each. */
export function wordsOf(text: string): readonly string[] {
  const words = text
    .split(/[\s"“”«»„「」『』<>]+/u)
    .map((word) => word.replace(/^['‘’‚（([{]+/u, '').replace(/[.,;:!?。，、；：！？…'’‘）)\]}]+$/u, ''));
  return [...new Set(words)].filter((word) => word !== '');
}

/** All numbers that a text can be read to name: `1,234` is two. */
export function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(NUMBERS)].flatMap(([found]) => {
    const plain = found.replace(/[\p{Sc}\u00a0'’]/gu, '');
    const readings = [plain.replaceAll(',', ''), plain.replaceAll('.', '').replace(',', '.'), plain.replace(',', '.')];
    return readings.map(Number).filter((number) => Number.isFinite(number));
  });
}

/** The one way to write a web address, also where the user left `https://` out; `null` for what is none. */
export function addressOf(word: string): string | null {
  const hasScheme = /^https?:\/\//i.test(word);
  if (!hasScheme && !/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?#:]|$)/i.test(word)) return null;
  try {
    const url = new URL(hasScheme ? word : `https://${word}`);
    // A name before the host makes one host look like another.
    return url.username === '' && url.password === '' ? url.href : null;
  } catch {
    return null;
  }
}
