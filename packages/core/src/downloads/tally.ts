/** How far a download is, as it is told: bytes that never go back, and why nothing arrives. */
import type { DownloadHold, LoadProgress } from '../engine/adapter.js';
import { LocalLLMError } from '../errors.js';
import type { FileTask } from './file-task.js';

export class Tally {
  readonly #tasks: readonly FileTask[];
  readonly #onProgress: ((progress: LoadProgress) => void) | undefined;
  readonly #thereBytes: number;
  readonly #agreedBytes: number;
  #told = 0;
  #last = '';
  #hold: DownloadHold | null = null;

  /**
   * @param thereBytes bytes of files that need not be fetched.
   * @param agreedBytes the most that all files may have together.
   */
  constructor(
    tasks: readonly FileTask[],
    thereBytes: number,
    onProgress: ((progress: LoadProgress) => void) | undefined,
    agreedBytes = Number.POSITIVE_INFINITY,
  ) {
    this.#agreedBytes = agreedBytes;
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

  /** @throws LocalLLMError `consent-needed` once it is known that the files are larger than was agreed to. */
  tell(): void {
    let present = this.#thereBytes;
    let totalBytes: number | null = this.#thereBytes;
    for (const task of this.#tasks) {
      present += task.presentBytes;
      totalBytes = totalBytes === null || task.bytes === null ? null : totalBytes + task.bytes;
    }
    if (totalBytes !== null && totalBytes > this.#agreedBytes) {
      throw new LocalLLMError('consent-needed', `The download has ${totalBytes} bytes, which is more than was said.`, {
        details: { bytes: totalBytes },
      });
    }
    if (this.#onProgress === undefined) return;
    this.#told = Math.max(this.#told, present);
    const hold = this.#hold;
    const state = `${this.#told} ${totalBytes} ${hold}`;
    if (state === this.#last) return;
    this.#last = state;
    const progress = { type: 'download-progress', loadedBytes: this.#told, totalBytes } as const;
    this.#onProgress(hold === null ? progress : { ...progress, hold });
  }
}
