/** How long ago something was, as people say it. */

const STEPS = [
  { unit: 'year', ms: 365 * 86_400_000 },
  { unit: 'month', ms: 30 * 86_400_000 },
  { unit: 'week', ms: 7 * 86_400_000 },
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/**
 * `3 hours ago`, `yesterday`; `null` for less than a minute.
 *
 * @param atMs milliseconds since 1970, as is `nowMs`. A clock that was set back makes no future.
 */
export function formatAgo(atMs: number, nowMs: number, locale: string): string | null {
  const elapsed = nowMs - atMs;
  const step = STEPS.find(({ ms }) => elapsed >= ms);
  if (step === undefined) return null;
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-Math.floor(elapsed / step.ms), step.unit);
}
