/** How long to wait before a server is asked again. Pure. */

const FIRST_MS = 500;
const LONGEST_MS = 60_000;

/** Failed tries in a row, without any new part, after which a download gives up. */
export const MAX_TRIES = 6;

/**
 * The wait after the `tries`-th failed try: half a second, then twice as long each time. A part of it
 * is left to chance, so that the visitors of a server that was down do not all come back at once.
 *
 * @param random at least 0, less than 1.
 * @param retryAfterMs what the server asked for, if it did.
 */
export function backOffMs(tries: number, random: number, retryAfterMs: number | null): number {
  const wait = FIRST_MS * 2 ** (tries - 1) * (0.75 + random / 2);
  return Math.min(LONGEST_MS, Math.max(wait, retryAfterMs ?? 0));
}

/** Reads a `Retry-After` header: seconds, or a date. `null` when it is neither. */
export function readRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}
