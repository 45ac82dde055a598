/** How a file is cut into parts, and which of them one request asks for. Pure. */

const MIB = 2 ** 20;

/** The most bytes that one request asks for: what is under way is lost with a tab that is killed. */
export const MAX_RUN_BYTES = 32 * MIB;

const MIN_PART_BYTES = 4 * MIB;
const MAX_PART_BYTES = 32 * MIB;
const MAX_PARTS = 256;

/** The size of a file's parts where its record gives none: enough parts to resume from, few enough to note. */
export function partBytesFor(bytes: number | null): number {
  let part = MIN_PART_BYTES;
  while (part < MAX_PART_BYTES && (bytes ?? 0) > part * MAX_PARTS) part *= 2;
  return part;
}

/** Where a part begins and ends (the byte after its last one). */
export function partRange(part: number, partBytes: number, bytes: number | null): { from: number; to: number } {
  const from = part * partBytes;
  return { from, to: Math.min(from + partBytes, bytes ?? Number.POSITIVE_INFINITY) };
}

/** Parts of a file; an empty file has none. */
export function partCount(bytes: number, partBytes: number): number {
  return Math.ceil(bytes / partBytes);
}

/** The first consecutive parts that are wanted, at most `most` of them; `null` when none is. */
export function firstRun(
  count: number,
  isWanted: (part: number) => boolean,
  most: number,
): { first: number; last: number } | null {
  let first = 0;
  while (first < count && !isWanted(first)) first += 1;
  if (first >= count) return null;
  let last = first;
  while (last + 1 < count && last - first + 1 < most && isWanted(last + 1)) last += 1;
  return { first, last };
}

/**
 * How many parts one of several connections takes: its share of what is left, so that all of them
 * end at about the same time, and never more than {@link MAX_RUN_BYTES}.
 */
export function partsPerRun(leftBytes: number, partBytes: number, connections: number): number {
  const share = Math.ceil(leftBytes / connections / partBytes);
  return Math.max(1, Math.min(share, Math.floor(MAX_RUN_BYTES / partBytes)));
}
