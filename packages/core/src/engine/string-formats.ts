/** Texts of a set form, as grammars without their quotes. */
import type { GrammarRules } from './grammar-rules.js';

const TWO_DIGITS = (most: number) =>
  `([0-${Math.floor(most / 10) - 1}] [0-9] | "${Math.floor(most / 10)}" [0-${most % 10}])`;
const HOURS_AND_MINUTES = `${TWO_DIGITS(23)} ":" ${TWO_DIGITS(59)}`;
const TIME = `${HOURS_AND_MINUTES} ":" ${TWO_DIGITS(59)} ("." [0-9]{1,3})? ("Z" | [-+] ${HOURS_AND_MINUTES})`;
const HEX = (digits: number) => `[0-9a-f]{${digits}}`;

/** The 29th of February is left out: not every year has it. */
function date(rules: GrammarRules): string {
  const day = rules.either([
    '("0" [13578] | "1" [02]) "-" ("0" [1-9] | [12] [0-9] | "3" [01])',
    '("0" [469] | "11") "-" ("0" [1-9] | [12] [0-9] | "30")',
    '"02-" ("0" [1-9] | "1" [0-9] | "2" [0-8])',
  ]);
  return `[0-9]{4} "-" ${day}`;
}

/** By their names in JSON Schema. */
export const stringFormats: ReadonlyMap<string, (rules: GrammarRules) => string> = new Map([
  ['date', date],
  ['time', () => TIME],
  ['date-time', (rules: GrammarRules) => `${date(rules)} "T" ${TIME}`],
  ['uuid', () => `${HEX(8)} "-" ${HEX(4)} "-" [1-8] ${HEX(3)} "-" [89ab] ${HEX(3)} "-" ${HEX(12)}`],
]);
