/** How far a download is, as it is told: bytes that never go back, and why nothing arrives. */
import type { DownloadHold, LoadProgress } from '../engine/adapter.js';
import type { FileTask } from './file-task.js';

export class Tally {
  readonly #tasks: readonly FileTask[];
  readonly #onProgress: ((progress: LoadProgress) => void) | undefined;
  readonly #thereBytes: number;
  #told = 0;
  #last = '';
  #hold: DownloadHold | null = null;

  /** @param thereBytes bytes of files that need not be fetched. */
  constructor(
    tasks: readonly FileTask[],
    thereBytes: number,
    onProgress: ((progress: LoadProgress) => void) | undefined,
  ) {
    this.#tasks = tasks;
    this.#thereBytes = thereBytes;
    this.#onProgress = onProgress;
  }

  hold(hold: DownloadHold | null): void {
    this.#hold = hold;
    this.tell();
  }

  /** Something arrives. */
  advance(): void {
    this.#hold = null;
    this.tell();
  }

  tell(): void {
    if (this.#onProgress === undefined) return;
    let present = this.#thereBytes;
    let totalBytes: number | null = this.#thereBytes;
    for (const task of this.#tasks) {
      present += task.presentBytes;
      totalBytes = totalBytes === null || task.bytes === null ? null : totalBytes + task.bytes;
    }
    this.#told = Math.max(this.#told, present);
    const hold = this.#hold;
    const state = `${this.#told} ${totalBytes} ${hold}`;
    if (state === this.#last) return;
    this.#last = state;
    const progress = { type: 'download-progress', loadedBytes: this.#told, totalBytes } as const;
    this.#onProgress(hold === null ? progress : { ...progress, hold });
  }
}
