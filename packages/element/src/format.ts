/** Numbers as people read them, in the language of the texts around them. */

const STEPS = [
  { unit: 'gigabyte', size: 1e9, digits: 2 },
  { unit: 'megabyte', size: 1e6, digits: 1 },
  { unit: 'kilobyte', size: 1e3, digits: 0 },
] as const;

/**
 * A number of bytes in decimal units, as networks and shops count: `98.4 MB`.
 *
 * @param per `second` for a speed: `12.1 MB/s`.
 */
export function formatBytes(bytes: number, locale: string, per?: 'second'): string {
  const step = STEPS.find(({ size }) => bytes >= size) ?? STEPS[2];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: per ? `${step.unit}-per-${per}` : step.unit,
    minimumFractionDigits: step.digits,
    maximumFractionDigits: step.digits,
  }).format(bytes / step.size);
}

/** A number of bytes where nobody counts: `1.2 GB`, `10 GB`. */
export function formatRoom(bytes: number, locale: string): string {
  const { unit, size, digits } = STEPS.find((step) => bytes >= step.size) ?? STEPS[2];
  const maximumFractionDigits = Math.min(digits, 1);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits }).format(bytes / size);
}

/** A time to wait, in the largest unit that says enough: `40 seconds`, `3 minutes`. Never less than a second. */
export function formatSeconds(seconds: number, locale: string): string {
  const [unit, value] =
    seconds < 59.5 ? ['second', seconds] : seconds < 3570 ? ['minute', seconds / 60] : ['hour', seconds / 3600];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: unit as string,
    unitDisplay: 'long',
    maximumFractionDigits: 0,
  }).format(Math.max(1, Math.round(value as number)));
}

/** Short facts one after the other, without an "and", which would not be what is seen: `SmolLM2, CPU, on this device`. */
export function joinFacts(facts: readonly string[], locale: string): string {
  return facts.join(/^(zh|ja)/.test(locale) ? '、' : /^ar/.test(locale) ? '، ' : ', ');
}

/** Whole sentences one after the other, which Chinese and Japanese write without a space between them. */
export function joinSentences(sentences: readonly string[], locale: string): string {
  return sentences.join(/^(zh|ja)/.test(locale) ? '' : ' ');
}
