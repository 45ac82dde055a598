/** What a model is asked when it summarises. Instructions come before the text, so that engines read them once for all chunks. */
import type { PromptMessage } from '../generate.js';
import { languageName } from './languages.js';

export type SummaryLength = 'short' | 'medium' | 'long';
export type SummaryFormat = 'paragraph' | 'bullets' | 'headline' | 'tldr';

/** What a summary is to be. */
export interface SummaryWish {
  /** Default: `medium`. */
  readonly length?: SummaryLength;
  /** Default: `paragraph`. */
  readonly format?: SummaryFormat;
  /** What matters to the reader, in a few words. */
  readonly focus?: string;
  /** The language of the summary, as a BCP 47 tag. Default: the language of the text. */
  readonly language?: string;
}

const SENTENCES = { short: 'one sentence', medium: 'three to five sentences', long: 'seven to ten sentences' } as const;

/** How many points a list may have. */
export const POINTS = {
  short: { least: 2, most: 3 },
  medium: { least: 3, most: 5 },
  long: { least: 5, most: 8 },
} as const;

/** The most tokens of an answer. A sentence has about 30, in languages other than English twice as many. */
export function summaryTokens({ format = 'paragraph', length = 'medium' }: SummaryWish): number {
  if (format === 'headline') return 40;
  if (format === 'tldr') return 80;
  if (format === 'bullets') return POINTS[length].most * 48;
  return { short: 80, medium: 220, long: 440 }[length];
}

/** Asks about a text. */
export function summaryPrompt(text: string, wish: SummaryWish): readonly PromptMessage[] {
  return [{ role: 'user', content: `${instruction(wish, 'the following text')}\n\n${text}` }];
}

/** Asks for one summary of several. */
export function joinedSummaryPrompt(summaries: string, wish: SummaryWish): readonly PromptMessage[] {
  return [
    {
      role: 'system',
      content: instruction(wish, 'the input text, which consists of notes on the parts of one document'),
    },
    { role: 'user', content: summaries },
  ];
}

function instruction({ format = 'paragraph', length = 'medium', focus, language }: SummaryWish, what: string): string {
  const { least, most } = POINTS[length];
  const task = {
    paragraph: `Summarize ${what} in ${SENTENCES[length]}.`,
    bullets: `List the ${least} to ${most} most important facts of ${what}, each as one short sentence.`,
    headline: `Write a headline of at most twelve words for ${what}. Reply with the headline only.`,
    tldr: `Say in one short sentence what ${what} is about.`,
  }[format];
  const wishes = [
    focus === undefined ? '' : ` Focus on ${focus}.`,
    language === undefined ? '' : ` Write in ${languageName(language)}.`,
  ];
  return `${task} Keep names and numbers exactly as they are.${wishes.join('')}`;
}
