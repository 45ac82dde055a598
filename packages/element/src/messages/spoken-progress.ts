/** Decides what of a task's progress is said: how much there is to do, and then at each quarter of it. */
import type { ChatState } from '@local-llm-chat/core';
import type { Texts } from '../texts.js';
import { progressText } from './task-progress.js';

/** So many parts are worth a word on the way; fewer are done before it is understood. */
const LEAST_PARTS = 8;

/** Follows one task at a time. */
export class SpokenProgress {
  /** Quarters that were told of; `null` when nothing was said yet. */
  #quarter: number | null = null;

  /** Takes in how far it is. What is to be said; `null` for nothing. */
  next(progress: ChatState['progress'], texts: Texts): string | null {
    if (progress === null || progress.total < 2) {
      this.#quarter = null;
      return null;
    }
    const { done, total } = progress;
    const quarter = Math.floor((4 * done) / total);
    const before = this.#quarter;
    if (before === quarter) return null;
    this.#quarter = quarter;
    if (before === null) return texts.t('tasks.parts', { parts: total });
    return total < LEAST_PARTS ? null : progressText(done, total, texts);
  }
}
