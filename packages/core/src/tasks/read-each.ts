/** Reads passages one by one until one answers: small models lose their way in more. */
import { NO_PASSAGE, type PassageText, passagePrompt } from './answer-from-knowledge.prompt.js';
import { withoutMarks } from './marks.js';
import { partAbout } from './part-about.js';
import { questionWords, weighed } from './passages.js';
import type { Reading, ReadingJob } from './reading.js';
import { isRefusal } from './refusal.js';
import { matchQuestion, type SentenceMatch } from './sentence-match.js';
import { contentWords } from './text-words.js';
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
  const ranked = matchQuestion(own, words, passages).filter(({ canAnswer }) => canAnswer);
  const [best] = ranked;
  if (best === undefined) return null;
  const room = Math.min(PASSAGE_TOKENS, await desk.room(passagePrompt(NO_PASSAGE, question), ANSWER_TOKENS));
  const stands = ({ topic, shared }: SentenceMatch) => topic >= (shared >= LEAST_SHARED ? SURE : SURE_BY_FEW);
  for (const place of new Set(ranked.map((match) => match.place))) {
    const passage = passages[place];
    if (passage === undefined) continue;
    const text = await partAbout(passage.text, words, room, desk);
    const said = await ask(question, { ...passage, text }, desk);
    const here = ranked.filter((match) => match.place === place);
    const match = here.find((one) => isFrom(said, one, words));
    // A model that says so has read it, and words alone know less.
    if (match === undefined && isRefusal(said)) continue;
    if (match !== undefined && match.topic >= Math.max(LIKELY, best.topic * NEAR_BEST)) return reading(said, match);
    const [first] = here;
    if (first !== undefined && stands(first) && first.topic >= best.topic * NEAR_BEST) {
      return reading(sentenceAlone(first.text), first);
    }
  }
  return null;
}

function reading(said: string, { place, text }: SentenceMatch): Reading {
  return [[{ text: withoutMarks(said), place, quotes: [text] }]];
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
