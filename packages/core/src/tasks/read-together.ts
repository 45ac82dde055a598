/** Reads all passages at once and holds each sentence of the answer against the passage that it cites. */
import { NOT_FOUND_WORDS, type PassageText, passagesPrompt } from './answer-from-knowledge.prompt.js';
import type { Reading, ReadingJob } from './reading.js';
import { isRefusal } from './refusal.js';
import { sentencesOf } from './sentences.js';
import { contentKeys, coverage } from './text-words.js';
import { plainAnswer, wholeSentences } from './tidy-answer.js';

const ANSWER_TOKENS = 256;
/** Passages have at most so much of the context window: the rest is for instructions and answer. */
const WINDOW_SHARE = 0.6;
/** So much of what a sentence says must be in a passage. */
const SENTENCE_SHARE = 0.6;
/** A sentence of a passage that has so much of it is quoted. */
const QUOTE_SHARE = 0.25;
/** When so much is there no other sentence is looked for. */
const ENOUGH = 0.8;
const MOST_QUOTES = 2;
const MARK = /\s*\[(\d+(?:\s*,\s*\d+)*)\]/g;

/** The sentences of the answer that passages support; null when there are none. */
export async function readTogether(
  { question, passages, desk }: ReadingJob,
  show: (sofar: Reading) => void,
): Promise<Reading | null> {
  const room = Math.min(
    await desk.room(passagesPrompt([], question), ANSWER_TOKENS),
    Math.floor(desk.model.contextWindow * WINDOW_SHARE),
  );
  const counts = await desk.count(passages.map(({ title, path, text }) => [title, ...path, text].join('\n')));
  let used = 0;
  const read = passages.filter((_, index) => {
    used += (counts[index] ?? 0) + 8;
    return used <= room || index === 0;
  });
  const { text, isCut } = await desk.ask({
    messages: passagesPrompt(read, question),
    answerTokens: ANSWER_TOKENS,
    onText: (soFar) => {
      const sure = held(wholeSentences(soFar), read, question);
      if (sure !== null && /[.!?。！？؟]/.test(soFar)) show(sure);
    },
  });
  desk.chunkDone();
  const answer = plainAnswer(text);
  return held(isCut ? wholeSentences(answer) : answer, read, question);
}

/** The sentences that are supported, each with the mark of its passage. */
export function held(answer: string, passages: readonly PassageText[], question: string): Reading | null {
  if (answer.startsWith(NOT_FOUND_WORDS.slice(0, -1)) || isRefusal(answer)) return null;
  const cited = new Map<number, string[]>();
  const lines: string[] = [];
  const asked = contentKeys(question);
  for (const line of answer.split('\n')) {
    const kept: string[] = [];
    for (const sentence of sentencesWithMarks(line)) {
      const said = sentence.replaceAll(MARK, '').trim();
      const wished = [...sentence.matchAll(MARK)].flatMap(([, numbers = '']) =>
        numbers.split(',').map((number) => Number(number) - 1),
      );
      const support = supportOf(said, passages, wished, asked);
      if (support === null) continue;
      const quotes = cited.get(support.place) ?? [];
      cited.set(support.place, [...new Set([...quotes, ...support.quotes])]);
      kept.push(`${said} [${support.place + 1}]`);
    }
    if (kept.length > 0) lines.push(kept.join(' '));
  }
  return lines.length === 0 ? null : { answer: lines.join('\n'), cited };
}

/** Marks stand behind the full stop as well as before it. */
function sentencesWithMarks(line: string): string[] {
  const sentences: string[] = [];
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(line)) {
    const mark = /^(?:\s*\[\d+(?:\s*,\s*\d+)*\])+/.exec(segment)?.[0] ?? '';
    if (mark !== '' && sentences.length > 0) sentences[sentences.length - 1] += mark;
    const rest = segment.slice(sentences.length > 0 ? mark.length : 0);
    if (/[\p{L}\p{N}]/u.test(rest.replaceAll(MARK, ''))) sentences.push(rest);
  }
  return sentences;
}

function supportOf(
  said: string,
  passages: readonly PassageText[],
  wished: readonly number[],
  asked: ReadonlySet<string>,
): { readonly place: number; readonly quotes: readonly string[] } | null {
  const keys = contentKeys(said);
  const fresh = new Set([...keys].filter((key) => !asked.has(key)));
  const claimed = fresh.size > 0 ? fresh : keys;
  if (claimed.size === 0) return null;
  // The cited ones first; a model that cites the wrong one is set right.
  const order = [...new Set([...wished, ...passages.keys()])];
  for (const place of order) {
    const passage = passages[place];
    if (passage === undefined) continue;
    const there = new Set<string>();
    const quotes: string[] = [];
    for (const { text, found } of ranked(claimed, passage.text)) {
      if (quotes.length === MOST_QUOTES || coverage(claimed, there) >= ENOUGH) break;
      const isNew = [...found].some((key) => claimed.has(key) && !there.has(key));
      if (!isNew) continue;
      for (const key of found) there.add(key);
      quotes.push(text);
    }
    const hasNumbers = [...keys].filter((key) => /\d/.test(key)).every((key) => there.has(key) || asked.has(key));
    if (!hasNumbers || coverage(claimed, there) < SENTENCE_SHARE) continue;
    return { place, quotes };
  }
  return null;
}

/** The sentences of a passage that have something of what is claimed, the most first. */
function ranked(claimed: ReadonlySet<string>, passage: string) {
  return sentencesOf(passage)
    .map(({ text }) => ({ text, found: contentKeys(text) }))
    .map((sentence) => ({ ...sentence, share: coverage(claimed, sentence.found) }))
    .filter(({ share }) => share >= QUOTE_SHARE)
    .sort((a, b) => b.share - a.share);
}
