/** Phrases that may be what a text is about, by how often and how early they stand in it. */
import { contentWords, type Word } from './text-words.js';

/** A phrase has as many words at most. */
const MOST_WORDS = 3;

interface Candidate {
  readonly text: string;
  readonly words: number;
  count: number;
  readonly first: number;
}

/** The best phrases, as they are written where they stand first. */
export function keyPhrases(text: string, most: number): readonly string[] {
  const words = contentWords(text);
  const candidates = new Map<string, Candidate>();
  for (const start of words.keys()) {
    for (let length = 1; length <= MOST_WORDS; length += 1) {
      const run = words.slice(start, start + length);
      if (run.length < length || !isPhrase(run, text)) break;
      const key = run.map((word) => word.key).join(' ');
      const [from, to] = [run[0]?.start ?? 0, run.at(-1)?.end ?? 0];
      const known = candidates.get(key);
      if (known !== undefined) known.count += 1;
      else candidates.set(key, { text: text.slice(from, to), words: length, count: 1, first: from });
    }
  }
  const scored = [...candidates]
    .filter(([, { text: phrase }]) => phrase.length > 1 && !/^[\d\s.,:]+$/.test(phrase))
    .map(([key, candidate]) => ({ key, candidate, score: score(candidate, text.length) }))
    .sort((a, b) => b.score - a.score);
  const chosen: { key: string; text: string }[] = [];
  for (const { key, candidate } of scored) {
    // A word within a phrase that says more is not said again.
    if (chosen.some((one) => ` ${one.key} `.includes(` ${key} `) || ` ${key} `.includes(` ${one.key} `))) continue;
    chosen.push({ key, text: candidate.text });
    if (chosen.length === most) break;
  }
  return chosen.map((one) => one.text);
}

/** Often, early, of more than one word, and written like a name. */
function score({ text, words, count, first }: Candidate, length: number): number {
  const isRepeated = count > 1 ? 1 : 0.35;
  return count * isRepeated * (1 + (words - 1) * 0.6) * likeName(text) * (1.5 - Math.min(1, first / length));
}

/** A name ends where its capitals do: "Mill Street opens" is none. */
function likeName(text: string): number {
  const words = text.split(/[ \u00a0-]/);
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  if (capitals === words.length) return 1.6;
  // The first word of a sentence has one anyway.
  return capitals > 1 || (capitals === 1 && !/^\p{Lu}/u.test(text)) ? 0.4 : 1;
}

/** Words that stand together, with nothing but a space or a hyphen between them. */
function isPhrase(run: readonly Word[], text: string): boolean {
  return run.every((word, index) => {
    const next = run[index + 1];
    return next === undefined || /^[ \u00a0-]?$/.test(text.slice(word.end, next.start));
  });
}
