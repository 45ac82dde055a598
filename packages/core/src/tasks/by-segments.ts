/** Puts a Markdown text into other words, segment by segment, so that its structure, code, links and numbers stay as they are. */
import type { PromptMessage } from '../generate.js';
import type { Job } from './define-task.js';
import type { Desk } from './desk.js';
import { nothing } from './map-reduce.js';
import { protect } from './protect.js';
import { readInput } from './read-input.js';
import { plainAnswer } from './tidy-answer.js';

/** How segments are asked about. */
export interface SegmentWork {
  readonly prompt: (segment: string) => readonly PromptMessage[];
  /** How many tokens an answer may have for each token of its segment. */
  readonly growth: number;
  /** Whether an answer can stand in the place of its segment; else the segment stays as it was. */
  readonly accept?: (segment: string, answer: string) => boolean;
  /**
   * Of links, code and numbers an answer may lose or invent so many, which are then put back or taken out as far as that
   * can be; beyond that its segment stays as it was. Default: any number.
   */
  readonly mostLost?: number;
}

/** So often at most the whole text so far is put together to be shown. */
const MOST_SHOWN = 100;

/** Asks about each segment. What must survive does: see {@link protect}. */
export async function bySegments(text: string, work: SegmentWork, desk: Desk): Promise<Job<string, string>> {
  if (readInput(text).isBlank) return nothing(text);
  const { segments, restore } = protect(text);
  const room = await desk.room(work.prompt(''), 0);
  const counts = await desk.count(segments);
  const fits = (index: number) => (counts[index] ?? 0) * (1 + work.growth) + 32 <= room;
  const asked = segments.flatMap((segment, index) =>
    /\p{L}/u.test(segment) && fits(index) ? [{ index, segment, messages: work.prompt(segment) }] : [],
  );
  const costs = await Promise.all(asked.map(({ messages }) => desk.cost(messages)));
  const answerTokens = asked.map(({ index }) => Math.ceil((counts[index] ?? 0) * work.growth) + 24);
  return {
    plan: {
      chunks: asked.length,
      calls: asked.length,
      promptTokens: costs.reduce((a, b) => a + b, 0),
      answerTokens: answerTokens.reduce((a, b) => a + b, 0),
    },
    async run(show) {
      const written = [...segments];
      for (const [number, { index, segment, messages }] of asked.entries()) {
        const { text: said, isCut } = await desk.ask({ messages, answerTokens: answerTokens[number] ?? 256 });
        const answer = plainAnswer(said).replaceAll(/\s*\n\s*/g, ' ');
        if (!isCut && answer !== '' && (work.accept?.(segment, answer) ?? true)) written[index] = answer;
        desk.chunkDone();
        if (number % Math.ceil(asked.length / MOST_SHOWN) === 0) show(restore(written).text);
      }
      const { text: whole, missing, extra } = restore(written);
      const lost = new Map<number, number>();
      for (const { segment } of [...missing, ...extra]) lost.set(segment, (lost.get(segment) ?? 0) + 1);
      const beyond = [...lost].filter(([, count]) => count > (work.mostLost ?? Number.POSITIVE_INFINITY));
      if (beyond.length === 0) return whole;
      for (const [segment] of beyond) written[segment] = segments[segment] ?? '';
      return restore(written).text;
    },
  };
}
