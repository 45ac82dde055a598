/** Numbers in texts, and which of them are the same in another language: `1,234.5` is `1.234,5`. */
import type { TextSpan } from './text-span.js';

export interface FoundNumber extends TextSpan {
  readonly text: string;
}

const NUMBERS =
  /(?<!\p{Nd})\p{Nd}{1,3}(?:[ \u00a0\u202f]\p{Nd}{3})+(?!\p{Nd})(?:[.,\u066b]\p{Nd}+)?|\p{Nd}+(?:[.,'\u2019\u066b\u066c]\p{Nd}+)*/gu;

/** All numbers of a text, in order. */
export function numbersIn(text: string): FoundNumber[] {
  return [...text.matchAll(NUMBERS)].map((found) => ({
    text: found[0],
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/** True when two numbers can be read as the same, whatever signs their languages put between the digits. */
export function isSameNumber(one: string, other: string): boolean {
  const readings = readingsOf(other);
  return readingsOf(one).some((reading) => readings.includes(reading));
}

/** What a number may mean: `1,234` is a thousand in English and little more than one in German. */
function readingsOf(number: string): string[] {
  const plain = Array.from(number, (sign) => (/\p{Nd}/u.test(sign) ? String(digitOf(sign)) : sign)).join('');
  const joined = plain.replace(/[ \u00a0\u202f'\u2019\u066c]/g, '').replaceAll('\u066b', '.');
  const parts = joined.split(/[.,]/);
  const [whole = '', fraction = ''] = parts;
  if (parts.length === 1) return [canonical(whole, '')];
  const isMixed = joined.includes('.') && joined.includes(',');
  if (isMixed) return [canonical(parts.slice(0, -1).join(''), parts.at(-1) ?? '')];
  const isGrouped = whole.length <= 3 && parts.slice(1).every((part) => part.length === 3);
  if (parts.length > 2) return [isGrouped ? canonical(parts.join(''), '') : parts.join('.')];
  return isGrouped ? [canonical(whole, fraction), canonical(parts.join(''), '')] : [canonical(whole, fraction)];
}

function canonical(whole: string, fraction: string): string {
  const decimals = fraction.replace(/0+$/, '');
  return (whole.replace(/^0+(?=\d)/, '') || '0') + (decimals === '' ? '' : `.${decimals}`);
}

/** The value of a digit of any script: digits stand in order, from zero on. */
function digitOf(digit: string): number {
  const compatible = digit.normalize('NFKC');
  if (/^[0-9]$/.test(compatible)) return Number(compatible);
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}
