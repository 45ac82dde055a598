/** Reads passages one by one until one answers: small models lose their way in more. */
import { NO_PASSAGE, type PassageText, passagePrompt } from './answer-from-knowledge.prompt.js';
import { type QuestionWords, questionWords } from './passages.js';
import type { Reading, ReadingJob } from './reading.js';
import { isRefusal } from './refusal.js';
import { matchQuestion, type SentenceMatch } from './sentence-match.js';
import { sentencesOf } from './sentences.js';
import { contentKeys, contentWords, coverage } from './text-words.js';
import { plainAnswer, wholeSentences } from './tidy-answer.js';

const ANSWER_TOKENS = 64;
/** A passage of so many tokens is read well by the smallest models. */
const PASSAGE_TOKENS = 192;
/** A sentence that speaks of so much of what is asked answers, whatever the model says. */
const SURE = 0.5;
/** One that the model has its words from may speak of less. */
const LIKELY = 0.45;
/** And of nearly as much as the best one. */
const NEAR_BEST = 0.8;
/** A sentence that has fewer words of the question itself must be about more of it by what is beside and above it. */
const LEAST_SHARED = 2;
const SURE_BY_FEW = 0.7;
/** What a word counts that says what a question is about, and does not ask. */
const LENT = 0.4;

/**
 * The answer of one passage; null when none answers. Where the model's words stand in the sentence that speaks of what was
 * asked, they are the answer; else that sentence is: a small model tells a number from one line and its unit from another.
 */
export async function readEach({
  question,
  own = question,
  passages,
  whole,
  desk,
}: ReadingJob): Promise<Reading | null> {
  const words = weighed(questionWords(question, whole), own);
  const ranked = matchQuestion(own, words, passages);
  const [best] = ranked;
  if (best === undefined) return null;
  const room = Math.min(PASSAGE_TOKENS, await desk.room(passagePrompt(NO_PASSAGE, question), ANSWER_TOKENS));
  const stands = ({ topic, shared }: SentenceMatch) => topic >= (shared >= LEAST_SHARED ? SURE : SURE_BY_FEW);
  for (const place of new Set(ranked.map((match) => match.place))) {
    const passage = passages[place];
    if (passage === undefined) continue;
    const text = await partAbout(passage.text, new Set(words.keys()), (key) => words.get(key) ?? 1, room, desk);
    const said = await ask(question, { ...passage, text }, desk);
    const here = ranked.filter((match) => match.place === place);
    // A model that says so has read it, and words alone know less.
    if (isRefusal(said)) continue;
    const match = here.find((one) => isFrom(said, one, words));
    if (match !== undefined && match.topic >= Math.max(LIKELY, best.topic * NEAR_BEST)) return reading(said, match);
    const [first] = here;
    if (first !== undefined && stands(first) && first.topic >= best.topic * NEAR_BEST) {
      return reading(sentenceAlone(first.text), first);
    }
  }
  return null;
}

/** With less weight for what only says what the question is about. */
function weighed(words: QuestionWords, own: string): QuestionWords {
  const asking = contentKeys(own);
  return new Map([...words].map(([key, weight]) => [key, asking.has(key) ? weight : weight * LENT]));
}

function reading(said: string, { place, text }: SentenceMatch): Reading {
  return { answer: `${said.replaceAll(/\s*\[\d+\]/g, '')} [${place + 1}]`, cited: new Map([[place, [text]]]) };
}

/** The model's answer, which may be empty. */
async function ask(question: string, passage: PassageText, desk: ReadingJob['desk']): Promise<string> {
  const { text, isCut } = await desk.ask({
    messages: passagePrompt(passage, question),
    answerTokens: ANSWER_TOKENS,
    stop: ['\n\n'],
  });
  desk.chunkDone();
  return isCut ? wholeSentences(plainAnswer(text)) : plainAnswer(text);
}

/** What is new in the answer stands in the sentence, word after word. What merely repeats the question is no answer. */
function isFrom(said: string, { text }: SentenceMatch, asked: ReadonlyMap<string, number>): boolean {
  const fresh = contentWords(said).flatMap(({ key }) => (asked.has(key) ? [] : [key]));
  const there = contentWords(text).flatMap(({ key }) => (asked.has(key) ? [] : [key]));
  return fresh.length > 0 && ` ${there.join(' ')} `.includes(` ${fresh.join(' ')} `);
}

/** Without the mark of a list. */
function sentenceAlone(text: string): string {
  return text.replace(/^(?:[-*+]|\d+[.)]) +/, '');
}

/** The run of whole sentences that says most of what was asked, within the room. */
async function partAbout(
  text: string,
  wanted: ReadonlySet<string>,
  weight: (key: string) => number,
  room: number,
  desk: ReadingJob['desk'],
): Promise<string> {
  const [tokens = 0] = await desk.count([text]);
  if (tokens <= room) return text;
  const sentences = sentencesOf(text);
  const counts = await desk.count(sentences.map((sentence) => sentence.text));
  let best = { value: -1, start: 0, end: text.length };
  for (let first = 0; first < sentences.length; first += 1) {
    let used = 0;
    const keys = new Set<string>();
    for (let last = first; last < sentences.length; last += 1) {
      used += (counts[last] ?? 0) + 1;
      const sentence = sentences[last];
      if (sentence === undefined || (used > room && last > first)) break;
      for (const key of contentKeys(sentence.text)) keys.add(key);
      const value = coverage(wanted, keys, weight);
      const start = sentences[first]?.start ?? 0;
      const isBetter = value > best.value || (value === best.value && start === best.start);
      if (isBetter) best = { value, start, end: sentence.end };
    }
  }
  return text.slice(best.start, best.end);
}
