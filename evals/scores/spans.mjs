/** Whether spans are what they say they are. */
import { share } from './said.mjs';

/**
 * @typedef {{ text: string, start: number, end: number }} Span
 */

/**
 * The share of spans whose text is, letter by letter, what the source has at their place. Null without any.
 *
 * @param {string} source
 * @param {readonly Span[]} spans
 */
export const spanExactness = (source, spans) =>
  share(spans, ({ text, start, end }) => end > start && source.slice(start, end) === text);

/**
 * Whether one of the spans meets the sentence that a person would point to.
 *
 * @param {string} source
 * @param {readonly Span[]} spans
 * @param {string} support
 */
export function meetsSupport(source, spans, support) {
  const start = source.indexOf(support);
  const end = start + support.length;
  return start >= 0 && spans.some((span) => span.start < end && span.end > start);
}
