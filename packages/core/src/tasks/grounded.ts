/** Holds a summary to its source: what no sentence of it supports goes, and what is central and missing comes instead. */
import { type Span, sentencesOf } from './sentences.js';
import { contentKeys, coverage } from './text-words.js';

/** A sentence of a summary has so much of its words from the few sentences that it sums up. */
const SUPPORTED = 0.5;
/** Who has made up one sentence is believed less in the others, and is helped to more of them. */
const SUPPORTED_IN_DOUBT = 0.7;
/** A sentence of the source has been told when the summary has so much of its words. */
const TOLD = 0.6;
/** What is central may be told in other words. */
const CENTRAL_TOLD = 0.4;
/** Who says so much of a sentence again says nothing new. */
const AGAIN = 0.85;
/** A summary has so many times fewer sentences than its source. */
const SHORTER = 3;
/** A sentence sums up as many at most. */
const MOST_SOURCES = 3;

interface Sentence extends Span {
  readonly keys: ReadonlySet<string>;
}

/** How much a summary has to say. */
export interface Measure {
  /** It has so many sentences at least, where its source has three times as many; and so many where some were made up. */
  readonly least: number;
  readonly leastInDoubt: number;
  /** And so many at most. */
  readonly most: number;
  /** So many of the most central sentences of its source are told. */
  readonly central: number;
}

/**
 * The sentences of a summary, without those that its source does not support. What is central and not told is added, and
 * so much more that there are enough sentences: small models make up what they do not understand.
 */
export function grounded(
  summary: readonly string[],
  source: string,
  { least, leastInDoubt, most, central }: Measure,
): readonly string[] {
  const sources = readSentences(source).filter(({ text }) => !/^#{1,6} /.test(text));
  const read = summary.map((text) => ({ text, keys: contentKeys(text) })).filter(({ keys }) => keys.size > 0);
  const isInDoubt = read.some(({ keys }) => !isSupported(keys, sources, SUPPORTED));
  const share = isInDoubt ? SUPPORTED_IN_DOUBT : SUPPORTED;
  const kept = newOf(read.filter(({ keys }) => isSupported(keys, sources, share))).slice(0, most);
  const told = new Set(kept.flatMap((text) => [...contentKeys(text)]));
  const ranked = byCentrality(tellingOf(sources));
  const enough = Math.min(isInDoubt ? leastInDoubt : least, Math.ceil(sources.length / SHORTER));
  const added: Sentence[] = [];
  for (const [rank, sentence] of ranked.entries()) {
    const isCentral = rank < Math.min(central, enough);
    if (!isCentral && kept.length + added.length >= enough) continue;
    if (coverage(sentence.keys, told) >= (isCentral ? CENTRAL_TOLD : TOLD)) continue;
    added.push(sentence);
    for (const key of sentence.keys) told.add(key);
  }
  return inOrder(kept, added, sources);
}

/** Without those that say again what one before them said, and without headings. */
function newOf(read: readonly { readonly text: string; readonly keys: ReadonlySet<string> }[]): readonly string[] {
  const before: ReadonlySet<string>[] = [];
  const fresh = read.filter(({ text, keys }) => {
    const isNew = !HEADING.test(text) && !before.some((one) => coverage(keys, one) >= AGAIN);
    before.push(keys);
    return isNew;
  });
  return fresh.map(({ text }) => text);
}

const HEADING = /^(?:#{1,6} |\*\*[^*]+\*\*:?$)/;

/** What was added goes before the first sentence that sums up what stands later in the source. */
function inOrder(kept: readonly string[], added: readonly Sentence[], sources: readonly Sentence[]): readonly string[] {
  const left = added.toSorted((a, b) => a.start - b.start);
  const lines: string[] = [];
  const addUntil = (place: number) => {
    while ((left[0]?.start ?? place) < place) lines.push(plainSentence(left.shift()?.text ?? ''));
  };
  for (const text of kept) {
    addUntil(placeOf(text, sources));
    lines.push(text);
  }
  addUntil(Number.POSITIVE_INFINITY);
  return lines;
}

/** Where in the source the sentence begins that has most of the words. */
function placeOf(text: string, sources: readonly Sentence[]): number {
  const keys = contentKeys(text);
  let place = 0;
  let most = 0;
  for (const { keys: others, start } of sources) {
    const count = shared(keys, others);
    if (count > most) [place, most] = [start, count];
  }
  return place;
}

/** Sentences that tell something: no greetings, and no lines such as "Present: Ada, Ben". All of them where none does. */
function tellingOf(sources: readonly Sentence[]): readonly Sentence[] {
  const telling = sources.filter(
    ({ text }) => /[.!?。！？؟…।]["”’»)*_]*$/u.test(text) && !/^[\p{L} ]{2,20}[:：]/u.test(text),
  );
  return telling.length > 0 ? telling : sources;
}

function readSentences(text: string): Sentence[] {
  return sentencesOf(text).map((span) => ({ ...span, keys: contentKeys(span.text) }));
}

function isSupported(keys: ReadonlySet<string>, sources: readonly Sentence[], share: number): boolean {
  const left = new Set(keys);
  for (let taken = 0; taken < MOST_SOURCES; taken += 1) {
    const best = sources.reduce<Sentence | null>(
      (found, one) => (found === null || shared(left, one.keys) > shared(left, found.keys) ? one : found),
      null,
    );
    for (const key of best?.keys ?? []) left.delete(key);
    if (1 - left.size / keys.size >= share) return true;
  }
  return false;
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let count = 0;
  for (const key of one) if (other.has(key)) count += 1;
  return count;
}

/** Sentences whose words are those of many others, the first ones before the rest. Very short and very long ones come last. */
function byCentrality(sentences: readonly Sentence[]): Sentence[] {
  const counts = new Map<string, number>();
  for (const { keys } of sentences) for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const scored = sentences.map((sentence, index) => {
    const { size } = sentence.keys;
    const weight = [...sentence.keys].reduce((sum, key) => sum + Math.log1p(counts.get(key) ?? 0), 0);
    const place = 1 + 1 / (1 + index);
    return { sentence, score: size < 4 ? 0 : (weight / Math.sqrt(size)) * place };
  });
  return scored.sort((a, b) => b.score - a.score).map(({ sentence }) => sentence);
}

/** An item of a list, as a sentence among others. */
function plainSentence(text: string): string {
  const words = text.replace(/^(?:[-*+]|\d+[.)]) +/, '').replaceAll(/\*\*|__/g, '');
  return /[.!?。！？؟…]["”’»)]*$/u.test(words) ? words : `${words}.`;
}
