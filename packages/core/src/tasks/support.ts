/** Whether a text says what a model claims that it says: by words and numbers, not by the model. */
import type { Chunk } from './chunks.js';
import type { QuestionWords } from './passages.js';
import { canAnswer } from './question-kind.js';
import { type Span, sentencesOf } from './sentences.js';
import { contentKeys, coverage } from './text-words.js';

/** Sentences that support an answer. */
export interface Support {
  readonly quotes: readonly Span[];
  /** How well, to compare answers. */
  readonly strength: number;
}

/** So much of what an answer says must be in its sentences. */
const ANSWER_SHARE = 0.6;
/** And so much, by weight, of what was asked, in them, in those beside them, or in the answer. */
const QUESTION_SHARE = 0.45;
/** When so much is there no other sentence is looked for. */
const ENOUGH = 0.8;
/** An answer rests on as many sentences at most. */
const MOST_QUOTES = 2;
/** A sentence that stands for itself speaks of so much, by weight, of what was asked. */
const SENTENCE_SHARE = 0.55;

/** The sentences of a chunk that support an answer; `null` when they do not. */
export function supportFor(answer: string, chunk: Chunk, asked: QuestionWords, question: string): Support | null {
  const sentences = sentencesOf(chunk.text, chunk.start).filter(({ text }) => !isHeading(text));
  const keys = sentences.map(({ text }) => contentKeys(text));
  // What merely repeats the question is no answer.
  const said = contentKeys(answer);
  const fresh = new Set([...said].filter((key) => !asked.has(key)));
  const claimed = fresh.size > 0 ? fresh : said;
  if (claimed.size === 0) return null;
  const weight = (key: string) => asked.get(key) ?? 1;
  const wanted = new Set(asked.keys());

  const around = (index: number) =>
    new Set([...(keys[index - 1] ?? []), ...(keys[index] ?? []), ...(keys[index + 1] ?? []), ...headingKeys(chunk)]);
  const ranked = sentences
    .map((span, index) => {
      const here = keys[index] ?? new Set<string>();
      const claim = coverage(claimed, here);
      const topic = coverage(wanted, here, weight) + coverage(wanted, around(index), weight) / 2;
      return { index, span, claim, topic, value: claim * 2 + topic };
    })
    .filter(({ claim }) => claim > 0)
    .sort((a, b) => b.value - a.value);

  const quotes: typeof ranked = [];
  const covered = new Set<string>();
  for (const one of ranked) {
    if (quotes.length === MOST_QUOTES || coverage(claimed, covered) >= ENOUGH) break;
    const before = covered.size;
    for (const key of keys[one.index] ?? []) if (claimed.has(key)) covered.add(key);
    if (covered.size > before) quotes.push(one);
  }
  const [first] = quotes;
  const hasNumbers = [...said].filter((key) => /\d/.test(key)).every((key) => covered.has(key) || asked.has(key));
  if (first === undefined || !hasNumbers || coverage(claimed, covered) < ANSWER_SHARE) return null;
  const context = new Set(quotes.flatMap(({ index }) => [...around(index)]));
  const topic = coverage(wanted, context, weight);
  if (wanted.size > 0 && topic < QUESTION_SHARE) return null;
  if (!quotes.some(({ span }) => canAnswer(question, span.text))) return null;
  return {
    quotes: quotes.map(({ span }) => span).sort((a, b) => a.start - b.start),
    strength: coverage(claimed, covered) + topic,
  };
}

/** The sentence of a chunk that speaks of what was asked, as its own answer; `null` where there is none. */
export function sentenceFor(
  chunk: Chunk,
  asked: QuestionWords,
  question: string,
): (Support & { readonly answer: string }) | null {
  const weight = (key: string) => asked.get(key) ?? 1;
  const wanted = new Set(asked.keys());
  if (wanted.size < 2) return null;
  const headings = headingKeys(chunk);
  let best: (Support & { readonly answer: string }) | null = null;
  for (const span of sentencesOf(chunk.text, chunk.start)) {
    if (isHeading(span.text) || !canAnswer(question, span.text)) continue;
    const here = contentKeys(span.text);
    const shared = [...wanted].filter((key) => here.has(key)).length;
    const topic = coverage(wanted, new Set([...here, ...headings]), weight);
    if (shared < 2 || topic < SENTENCE_SHARE || topic <= (best?.strength ?? 0)) continue;
    best = { answer: span.text.replace(/^(?:[-*+]|\d+[.)]) +/, ''), quotes: [span], strength: topic };
  }
  return best;
}

function isHeading(line: string): boolean {
  return /^#{1,6} /.test(line);
}

function headingKeys({ headings }: Chunk): ReadonlySet<string> {
  return contentKeys(headings.join(' '));
}
