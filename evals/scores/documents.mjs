/** What an answer from the documents of a site is worth. */
import { share } from './said.mjs';
import { saysOneOf } from './wordings.mjs';

/**
 * @param {import('../read-sets.mjs').Item} item
 * @param {{ answer: string | null, sources: readonly Source[] }} output
 * @returns {import('../score-item.mjs').Scored}
 *
 * @typedef {{ number: number, url: string, quotes: readonly string[], isRetrieved: boolean, hasQuotes: boolean }} Source
 */
export function documentScores({ page, text, answers }, { answer, sources }) {
  const [isRefused, isAnswerable] = [answer === null, answers.length > 0];
  const isRight = isAnswerable ? answer !== null && saysOneOf(answer, answers) : isRefused;
  const isRightPage = sources.some(({ url }) => url === `/${page}`);
  const marks = new Set([...(answer ?? '').matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number)));
  // Each mark has its source, each source its mark and its words, and all of them were found.
  const isCited = (/** @type {Source} */ { number, isRetrieved, hasQuotes }) =>
    marks.has(number) && isRetrieved && hasQuotes;
  const isWhole = marks.size === sources.length && marks.size > 0 && sources.every(isCited);
  const quotes = sources.filter(({ url }) => url === `/${page}`).flatMap((source) => source.quotes);
  return {
    scores: {
      right: isRight ? 1 : 0,
      'right where there is an answer': isAnswerable ? (isRight ? 1 : 0) : null,
      'correct citations': isRefused ? null : isWhole ? 1 : 0,
      'the right page': isRefused || !isAnswerable ? null : isRightPage ? 1 : 0,
      'the right page among the nearest': isRefused && isAnswerable ? (isRightPage ? 1 : 0) : null,
      'quotes that stand in the page': isRefused ? null : share(quotes, (quote) => text.includes(quote)),
    },
    counts: {
      refusal: {
        right: isRefused && !isAnswerable ? 1 : 0,
        needless: isRefused && isAnswerable ? 1 : 0,
        missing: !isRefused && !isAnswerable ? 1 : 0,
      },
    },
  };
}
