/** Makes a text shorter by leaving out sentences that say least. */
import { protect } from './protect.js';
import { type Span, sentencesOf } from './sentences.js';
import { contentKeys } from './text-words.js';

/** A sentence of fewer words may be a greeting. */
const LEAST_WORDS = 4;
/** At most every third sentence goes. */
const MOST_SHARE = 3;

/**
 * Without so many sentences that the text is at most so long, if it can be: those without a number, a link or a name, of
 * which the other sentences have most of the words. The first sentence of a paragraph stays.
 */
export function withoutLeast(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const { segments, restore } = protect(text);
  const all = segments.flatMap((segment, index) => sentencesOf(segment).map((span, place) => ({ index, span, place })));
  const counts = new Map<string, number>();
  for (const { span } of all) for (const key of contentKeys(span.text)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const newness = (span: Span) => [...contentKeys(span.text)].filter((key) => counts.get(key) === 1).length;
  const spare = all
    .filter(({ span, place }) => place > 0 && !hasFacts(span.text) && contentKeys(span.text).size >= LEAST_WORDS)
    .sort((a, b) => newness(a.span) - newness(b.span))
    .slice(0, Math.floor(all.length / MOST_SHARE));
  let short = text;
  const gone = new Set<Span>();
  for (const { span } of spare) {
    if (short.length <= longest) break;
    gone.add(span);
    const left = segments.map((segment, index) =>
      without(
        segment,
        all.flatMap((one) => (one.index === index && gone.has(one.span) ? [one.span] : [])),
      ),
    );
    short = restore(left).text;
  }
  return short;
}

/** A number, a mark that stands for a link or code, or a name. */
function hasFacts(sentence: string): boolean {
  return /\p{N}|`|\]\(|(?<=\p{L}[,;]? )\p{Lu}\p{L}+/u.test(sentence) || !/[.!?。！？؟…।]["”’»)]*$/u.test(sentence);
}

function without(segment: string, gone: readonly Span[]): string {
  return gone.reduceRight((sofar, { start, end }) => {
    const rest = sofar.slice(end);
    return sofar.slice(0, start).trimEnd() + (rest.trim() === '' ? '' : ` ${rest.trimStart()}`);
  }, segment);
}
