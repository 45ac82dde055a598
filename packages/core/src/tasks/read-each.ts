/** Reads passages one by one until one answers: small models lose their way in more. */
import type { SearchResult } from '../knowledge/knowledge-index.js';
import { passagePrompt } from './answer-from-knowledge.prompt.js';
import type { Chunk } from './chunks.js';
import { type QuestionWords, questionWords } from './passages.js';
import type { Reading, ReadingJob } from './reading.js';
import { isRefusal } from './refusal.js';
import { type Span, sentencesOf } from './sentences.js';
import { sentenceFor, supportFor } from './support.js';
import { contentKeys, coverage } from './text-words.js';
import { plainAnswer, wholeSentences } from './tidy-answer.js';

const ANSWER_TOKENS = 64;
/** A passage of so many tokens is read well by the smallest models. */
const PASSAGE_TOKENS = 192;
/** An answer so well supported is not improved by reading on. */
const SURE = 1.7;

interface Found {
  readonly answer: string;
  readonly quotes: readonly Span[];
  readonly strength: number;
  readonly place: number;
}

/** The best answer of one passage; null when none answers. */
export async function readEach({ question, passages, desk }: ReadingJob): Promise<Reading | null> {
  const words = questionWords(question, passages.map(wholeText).join('\n'));
  const room = Math.min(
    PASSAGE_TOKENS,
    await desk.room(passagePrompt({ title: '', path: [], text: '' }, question), ANSWER_TOKENS),
  );
  let best: Found | null = null;
  for (const [place, passage] of passages.entries()) {
    const found = await readOne(question, words, passage, room, desk);
    desk.chunkDone();
    if (found !== null && (best === null || found.strength > best.strength)) best = { ...found, place };
    if (best !== null && best.strength >= SURE) break;
  }
  if (best === null) return null;
  const { answer, place, quotes } = best;
  const text = answer.replaceAll(/\s*\[\d+\]/g, '');
  return { answer: `${text} [${place + 1}]`, cited: new Map([[place, quotes.map((quote) => quote.text)]]) };
}

async function readOne(
  question: string,
  words: QuestionWords,
  passage: SearchResult,
  room: number,
  desk: ReadingJob['desk'],
): Promise<Omit<Found, 'place'> | null> {
  const whole: Chunk = {
    text: passage.text,
    start: 0,
    end: passage.text.length,
    headings: [passage.title, ...passage.path],
  };
  const text = await partAbout(passage.text, words, room, desk);
  const { text: said, isCut } = await desk.ask({
    messages: passagePrompt({ ...passage, text }, question),
    answerTokens: ANSWER_TOKENS,
    stop: ['\n\n'],
  });
  const answer = isCut ? wholeSentences(plainAnswer(said)) : plainAnswer(said);
  if (isRefusal(answer)) return null;
  const support = answer === '' ? null : supportFor(answer, whole, words, question);
  // Small models say little that a text supports; but a sentence that speaks of all that was asked answers by itself.
  return support === null ? sentenceFor(whole, words, question) : { answer, ...support };
}

/** The run of whole sentences that says most of what was asked, within the room. */
async function partAbout(text: string, words: QuestionWords, room: number, desk: ReadingJob['desk']): Promise<string> {
  const [tokens = 0] = await desk.count([text]);
  if (tokens <= room) return text;
  const sentences = sentencesOf(text);
  const counts = await desk.count(sentences.map((sentence) => sentence.text));
  const wanted = new Set(words.keys());
  const weight = (key: string) => words.get(key) ?? 1;
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
      if (value > best.value || (value === best.value && start === best.start))
        best = { value, start, end: sentence.end };
    }
  }
  return text.slice(best.start, best.end);
}

function wholeText({ title, path, text }: SearchResult): string {
  return [title, ...path, text].join('\n');
}
