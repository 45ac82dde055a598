/** Puts a Markdown text into other words, piece by piece, so that its structure, code, links and numbers stay as they are. */
import type { PromptMessage } from '../generate.js';
import type { Job } from './define-task.js';
import type { Desk } from './desk.js';
import { inTurns } from './in-turns.js';
import { factsOf, keepsFacts } from './kept-facts.js';
import { nothing } from './map-reduce.js';
import { protectInTurns } from './protect.js';
import { readInput } from './read-input.js';
import { type Span, sentencesOf } from './sentences.js';
import { plainAnswer } from './tidy-answer.js';

/** How pieces are asked about. */
export interface PieceWork {
  readonly prompt: (piece: string) => readonly PromptMessage[];
  /** How many tokens an answer may have for each token of its piece. */
  readonly growth: number;
  /**
   * Paragraphs, which read better; sentences, of which less is lost; or paragraphs, and the sentences of one whose answer
   * cannot be taken.
   */
  readonly unit: 'paragraph' | 'sentence' | 'paragraph or sentences';
  /**
   * An answer that lacks a link, code, a name or a number of its piece, or has another, is not taken: the piece stays as
   * it was.
   * Else what is lost is put back as far as that can be.
   */
  readonly isStrict: boolean;
  /** Whether an answer can stand in the place of its piece. */
  readonly accept?: (piece: string, answer: string) => boolean;
  /** What is done to the words before anything is asked. */
  readonly prepare?: (segment: string) => string;
  /** Asks about a sentence once more, where an answer has lost some of the facts that code can see. */
  readonly promptAgain?: (piece: string, facts: readonly string[]) => readonly PromptMessage[];
}

/** So often at most the whole text so far is put together to be shown. */
const MOST_SHOWN = 100;

/** Asks about each piece. What must survive does: see {@link protectInTurns}. */
export async function byPieces(text: string, work: PieceWork, desk: Desk): Promise<Job<string, string>> {
  if (readInput(text).isBlank) return nothing(text);
  const { segments: written, restore } = await protectInTurns(text, {}, desk.signal);
  const segments = work.prepare ? written.map(work.prepare) : written;
  const room = await desk.room(work.prompt(''), 0);
  const toSpans = (segment: string): readonly Span[] => {
    const whole = { text: segment, start: 0, end: segment.length };
    const sentences = work.unit === 'paragraph' ? [] : sentencesOf(segment);
    if (sentences.length < 2) return [whole];
    return work.unit === 'sentence' ? sentences : [whole, ...sentences];
  };
  const spans = await inTurns(segments, toSpans, desk.signal);
  const counts = await desk.count(spans.flat().map(({ text: words }) => words));
  let counted = 0;
  const questions = spans.map((list) =>
    list.map((span): Question | null => {
      const tokens = counts[counted] ?? 0;
      counted += 1;
      if (!/\p{L}/u.test(span.text) || tokens * (1 + work.growth) + 32 > room) return null;
      return { span, messages: work.prompt(span.text), answerTokens: Math.ceil(tokens * work.growth) + 24 };
    }),
  );
  const again = ({ span, answerTokens }: Question): Question | null => {
    const facts = factsOf(span.text);
    if (work.promptAgain === undefined || facts.length === 0) return null;
    return { span, messages: work.promptAgain(span.text, facts), answerTokens };
  };
  const asked = questions.flat().filter((question) => question !== null);
  const most = [...asked, ...questions.flatMap(sentencesAmong).flatMap((question) => again(question) ?? [])];
  const costs = await Promise.all(most.map(({ messages }) => desk.cost(messages)));
  const chunks = questions.filter((list) => list.some((question) => question !== null)).length;
  return {
    plan: {
      chunks,
      calls: most.length,
      promptTokens: costs.reduce((a, b) => a + b, 0),
      answerTokens: most.reduce((sum, { answerTokens }) => sum + answerTokens, 0),
    },
    async run(show) {
      const taken = segments.map((): Replacement[] => []);
      const soFar = () => restore(segments.map((segment, index) => replaced(segment, taken[index] ?? []))).text;
      let number = 0;
      for (const [index, list] of questions.entries()) {
        if (list.every((question) => question === null)) continue;
        taken[index] = await rewordings(list);
        desk.chunkDone();
        if (number % Math.ceil(chunks / MOST_SHOWN) === 0) show(soFar());
        number += 1;
      }
      return soFar();
    },
  };

  /** Of the whole paragraph if that can be taken, else of those of its sentences that can. */
  async function rewordings(list: readonly (Question | null)[]): Promise<Replacement[]> {
    const [whole = null] = list;
    if (whole !== null && !sentencesAmong(list).includes(whole)) {
      const answer = await answerTo(whole);
      if (answer !== null && answer !== whole.span.text) return [{ span: whole.span, answer }];
    }
    const found: Replacement[] = [];
    for (const question of sentencesAmong(list)) {
      let answer = await answerTo(question);
      const other = answer === null ? again(question) : null;
      if (other !== null) answer = await answerTo(other);
      if (answer !== null) found.push({ span: question.span, answer });
    }
    return found;
  }

  /** `null` for one that cannot be taken. */
  async function answerTo({ span, messages, answerTokens }: Question): Promise<string | null> {
    const { text: said, isCut } = await desk.ask({ messages, answerTokens });
    const answer = plainAnswer(said).replaceAll(/\s*\n\s*/g, ' ');
    if (isCut || answer === '' || (work.isStrict && !keepsFacts(span.text, answer))) return null;
    return (work.accept?.(span.text, answer) ?? true) ? answer : null;
  }

  /** Those about sentences: of one alone the paragraph is the sentence. */
  function sentencesAmong(list: readonly (Question | null)[]): readonly Question[] {
    if (work.unit === 'paragraph') return [];
    const hasWhole = work.unit === 'paragraph or sentences' && list.length > 1;
    return list.slice(hasWhole ? 1 : 0).filter((question) => question !== null);
  }
}

interface Question {
  readonly span: Span;
  readonly messages: readonly PromptMessage[];
  readonly answerTokens: number;
}

interface Replacement {
  readonly span: Span;
  readonly answer: string;
}

function replaced(segment: string, replacements: readonly Replacement[]): string {
  let text = '';
  let from = 0;
  for (const { span, answer } of replacements) {
    text += segment.slice(from, span.start) + answer;
    from = span.end;
  }
  return text + segment.slice(from);
}
