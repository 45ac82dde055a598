/** Puts a text into other words: another tone, length or reading level. */
import { byPieces, type PieceWork } from './by-pieces.js';
import { defineTask, type Job } from './define-task.js';
import type { Desk } from './desk.js';
import { hasNoNewName, keepsWrittenFacts } from './kept-facts.js';
import { withoutLeast } from './left-out.js';
import { plainWords } from './plain-words.js';
import { readInput } from './read-input.js';
import { type RewriteWish, rewritePrompt } from './rewrite.prompt.js';
import { contentKeys, coverage } from './text-words.js';
import { plainAnswer } from './tidy-answer.js';
import { languageOf } from './written-in.js';

export type { RewriteWish, Tone } from './rewrite.prompt.js';

/** An answer that has less of the words of its piece speaks of something else. */
const LEAST_SHARED = 0.25;
/** Small models answer what they should rewrite. */
const SPEAKS_OF_ITSELF =
  /\bas an? (?:[\w-]+ )?AI\b|\bAI (?:assistant|language model)\b|\b(?:original|rewritten|input) text\b|\bI(?:['’]m| am) (?:here|ready) to (?:help|assist)\b|\bI(?:['’]m| am) (?:sorry|unable)\b/i;
/** What is to be shorter is so by a sixth at least, where sentences can be left out for it. */
const SHORTER = 5 / 6;

/**
 * Rewrites a text, paragraph by paragraph, or sentence by sentence where a paragraph lost something; with an
 * `instruction`, which may speak of all of it, as a whole where that loses nothing. Code, links, names and numbers stay as they are, and so does Markdown between sentences; a sentence that the model
 * cannot put into other words without losing one of them keeps its own, but for words that code can put right.
 * What is to be shorter loses sentences that say least, where the model has not made it so.
 *
 * @throws LocalLLMError `aborted`, `invalid-request` for what is no text, and what the engine throws.
 * @example
 * ```ts
 * import { rewrite } from '@local-llm-chat/core/tasks';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const llm = createFakeLLM({ reply: 'Could you please send the invoice?' });
 * await llm.load();
 * console.log(await rewrite('send the invoice now', { model: llm, tone: 'friendly' }));
 * ```
 */
export const rewrite = defineTask<string, RewriteWish, string>({
  name: 'Rewriting',
  async prepare(text, wish, desk) {
    if (wish.instruction === undefined || readInput(text).isBlank) return piecewise(text, wish, desk);
    const whole = await asWhole(text, wish, desk);
    return whole === null ? piecewise(text, wish, desk) : wholeOr(await piecewise(text, wish, desk, 'sentence'), whole);
  },
});

async function piecewise(
  text: string,
  wish: RewriteWish,
  desk: Desk,
  unit: PieceWork['unit'] = 'paragraph or sentences',
): Promise<Job<string, string>> {
  const { plan, run } = await byPieces(
    text,
    {
      prompt: (piece) => rewritePrompt(piece, wish),
      promptAgain: (piece, facts) => rewritePrompt(piece, wish, facts),
      prepare: plainWords(text, wish),
      growth: wish.length === 'longer' ? 2.5 : 2,
      unit,
      isStrict: true,
      accept: (piece, answer) => isRewording(piece, answer) && hasLength(piece, answer, wish),
    },
    desk,
  );
  const longest = wish.length === 'shorter' ? text.length * SHORTER : Number.POSITIVE_INFINITY;
  return { plan, run: async (show) => withoutLeast(await run(show), longest) };
}

/** It speaks of the same, in the same language, and to nobody else. */
function isRewording(piece: string, answer: string): boolean {
  if (coverage(contentKeys(piece), contentKeys(answer)) < LEAST_SHARED) return false;
  if (SPEAKS_OF_ITSELF.test(answer) && !SPEAKS_OF_ITSELF.test(piece)) return false;
  if (!hasNoNewName(piece, answer)) return false;
  const [before, after] = [languageOf(piece), languageOf(answer)];
  return before === after || before === null || after === null;
}

function hasLength(piece: string, answer: string, { length }: RewriteWish): boolean {
  if (length === 'shorter') return answer.length <= piece.length;
  return length !== 'longer' || answer.length >= piece.length;
}

/** One question about the whole text; `null` where it does not fit. An instruction may speak of all of it. */
async function asWhole(text: string, wish: RewriteWish, desk: Desk) {
  const messages = rewritePrompt(text.trim(), wish);
  const [tokens = 0] = await desk.count([text]);
  const answerTokens = Math.ceil(tokens * 1.5) + 48;
  const promptTokens = await desk.cost(messages);
  if (promptTokens + answerTokens > desk.model.contextWindow) return null;
  return {
    cost: { calls: 1, promptTokens, answerTokens },
    /** `null` when code, a link or a number was lost or made up, or the text came back as it was. */
    async ask(): Promise<string | null> {
      const { text: said, isCut } = await desk.ask({ messages, answerTokens });
      const answer = plainAnswer(said);
      const isGood = !isCut && answer !== '' && answer !== text.trim() && keepsWrittenFacts(text, answer);
      return isGood && isRewording(text, answer) ? answer : null;
    },
  };
}

function wholeOr(pieces: Job<string, string>, whole: NonNullable<Awaited<ReturnType<typeof asWhole>>>) {
  const { chunks, calls, promptTokens, answerTokens } = pieces.plan;
  return {
    plan: {
      chunks,
      calls: calls + whole.cost.calls,
      promptTokens: promptTokens + whole.cost.promptTokens,
      answerTokens: answerTokens + whole.cost.answerTokens,
    },
    run: async (show: (partial: string) => void) => (await whole.ask()) ?? (await pieces.run(show)),
  };
}
