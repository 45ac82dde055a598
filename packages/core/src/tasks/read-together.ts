/** Reads all passages at once and holds each sentence of the answer against the passage that it cites. */
import { NOT_FOUND_WORDS, type PassageText, passagesPrompt } from './answer-from-knowledge.prompt.js';
import { marksIn, withoutMarks } from './marks.js';
import { partAbout } from './part-about.js';
import { questionWords, weighed } from './passages.js';
import type { Reading, ReadingJob, Statement } from './reading.js';
import { isRefusal } from './refusal.js';
import { matchQuestion, type SentenceMatch } from './sentence-match.js';
import { contentKeys, coverage } from './text-words.js';
import { plainAnswer, wholeSentences } from './tidy-answer.js';

const ANSWER_TOKENS = 256;
/** Passages have at most so much of the context window: the rest is for instructions and answer. */
const WINDOW_SHARE = 0.6;
/** Around each passage. */
const HEAD_TOKENS = 8;
/** So much of what a sentence says must be in a passage. */
const SENTENCE_SHARE = 0.6;
/** A sentence of a passage that has so much of it is quoted. */
const QUOTE_SHARE = 0.25;
/** When so much is there no other sentence is looked for. */
const ENOUGH = 0.8;
const MOST_QUOTES = 2;
/** What is quoted has to do with the question: each sentence a little, one of them much. */
const TOUCHES = 0.2;
const ANSWERS = 0.45;

/** The sentences of the answer that passages support; null when there are none. */
export async function readTogether(
  { question, own = question, passages, whole, desk }: ReadingJob,
  show: (sofar: Reading) => void,
): Promise<Reading | null> {
  const words = weighed(questionWords(question, whole), own);
  const read = await fitting(passages, question, words, desk);
  const matches = matchQuestion(own, words, read);
  const asked = contentKeys(question);
  let checked = '';
  const { text, isCut } = await desk.ask({
    messages: passagesPrompt(read, question),
    answerTokens: ANSWER_TOKENS,
    onText: (soFar) => {
      const sentences = wholeSentences(soFar);
      if (sentences === checked || !/[.!?。！？؟]/u.test(soFar)) return;
      checked = sentences;
      const sure = held(sentences, matches, asked);
      if (sure !== null) show(sure);
    },
  });
  desk.chunkDone();
  const answer = plainAnswer(text);
  return held(isCut ? wholeSentences(answer) : answer, matches, asked);
}

/** As many as have room, the first of them in part if need be. */
async function fitting(
  passages: readonly PassageText[],
  question: string,
  words: Parameters<typeof partAbout>[1],
  desk: ReadingJob['desk'],
): Promise<readonly PassageText[]> {
  const room = Math.min(
    await desk.room(passagesPrompt([], question), ANSWER_TOKENS),
    Math.floor(desk.model.contextWindow * WINDOW_SHARE),
  );
  const costs = await Promise.all(passages.map((passage) => desk.cost(passagesPrompt([passage], ''))));
  const frame = await desk.cost(passagesPrompt([], ''));
  const read: PassageText[] = [];
  let left = room;
  for (const [index, passage] of passages.entries()) {
    const cost = (costs[index] ?? 0) - frame + HEAD_TOKENS;
    if (cost <= left) {
      read.push(passage);
      left -= cost;
    } else if (index === 0) {
      read.push({ ...passage, text: await partAbout(passage.text, words, Math.floor(left / 2), desk) });
      break;
    }
  }
  return read;
}

/** The sentences that are supported, each with its passage; null where none answers. */
function held(answer: string, matches: readonly SentenceMatch[], asked: ReadonlySet<string>): Reading | null {
  if (answer.startsWith(NOT_FOUND_WORDS.slice(0, -1))) return null;
  const lines: Statement[][] = [];
  let answers = false;
  for (const line of answer.split('\n')) {
    const kept: Statement[] = [];
    for (const sentence of sentencesWithMarks(line)) {
      const text = withoutMarks(sentence);
      const wished = marksIn(sentence).map((number) => number - 1);
      const support = supportOf(text, matches, wished, asked);
      if (support === null || (isRefusal(text) && support.topic < ANSWERS)) continue;
      answers ||= support.topic >= ANSWERS;
      kept.push({ text, place: support.place, quotes: support.quotes });
    }
    if (kept.length > 0) lines.push(kept);
  }
  return answers ? lines : null;
}

/** Marks stand behind the full stop as well as before it. */
function sentencesWithMarks(line: string): string[] {
  const sentences: string[] = [];
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(line)) {
    const mark = /^\s{0,3}(?:\[\d{1,3}(?:\s{0,3},\s{0,3}\d{1,3}){0,20}\]\s{0,3}){1,20}/.exec(segment)?.[0] ?? '';
    if (mark !== '' && sentences.length > 0) sentences[sentences.length - 1] += mark;
    const rest = segment.slice(sentences.length > 0 ? mark.length : 0);
    if (/[\p{L}\p{N}]/u.test(withoutMarks(rest))) sentences.push(rest);
  }
  return sentences;
}

function supportOf(
  said: string,
  matches: readonly SentenceMatch[],
  wished: readonly number[],
  asked: ReadonlySet<string>,
): { readonly place: number; readonly quotes: readonly string[]; readonly topic: number } | null {
  const keys = contentKeys(said);
  const fresh = new Set([...keys].filter((key) => !asked.has(key)));
  const claimed = fresh.size > 0 ? fresh : keys;
  if (claimed.size === 0) return null;
  // The cited ones first; a model that cites the wrong one is set right.
  const places = [...new Set([...wished, ...matches.map(({ place }) => place)])];
  for (const place of places) {
    const there = new Set<string>();
    const quotes: SentenceMatch[] = [];
    for (const match of ranked(claimed, matches, place)) {
      if (quotes.length === MOST_QUOTES || coverage(claimed, there) >= ENOUGH) break;
      const isNew = [...match.keys].some((key) => claimed.has(key) && !there.has(key));
      if (!isNew) continue;
      for (const key of match.keys) there.add(key);
      quotes.push(match);
    }
    const hasNumbers = [...keys].filter((key) => /\d/.test(key)).every((key) => there.has(key) || asked.has(key));
    const topic = Math.max(0, ...quotes.map((quote) => quote.topic));
    if (!hasNumbers || coverage(claimed, there) < SENTENCE_SHARE || topic < TOUCHES) continue;
    return { place, quotes: quotes.map(({ text }) => text), topic };
  }
  return null;
}

/** The sentences of a passage that have something of what is claimed, the most first. */
function ranked(claimed: ReadonlySet<string>, matches: readonly SentenceMatch[], place: number) {
  return matches
    .filter((match) => match.place === place)
    .map((match) => ({ ...match, share: coverage(claimed, match.keys) }))
    .filter(({ share }) => share >= QUOTE_SHARE)
    .sort((a, b) => b.share - a.share);
}
