/** The words of a text that carry its meaning, in any language: for finding, counting and comparing. */

/** A word, as it is compared, and where it stands. */
export interface Word {
  /** In lower case, without accents. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** It carries meaning: it is none of the commonest words. */
  readonly isContent: boolean;
}

/**
 * The commonest words of the languages that the project speaks, and of its neighbours: they say nothing of what a text
 * is about. Words of one or two letters count as common in alphabets anyway.
 */
const COMMON: ReadonlySet<string> = new Set(
  `the and for others are was were with that this from have has had not but you your our their his her its they them she who
  whom whose what which when where why how does did doing can could will would shall should may might must been being
  into onto than then there here also some any all each most more much many such only very about after before over under
  between because while during both other another these those just like one out off per via within without
  der die das den dem des ein eine einen einem einer und oder aber nicht mit von vom zum zur auf aus bei bis durch fur
  gegen ohne uber unter vor nach ist sind war waren wird werden wurde hat haben hatte sich auch nur noch schon als wie was
  wer wann welche welcher welches ich wir ihr sie man dass wenn weil
  los las una uno unos unas del que con por para sin sobre entre como mas pero sus este esta estos estas ese esa eso
  fue ser son era han hay muy tambien cuando donde quien cual cuales porque desde hasta
  les des une est sont dans pour par sur avec sans sous entre qui que quoi dont quel quelle quels quelles plus moins aux
  ces cet cette son ses leur leurs nous vous ils elles elle etait ete etre avoir ont fait pas tout tous mais aussi quand
  في من على إلى عن مع هذا هذه التي الذي كان كانت هل ما هو هي أن إن لا أو ثم قد كل
  متى أين كيف كم لماذا ماذا أي
  wo warum weshalb wozu wieviel welchen welches comment combien pourquoi donde cuanto cuantos cuantas cuanta adonde
  多 长 多长 多少 多久 什么 谁 是 的 了 吗 呢 哪 哪里 怎么 怎样 几 需要 在 有 和 与 或 被 把 也 都 就 很 到 由 从 对 为 为什么
  は が を に で と の か です ます 何 いつ どこ 誰 なぜ いくら どう する
  कैसे कितना कितने कितनी क्यों का की के में से है हैं को पर और यह वह एक कि था थी थे ने भी तो हो कर लिए क्या कौन कब कहां`.split(/\s+/),
);

/** Scripts that set no spaces: their words are found by the browser, or stand for themselves. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** All words, in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const { segment, index, isWordLike } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)) {
    if (!isWordLike) continue;
    const plain = plainOf(segment);
    words.push({ key: stemOf(plain), start: index, end: index + segment.length, isContent: isContent(plain) });
  }
  return words;
}

/** The words that carry meaning, in order. */
export function contentWords(text: string): Word[] {
  return wordsOf(text).filter((word) => word.isContent);
}

/** The same as a set of keys. */
export function contentKeys(text: string): Set<string> {
  return new Set(contentWords(text).map(({ key }) => key));
}

/** How a word is compared: `Wägen` as `wagen`, and English plurals as their singulars. */
export function keyOf(word: string): string {
  return stemOf(plainOf(word));
}

function plainOf(word: string): string {
  return word.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function stemOf(plain: string): string {
  // `take` as `takes`.
  if (/^[a-z]{3}e$/.test(plain)) return plain.slice(0, 3);
  if (!/^[a-z]{5,}$/.test(plain)) return plain;
  // Good enough to compare with itself: no dictionary is worth its bytes here.
  return plain.replace(/(?:ies|ied)$/, 'y').replace(/(?<=[a-z]{3})(?:ing|ed|es|s|e)$/, '');
}

/** Asked of the whole word: `note` and `notes` have the stem `not`. */
function isContent(plain: string): boolean {
  if (COMMON.has(plain)) return false;
  return plain.length > 2 || /\d/.test(plain) || UNSPACED.test(plain);
}

/** The share of `wanted` that is among `there`, each word by its weight; 0 where nothing is wanted. */
export function coverage(
  wanted: ReadonlySet<string>,
  there: ReadonlySet<string>,
  weight: (key: string) => number = () => 1,
): number {
  let all = 0;
  let found = 0;
  for (const key of wanted) {
    all += weight(key);
    if (there.has(key)) found += weight(key);
  }
  return all === 0 ? 0 : found / all;
}
