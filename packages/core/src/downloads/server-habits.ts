/** What one server has shown in the course of a download: whether it sends parts of files, and how it fails. */
import { backOffMs, MAX_TRIES } from './back-off.js';

export class ServerHabits {
  /** Whether it has sent a part of a file when asked for one. */
  hasRanges = false;
  #tries = 0;
  #notBefore = 0;

  /** Milliseconds to wait before the next request. */
  waitMs(now: number): number {
    return Math.max(0, this.#notBefore - now);
  }

  /** A part has arrived: whatever has failed before is forgotten. */
  brings(): void {
    this.#tries = 0;
  }

  /**
   * A request has failed. Connections fail together, so one that fails while the others wait already
   * counts with them.
   *
   * @returns whether it is worth another try.
   */
  fails(now: number, random: number, retryAfterMs: number | null): boolean {
    if (this.waitMs(now) > 0) return true;
    this.#tries += 1;
    if (this.#tries >= MAX_TRIES) return false;
    this.#notBefore = now + backOffMs(this.#tries, random, retryAfterMs);
    return true;
  }
}
