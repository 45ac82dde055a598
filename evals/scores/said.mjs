/** What of that which should be in a text is in it. */
import { says, saysOneOf } from './wordings.mjs';

/**
 * The share of facts that a text says, each in one of its wordings.
 *
 * @param {string} text
 * @param {readonly (readonly string[])[]} facts
 * @returns {number | null} null when there is nothing to say
 */
export const coverage = (text, facts) => share(facts, (wordings) => saysOneOf(text, wordings));

/**
 * The share of numbers, links, names and code that are still there. Numbers may be written as the other language writes
 * them (2.60 € as €2,60, 9.00 as 9:00), links and code must be there letter by letter.
 *
 * @param {string} text
 * @param {readonly string[]} things
 */
export const survival = (text, things) => share(things, (thing) => survives(text, thing));

/**
 * @param {string} text
 * @param {string} thing
 */
function survives(text, thing) {
  const number = /^(\d(?:[\d.,]*\d)?)[.,]?\s?[€£$%]?$/.exec(thing)?.[1];
  if (number !== undefined) return says(text, number) || says(withOtherMarks(text), number);
  return /[`/@<>]/.test(thing) ? text.includes(thing) : says(text, thing);
}

/**
 * The share of a text's numbers that its source has too, in digits: what is not there was made up. Null without any.
 *
 * @param {string} text
 * @param {string} source
 */
export function knownNumbers(text, source) {
  const known = new Set(numbersOf(source));
  return share(numbersOf(text), (number) => known.has(number));
}

/**
 * The share of checks that a rewritten text passes.
 *
 * @param {string} text
 * @param {string} source
 * @param {{ has?: readonly string[], lacks?: readonly string[], length?: 'shorter' | 'longer' }} checks
 */
export function passedChecks(text, source, { has = [], lacks = [], length }) {
  const lower = text.toLowerCase();
  const outcomes = [
    ...has.map((wording) => says(text, wording)),
    // An empty answer lacks everything, which is no merit.
    ...lacks.map((words) => text.trim() !== '' && !lower.includes(words.toLowerCase())),
  ];
  if (length === 'shorter') outcomes.push(text.trim() !== '' && text.length <= source.length * 0.9);
  if (length === 'longer') outcomes.push(text.length >= source.length * 1.1);
  return share(outcomes, (outcome) => outcome);
}

/**
 * The beginning of a text, as long as the reference: recall alone favours who says more, which is why the DUC
 * conferences cut all summaries to one length before they compared what these say.
 *
 * @param {string} text
 * @param {string} reference
 */
export const inLengthOf = (text, reference) => text.trim().slice(0, reference.length);

const LONGEST_TITLE = 100;

/**
 * What can stand as the title: the first line that says something, of 100 characters at most.
 *
 * @param {string} text
 */
export const titleLine = (text) => (text.match(/^.*[\p{L}\p{N}].*$/mu)?.[0] ?? '').trim().slice(0, LONGEST_TITLE);

/**
 * @template Thing
 * @param {readonly Thing[]} things
 * @param {(thing: Thing) => boolean} isGood
 * @returns {number | null}
 */
export const share = (things, isGood) => (things.length === 0 ? null : things.filter(isGood).length / things.length);

/** @param {string} text */
const numbersOf = (text) => (text.match(/\d[\d.,]*/g) ?? []).map((number) => number.replace(/[.,]+$/, ''));

/** @param {string} text */
const withOtherMarks = (text) =>
  text.replace(/(?<=\d)[.,](?=\d)/g, (mark) => (mark === '.' ? ',' : '.')).replace(/(?<=\d)[h:](?=\d\d(?!\d))/g, '.');
