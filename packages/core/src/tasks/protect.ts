/** Takes a Markdown text apart for translating or rewriting, so that nothing is lost that must stay as it is. */
import { inTurns } from './in-turns.js';
import { type ChangedPart, showSegment } from './shown-segment.js';
import { type WordsSpan, wordsIn } from './translatable-lines.js';

export interface ProtectOptions {
  /**
   * `visible` (the default): models see numbers, which their sentences need, and what becomes of them is checked.
   * `protected`: numbers with their units are kept to the last byte like addresses are.
   */
  readonly numbers?: 'visible' | 'protected';
}

/** Something that was dropped from a segment, or came in without being in its source. */
export interface SegmentChange extends ChangedPart {
  /** Index into {@link ProtectedText.segments}. */
  readonly segment: number;
}

export interface RestoredText {
  readonly text: string;
  /** What a model dropped. It is in the text nevertheless: where it can be told in its place, else behind the segment. */
  readonly missing: readonly SegmentChange[];
  /** What a model invented or repeated. It stays, but for numbers that took the place of others. */
  readonly extra: readonly SegmentChange[];
}

export interface ProtectedText {
  /**
   * What is to be translated: paragraphs, headings, items and cells, in order, with marks for what must survive, such as
   * `[the docs](1)`, `` `2` `` or `{3}`.
   */
  readonly segments: readonly string[];
  /**
   * The text with its segments translated. Those that are empty or not there yet stay as they were, so that a
   * translation can be shown while it comes.
   */
  readonly restore: (translated: readonly string[]) => RestoredText;
}

/**
 * Takes a text apart. Code, addresses, targets of links, tags, placeholders such as `{name}` and e-mail addresses survive
 * to the last byte; so do headings, lists, quotations, tables and blank lines, as only the words in them are segments.
 *
 * `restore(segments)` is the text itself, whatever it is. Linear in its length.
 */
export function protect(text: string, { numbers = 'visible' }: ProtectOptions = {}): ProtectedText {
  return protectedText(
    text,
    wordsIn(text).map((words) => segmentOf(text, words, numbers)),
  );
}

/** The same for a text that may be long: the page can do other things in between. */
export async function protectInTurns(
  text: string,
  { numbers = 'visible' }: ProtectOptions = {},
  signal?: AbortSignal,
): Promise<ProtectedText> {
  return protectedText(text, await inTurns(wordsIn(text), (words) => segmentOf(text, words, numbers), signal));
}

type Segment = WordsSpan & NonNullable<ReturnType<typeof showSegment>>;

function segmentOf(text: string, words: WordsSpan, numbers: ProtectOptions['numbers']): Segment | null {
  const segment = showSegment(text, words, numbers === 'protected');
  return segment === null ? null : { ...words, ...segment };
}

function protectedText(text: string, found: readonly (Segment | null)[]): ProtectedText {
  const segments = found.filter((segment) => segment !== null);
  return {
    segments: segments.map(({ shown }) => shown),
    restore: (translated) => {
      const missing: SegmentChange[] = [];
      const extra: SegmentChange[] = [];
      const pieces: string[] = [];
      let from = 0;
      segments.forEach(({ start, end, shown, restore }, segment) => {
        const restored = restore(translated[segment] ?? shown);
        pieces.push(text.slice(from, start), restored.text);
        missing.push(...restored.missing.map((part) => ({ ...part, segment })));
        extra.push(...restored.extra.map((part) => ({ ...part, segment })));
        from = end;
      });
      pieces.push(text.slice(from));
      return { text: pieces.join(''), missing, extra };
    },
  };
}
