/** What a conversation asks of whoever does tasks for it: so it needs to know none of them. */
import type { FilePart, MessageTask } from '../messages.js';

/** How far a task has come. */
export interface TurnProgress {
  /** Parts that are done. All of them may be, while what came of them is put together. */
  readonly done: number;
  /** Parts that the text is read in. */
  readonly total: number;
}

/** One turn of a conversation whose answer comes from a task. */
export interface TaskTurn {
  readonly task: MessageTask;
  /** The files of the question, in their order. */
  readonly files: readonly FilePart[];
  /** The user has stopped it. What is returned after that is not shown. */
  readonly signal: AbortSignal;
  /** Shows what there is so far: Markdown, in the place of what was shown before. */
  show(text: string): void;
  tell(progress: TurnProgress): void;
}

/**
 * Does a task, and returns its result as Markdown.
 *
 * What it throws becomes the error of the answer: for a task that there is not, a `LocalLLMError` of code
 * `invalid-request` with `details.reason` `'unknown-task'`.
 */
export type RunTask = (turn: TaskTurn) => Promise<string>;
