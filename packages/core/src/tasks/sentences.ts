/** The sentences of a text, with where they stand. */

import type { TextSpan } from './text-span.js';

/** A span of a source, with what stands there: `source.slice(start, end)`. */
export interface Span extends TextSpan {
  readonly text: string;
}

/** What Intl takes for the end of a sentence and is none. */
const ABBREVIATION =
  /(?:^|[\s(])(?:\p{Lu}|Dr|Mr|Mrs|Ms|Prof|St|Nr|No|Vol|Fig|vs|approx|ca|etc|z\.\s?B|d\.\s?h|e\.g|i\.e|Inc|Ltd|Co|Jr|Sr|Sra?|Dña?|M|Mme)\.$/u;
/** None of them is as long, with what stands before it. */
const LONGEST = 16;

/** All sentences, without the white space around them. Lines end sentences, as in lists and headings. Linear. */
export function sentencesOf(source: string, offset = 0): Span[] {
  const sentences: Span[] = [];
  for (const { 0: line, index } of source.matchAll(/[^\n]+/g)) {
    let start = 0;
    let end = 0;
    for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(line)) {
      end += segment.length;
      // Looked at in the line: a sentence that grows by each abbreviation would be read as often as it has some.
      if (endsWithAbbreviation(line, start, end - segment.length + segment.trimEnd().length)) continue;
      add(sentences, line.slice(start, end), index + start + offset);
      start = end;
    }
    add(sentences, line.slice(start), index + start + offset);
  }
  return sentences;
}

function endsWithAbbreviation(line: string, start: number, end: number): boolean {
  return ABBREVIATION.test(line.slice(Math.max(start, end - LONGEST), end));
}

function add(sentences: Span[], text: string, start: number): void {
  const trimmed = text.trim();
  if (!/[\p{L}\p{N}]/u.test(trimmed)) return;
  const from = start + text.indexOf(trimmed);
  sentences.push({ text: trimmed, start: from, end: from + trimmed.length });
}
