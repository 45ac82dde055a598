/** Which sentence of some passages speaks of what is asked: by its words, those beside it, and its headings. */
import type { PassageText } from './answer-from-knowledge.prompt.js';
import type { QuestionWords } from './passages.js';
import { canAnswer } from './question-kind.js';
import { sentencesOf } from './sentences.js';
import { contentKeys } from './text-words.js';

/** A sentence, and how much it has to do with a question. */
export interface SentenceMatch {
  /** The place of its passage. */
  readonly place: number;
  readonly text: string;
  readonly keys: ReadonlySet<string>;
  /** From 0 to 1: how much of the question it speaks of, by weight. */
  readonly topic: number;
  /** So many words of the question it has itself. */
  readonly shared: number;
  /** It is no heading and no question, and has what such a question asks for. */
  readonly canAnswer: boolean;
}

/** Lines of code are read with what is said of them, and say nothing by themselves. */
const FENCED = /^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\1[`~]*[ \t]*$|(?![\s\S]))/gm;
/** What a word counts that is not in the sentence: in a heading above it, in a sentence beside it. */
const ABOVE = 0.7;
const BESIDE = 0.5;
/** What a word counts that is there in another form. */
const ALIKE = 0.8;
const SHORTEST_ALIKE = 4;
/** A passage that was found later is a little less likely. */
const PER_PLACE = 0.03;

/** All sentences, the best first. */
export function matchQuestion(
  question: string,
  words: QuestionWords,
  passages: readonly PassageText[],
): readonly SentenceMatch[] {
  const all = [...words.values()].reduce((sum, weight) => sum + weight, 0) || 1;
  return passages
    .flatMap(({ title, path, text }, place) => {
      const prose = text.replaceAll(FENCED, (code) => '\n'.repeat(code.length));
      const sentences = sentencesOf(prose).map((sentence) => ({
        text: sentence.text,
        keys: contentKeys(sentence.text),
      }));
      const headings = contentKeys([title, ...path].join(' '));
      return sentences.map(({ text: said, keys }, index) => {
        const isStatement = !/^#{1,6} /.test(said) && !isQuestion(said);
        const [before, after] = [sentences[index - 1], sentences[index + 1]];
        const beside = new Set([...(before?.keys ?? []), ...(after?.keys ?? [])]);
        const above = before !== undefined && isQuestion(before.text) ? before.keys : new Set<string>();
        let [topic, shared] = [0, 0];
        for (const [key, weight] of words) {
          const here = presence(key, keys);
          if (here > 0) shared += 1;
          const over = Math.max(presence(key, headings), presence(key, above));
          topic += weight * Math.max(here, ABOVE * over, BESIDE * presence(key, beside));
        }
        return {
          place,
          text: said,
          keys,
          shared,
          topic: topic / all - PER_PLACE * place,
          canAnswer: isStatement && canAnswer(question, said),
        };
      });
    })
    .sort((a, b) => b.topic - a.topic);
}

/** It asks, and the sentence after it answers. */
function isQuestion(sentence: string): boolean {
  return /[?？؟]\W*$/u.test(sentence);
}

/** 1 for a word that is there, somewhat less for another form of it, 0 for none. */
function presence(key: string, keys: ReadonlySet<string>): number {
  if (keys.has(key)) return 1;
  for (const other of keys) {
    const [short, long] = key.length < other.length ? [key, other] : [other, key];
    if (long === `${short}s` || (short.length >= SHORTEST_ALIKE && long.startsWith(short))) return ALIKE;
  }
  return 0;
}
