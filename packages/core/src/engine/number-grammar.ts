/** Numbers within bounds, digit by digit, as a grammar. */
import { type GrammarRules, literal, repeat } from './grammar-rules.js';

/** Digits before the point, and after it: what a double holds without loss. */
const DIGITS = 15;
const LARGEST = 10 ** DIGITS - 1;
const ANY_DIGITS = `[1-9] [0-9]{0,${DIGITS - 1}}`;
const FRACTION = `("." [0-9]{1,${DIGITS}})?`;

/** `null` for no bound. */
export interface NumberBounds {
  readonly least: number | null;
  readonly most: number | null;
  /** Whether the bounds themselves do not count. */
  readonly above?: boolean;
  readonly below?: boolean;
}

/** Whole numbers within the bounds; `null` when there is none. */
export function integerGrammar(rules: GrammarRules, { least, most, above, below }: NumberBounds): string | null {
  if (least === null && most === null) return `("0" | "-"? ${ANY_DIGITS})`;
  const low = Math.max(least === null ? -LARGEST : above ? Math.floor(least) + 1 : Math.ceil(least), -LARGEST);
  const high = Math.min(most === null ? LARGEST : below ? Math.ceil(most) - 1 : Math.floor(most), LARGEST);
  return signed(rules, wholeNumbers(rules, Math.max(low, 0), high), wholeNumbers(rules, Math.max(1, -high), -low));
}

/** Numbers with or without a fraction, never with an exponent, within whole bounds; `null` when there is none. */
export function decimalGrammar(rules: GrammarRules, bounds: NumberBounds): string | null {
  const { least, most, above = false, below = false } = bounds;
  if (least === null && most === null) return `("-"? ("0" | ${ANY_DIGITS}) ${FRACTION})`;
  const reachesUp = most === null || most >= 0;
  const reachesDown = least === null || least < 0;
  const up = { ...(reachesDown ? { least: 0, above: false } : { least: least ?? 0, above }), most, below };
  const down = {
    ...(reachesUp ? { least: 0, above: true } : { least: -(most ?? 0), above: below }),
    ...{ most: least === null ? null : -least, below: above },
  };
  return signed(rules, reachesUp ? magnitudes(rules, up) : [], reachesDown ? magnitudes(rules, down) : []);
}

function signed(rules: GrammarRules, positive: readonly string[], negative: readonly string[]): string | null {
  const parts = [
    ...(positive.length > 0 ? [rules.either(positive)] : []),
    ...(negative.length > 0 ? [`"-" ${rules.either(negative)}`] : []),
  ];
  return parts.length === 0 ? null : rules.either(parts);
}

/** Decimals of no sign, from a whole number to another. */
function magnitudes(rules: GrammarRules, { least, most, above, below }: Required<NumberBounds>): string[] {
  const start = least ?? 0;
  const end = most ?? LARGEST + 1;
  const whole = wholeNumbers(rules, above ? start + 1 : start, end - 1);
  const parts = whole.map((number) => `${number} ${FRACTION}`);
  if (above && start < end) parts.push(`${literal(String(start))} "." [0-9]{0,${DIGITS - 1}} [1-9]`);
  if (most !== null && !below && (start < end || (start === end && !above))) {
    parts.push(`${literal(String(end))} ("." "0"{1,${DIGITS}})?`);
  }
  return parts;
}

/** Whole numbers of no sign, by their count of digits. */
function wholeNumbers(rules: GrammarRules, low: number, high: number): string[] {
  const parts: string[] = [];
  for (let digits = String(low).length; low <= high && digits <= String(high).length; digits += 1) {
    const first = digits === 1 ? 0 : 10 ** (digits - 1);
    // From here on to the largest: any digits.
    if (low <= first && digits > 1 && high === LARGEST) {
      parts.push(`[1-9] ${repeat('[0-9]', digits - 1, DIGITS - 1)}`);
      break;
    }
    parts.push(sameLength(rules, String(Math.max(low, first)), String(Math.min(high, 10 ** digits - 1))));
  }
  return parts;
}

/** Numbers of as many digits as both bounds have. */
function sameLength(rules: GrammarRules, low: string, high: string): string {
  const rest = low.length - 1;
  const [start = '0', end = '0'] = [low[0], high[0]];
  if (rest === 0) return digits(start, end);
  if (start === end) return `${literal(start)} ${sameLength(rules, low.slice(1), high.slice(1))}`;
  // The rest is free where the lower bound has nothing but zeros in it, and the upper one nothing but nines.
  const from = /^0*$/.test(low.slice(1)) ? Number(start) : Number(start) + 1;
  const to = /^9*$/.test(high.slice(1)) ? Number(end) : Number(end) - 1;
  const parts: string[] = [];
  if (from > Number(start)) parts.push(`${literal(start)} ${sameLength(rules, low.slice(1), '9'.repeat(rest))}`);
  if (from <= to) parts.push(`${digits(String(from), String(to))} ${repeat('[0-9]', rest, rest)}`);
  if (to < Number(end)) parts.push(`${literal(end)} ${sameLength(rules, '0'.repeat(rest), high.slice(1))}`);
  return rules.either(parts);
}

function digits(from: string, to: string): string {
  return from === to ? literal(from) : `[${from}-${to}]`;
}
