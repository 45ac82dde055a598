/** The part of a passage that has most to do with a question. */
import type { Desk } from './desk.js';
import type { QuestionWords } from './passages.js';
import { sentencesOf } from './sentences.js';
import { contentKeys, coverage } from './text-words.js';

/** The run of whole sentences that says most of what is asked, within so many tokens. */
export async function partAbout(text: string, words: QuestionWords, room: number, desk: Desk): Promise<string> {
  const [tokens = 0] = await desk.count([text]);
  if (tokens <= room) return text;
  const sentences = sentencesOf(text);
  const counts = await desk.count(sentences.map((sentence) => sentence.text));
  const keys = sentences.map((sentence) => contentKeys(sentence.text));
  const wanted = new Set(words.keys());
  const weight = (key: string) => words.get(key) ?? 1;
  let best = { value: -1, start: 0, end: text.length };
  for (const [first, { start }] of sentences.entries()) {
    let used = 0;
    const said = new Set<string>();
    for (let last = first; last < sentences.length; last += 1) {
      used += (counts[last] ?? 0) + 1;
      const sentence = sentences[last];
      if (sentence === undefined || (used > room && last > first)) break;
      for (const key of keys[last] ?? []) said.add(key);
      const value = coverage(wanted, said, weight);
      const isBetter = value > best.value || (value === best.value && start === best.start);
      if (isBetter) best = { value, start, end: sentence.end };
    }
  }
  return text.slice(best.start, best.end);
}
