/** The sentences of a text, with where they stand. */

import type { TextSpan } from './text-span.js';

/** A span of a source, with what stands there: `source.slice(start, end)`. */
export interface Span extends TextSpan {
  readonly text: string;
}

/** What Intl takes for the end of a sentence and is none. */
const ABBREVIATION =
  /(?:^|[\s(])(?:\p{Lu}|Dr|Mr|Mrs|Ms|Prof|St|Nr|No|Vol|Fig|vs|approx|ca|etc|z\.\s?B|d\.\s?h|e\.g|i\.e|Inc|Ltd|Co|Jr|Sr|Sra?|Dña?|M|Mme)\.\s*$/u;

/** All sentences, without the white space around them. Lines end sentences, as in lists and headings. */
export function sentencesOf(source: string, offset = 0): Span[] {
  const sentences: Span[] = [];
  for (const line of source.matchAll(/[^\n]+/g)) {
    let start = line.index;
    let text = '';
    for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(line[0])) {
      text += segment;
      if (ABBREVIATION.test(text)) continue;
      add(sentences, text, start + offset);
      start += text.length;
      text = '';
    }
    add(sentences, text, start + offset);
  }
  return sentences;
}

function add(sentences: Span[], text: string, start: number): void {
  const trimmed = text.trim();
  if (!/[\p{L}\p{N}]/u.test(trimmed)) return;
  const from = start + text.indexOf(trimmed);
  sentences.push({ text: trimmed, start: from, end: from + trimmed.length });
}
