/** Puts a Markdown text into other words, piece by piece, so that its structure, code, links and numbers stay as they are. */
import type { PromptMessage } from '../generate.js';
import type { Job } from './define-task.js';
import type { Desk } from './desk.js';
import { factsOf, keepsFacts } from './kept-facts.js';
import { nothing } from './map-reduce.js';
import { protect } from './protect.js';
import { readInput } from './read-input.js';
import { type Span, sentencesOf } from './sentences.js';
import { plainAnswer } from './tidy-answer.js';

/** How pieces are asked about. */
export interface PieceWork {
  readonly prompt: (piece: string) => readonly PromptMessage[];
  /** How many tokens an answer may have for each token of its piece. */
  readonly growth: number;
  /** Sentences, of which small models lose less, or whole paragraphs, which read better. */
  readonly unit: 'sentence' | 'paragraph';
  /**
   * An answer that lacks a link, code or a number of its piece, or has another, is not taken: the piece stays as it was.
   * Else what is lost is put back as far as that can be.
   */
  readonly isStrict: boolean;
  /** Whether an answer can stand in the place of its piece. */
  readonly accept?: (piece: string, answer: string) => boolean;
  /** What is done to the words before anything is asked. */
  readonly prepare?: (segment: string) => string;
  /** Asks once more, where an answer has lost some of the facts that code can see. */
  readonly promptAgain?: (piece: string, facts: readonly string[]) => readonly PromptMessage[];
}

/** So often at most the whole text so far is put together to be shown. */
const MOST_SHOWN = 100;

/** Asks about each piece. What must survive does: see {@link protect}. */
export async function byPieces(text: string, work: PieceWork, desk: Desk): Promise<Job<string, string>> {
  if (readInput(text).isBlank) return nothing(text);
  const { segments: written, restore } = protect(text);
  const segments = work.prepare ? written.map(work.prepare) : written;
  const room = await desk.room(work.prompt(''), 0);
  const pieces = segments.flatMap((segment, index) => {
    const whole = { text: segment, start: 0, end: segment.length };
    return (work.unit === 'sentence' ? sentencesOf(segment) : [whole]).map((span) => ({ index, span }));
  });
  const counts = await desk.count(pieces.map(({ span }) => span.text));
  const asked = pieces.flatMap(({ index, span }, piece) => {
    const tokens = counts[piece] ?? 0;
    if (!/\p{L}/u.test(span.text) || tokens * (1 + work.growth) + 32 > room) return [];
    return [{ index, span, messages: work.prompt(span.text), answerTokens: Math.ceil(tokens * work.growth) + 24 }];
  });
  const again = asked.flatMap(({ span, answerTokens }) => {
    const facts = factsOf(span.text);
    return work.promptAgain && facts.length > 0 ? [{ messages: work.promptAgain(span.text, facts), answerTokens }] : [];
  });
  const most = [...asked, ...again];
  const costs = await Promise.all(most.map(({ messages }) => desk.cost(messages)));
  return {
    plan: {
      chunks: asked.length,
      calls: most.length,
      promptTokens: costs.reduce((a, b) => a + b, 0),
      answerTokens: most.reduce((sum, { answerTokens }) => sum + answerTokens, 0),
    },
    async run(show) {
      const taken = segments.map((): Replacement[] => []);
      const soFar = () => restore(segments.map((segment, index) => replaced(segment, taken[index] ?? []))).text;
      for (const [number, { index, span, messages, answerTokens }] of asked.entries()) {
        const ask = async (prompt: readonly PromptMessage[]) => {
          const { text: said, isCut } = await desk.ask({ messages: prompt, answerTokens });
          return isCut ? '' : plainAnswer(said).replaceAll(/\s*\n\s*/g, ' ');
        };
        const isKept = (said: string) => !work.isStrict || keepsFacts(span.text, said);
        let answer = await ask(messages);
        const facts = factsOf(span.text);
        if (work.promptAgain && facts.length > 0 && !isKept(answer))
          answer = await ask(work.promptAgain(span.text, facts));
        const isGood = answer !== '' && isKept(answer);
        if (isGood && (work.accept?.(span.text, answer) ?? true)) taken[index]?.push({ span, answer });
        desk.chunkDone();
        if (number % Math.ceil(asked.length / MOST_SHOWN) === 0) show(soFar());
      }
      return soFar();
    },
  };
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
