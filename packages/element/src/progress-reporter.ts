/** Tells the page how a load comes along, often enough to draw a bar and no more often. */
import type { EngineState } from '@local-llm-chat/core';
import { LLMProgressEvent } from './events.js';

/** Ten a second is more than an eye can follow. */
const INTERVAL_MS = 100;

/** Reports for one element. */
export class ProgressReporter {
  readonly #target: EventTarget;
  #state: EngineState | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** By `performance.now()`. */
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(target: EventTarget) {
    this.#target = target;
  }

  /** Takes in a state; of several within the interval the last one is told at its end. */
  engineChanged(now: EngineState): void {
    this.#state = now.status === 'downloading' || now.status === 'loading' ? now : null;
    if (this.#state === null) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      return;
    }
    const wait = this.#toldAt + INTERVAL_MS - performance.now();
    if (wait <= 0) this.#tell();
    else this.#timer ??= setTimeout(() => this.#tell(), wait);
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#toldAt = performance.now();
    if (this.#state !== null) this.#target.dispatchEvent(new LLMProgressEvent(this.#state));
  }
}
