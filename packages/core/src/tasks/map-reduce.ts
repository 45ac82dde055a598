/** Reads a text of any length: each chunk by itself, then what came of the chunks together, in a number of calls known before. */
import type { OutputFormat, PromptMessage } from '../generate.js';
import { type Chunk, splitText } from './chunks.js';
import type { Job, TaskDefinition } from './define-task.js';
import type { Desk } from './desk.js';
import { readInput } from './read-input.js';

/** Where an answer comes from. */
export interface PieceOfWork {
  /** The whole text. */
  readonly source: string;
  readonly chunk: Chunk;
  /** The answer ended at its limit. */
  readonly isCut: boolean;
}

/** How answers to chunks become one, by the model. */
export interface Reduction<Options, Part> {
  /** What an answer adds to the prompt. */
  write(part: Part, options: Options): string;
  /** The messages that make one answer of several. */
  prompt(parts: string, options: Options): readonly PromptMessage[];
  read(answer: string, parts: readonly Part[], options: Options): Part;
}

/** A task over a text of any length. */
export interface MapReduce<Options, Part, Result, Partial = Result> {
  /** The most tokens that one answer may have, given the tokens of the context window. */
  answerTokens(options: Options, contextWindow: number): number;
  /** The messages that ask about one chunk. What stays the same comes first: engines read it once. */
  prompt(text: string, options: Options): readonly PromptMessage[];
  /** What the answer must look like. The text of the chunk has so many characters for each of its tokens. */
  format?(options: Options, contextWindow: number, charactersPerToken?: number): OutputFormat | undefined;
  /** Ends an answer. */
  readonly stop?: readonly string[];
  /** What an answer says. */
  read(answer: string, piece: PieceOfWork, options: Options): Part;
  /** Makes one answer of several by asking the model. Without it they stay apart until `combine`. */
  readonly reduce?: Reduction<Options, Part>;
  /** Makes the result: of one part after a reduction, else of one for each chunk, in their order. */
  combine(parts: readonly Part[], source: string, options: Options): Result;
  /** What there is so far: the parts that are done, and the answer that is growing. */
  show?(parts: readonly Part[], growing: string, options: Options): Partial;
  /** What comes of a text without a word. Default: what `combine` makes of no parts. */
  empty?(options: Options): Result;
}

/** Gives {@link defineTask} its `prepare` for a text that is read chunk by chunk. */
export function mapReduce<Options, Part, Result, Partial = Result>(
  work: MapReduce<Options, Part, Result, Partial>,
): TaskDefinition<string, Options, Result, Partial>['prepare'] {
  return async (text, options, desk) => {
    const { isBlank } = readInput(text);
    if (isBlank) return nothing(work.empty?.(options) ?? work.combine([], text, options));
    const answerTokens = work.answerTokens(options, desk.model.contextWindow);
    const room = await desk.room(work.prompt('', options), answerTokens);
    const chunks = await splitText(text, {
      maxTokens: room,
      countTokens: desk.model.countTokens,
      ...(desk.signal ? { signal: desk.signal } : {}),
    });
    const prompts = chunks.map((chunk) => work.prompt(chunk.text.trim(), options));
    const costs = await Promise.all(prompts.map((prompt) => desk.cost(prompt)));
    const bareCost = await desk.cost(work.prompt('', options));
    const levels = work.reduce ? await reductionOf(work, work.reduce, chunks.length, options, desk) : [];
    const reductions = levels.flatMap(({ sizes }) => sizes.filter((size) => size > 1));
    const frame = levels[0]?.frame ?? 0;
    const calls = chunks.length + reductions.length;
    return {
      plan: {
        chunks: chunks.length,
        calls,
        promptTokens: [...costs, ...reductions.map((size) => frame + size * answerTokens)].reduce((a, b) => a + b, 0),
        answerTokens: calls * answerTokens,
      },
      async run(show) {
        const parts: Part[] = [];
        for (const [index, chunk] of chunks.entries()) {
          const { text: answer, isCut } = await desk.ask({
            messages: prompts[index] ?? [],
            answerTokens,
            ...formatOf(
              work,
              options,
              desk.model.contextWindow,
              chunk.text.trim().length / Math.max(1, (costs[index] ?? 0) - bareCost),
            ),
            // While others are still to be read nobody needs to see half an answer of the first.
            onText: (growing) => work.show && show(work.show(parts, growing, options)),
          });
          parts.push(work.read(answer, { source: text, chunk, isCut }, options));
          desk.chunkDone();
          if (work.show) show(work.show(parts, '', options));
        }
        let level: readonly Part[] = parts;
        for (const { sizes } of levels) level = await reduceOnce(work, level, sizes, options, desk, show);
        return work.combine(level, text, options);
      },
    };
  };
}

/** What of a task concerns the form of its answers. */
interface AnswerForm<Options> {
  answerTokens(options: Options, contextWindow: number): number;
  format?(options: Options, contextWindow: number, charactersPerToken?: number): OutputFormat | undefined;
  readonly stop?: readonly string[];
}

function formatOf<Options>(
  work: AnswerForm<Options>,
  options: Options,
  contextWindow: number,
  charactersPerToken?: number,
) {
  const format = work.format?.(options, contextWindow, charactersPerToken);
  return { ...(format ? { format } : {}), ...(work.stop ? { stop: work.stop } : {}) };
}

/** Nothing to ask. */
export function nothing<Result>(result: Result): Job<Result, never> {
  return { plan: { chunks: 0, calls: 0, promptTokens: 0, answerTokens: 0 }, run: async () => result };
}

interface Level {
  /** How many answers each call takes together. One alone stays as it is. */
  readonly sizes: readonly number[];
  /** Tokens of the prompt around them. */
  readonly frame: number;
}

/** Which answers are put together: as many as fit, and about as many in each call. */
async function reductionOf<Options, Part>(
  work: AnswerForm<Options>,
  reduce: Reduction<Options, Part>,
  chunks: number,
  options: Options,
  desk: Desk,
): Promise<readonly Level[]> {
  if (chunks < 2) return [];
  const answerTokens = work.answerTokens(options, desk.model.contextWindow);
  const messages = reduce.prompt('', options);
  const room = await desk.room(messages, answerTokens);
  const frame = await desk.cost(messages);
  const most = Math.max(2, Math.floor(room / (answerTokens + 2)));
  const levels: Level[] = [];
  for (let count = chunks; count > 1; ) {
    const groups = Math.ceil(count / most);
    const sizes = Array.from(
      { length: groups },
      (_, index) => Math.floor(((index + 1) * count) / groups) - Math.floor((index * count) / groups),
    );
    levels.push({ sizes, frame });
    count = groups;
  }
  return levels;
}

async function reduceOnce<Options, Part, Result, Partial>(
  work: MapReduce<Options, Part, Result, Partial>,
  parts: readonly Part[],
  sizes: readonly number[],
  options: Options,
  desk: Desk,
  show: (partial: Partial) => void,
): Promise<readonly Part[]> {
  const { reduce } = work;
  if (reduce === undefined) return parts;
  const reduced: Part[] = [];
  let from = 0;
  for (const size of sizes) {
    const group = parts.slice(from, from + size);
    from += size;
    const [only] = group;
    if (size === 1 && only !== undefined) {
      reduced.push(only);
      continue;
    }
    const { text } = await desk.ask({
      messages: reduce.prompt(group.map((part) => reduce.write(part, options)).join('\n\n'), options),
      answerTokens: work.answerTokens(options, desk.model.contextWindow),
      ...formatOf(work, options, desk.model.contextWindow),
      onText: (growing) => sizes.length === 1 && work.show && show(work.show([], growing, options)),
    });
    reduced.push(reduce.read(text, group, options));
  }
  return reduced;
}
