/** Reads the sets of questions: what people ask of a documentation, and the pages that answer it. */
import { readFile } from 'node:fs/promises';

/** Each is of the documentation of a package on npm. Nothing is tuned by the last one: it says what tuning is worth. */
export const QUESTION_SETS = /** @type {const} */ (['fastify', 'npm', 'undici']);

/** How people ask. */
export const KINDS = /** @type {const} */ ([
  // Two or three words, as into a search box.
  'keywords',
  // A whole sentence.
  'question',
  // What is wanted, in words that the page does not have or has not in its title.
  'other-words',
]);

/**
 * @typedef {object} QuestionSet
 * @property {string} package its name on npm.
 * @property {string} version
 * @property {string} integrity of this version, as npm has it.
 * @property {string} licence as an SPDX identifier. Nothing of the pages is in this repository.
 * @property {string} folder of the package, with the pages.
 * @property {readonly Question[]} items
 */

/**
 * @typedef {object} Question
 * @property {string} id
 * @property {typeof KINDS[number]} kind
 * @property {string} question
 * @property {readonly string[]} pages each of which answers it, by their path in the folder.
 */

/**
 * @param {typeof QUESTION_SETS[number]} name
 * @returns {Promise<QuestionSet>}
 */
export async function readQuestions(name) {
  return JSON.parse(await readFile(new URL(`${name}.json`, import.meta.url), 'utf8'));
}
