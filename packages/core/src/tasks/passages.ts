/** The parts of a text that have most to do with a question, by the words that both have. */
import type { Chunk } from './chunks.js';
import { contentKeys, contentWords } from './text-words.js';

/** A part, and how much it has to do with the question. */
export interface Passage {
  readonly chunk: Chunk;
  readonly relevance: number;
}

/** The words that ask, each with how rare it is in the text: what is everywhere says nothing. */
export type QuestionWords = ReadonlyMap<string, number>;

/** What is measured is no word of the answer: "how long" asks for a time. */
const MEASURE = /\bhow (?:long|many|much|old|far|often|big|large|tall|high|fast|soon|late)\b/gi;

/** What a word counts that says what a question is about, and does not ask. */
const LENT = 0.4;

/** Weighs the words of a question by the sentences of a text that have them. */
export function questionWords(question: string, text: string): QuestionWords {
  const lines = text.split(/(?<=[.!?。！？؟])\s+|\n+/u).filter((line) => /[\p{L}\p{N}]/u.test(line));
  const wanted = contentKeys(question.replaceAll(MEASURE, 'how'));
  const counts = new Map([...wanted].map((key) => [key, 0]));
  for (const line of lines) {
    for (const key of contentKeys(line)) {
      const count = counts.get(key);
      if (count !== undefined) counts.set(key, count + 1);
    }
  }
  return new Map([...counts].map(([key, count]) => [key, Math.log(1 + (lines.length + 1) / (count + 0.5))]));
}

/**
 * Ranks chunks by BM25 and gives the best ones, in the order of the text. One chunk alone is always read. A chunk that
 * shares no word with the question is read only when none does, as with a question in another language.
 */
export function passagesFor(question: string, chunks: readonly Chunk[], most: number): readonly Passage[] {
  const words = chunks.map((chunk) => contentWords(`${chunk.headings.join(' ')} ${chunk.text}`).map(({ key }) => key));
  const average = words.reduce((sum, list) => sum + list.length, 0) / Math.max(1, chunks.length);
  const wanted = [...contentKeys(question)];
  const frequency = new Map(wanted.map((key) => [key, words.filter((list) => list.includes(key)).length]));
  const passages = chunks.map((chunk, index) => {
    const list = words[index] ?? [];
    let relevance = 0;
    for (const key of wanted) {
      const count = list.reduce((sum, one) => sum + Number(one === key), 0);
      const rarity = Math.log(
        1 + (chunks.length - (frequency.get(key) ?? 0) + 0.5) / ((frequency.get(key) ?? 0) + 0.5),
      );
      relevance += (rarity * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * list.length) / (average || 1)));
    }
    return { chunk, relevance };
  });
  const related = passages.filter(({ relevance }) => relevance > 0);
  return (related.length > 0 ? related : passages)
    .toSorted((a, b) => b.relevance - a.relevance)
    .slice(0, most)
    .toSorted((a, b) => a.chunk.start - b.chunk.start);
}

/** With less weight for what only says what a question is about. */
export function weighed(words: QuestionWords, own: string): QuestionWords {
  const asking = contentKeys(own);
  return new Map([...words].map(([key, weight]) => [key, asking.has(key) ? weight : weight * LENT]));
}
